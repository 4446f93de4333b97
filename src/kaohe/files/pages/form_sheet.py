"""The form (上报表) as a sheet: what the office prints and signs, on A4, with headings on each page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from functools import partial
from io import BytesIO
from itertools import groupby, starmap

from kaohe.core.decimals import fixed_format
from kaohe.core.schema import Mark, Sheet
from kaohe.core.text import once
from kaohe.files.ooxml.transplant import put_page
from kaohe.files.ooxml.workbook import DefinedName, Workbook
from kaohe.files.template.book import CREATED, Book, Page, write
from kaohe.files.template.measure import row_height, takes_more
from kaohe.files.template.rows import Pattern, Row, Rows
from kaohe.files.template.style import Look
from kaohe.reports.form import Band, Form, FormLine
from kaohe.reports.form.columns import HEADINGS, KINDS, LONG, MARGIN, WIDTHS, ColumnKind

#: Every Chinese Windows and WPS has 宋体; elsewhere a serif face stands in for it.
_FACE: Look = {"font_name": "宋体", "valign": "vcenter", "font_color": "#000000"}
_TITLE: Look = {**_FACE, "font_size": 18, "bold": True, "align": "center", "text_wrap": True}
_SIGN: Look = {**_FACE, "font_size": 12, "text_wrap": True}
_CELL: Look = {**_FACE, "font_size": 12, "border": 1, "text_wrap": True, "indent": 1}
_CENTRED: Look = {**_CELL, "align": "center", "indent": 0}
_HEAD: Look = {**_CENTRED, "bold": True}
_REMARK: Look = {**_FACE, "font_size": 10, "text_wrap": True}

_SIZE = 12
#: Excel's unit of column width is about two millimetres of paper.
_MILLIMETRES = 1.93
_WIDTHS = tuple(round(width / _MILLIMETRES, 1) for width in WIDTHS)
_LAST = len(WIDTHS) - 1
_POINTS = tuple(column for column, kind in enumerate(KINDS) if kind is ColumnKind.POINTS)
#: How far the right half of a line to sign stands in, so that it begins at the middle of the page; a step of Excel's
#: indent is about this many millimetres.
_STEP = 2.85
_INDENT = round((sum(WIDTHS) / 2 - sum(WIDTHS[:LONG])) / _STEP)
#: What the indent and the borders take from a column.
_BORDER = 2
_ROOM = tuple(width - _BORDER for width in _WIDTHS)
_INCH = 25.4
#: Lines of each of the rows that a taller one is spread over, so that they fill the pages.
_PIECE_LINES = 6
#: Lines of a row that is not spread: Excel breaks no row, and leaves the page before it empty instead.
_MOST_LINES = 18
#: Characters of about a line.
_SLICE = 32
_SIGN_HEIGHT, _HEAD_HEIGHT, _BAND_HEIGHT, _LEAST_HEIGHT = 36, 30, 26, 26


def put_form(workbook: Workbook, form: Form) -> str:
    """Put the form into a closed workbook, in the place of an earlier one; return the sheet's name."""
    name = put_page(workbook, partial(build_form, form), Sheet.FORM, Mark.FORM)
    workbook.define(DefinedName(Mark.FORM_CODE, f'"{form.code}"', hidden=True))
    return name


def build_form(form: Form, name: str) -> bytes:
    """Return a workbook whose only sheet, called ``name``, is the form; the same form gives the same bytes."""
    buffer = BytesIO()
    with Book(buffer, inline=True) as book:
        book.workbook.set_properties({"title": name, "comments": "由 Kaohe 生成", "created": CREATED})
        page = book.page(name, "#7030A0")
        _set_up(page, form)
        top = _head(book, page, form)
        row = top + 1
        for band in form.bands:
            row = _band(book, page, row, band)
        if form.remark:
            page.merge_range(row, 0, row, _LAST, form.remark, book.look(_REMARK))
            page.set_row(row, row_height([(form.remark, sum(_WIDTHS))], size=10))
        page.repeat_rows(top)
        page.freeze_panes(top + 1, 0)
    return buffer.getvalue()


def _set_up(page: Page, form: Form) -> None:
    for column, width in enumerate(_WIDTHS):
        page.set_column(column, column, width)
    side = MARGIN / _INCH
    page.set_margins(left=side, right=side, top=side, bottom=0.8)
    code = f"&L&9数据校验码：{form.code}" if form.code else ""
    page.set_footer(f"{code}&C&9第 &P 页")


def _head(book: Book, page: Page, form: Form) -> int:
    """Write title, lines to sign and headings; return the row of the headings, from 0."""
    row = 0
    if form.words.title:
        page.merge_range(row, 0, row, _LAST, form.words.title, book.look(_TITLE))
        page.set_row(row, row_height([(form.words.title, sum(_WIDTHS))], size=18) + 10)
        row += 1
    for left, right in form.words.sign_off:
        page.merge_range(row, 0, row, LONG - 1, left, book.look(_SIGN))
        write(page, row, LONG, right or None, book.look(_SIGN, indent=_INDENT, text_wrap=False))
        page.set_row(row, max(_SIGN_HEIGHT, row_height([(left, sum(_WIDTHS[:LONG]) - 1)], size=_SIZE)))
        row += 1
    for column, heading in enumerate(HEADINGS):
        page.write_string(row, column, heading, book.look(_HEAD))
    page.set_row(row, _HEAD_HEIGHT)
    return row


