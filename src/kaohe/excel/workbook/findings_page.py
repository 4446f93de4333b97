"""The sheet 核对结果 in an open workbook: the same rows as in a closed file, drawn with a few calls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from io import BytesIO

import xlwings as xw

from kaohe.assessment.outcome import Outcome
from kaohe.core.findings import Severity
from kaohe.core.schema import Mark, Sheet
from kaohe.excel.cells.blocks import Entry, enter, entry, read_values
from kaohe.excel.cells.places import areas_of, runs
from kaohe.excel.constants import XL_CONTINUOUS, XL_NONE
from kaohe.excel.session.journal import Pen
from kaohe.excel.workbook.pages import add_page
from kaohe.excel.workbook.reader import OpenWorkbook
from kaohe.files.ooxml.own_sheet import free_name
from kaohe.files.pages.findings_format import LEVEL_COLOURS, LEVELS
from kaohe.files.pages.findings_rows import COLUMNS, HEAD_ROW, LETTERS, MEANINGS, NOTE, entries, summary
from kaohe.files.template.book import Book

_TITLE, _CLEAN = "核对结果", "√ 未发现问题"
_HEAD_FILL = "#2F5597"
_LINE_ABOVE = {"text_wrap": True, "valign": "vcenter"}
_LINKED = {**_LINE_ABOVE, "font_color": "#0563C1"}
_HEAD = {**_LINE_ABOVE, "bg_color": _HEAD_FILL, "font_color": "#FFFFFF", "bold": True}
_RULE = 0xBFBFBF
#: The height of the lines above the head.
_TITLE_HEIGHT = 34
_CELL, _SHEET = list(COLUMNS).index("单元格"), list(COLUMNS).index("工作表")
_FIRST, _LAST = LETTERS[0], LETTERS[-1]

#: A finding as its row shows it.
_Texts = tuple[str, ...]


def draw_findings(book: xw.Book, pen: Pen, opened: OpenWorkbook, outcome: Outcome) -> None:
    """Refresh Kaohe's own sheet of findings, or add it at the end; taken back with what else ``pen`` wrote."""
    listed = [each.texts for each in entries(outcome, frozenset(opened.grids))]
    if opened.findings is None:
        title = free_name(Sheet.FINDINGS, opened.names)
        sheet = add_page(book, pen, _blank, title, Mark.FINDINGS, opened.names)
    else:
        sheet = book.sheets[opened.findings]
        last, headline, before = _shown(sheet)
        pen.add_undo(f"工作表“{opened.findings}”", partial(_redraw, opened.findings, headline, before))
        _clear(sheet, last)
    _draw(sheet, summary(outcome), listed)


def _redraw(name: str, headline: str, listed: Sequence[_Texts], book: xw.Book) -> None:
    if name in {sheet.name for sheet in book.sheets}:  # the person may have deleted it
        sheet = book.sheets[name]
        _clear(sheet, _last_row(sheet))
        _draw(sheet, headline, listed)


def _last_row(sheet: xw.Sheet) -> int:
    return max(areas_of(sheet.used_range.address)[0].row2, HEAD_ROW + 1)


def _shown(sheet: xw.Sheet) -> tuple[int, str, list[_Texts]]:
    """Return the last row, the summary and the findings that the sheet shows now."""
    last = _last_row(sheet)
    rows = read_values(sheet.range(f"{_FIRST}1:{_LAST}{last}"))
    texts = [tuple("" if value is None else str(value) for value in row) for row in rows]
    return last, texts[1][0], [row for row in texts[HEAD_ROW:] if row[1]]


def _clear(sheet: xw.Sheet, last: int) -> None:
    """Empty the rows of findings; columns and head keep their formats."""
    sheet.api.AutoFilterMode = False  # also shows what was filtered out
    old = sheet.range(f"{_FIRST}{HEAD_ROW + 1}:{_LAST}{last}")
    old.clear_contents()
    old.color = None
    old.borders.api.LineStyle = XL_NONE


def _draw(sheet: xw.Sheet, headline: str, listed: Sequence[_Texts]) -> None:
    """Write the lines above the head, the head, and a row for each finding."""
    last = HEAD_ROW + max(len(listed), 1)
    enter(sheet.range(f"{_FIRST}1:{_LAST}{last}"), [*_head(headline), *_body(listed)])
    body = sheet.range(f"{_FIRST}{HEAD_ROW + 1}:{_LAST}{last}")
    lines = body.borders.api  # all sides of all cells at once; xlwings itself goes from side to side
    lines.LineStyle, lines.Color = XL_CONTINUOUS, _RULE
    for level, rows in _levels(listed):
        sheet.range(f"{_FIRST}{rows[0]}:{_FIRST}{rows[-1]}").color = f"#{LEVEL_COLOURS[level][1][2:]}"
    body.rows.autofit()
    if listed:
        sheet.range(f"{_FIRST}{HEAD_ROW}:{_LAST}{last}").api.AutoFilter()


def _head(headline: str) -> Iterator[list[Entry]]:
    levels = "　".join(f"{symbol} {word} {MEANINGS[level]}" for level, (symbol, word) in LEVELS.items())
    for text in (_TITLE, headline, f"图例：{levels}\n{NOTE}"):
        yield [text, *[""] * (len(COLUMNS) - 1)]
    yield [*COLUMNS]


def _body(listed: Sequence[_Texts]) -> Iterator[list[Entry]]:
    if not listed:
        yield [_CLEAN, *[""] * (len(COLUMNS) - 1)]
    for texts in listed:
        entries_of_row: list[Entry] = [entry(text or None) for text in texts]
        if texts[_CELL]:
            entries_of_row[_CELL] = _link(texts[_SHEET], texts[_CELL])
        yield entries_of_row


def _link(sheet: str, cell: str) -> str:
    """Return a formula that leads to a cell: one block holds all links, where real links cost a call each."""
    quoted = sheet.replace("'", "''").replace('"', '""')
    first = cell.split("、", 1)[0].split("…", 1)[0]
    return f"""=HYPERLINK("#'{quoted}'!{first}","{cell}")"""


def _blank(name: str) -> bytes:
    """Return a workbook with the sheet before any finding is on it: what a person changes about its looks later stays."""
    buffer = BytesIO()
    with Book(buffer) as book:
        page = book.page(name, _HEAD_FILL)
        plain = book.look(_LINE_ABOVE)
        for number, width in enumerate(COLUMNS.values()):
            page.set_column(number, number, width, book.look(_LINKED) if number == _CELL else plain)
        bold, title = book.look(_LINE_ABOVE, bold=True), book.look(_LINE_ABOVE, bold=True, font_size=16)
        for row, look in enumerate((title, bold, plain)):
            page.merge_range(row, 0, row, len(COLUMNS) - 1, "", look)
            page.set_row(row, _TITLE_HEIGHT)
        for number in range(len(COLUMNS)):
            page.write_blank(HEAD_ROW - 1, number, None, book.look(_HEAD))
        page.repeat_rows(HEAD_ROW - 1)
    return buffer.getvalue()


def _levels(listed: Sequence[_Texts]) -> Iterator[tuple[Severity, range]]:
    """Yield the rows of each level; errors come first, so each level is one run."""
    for level, (_, word) in LEVELS.items():
        rows = [row for row, texts in enumerate(listed, HEAD_ROW + 1) if texts[0].endswith(word)]
        for run in runs(rows):
            yield level, run
