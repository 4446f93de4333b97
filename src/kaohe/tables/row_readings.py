"""What the rows of a sheet are, stretch by stretch: titles, headings, categories, units, totals, notes, other lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kaohe.core.reading import RowReading, RowRole
from kaohe.tables import row_kinds
from kaohe.tables.grid import SheetGrid
from kaohe.tables.sheet import FoundTable


def row_readings(grid: SheetGrid, found: Sequence[FoundTable]) -> Iterator[RowReading]:
    """Yield the stretches of rows of one sheet that are not blank, top to bottom."""
    roles: dict[int, tuple[RowRole, int | None]] = {}
    for each in found:
        last = each.header.last_row
        for row in range(each.header.first_row, last + 1):
            roles[row] = (RowRole.HEADING, last)
        roles |= {row: (role, last) for row, role in each.rows}
    first = min((row for row, (role, _) in roles.items() if role is RowRole.HEADING), default=None)
    open_stretch: RowReading | None = None
    for row in range(grid.first_row, grid.last_row + 1):
        known = roles.get(row)
        if known is None and not any(True for _ in grid.filled(row)):
            continue
        role, header = known or ((RowRole.TITLE if first is None or row < first else RowRole.OTHER_LIST), None)
        if role is RowRole.NOTE and row_kinds.is_total(_text(grid, row)):
            role = RowRole.TOTAL
        if open_stretch is not None and (open_stretch.role, open_stretch.header_row) == (role, header):
            open_stretch = RowReading(grid.name, open_stretch.first, row, role, open_stretch.text, header)
            continue
        if open_stretch is not None:
            yield open_stretch
        open_stretch = RowReading(grid.name, row, row, role, _text(grid, row), header)
    if open_stretch is not None:
        yield open_stretch


def _text(grid: SheetGrid, row: int) -> str:
    return next((value for _, value in grid.filled(row) if isinstance(value, str)), "")
