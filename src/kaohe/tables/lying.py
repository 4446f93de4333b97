"""Tables that lie on their side: headings down the first column, units across."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from kaohe.core.cells import CellRef
from kaohe.core.records import replace
from kaohe.core.schema import Field
from kaohe.core.table import Gap, GapKind
from kaohe.tables.grid import SheetGrid
from kaohe.tables.sheet import read_sheet

#: Larger sheets have their units down.
_MOST_CELLS = 20_000
_FEWEST_UNITS = 2


def lying_tables(sheets: Iterable[SheetGrid]) -> Iterator[Gap]:
    """Yield the sheets that hold an assessment table once rows and columns change places."""
    for grid in sheets:
        if sum(map(len, grid.cells)) > _MOST_CELLS:
            continue
        found = (each.table for each in read_sheet(_turned(grid)))
        if any(table is not None and len(table.rows) >= _FEWEST_UNITS for table in found):
            yield Gap(GapKind.LYING, CellRef(grid.name, grid.first_row, grid.first_column), (grid.name,))


def _turned(grid: SheetGrid) -> SheetGrid:
    """Return a sheet with rows and columns changed; the corner, which heads both (考核项目), heads the units."""
    rows = [list(row) for row in grid.cells]
    units = next((row for row in rows if sum(isinstance(value, str) for value in row) > _FEWEST_UNITS), None)
    if units is not None:
        corner = next(at for at, value in enumerate(units) if isinstance(value, str))
        units[corner] = Field.UNIT.value
    cells = list(map(list, zip_longest(*rows)))
    merged = [(column1, row1, column2, row2) for row1, column1, row2, column2 in grid.merged]
    plain = SheetGrid(grid.name, cells, merged=merged)
    return replace(plain, first_row=grid.first_column, first_column=grid.first_row)
