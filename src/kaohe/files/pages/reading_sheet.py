"""The sheet 读表说明: how every sheet, column and row was read, and a list to choose from on each question."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from io import BytesIO

from kaohe.core.cells import CellValue
from kaohe.core.reading import Answers, SheetReading
from kaohe.core.schema import Mark, Sheet
from kaohe.files.ooxml.transplant import put_page
from kaohe.files.ooxml.workbook import Workbook
from kaohe.files.pages.reading_rows import (
    BASE,
    COLUMN,
    COLUMNS,
    HEAD_ROW,
    OFFERED,
    ROLE,
    STATE,
    WHOLE_SHEET,
    WHY,
    ReadingRow,
    reading_rows,
    summary,
)
from kaohe.files.template import style
from kaohe.files.template.book import CREATED, Book, Page, write
from kaohe.files.template.measure import row_height
from kaohe.files.template.style import Look

_NOTE = (
    "黄色的行待确认：请在“含义”一列里选一项，再点“重新计算”（或运行 recalc），以后不再问。其他行读错了，也可以这样改。"
    "表的满分不是100的，在“得分”一行的“起算分”里写上从多少分算起。"
)
_SHEET_ROW: Look = {"bold": True, "bg_color": "#DDEBF7"}
_ASKED: Look = {"bg_color": "#FFF2CC"}
_ROW_OF_ROWS: Look = {"font_color": style.QUIET}
_CENTRED = frozenset({COLUMN, ROLE, BASE, STATE})
_WIDTHS = tuple(COLUMNS.values())
_INDENT = 1.5


def put_reading(workbook: Workbook, readings: Sequence[SheetReading], answers: Answers) -> str:
    """Put the page into a closed workbook, in the place of an earlier one; return the sheet's name."""
    return put_page(workbook, partial(build_reading, readings, answers), Sheet.READING, Mark.READING)


def build_reading(readings: Sequence[SheetReading], answers: Answers, name: str) -> bytes:
    """Return a workbook whose only sheet, called ``name``, is the page; the same reading gives the same bytes."""
    buffer = BytesIO()
    with Book(buffer) as book:
        book.workbook.set_properties({"title": name, "comments": "由 Kaohe 生成", "created": CREATED})
        page = book.page(name, "#BF8F00")
        _head(book, page, summary(readings))
        for number, row in enumerate(reading_rows(readings, answers), HEAD_ROW):
            _write_row(book, page, number, row)
        page.freeze_panes(HEAD_ROW, 0)
        page.repeat_rows(HEAD_ROW - 1)
    return buffer.getvalue()


def _head(book: Book, page: Page, headline: str) -> None:
    page.write_string(0, 0, Sheet.READING, book.look(style.TITLE))
    page.set_row(0, 34)
    room = sum(_WIDTHS[:OFFERED])
    for row, line in ((1, headline), (2, _NOTE)):
        page.merge_range(row, 0, row, WHY, line, book.look(style.HINT, text_wrap=True))
        page.set_row(row, row_height([(line, room)], size=10))
    for column, (heading, width) in enumerate(COLUMNS.items()):
        page.set_column(column, column, width, None, {"hidden": column == OFFERED})
        page.write_string(HEAD_ROW - 1, column, heading, book.look(style.HEADS["typed"]))
    page.set_row(HEAD_ROW - 1, 24)


def _write_row(book: Book, page: Page, number: int, row: ReadingRow) -> None:
    tint = _tint(row)
    for column, text in enumerate(row.texts):
        place: Look = {"align": "center"} if column in _CENTRED else {"indent": 1}
        bold: Look = {"bold": True} if row.asked and column in (ROLE, STATE) else {}
        value: CellValue = text or None
        write(page, number, column, value, book.look(style.TYPED, **place, **tint, **bold))
    if row.choices:
        page.data_validation(
            number, ROLE, number, ROLE,
            {
                "validate": "list", "source": list(row.choices), "error_type": "stop", "ignore_blank": False,
                "error_title": "含义", "error_message": "请从列表里选一项。",
            },
        )  # fmt: skip
    texts = ((text, width - _INDENT) for text, width in zip(row.texts[:OFFERED], _WIDTHS, strict=False))
    page.set_row(number, max(row_height(texts), 20))


def _tint(row: ReadingRow) -> Look:
    if row.asked:
        return _ASKED
    if row.texts[COLUMN] == WHOLE_SHEET:
        return _SHEET_ROW
    return {} if row.choices else _ROW_OF_ROWS
