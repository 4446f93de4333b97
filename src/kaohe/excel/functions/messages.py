"""Why a cell shows an error: every sentence that a worksheet function may say, in one place."""

from __future__ import annotations

from kaohe.core.cells import CellValue, ExcelError
from kaohe.excel.functions.model import Failure


def wrong_kind(argument: str, value: CellValue, wanted: str) -> Failure:
    """An argument of another kind than the function can use."""
    return Failure(ExcelError.VALUE, f"“{argument}”是“{shown(value)}”，这里要{wanted}。请检查公式引用的单元格。")


def error_cell(argument: str, error: ExcelError) -> Failure:
    """An argument that is an Excel error: the same error goes on."""
    return Failure(error, f"“{argument}”引用的单元格本身是错误值 {error}。请先改正那个单元格。")


def blank(argument: str) -> Failure:
    """A blank cell where there is nothing to compute without a value."""
    return Failure(ExcelError.NA, f"“{argument}”引用的单元格是空的。请先填写。")


def missing(argument: str) -> Failure:
    """An argument that the others need was not given."""
    return Failure(ExcelError.VALUE, f"公式缺少“{argument}”。请在公式中补上，或点“fx”查看各项说明。")


def sizes_differ(argument: str, other: str) -> Failure:
    """Two ranges that belong together have different sizes."""
    return Failure(ExcelError.VALUE, f"“{argument}”和“{other}”的行数或列数不一样。请选择同样大小的区域。")


def not_ranked(score: str) -> Failure:
    """The score is not among those that it is to be ranked in."""
    return Failure(ExcelError.NA, f"“得分”{score}不在要排名的得分（同类别）中。请检查公式引用的区域和类别。")


def no_row() -> Failure:
    """``=RANK_UNIT()`` outside an assessment table."""
    return Failure(
        ExcelError.NA,
        "这一行不是考核表中的单位，无法确定名次。请把 =RANK_UNIT() 写在考核表的行内，或在括号中写明得分。",
    )


def no_score_in_row() -> Failure:
    """The row of ``=RANK_UNIT()`` has no score or no category."""
    return Failure(ExcelError.NA, "这一行没有得分或没有类别，无法排名。请先填写。")


def no_catalogue(columns: int) -> Failure:
    """A range that is no catalogue."""
    return Failure(
        ExcelError.VALUE, f"“标准目录”应当有标准表述和分值至少两列，现在是{columns}列。请选择整个标准目录，连同标题行。"
    )


def shown(value: CellValue, longest: int = 40) -> str:
    """Return a value as a sentence quotes it: short, on one line."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    text = " ".join(str("" if value is None else value).split())
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
