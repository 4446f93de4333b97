"""Results that share one merged cell with others: nobody would see whose result stands there."""

from __future__ import annotations

from kaohe.core.records import replace
from kaohe.core.schema import Field
from kaohe.core.table import Table
from kaohe.tables.grid import SheetGrid


def with_shared_results(table: Table, sheet: SheetGrid) -> Table:
    """Return a table with the cells for results that are merged with those of other units or columns."""
    return replace(table, shared=_shared(table, sheet)) if sheet.merged else table


def _shared(table: Table, sheet: SheetGrid) -> frozenset[tuple[int, int]]:
    results = {column.index for field in (Field.SCORE, Field.RANK) if (column := table.column(field))}
    units = set(table.rows)
    shared: set[tuple[int, int]] = set()
    for row1, column1, row2, column2 in sheet.merged:
        inside = [column for column in results if column1 <= column <= column2]
        if not inside:
            continue
        rows = [row for row in range(row1, min(row2, sheet.last_row) + 1) if row in units]
        if len(rows) > 1 or column1 < column2:
            shared.update((row, column) for row in rows for column in inside)
    return frozenset(shared)
