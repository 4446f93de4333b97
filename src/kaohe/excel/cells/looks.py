"""What a person does not see of an open sheet, or sees otherwise: hidden lines, text struck out, raised or lowered.

Excel answers for a whole range at once (yes, no, or None for some of it), so a sheet without any of
these costs one question each, and a few that are there are found by halving.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import xlwings as xw

from kaohe.assessment.figures import shown
from kaohe.core.cells import CellValue
from kaohe.core.looks import Look, Piece, seen_text, struck_text
from kaohe.core.number_formats import shows_share
from kaohe.core.records import replace
from kaohe.excel.cells.places import address_of
from kaohe.excel.constants import XL_SHEET_HIDDEN, XL_SHEET_VERY_HIDDEN
from kaohe.tables import Area, SheetGrid, Visibility

#: Excel's own object, which xlwings hands over as it is.
_ExcelRange = Any

_STATES = {XL_SHEET_HIDDEN: Visibility.HIDDEN, XL_SHEET_VERY_HIDDEN: Visibility.VERY_HIDDEN}
_FONTS = {"Strikethrough": Look.STRUCK, "Superscript": Look.RAISED, "Subscript": Look.LOWERED}

#: Says of a part whether all of it (True), none of it (False) or some of it (None) is so.
_Ask = Callable[[Area], bool | None]


def with_looks(sheet: xw.Sheet, grid: SheetGrid) -> SheetGrid:
    """Return a sheet with what is hidden in it, and its texts that are struck out, raised or lowered."""
    whole = Area(grid.first_row, grid.first_column, grid.last_row, grid.first_column + len(grid.cells[0]) - 1)

    def api(area: Area) -> _ExcelRange:
        return sheet.range(address_of(area)).api

    rows = set[int]()
    if not sheet.api.FilterMode:  # what a filter leaves out the person has chosen not to see
        rows = {area.row1 for area in _parts(whole, lambda area: api(area).EntireRow.Hidden, _halve_rows)}
    columns = {area.column1 for area in _parts(whole, lambda area: api(area).EntireColumn.Hidden, _halve_columns)}
    struck: dict[tuple[int, int], str] = {}
    seen: dict[tuple[int, int], str] = {}
    for place, pieces in _formatted(whole, grid, api):
        if text := struck_text(pieces):
            struck[place] = text
        if (read := seen_text(pieces)) is not None:
            seen[place] = read
    state = _STATES.get(sheet.api.Visible, Visibility.VISIBLE)
    shares = set(_shares(sheet, whole, grid))
    return replace(grid, state=state, hidden_rows=rows, hidden_columns=columns, struck=struck, seen=seen, shares=shares)


def _shares(sheet: xw.Sheet, whole: Area, grid: SheetGrid) -> Iterator[tuple[int, int]]:
    """Yield the cells that show hundredths; only columns with a number between 0 and 1 are asked."""

    def ask(area: Area) -> bool | None:
        code = sheet.range(address_of(area)).number_format
        return shows_share(code) if isinstance(code, str) else None

    for column in range(whole.column1, whole.column2 + 1):
        rows = [row for row in range(whole.row1, whole.row2 + 1) if _is_fraction(grid.value(row, column))]
        if rows:
            yield from (
                (area.row1, column) for area in _parts(Area(rows[0], column, rows[-1], column), ask, _halve_rows)
            )


def _is_fraction(value: CellValue) -> bool:
    return isinstance(value, Decimal) and 0 < abs(value) <= 1


def _formatted(
    whole: Area, grid: SheetGrid, api: Callable[[Area], _ExcelRange]
) -> Iterator[tuple[tuple[int, int], list[Piece]]]:
    """Yield the cells of which any part is struck out, raised or lowered, with their pieces."""
    cells: dict[tuple[int, int], None] = {}
    for name in _FONTS:
        for area in _parts(whole, lambda area, name=name: getattr(api(area).Font, name), _halve):  # type: ignore[misc]
            cells[area.row1, area.column1] = None
    for row, column in cells:
        value = grid.value(row, column)
        if value is not None:
            yield (row, column), _pieces(api(Area(row, column, row, column)), shown(value), isinstance(value, str))


def _pieces(cell: _ExcelRange, text: str, is_text: bool) -> list[Piece]:
    """Return a cell's text in pieces of one look; only a text can have several."""
    looks = [Look.PLAIN] * len(text)
    for name, look in _FONTS.items():

        def ask(part: Area, name: str = name) -> bool | None:
            first, last = part.column1, part.column2
            whole = last - first == len(text) - 1
            answer: bool | None = getattr(
                cell.Font if whole else cell.GetCharacters(first, last - first + 1).Font, name
            )
            return answer if is_text or answer is not None else False

        for part in _parts(Area(1, 1, 1, len(text)), ask, _halve_columns):
            looks[part.column1 - 1] |= look
    return [Piece(char, look) for char, look in zip(text, looks, strict=True)]


def _parts(area: Area, ask: _Ask, halve: Callable[[Area], tuple[Area, ...]]) -> Iterator[Area]:
    """Yield the smallest parts of an area of which ``ask`` does not say no."""
    if ask(area) is False:
        return
    waiting = [area]
    while waiting:
        part = waiting.pop()
        halves = halve(part)
        if not halves:
            yield part
        for half in reversed(halves):
            if ask(half) is not False:
                waiting.append(half)


def _halve_rows(area: Area) -> tuple[Area, ...]:
    middle = (area.row1 + area.row2) // 2
    return (area._replace(row2=middle), area._replace(row1=middle + 1)) if area.row1 < area.row2 else ()


def _halve_columns(area: Area) -> tuple[Area, ...]:
    middle = (area.column1 + area.column2) // 2
    return (area._replace(column2=middle), area._replace(column1=middle + 1)) if area.column1 < area.column2 else ()


def _halve(area: Area) -> tuple[Area, ...]:
    return _halve_rows(area) or _halve_columns(area)