def _band(book: Book, page: Page, row: int, band: Band) -> int:
    """Write a category and its units from ``row`` on; return the next free row."""
    if band.category is not None:
        page.merge_range(row, 0, row, _LAST, band.category, book.look(_HEAD))
        page.set_row(row, max(_BAND_HEIGHT, row_height([(band.category, sum(_WIDTHS))], size=_SIZE)))
        row += 1
    for tall, group in groupby(band.lines, _is_tall):
        lines = [*group]
        if not tall:
            page.add_rows(_usual_units(book, row, lines))
            row += len(lines)
            continue
        for line in lines:
            row = _tall_unit(book, page, row, line, _pieces(line.cells[LONG]))
    return row


def _is_tall(line: FormLine) -> bool:
    """Say whether the reasons of a unit take more than a row can be tall."""
    return _is_tall_text(line.cells[LONG])


@once
def _is_tall_text(text: str) -> bool:
    return _takes_more(text, _MOST_LINES)


def _usual_units(book: Book, first: int, lines: Sequence[FormLine]) -> Rows:
    """Return the rows of units that take one each."""
    examples: dict[tuple[int, ...], FormLine] = {}
    for line in lines:
        examples.setdefault(_decimals(line), line)
    places = {decimals: place for place, decimals in enumerate(examples)}
    patterns = [
        Pattern(tuple(book.look(_looks(column, text)) for column, text in enumerate(line.cells)), (None,) * len(WIDTHS))
        for line in examples.values()
    ]
    rows = (Row(places[_decimals(line)], [*starmap(_typed, enumerate(line.cells))], _height(line)) for line in lines)
    return Rows(first, len(lines), patterns, rows)


def _decimals(line: FormLine) -> tuple[int, ...]:
    """Return how many decimals the points of a unit have, in which alone the looks of units differ."""
    return tuple(_places(line.cells[column]) for column in _POINTS)


def _places(text: str) -> int:
    return len(text.partition(".")[2])


def _height(line: FormLine) -> float:
    return max(row_height(zip(line.cells, _ROOM, strict=True), size=_SIZE), _LEAST_HEIGHT)


def _tall_unit(book: Book, page: Page, row: int, line: FormLine, pieces: Sequence[str]) -> int:
    """Write a unit whose reasons take more than a row can be tall: several rows, ruled as one."""
    last = row + len(pieces) - 1
    for column, text in enumerate(line.cells):
        if column != LONG:
            look = book.look(_looks(column, text), valign="top")
            page.merge_range(row, column, last, column, "", look)
            write(page, row, column, _typed(column, text), look)
    for number, piece in enumerate(pieces, row):
        inner = {"top": int(number == row), "bottom": int(number == last), "valign": "top"}
        write(page, number, LONG, piece, book.look(_CELL, **inner))
        page.set_row(number, row_height([(piece, _ROOM[LONG])], size=_SIZE))
    return last + 1


@once
def _pieces(text: str) -> tuple[str, ...]:
    """Return a text in pieces of a few lines, cut behind separators where there are any."""
    parts, pieces = [*_parts(text)], []
    start = 0
    while start < len(parts):
        end = _end_of_piece(parts, start)
        pieces.append("".join(parts[start:end]))
        start = end
    return tuple(pieces)


def _end_of_piece(parts: Sequence[str], start: int) -> int:
    """Return behind which part a piece ends, found by halves and not by measuring it with one more part each time."""
    end, step = start + 1, 32
    while end < len(parts):
        ends = range(end + 1, min(end + step, len(parts)) + 1)
        fitting = bisect_left(ends, True, key=lambda at: _takes_more("".join(parts[start:at]), _PIECE_LINES))
        end, step = end + fitting, 2 * step
        if fitting < len(ends):
            break
    return end


def _parts(text: str) -> Iterator[str]:
    """Yield a text in parts that may stand in different rows: items, and of very long ones single characters."""
    part = ""
    for character in text:
        part += character
        if character in "；;。\n":
            yield from _small(part)
            part = ""
    yield from _small(part)


def _small(part: str) -> Iterator[str]:
    """Yield a part whole where it fits a row, else in slices of about a line."""
    if _takes_more(part, _PIECE_LINES):
        yield from (part[start : start + _SLICE] for start in range(0, len(part), _SLICE))
    else:
        yield part


def _takes_more(text: str, lines: int) -> bool:
    return takes_more(text, lines, _ROOM[LONG], _SIZE)


def _looks(column: int, text: str) -> Look:
    if column == LONG:
        return _CELL
    return {**_CENTRED, "num_format": fixed_format(_places(text))} if column in _POINTS else _CENTRED


def _typed(column: int, text: str) -> Decimal | str | None:
    """Return what a cell holds: numbers are numbers."""
    if not text:
        return None
    if KINDS[column] in (ColumnKind.FIGURE, ColumnKind.POINTS):
        try:
            number = Decimal(text)
        except InvalidOperation:
            return text
        return number if number.is_finite() else text
    return text
