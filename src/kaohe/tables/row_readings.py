"""What the rows of a sheet are, stretch by stretch: titles, headings, categories, units, totals, notes, other lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

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

    def role_of(row: int) -> tuple[RowRole, int | None] | None:
        known = roles.get(row)
        if known is None and not any(True for _ in grid.filled(row)):
            return None
        role, header = known or ((RowRole.TITLE if first is None or row < first else RowRole.OTHER_LIST), None)
        total = role is RowRole.NOTE and row_kinds.is_total(_text(grid, row))
        return (RowRole.TOTAL if total else role), header

    every = ((row, role_of(row)) for row in range(grid.first_row, grid.last_row + 1))
    filled = ((row, known) for row, known in every if known is not None)
    for (role, header), stretch in groupby(filled, key=itemgetter(1)):
        rows = [row for row, _ in stretch]
        yield RowReading(grid.name, rows[0], rows[-1], role, _text(grid, rows[0]), header)


def _text(grid: SheetGrid, row: int) -> str:
    return next((value for _, value in grid.filled(row) if isinstance(value, str)), "")
