"""The sheet 核对结果 in an open workbook: the same rows as in a closed file, drawn with a few calls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import count

import xlwings as xw

from kaohe.excel.blocks import Entry, enter, entry, read_values
from kaohe.excel.journal import Pen
from kaohe.excel.places import areas_of, runs
from kaohe.excel.reader import FINDINGS_MARK, OpenWorkbook
from kaohe.findings import Severity
from kaohe.outcome import Outcome
from kaohe.schema import Sheet
from kaohe.xlsx.findings_format import LEVEL_COLOURS, LEVELS
from kaohe.xlsx.findings_rows import COLUMNS, HEAD_ROW, LETTERS, MEANINGS, NOTE, entries, summary

_TITLE, _CLEAN = "核对结果", "√ 未发现问题"
_HEAD_FILL, _WHITE, _LINK = "#2F5597", "#FFFFFF", "#0563C1"
_NO_LINE, _LINE, _RULE = -4142, 1, 0xBFBFBF
_LANDSCAPE = 2
#: Column widths in characters, fewer than in a closed file as each is a call; the height of the lines above the head.
_WIDTHS = {"A:D": 12, "E:E": 20, "F:F": 62, "G:G": 36}
_TITLE_HEIGHT = 34
_CELL, _SHEET = list(COLUMNS).index("单元格"), list(COLUMNS).index("工作表")
_FIRST, _LAST = LETTERS[0], LETTERS[-1]

#: A finding as its row shows it.
_Texts = tuple[str, ...]


def draw_findings(book: xw.Book, pen: Pen, opened: OpenWorkbook, outcome: Outcome) -> None:
    """Refresh Kaohe's own sheet of findings, or add it at the end; taken back with what else ``pen`` wrote."""
    listed = [each.texts for each in entries(outcome, frozenset(opened.grids))]
    if opened.findings is None:
        sheet = _add_page(book, pen, opened.names)
    else:
        sheet = book.sheets[opened.findings]
        last, headline, before = _shown(sheet)
        pen.add_undo(partial(_redraw, opened.findings, headline, before))
        _clear(sheet, last)
    _draw(sheet, summary(outcome), listed)


def _add_page(book: xw.Book, pen: Pen, there: Sequence[str]) -> xw.Sheet:
    taken = set(map(str.casefold, there))
    names = (f"{Sheet.FINDINGS}{'' if number == 1 else number}" for number in count(1))
    name = next(each for each in names if each.casefold() not in taken)
    sheet = pen.add_sheet(name, after=there[-1])
    pen.add_undo(_forget_page)
    book.names.add(FINDINGS_MARK, f"='{name}'!$A$1").api.Visible = False
    _format(sheet)
    return sheet


def _forget_page(book: xw.Book) -> None:
    if book.names.contains(FINDINGS_MARK):
        book.names[FINDINGS_MARK].delete()


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
    old.borders.api.LineStyle = _NO_LINE


def _draw(sheet: xw.Sheet, headline: str, listed: Sequence[_Texts]) -> None:
    """Write the lines above the head, the head, and a row for each finding."""
    last = HEAD_ROW + max(len(listed), 1)
    enter(sheet.range(f"{_FIRST}1:{_LAST}{last}"), [*_head(headline), *_body(listed)])
    body = sheet.range(f"{_FIRST}{HEAD_ROW + 1}:{_LAST}{last}")
    lines = body.borders.api  # all sides of all cells at once; xlwings itself goes from side to side
    lines.LineStyle, lines.Color = _LINE, _RULE
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
    return f"""=HYPERLINK("#'{quoted}'!{cell}","{cell}")"""


def _format(sheet: xw.Sheet) -> None:
    """Give columns and head their formats, once: what a person changes about them later stays."""
    for columns, width in _WIDTHS.items():
        sheet.range(columns).column_width = width
    whole = sheet.range(f"{_FIRST}:{_LAST}")
    whole.wrap_text = True
    whole.vertical_alignment = "center"
    title = sheet.range(f"{_FIRST}1:{_LAST}3")
    title.merge(across=True)
    title.row_height = _TITLE_HEIGHT
    sheet.range(f"{_FIRST}1").font.size = 16
    sheet.range(f"{_FIRST}1:{_FIRST}2").font.bold = True
    sheet.range(f"{LETTERS[_CELL]}:{LETTERS[_CELL]}").font.color = _LINK
    head = sheet.range(f"{_FIRST}{HEAD_ROW}:{_LAST}{HEAD_ROW}")
    head.color = _HEAD_FILL
    head.font.color = _WHITE
    head.font.bold = True
    with suppress(Exception):  # Excel refuses where no printer is installed
        page = sheet.api.PageSetup
        page.Orientation, page.Zoom, page.FitToPagesWide, page.FitToPagesTall = _LANDSCAPE, False, 1, False
        page.PrintTitleRows = f"${HEAD_ROW}:${HEAD_ROW}"


def _levels(listed: Sequence[_Texts]) -> Iterator[tuple[Severity, range]]:
    """Yield the rows of each level; errors come first, so each level is one run."""
    for level, (_, word) in LEVELS.items():
        rows = [row for row, texts in enumerate(listed, HEAD_ROW + 1) if texts[0].endswith(word)]
        for run in runs(rows):
            yield level, run
