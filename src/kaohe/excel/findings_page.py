"""The sheet 核对结果 in an open workbook: the same rows as in a closed file, drawn with a few calls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import count

import xlwings as xw

from kaohe.excel.blocks import Entry, enter, entry, read_values
from kaohe.excel.journal import Pen
from kaohe.excel.places import areas_of, runs
from kaohe.excel.reader import FINDINGS_MARK, OpenWorkbook, findings_sheet
from kaohe.findings import Severity
from kaohe.outcome import Outcome
from kaohe.schema import Sheet
from kaohe.xlsx.findings_format import LEVEL_COLOURS, LEVELS
from kaohe.xlsx.findings_rows import COLUMNS, HEAD_ROW, LETTERS, MEANINGS, NOTE, entries, summary

_TITLE, _CLEAN = "核对结果", "√ 未发现问题"
_HEAD_FILL, _WHITE, _RULE, _GOOD = "#2F5597", "#FFFFFF", "#BFBFBF", "#375623"
_LINK = "#0563C1"
_CELL, _SHEET = list(COLUMNS).index("单元格"), list(COLUMNS).index("工作表")
_FIRST, _LAST = LETTERS[0], LETTERS[-1]

#: A finding as its row shows it.
_Texts = tuple[str, ...]


def draw_findings(book: xw.Book, pen: Pen, opened: OpenWorkbook, outcome: Outcome) -> None:
    """Refresh Kaohe's own sheet of findings, or add it at the end; taken back with what else ``pen`` wrote."""
    listed = [each.texts for each in entries(outcome, frozenset(opened.grids))]
    if opened.findings is None:
        pen.add_undo(_delete_page)
        sheet = _add_page(book, opened.names)
    else:
        sheet = book.sheets[opened.findings]
        pen.add_undo(partial(_redraw, opened.findings, *_shown(sheet)))
    _draw(sheet, summary(outcome), listed)


def _add_page(book: xw.Book, there: Sequence[str]) -> xw.Sheet:
    taken = set(map(str.casefold, there))
    names = (f"{Sheet.FINDINGS}{'' if number == 1 else number}" for number in count(1))
    name = next(each for each in names if each.casefold() not in taken)
    sheet = book.sheets.add(after=book.sheets[there[-1]])
    sheet.name = name
    book.names.add(FINDINGS_MARK, f"='{name}'!$A$1").api.Visible = False
    for letter, width in zip(LETTERS, COLUMNS.values(), strict=True):
        sheet.range(f"{letter}:{letter}").column_width = width
    _format_head(sheet)
    return sheet


def _delete_page(book: xw.Book) -> None:
    name = findings_sheet(book, {sheet.name for sheet in book.sheets})
    if name is not None:
        book.sheets[name].delete()
        book.names[FINDINGS_MARK].delete()


def _redraw(name: str, headline: str, listed: Sequence[_Texts], book: xw.Book) -> None:
    _draw(book.sheets[name], headline, listed)


def _shown(sheet: xw.Sheet) -> tuple[str, list[_Texts]]:
    """Return the summary and the findings that the sheet shows now."""
    last = areas_of(sheet.used_range.address)[0].row2
    rows = read_values(sheet.range(f"{_FIRST}1:{_LAST}{max(last, HEAD_ROW + 1)}"))
    texts = [tuple("" if value is None else str(value) for value in row) for row in rows]
    return texts[1][0], [row for row in texts[HEAD_ROW:] if row[1]]


def _draw(sheet: xw.Sheet, headline: str, listed: Sequence[_Texts]) -> None:
    sheet.api.AutoFilterMode = False
    old = areas_of(sheet.used_range.address)[0].row2
    sheet.range(f"{_FIRST}{HEAD_ROW + 1}:{_LAST}{max(old, HEAD_ROW + 1)}").clear()
    last = HEAD_ROW + max(len(listed), 1)
    enter(sheet.range(f"{_FIRST}1:{_LAST}{last}"), [*_head(headline), *_body(listed)])
    _format_body(sheet, listed, last)
    sheet.range(f"{_FIRST}3:{_LAST}{last}").rows.autofit()
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


def _format_head(sheet: xw.Sheet) -> None:
    title = sheet.range(f"{_FIRST}1").font
    title.size, title.bold = 16, True
    sheet.range(f"{_FIRST}2").font.bold = True
    legend = sheet.range(f"{_FIRST}3:{_LAST}3")
    legend.merge()
    legend.wrap_text = True
    head = sheet.range(f"{_FIRST}{HEAD_ROW}:{_LAST}{HEAD_ROW}")
    head.color = _HEAD_FILL
    head.font.color = _WHITE
    head.font.bold = True


def _format_body(sheet: xw.Sheet, listed: Sequence[_Texts], last: int) -> None:
    body = sheet.range(f"{_FIRST}{HEAD_ROW + 1}:{_LAST}{last}")
    body.wrap_text = True
    body.vertical_alignment = "center"
    body.borders.set("all", line_style="continuous", color=_RULE)
    if not listed:
        body.font.color = _GOOD
        return
    letter = LETTERS[_CELL]
    sheet.range(f"{letter}{HEAD_ROW + 1}:{letter}{last}").font.color = _LINK
    for level, rows in _levels(listed):
        cells = sheet.range(f"{_FIRST}{rows[0]}:{_FIRST}{rows[-1]}")
        ink, fill = (f"#{colour[2:]}" for colour in LEVEL_COLOURS[level])
        cells.color = fill
        cells.font.color = ink


def _levels(listed: Sequence[_Texts]) -> Iterator[tuple[Severity, range]]:
    """Yield the rows of each level; errors come first, so each level is one run."""
    for level, (_, word) in LEVELS.items():
        rows = [row for row, texts in enumerate(listed, HEAD_ROW + 1) if texts[0].endswith(word)]
        for run in runs(rows):
            yield level, run
