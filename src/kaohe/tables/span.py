"""One heading merged over several columns: which of them hold what it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby

from kaohe.core.cells import CellValue
from kaohe.core.records import NamedTuple
from kaohe.core.schema import Field
from kaohe.tables import row_kinds
from kaohe.tables.grid import Merges, SheetGrid
from kaohe.tables.heading import Heading

#: How many rows below the header are looked at.
_SAMPLE = 60


class HeadCell(NamedTuple):
    """One column's heading: its text as written (``group/heading`` in several rows), its meaning, and its texts from the top."""

    column: int
    text: str
    heading: Heading | None
    parts: tuple[str, ...] = ()


def settle_spans(grid: SheetGrid, merges: Merges, rows: range, cells: Sequence[HeadCell]) -> Iterator[HeadCell]:
    """Yield the headings in header ``rows``; of those merged over several columns, one for each column with something below it.

    被考核单位 over two filled columns mostly heads the category and, beside it, the unit's name.
    """

    def span_of(cell: HeadCell) -> tuple[int, str]:
        areas = (merges.area(row, cell.column) for row in reversed(rows))
        return next((area.column1 for area in areas if area), cell.column), cell.text

    below = _RowsBelow(grid, rows.stop)
    for _, group in groupby(cells, key=span_of):
        spanned = list(group)
        if len(spanned) == 1:
            yield spanned[0]
        else:
            yield from _filled(below, spanned)


def _filled(below: _RowsBelow, spanned: Sequence[HeadCell]) -> Iterator[HeadCell]:
    filled = [cell for cell in spanned if below.values(cell.column)] or list(spanned[:1])
    first, last = filled[0], filled[-1]
    if len(filled) > 1 and first.heading is not None and first.heading.field is Field.UNIT:
        if len(set(below.values(first.column))) < len(set(below.values(last.column))):
            yield first._replace(heading=first.heading._replace(field=Field.CATEGORY))
            yield last
        else:
            yield first
    else:
        yield from filled


class _RowsBelow:
    """The first rows below a header that are more than numbers of the columns, read once for all columns."""

    def __init__(self, grid: SheetGrid, first_row: int) -> None:
        self._grid, self._first = grid, first_row

    @cached_property
    def _rows(self) -> list[dict[int, CellValue]]:
        rows = (dict(self._grid.filled(row)) for row in range(self._first, self._first + _SAMPLE))
        return [cells for cells in rows if cells and not row_kinds.are_column_numbers(cells.values())]

    def values(self, column: int) -> list[CellValue]:
        """Return what stands in a column."""
        return [cells[column] for cells in self._rows if column in cells]
