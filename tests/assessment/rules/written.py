"""Sheets written out as lines of text: what manual pages and case files show is what gets run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.reading import Answers, ColumnAnswer, Role
from kaohe.core.schema import DATA_TABLE, SETTING_LABELS, SETTING_NAMES, Field, Mark, Sheet
from kaohe.core.table import Sheets
from kaohe.tables import Area, NamedArea, SheetGrid, Visibility, find_tables

#: A text alone stands in a sheet as an office would have it, so its cell is C2.
HEADINGS = (Field.NUMBER, Field.UNIT, Field.REASONS, Field.SCORE, Field.RANK)
TEXT_CELL = "C2"

#: A sheet of lines that are a person's answers.
ANSWERS = "读表答复"
HIDDEN = "（隐藏）"
_COMMENT = re.compile(r"〈(.+?)〉")
_STRUCK = re.compile(r"~~(.+?)~~")

_ERRORS = {error.value: error for error in ExcelError}
_CODE_POINT = re.compile(r"\{U\+([0-9A-F]{4,6})\}")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
MERGED = "⇕"


def sheets_of_text(text: str) -> Sheets:
    """One unit with this reason text, in an office's sheet whose scores and ranks are blank."""
    return find_tables([_grid(Sheet.DATA, [list(HEADINGS), [Decimal(1), "甲镇", spell(text), None, None]])])


def sheets_of_rows(
    sheets: Mapping[str, Sequence[Sequence[CellValue]]], settings: Mapping[str, CellValue] | None = None
) -> Sheets:
    """Sheets by name, with settings by their Chinese labels; a sheet 上报表 only says its check code."""
    names = {SETTING_NAMES[name]: value for name, value in _settings(settings or {}).items()}
    form = sheets.get(Sheet.FORM)
    codes = {} if form is None else {Mark.FORM_CODE: form[0][1]}
    grids = [_grid(name, rows) for name, rows in sheets.items() if name not in (Sheet.FORM, ANSWERS)]
    return find_tables(grids, names=names | codes, answers=_answers(sheets.get(ANSWERS, ())))


def _answers(rows: Sequence[Sequence[CellValue]]) -> Answers:
    """Answers as lines: sheet, column, heading, role."""
    answers = Answers()
    for sheet, column, heading, role in rows:
        answer = ColumnAnswer(str(sheet), int(str(column)), str(heading), Role(str(role)))
        answers = answers.with_answer(answer)
    return answers


def _grid(name: str, rows: Sequence[Sequence[CellValue]]) -> SheetGrid:
    """A sheet in which texts that start with ``=`` are formulas nobody has calculated.

    （隐藏） behind its name or before a row hides it; words between ``~~`` are struck out, ``⇕`` is merged with what is below,
    what stands between ``〈`` and ``〉`` is a comment on its cell.
    """
    hidden_rows = {row for row, cells in enumerate(rows, 1) if cells and str(cells[0]).startswith(HIDDEN)}
    struck = {
        (row, column): match[1]
        for row, cells in enumerate(rows, 1)
        for column, value in enumerate(cells, 1)
        if isinstance(value, str) and (match := _STRUCK.search(value))
    }
    comments = [
        ((row, column), f"批注：{match[1]}")
        for row, cells in enumerate(rows, 1)
        for column, value in enumerate(cells, 1)
        if isinstance(value, str) and (match := _COMMENT.search(value))
    ]
    merged = [*_merged(rows)]
    rows = [[None if value == MERGED else _plain(value) for value in cells] for cells in rows]
    formulas = {
        (row, column): value
        for row, cells in enumerate(rows, 1)
        for column, value in enumerate(cells, 1)
        if isinstance(value, str) and value.startswith("=")
    }
    shown = [
        [None if (row, column) in formulas else value for column, value in enumerate(cells, 1)]
        for row, cells in enumerate(rows, 1)
    ]
    return SheetGrid(
        name.removesuffix(HIDDEN),
        shown,
        formulas=formulas,
        uncalculated=formulas.keys(),
        state=Visibility.HIDDEN if name.endswith(HIDDEN) else Visibility.VISIBLE,
        hidden_rows=frozenset(hidden_rows),
        struck=struck,
        remarks=comments,
        merged=merged,
        tables=[*_own_tables(rows)],
    )


def _own_tables(rows: Sequence[Sequence[CellValue]]) -> Iterator[NamedArea]:
    """Yield the template's own Excel Table where the headings are the template's: they say 核对 and 原得分."""
    if rows and {Field.CHECK, Field.STATED_SCORE} <= {*rows[0]}:
        yield NamedArea(DATA_TABLE, Area(1, 1, len(rows), len(rows[0])))


def _merged(rows: Sequence[Sequence[CellValue]]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the areas of cells that are merged with those below: each ends in ``⇕``."""
    for column in range(max(map(len, rows), default=0)):
        marked = [
            row for row, cells in enumerate(rows, 1) if column < len(cells) and str(cells[column]).endswith(MERGED)
        ]
        if marked:
            yield marked[0], column + 1, marked[-1], column + 1


def _plain(value: CellValue) -> CellValue:
    if not isinstance(value, str) or value.startswith("="):
        return value
    return cell(_COMMENT.sub("", value.removeprefix(HIDDEN).removesuffix(MERGED).replace("~~", "")))


def sheets_of_lines(lines: Sequence[str]) -> Sheets:
    """Rows with ``|`` between cells; ``〔名称〕`` starts another sheet, ``〔名称，隐藏〕`` a hidden one."""
    sheets: dict[str, list[list[CellValue]]] = {Sheet.DATA: []}
    current = sheets[Sheet.DATA]
    for line in lines:
        if line.startswith("〔"):
            current = sheets.setdefault(line.strip("〔〕"), [])
        else:
            current.append([cell(part) for part in line.split("|")])
    settings = {str(label): value for label, value in sheets.pop(Sheet.SETTINGS, [])}
    return sheets_of_rows(sheets, settings)


def cell(written: str) -> CellValue:
    """What a written cell holds: a number, an Excel error, text, or nothing."""
    text = spell(written.strip())
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    return _ERRORS.get(text, text or None)


def spell(text: str) -> str:
    """Put in the characters that can't be seen on a page: ``{U+200B}``."""
    return _CODE_POINT.sub(lambda match: chr(int(match[1], 16)), text)


def _settings(by_label: Mapping[str, CellValue]) -> dict[str, CellValue]:
    names = {label: name for name, label in SETTING_LABELS.items()}
    return {names[label]: value for label, value in by_label.items()}
