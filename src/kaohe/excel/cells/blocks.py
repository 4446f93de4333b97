"""Blocks of cells: values and formulas in, one call for each block."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal

import xlwings as xw

from kaohe.core.cells import CellValue, ExcelError, number
from kaohe.core.spreadsheet import DAYS_TO_1904, days_of, shown_moment
from kaohe.excel.cells.values import cell_from_excel

Rows = tuple[tuple[CellValue, ...], ...]

#: What can be entered into a cell: a number, a truth value, a date or time, or a text as a person would type it.
Entry = float | bool | str | date | time

#: Texts that Excel would take for a formula, a number, a date or an error when they are entered.
_MISTAKABLE = re.compile(r"[=+\-@'#\d０-９.,$¥￥%(（＝＋－＠\s]|[上下]午|[!-~]+\Z")


def read_values(cells: xw.Range) -> Rows:
    """Return what the cells show, in one call; error cells stay errors."""
    return tuple(tuple(map(_cell, row)) for row in _rows(cells.raw_value))


def read_formulas(cells: xw.Range) -> tuple[tuple[str, ...], ...]:
    """Return the formulas of the cells, in one call; a constant gives its text."""
    return tuple(tuple("" if one is None else str(one) for one in row) for row in _rows(cells.formula))


def entry(value: CellValue, formula: str | None = None) -> Entry:
    """Return what must be entered so that a cell holds ``value``, or ``formula`` where one is given.

    A text that Excel would take for something else gets an apostrophe, which Excel does not show.
    """
    if formula is not None:
        return formula
    if isinstance(value, str) and not isinstance(value, ExcelError):
        return f"'{value}" if _MISTAKABLE.match(value) else value
    return float(value) if isinstance(value, Decimal) else "" if value is None else value


def _plain(one: Entry, first_day: int) -> float | bool | str:
    """Return an entry as Excel takes it: a date or time as the number that the cell's format shows as one."""
    if isinstance(one, time):
        return days_of(one)
    return days_of(one) - first_day if isinstance(one, date) else one


def first_day(book: xw.Book, entries: Iterable[Sequence[Entry]]) -> int:
    """Return the number of the day that a workbook's calendar begins with; asked only where there are dates."""
    has_dates = any(isinstance(one, date) for row in entries for one in row)
    return DAYS_TO_1904 if has_dates and book.api.Date1904 else 0


def enter(cells: xw.Range, entries: Sequence[Sequence[Entry]]) -> None:
    """Enter a block in one call; entries that start with ``=`` become formulas."""
    begin = first_day(cells.sheet.book, entries)
    cells.raw_value = tuple(tuple(_plain(one, begin) for one in row) for row in entries)


def holds(shown: str, entry: Entry, first_day: int = 0) -> bool:
    """Say whether a cell that reads ``shown`` (see :func:`read_formulas`) still holds what was entered.

    Excel may spell a formula its own way, so any formula counts as the one that was entered.
    """
    entered = _plain(entry, first_day)
    if isinstance(entered, bool):
        return shown.upper() == str(entered).upper()
    if isinstance(entered, float):
        return _number(shown) == number(entered)
    if entered.startswith("="):
        return shown.startswith("=")
    return shown == entered.removeprefix("'")


def _number(shown: str) -> Decimal | None:
    try:
        return number(float(shown))
    except ValueError:
        return None


def _rows(block: object) -> Sequence[Sequence[object]]:
    """Return rows of cells; Excel hands over a single cell bare."""
    return block if isinstance(block, tuple) else ((block,),)


def _cell(value: object) -> CellValue:
    if isinstance(value, datetime):
        return shown_moment(datetime(value.year, value.month, value.day, value.hour, value.minute, value.second))
    if isinstance(value, Decimal):  # a cell with a currency format
        return number(float(value))
    return cell_from_excel(value) if value != "" else None
