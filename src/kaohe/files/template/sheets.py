"""The sheets that a clerk sets once: catalogue, categories and settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from kaohe.core.cells import CellValue
from kaohe.core.grades import BoundaryTies, Rounding
from kaohe.core.schema import (
    CATALOGUE_TABLE,
    CATEGORIES_TABLE,
    FORM_LABELS,
    FORM_NAMES,
    SETTING_LABELS,
    SETTING_NAMES,
    CatalogueField,
    CategoryField,
    Sheet,
)
from kaohe.core.settings import METHOD_WORDS, EarlierResults, RankingColumn, TieRule
from kaohe.files.template import style
from kaohe.files.template.book import Book, Page, write
from kaohe.files.template.content import Content
from kaohe.files.template.grid import GridColumn, add_grid
from kaohe.files.template.measure import row_height
from kaohe.reports.notices import NoticeRank

#: The list that the column 类别 of the data offers; it grows with the table of categories.
CATEGORY_LIST = "kaohe_category_list"

_TOP = 2

_CATALOGUE = (
    GridColumn(CatalogueField.CODE, 10, align="center"),
    GridColumn(CatalogueField.WORDING, 84),
    GridColumn(CatalogueField.SIGN, 9, align="center"),
    GridColumn(CatalogueField.POINTS, 9, align="center"),
    GridColumn(CatalogueField.ALIASES, 36),
    GridColumn(CatalogueField.REMARK, 24),
)

_CATEGORIES = (
    GridColumn(CategoryField.CATEGORY, 34),
    GridColumn(CategoryField.RANK_GROUP, 34),
    GridColumn(CategoryField.REMARK, 48),
)

_SETTING_WIDTHS = (22, 30, 78)

_SETTING_REMARKS = {
    "base": "没有任何加扣分时的得分。",
    "decimals": "得分四舍五入保留几位小数；留空＝不四舍五入。",
    "bonus_cap": "一个单位的加分合计最多算多少分；留空＝不封顶。",
    "deduction_cap": "一个单位的扣分合计最多算多少分；留空＝不封顶。",
    "lowest": "低于此分的按此分计；留空＝不限。",
    "highest": "高于此分的按此分计；留空＝不限。",
    "method": "得分相同，名次相同。中国式：其后名次连着排；竞赛式：其后名次空出来。",
    "grades": "从高到低写，例如“优秀 前20%；良好 90分以上；合格 60分以上；不合格”；可用比例、名额（前3名）、分数线；留空＝不评等次。",
    "grade_rounding": "按比例算出的名额不是整数时如何取整，例如17个单位的20%是3.4个。",
    "grade_ties": "名额边上几个单位名次相同、名额不够时，都算上还是都不算。",
    "ranking_columns": "排名榜上从左到右印哪些栏，用顿号隔开。可选：" + "、".join(RankingColumn) + "。",
    "ties": "得分相同的单位怎样排名：名次并列，或先比扣分，或看“考核数据”里“并列依据”一列的数（大的在前；这一列平时隐藏，用时取消隐藏）。",
    "stated": "导入时带来的原得分、原名次与计算结果不同的，要不要提示；选“不再对照”就不提示，原来的数仍留着。",
}


_CHOICES = {
    "method": tuple(METHOD_WORDS.values()),
    "grade_rounding": tuple(Rounding),
    "grade_ties": tuple(BoundaryTies),
    "stated": tuple(EarlierResults),
    "ties": tuple(TieRule),
}
#: Settings that are texts of their own grammar; what can't be understood is a finding.
_FREE_TEXTS = frozenset({"grades", "ranking_columns"})


_SIGN_OFF_REMARK = "上报表上签字、盖章的地方，左右各一处，共三行。一行左右都留空＝不印这一行。"
_TEXT_REMARKS = {
    "title": "印在上报表最上面；留空＝不印。",
    "office": "反馈单落款的单位；留空＝不写。",
    "notice_date": "反馈单落款的日期，例如 2025年1月10日；留空＝印出年月日，用笔填写。",
    "notice_deadline": "反馈单上申诉截止的日期；留空＝印出年月日，用笔填写。",
    "notice_rank": "反馈单上写不写名次。",
}


def add_catalogue(book: Book, content: Content) -> None:
    """Write 标准目录: one standard reason a row, with its points and the wordings that mean the same."""
    page = book.page(Sheet.CATALOGUE, "#548235")
    _head(
        book,
        page,
        "标准加扣分目录",
        "每行一条标准原因。新增的直接写在表格下面一行。其他写法写在“别名”里，几种写法之间用 | 隔开。",
    )
    rows = [[row.code, row.wording, row.sign, row.points, row.aliases, row.remark] for row in content.catalogue]
    area = add_grid(book, page, CATALOGUE_TABLE, _TOP, _CATALOGUE, rows, len(rows))
    first = xl_rowcol_to_cell(area.first_row, 0, col_abs=True)
    page.data_validation(
        *area.column(0), _custom(f"=COUNTIF($A:$A,{first})=1", "编号重复", "这个编号已经用过，请换一个。")
    )
    page.data_validation(*area.column(2), _choice(["加", "扣"], "请选“加”或“扣”。"))
    page.data_validation(*area.column(3), _at_least_zero("请填不小于 0 的数，正负由“加扣”决定。"))
    _finish(page, _TOP)


def add_categories(book: Book, content: Content) -> None:
    """Write 类别设置: the categories and which of them are ranked together."""
    page = book.page(Sheet.CATEGORIES, "#7F7F7F")
    _head(
        book, page, "类别设置", "“排名组”相同的类别合在一起排名；留空＝本类别单独排名。新增的类别直接写在表格下面一行。"
    )
    rows: list[list[CellValue]] = [[entry.name, entry.rank_group, entry.remark or None] for entry in content.categories]
    add_grid(book, page, CATEGORIES_TABLE, _TOP, _CATEGORIES, rows, len(rows))
    book.workbook.define_name(CATEGORY_LIST, f"={CATEGORIES_TABLE}[{CategoryField.CATEGORY}]")
    _finish(page, _TOP)


def add_settings(book: Book, content: Content) -> None:
    """Write 参数设置: one named cell a setting, with what it means."""
    page = book.page(Sheet.SETTINGS, "#7F7F7F")
    _head(book, page, "参数设置", "只改“设置值”一列。改完点“重新计算”，全部得分和名次随之更新。")
    for column, (heading, width) in enumerate(zip(("参数", "设置值", "说明"), _SETTING_WIDTHS, strict=True)):
        page.set_column(column, column, width)
        page.write_string(_TOP, column, heading, book.look(style.HEADS["typed" if column == 1 else "computed"]))
    page.set_row(_TOP, 28)
    for row, name in enumerate(SETTING_NAMES, start=_TOP + 1):
        _setting(book, page, row, name, content.settings)
    first = _TOP + 1 + len(SETTING_NAMES)
    for row, name in enumerate(FORM_NAMES, start=first):
        _form_text(book, page, row, name, content.form_texts)
    signing = [row for row, name in enumerate(FORM_NAMES, start=first) if name not in _TEXT_REMARKS]
    look = book.look(style.TYPED, font_color=style.QUIET, indent=1)
    page.merge_range(signing[0], 2, signing[-1], 2, _SIGN_OFF_REMARK, look)
    _finish(page, _TOP)
    page.fit_to_pages(1, 1)


def _setting(book: Book, page: Page, row: int, name: str, settings: Mapping[str, CellValue]) -> None:
    value = settings.get(name)
    _named_cell(book, page, row, SETTING_NAMES[name], (SETTING_LABELS[name], value, _SETTING_REMARKS[name]))
    if name not in _FREE_TEXTS:
        page.data_validation(row, 1, row, 1, _setting_rule(name))


def _form_text(book: Book, page: Page, row: int, name: str, texts: Mapping[str, CellValue]) -> None:
    remark = _TEXT_REMARKS.get(name, "")  # the lines to sign have one together
    value = texts.get(name) or (NoticeRank.TOLD.value if name == "notice_rank" else None)
    _named_cell(book, page, row, FORM_NAMES[name], (FORM_LABELS[name], value, remark))
    if name == "notice_rank":
        page.data_validation(row, 1, row, 1, _choice([*NoticeRank], "请从下拉列表里选一种。"))


def _named_cell(book: Book, page: Page, row: int, name: str, texts: tuple[str, CellValue, str]) -> None:
    label, value, remark = texts
    page.write_string(row, 0, label, book.look(style.LABEL, indent=1))
    write(page, row, 1, value, book.look(style.TYPED, align="center"))
    page.write_string(row, 2, remark, book.look(style.TYPED, font_color=style.QUIET, indent=1))
    shown = [(remark, _SETTING_WIDTHS[2] - 2), (str(value or ""), _SETTING_WIDTHS[1] - 1)]
    page.set_row(row, max(row_height(shown), 28))
    book.workbook.define_name(name, f"='{Sheet.SETTINGS}'!$B${row + 1}")


def _setting_rule(name: str) -> dict[str, Any]:
    if name in _CHOICES:
        return _choice(list(_CHOICES[name]), "请从下拉列表里选一种。")
    if name == "decimals":
        return _between(0, 6, "请填 0 到 6 的整数，或留空。")
    return _at_least_zero("请填不小于 0 的数" + ("。" if name == "base" else "，或留空。"))


def _head(book: Book, page: Page, title: str, hint: str) -> None:
    page.write_string(0, 0, title, book.look(style.TITLE))
    page.write_string(1, 0, hint, book.look(style.HINT))
    page.set_row(0, 34)
    page.set_row(1, 22)


def _finish(page: Page, top: int) -> None:
    page.freeze_panes(top + 1, 0)
    page.repeat_rows(top)


def _choice(words: list[str], remedy: str) -> dict[str, Any]:
    return {"validate": "list", "source": words, "error_title": "不在列表里", "error_message": remedy}


def _at_least_zero(remedy: str) -> dict[str, Any]:
    return {"validate": "decimal", "criteria": ">=", "value": 0, "error_title": "数值不对", "error_message": remedy}


def _between(least: int, most: int, remedy: str) -> dict[str, Any]:
    bounds = {"criteria": "between", "minimum": least, "maximum": most}
    return {"validate": "integer", "error_title": "数值不对", "error_message": remedy} | bounds


def _custom(formula: str, title: str, remedy: str) -> dict[str, Any]:
    return {
        "validate": "custom",
        "value": formula,
        "error_type": "warning",
        "error_title": title,
        "error_message": remedy,
    }
