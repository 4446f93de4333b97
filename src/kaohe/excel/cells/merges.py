"""Merged areas of a sheet, found with few questions: Excel has no list of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import xlwings as xw

from kaohe.core.spreadsheet import column_letters
from kaohe.excel.cells.places import areas_of
from kaohe.tables import Area, SheetGrid
from kaohe.tables.grid import is_blank

#: A sheet with more rows of a single cell than this is a list: they are not asked for one by one.
_MOST_LONE_ROWS = 80


def find_merges(sheet: xw.Sheet, grid: SheetGrid) -> tuple[Area, ...]:
    """Return the merged areas of a sheet whose first cell is filled (a blank one merges nothing).

    Rows of a single cell (titles, bands of categories) are asked for one by one; what lies between
    them as a whole, and halved while Excel says that it holds merged cells.
    """
    return tuple(_MergeSearch(sheet, grid).areas())


class _MergeSearch:
    """The questions to one sheet; numbers of rows and columns are those of the sheet."""

    def __init__(self, sheet: xw.Sheet, grid: SheetGrid) -> None:
        self._sheet, self._grid = sheet, grid
        width = max(map(len, grid.cells), default=0)
        self._first, self._last = column_letters(grid.first_column), column_letters(grid.first_column + width - 1)

    def areas(self) -> Iterator[Area]:
        grid = self._grid
        if not self._hold_merges(grid.first_row, grid.last_row):
            return
        lone = [row for row in range(grid.first_row, grid.last_row + 1) if len([*grid.filled(row)]) == 1]
        if len(lone) > _MOST_LONE_ROWS:
            lone = []
        for row in lone:
            yield from self._areas_in_row(row)
        for above, below in pairwise([grid.first_row - 1, *lone, grid.last_row + 1]):
            yield from self._areas_between(above + 1, below - 1)

    def _areas_between(self, first: int, last: int) -> Iterator[Area]:
        if first > last or not self._hold_merges(first, last):
            return
        if first == last:
            yield from self._areas_in_row(first)
            return
        middle = (first + last) // 2
        yield from self._areas_between(first, middle)
        yield from self._areas_between(middle + 1, last)

    def _areas_in_row(self, row: int) -> Iterator[Area]:
        for column, _ in self._grid.filled(row):
            if self._may_be_merged(row, column):
                area = areas_of(self._sheet.range(f"{column_letters(column)}{row}").merge_area.address)[0]
                if (area.row1, area.column1) != (area.row2, area.column2):
                    yield area

    def _may_be_merged(self, row: int, column: int) -> bool:
        """A merged cell has nothing beside it or nothing below it."""
        beside, below = self._grid.value(row, column + 1), self._grid.value(row + 1, column)
        return is_blank(beside) or is_blank(below)

    def _hold_merges(self, first: int, last: int) -> bool:
        """Say whether any cell of some rows is merged; Excel answers None where some are and some are not."""
        merged: bool | None = self._sheet.range(f"{self._first}{first}:{self._last}{last}").merge_cells
        return merged is not False
