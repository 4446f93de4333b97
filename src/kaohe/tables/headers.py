"""The headers of a sheet: which rows are some, from the top to the bottom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from kaohe.core.schema import DATA_TABLE, Field
from kaohe.tables.content import mentions_points
from kaohe.tables.grid import Merges, SheetGrid
from kaohe.tables.header import Header, is_assessment, read_header
from kaohe.tables.heading import LONGEST
from kaohe.tables.side_by_side import side_by_side

#: So many rows say whether points stand below.
_SAMPLE = 60
#: Headings that no row of units holds, and how many others one may seem to hold.
_ONLY_HEADINGS, _CHANCE = frozenset({Field.NUMBER, Field.SCORE, Field.RANK}), 2


def find_headers(grid: SheetGrid, merges: Merges) -> Iterator[Header]:
    """Yield every header of an assessment table, top to bottom, then left to right.

    What stands below the headings of the template's own Excel Table are units, whatever they are called.  Where words find none, units over something that can only be points will do: what it is, is asked.
    """
    found = False
    for header in _headers(grid, merges, is_assessment):
        found = True
        yield header
    if not found:
        yield from _headers(grid, merges, lambda fields: Field.UNIT in fields, above_points=True)


def _headers(
    grid: SheetGrid, merges: Merges, suits: Callable[[frozenset[Field]], bool], *, above_points: bool = False
) -> Iterator[Header]:
    read, above = 0, None  # the last row of the header above
    units = _rows_of_template(grid)
    for row, values in enumerate(grid.cells, grid.first_row):
        if row <= read or not _could_be_header(values) or any(row in rows for rows in units):
            continue
        header = read_header(grid, merges, row, suits)
        if above_points and header is not None and not _heads_points(grid, header):
            header = None
        if header is not None and (above is None or _is_further(header, above)):
            yield from side_by_side(grid, header)
            read, above = header.last_row, header


def _rows_of_template(grid: SheetGrid) -> list[range]:
    return [range(top + 1, end + 1) for name, (top, _, end, _) in grid.tables if name.lower().startswith(DATA_TABLE)]


def _is_further(header: Header, above: Header) -> bool:
    """Say whether a header below another is one, and not a row of units in which two cells happen to read like headings.

    丁镇 | 乡镇 | 迟报材料，扣分 has a word for units and one for points, but no row of units says 得分 or 序号.
    """
    if len(header.fields) > _CHANCE or not header.fields.isdisjoint(_ONLY_HEADINGS):
        return True
    meant = {cell.column: cell.heading.field for cell in above.cells if cell.heading}
    return all(cell.heading is None or meant.get(cell.column) is cell.heading.field for cell in header.cells)


def _could_be_header(values: Sequence[object]) -> bool:
    """Say whether a row is worth a closer look; a row of units, which holds numbers and few short texts, is not."""
    texts = numbers = 0
    for value in values:
        if isinstance(value, Decimal):
            numbers += 1
        elif isinstance(value, str) and len(value) <= LONGEST:
            texts += 1
    return texts > (3 if numbers else 1)


def _heads_points(grid: SheetGrid, header: Header) -> bool:
    """Say whether points stand below a header: 扣0.5分 in words, or numbers below 0."""
    rows = range(header.last_row + 1, min(grid.last_row, header.last_row + _SAMPLE) + 1)
    values = (value for row in rows for _, value in grid.filled(row))
    return any((mentions_points(v) if isinstance(v, str) else isinstance(v, Decimal) and v < 0) for v in values)
