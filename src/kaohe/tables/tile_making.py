"""Tiles made of a table's headings and cells."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kaohe.core.cells import CellValue
from kaohe.core.points import as_count
from kaohe.core.reading import Role
from kaohe.core.schema import Field
from kaohe.tables.content import profile
from kaohe.tables.formulas import read_formulas
from kaohe.tables.grid import Merges, SheetGrid, as_share, is_blank
from kaohe.tables.header import Header
from kaohe.tables.heading_sense import HeadingSense, sense
from kaohe.tables.maxima import NOTHING_SAID, Worth
from kaohe.tables.span import HeadCell
from kaohe.tables.tiles import SURE, Tile

#: How many rows formulas, sums and typed scores are looked for in.
SAMPLE = 400
#: Columns beside the last heading that may hold something without one.
_BEYOND = 2


def make_tiles(
    grid: SheetGrid,
    merges: Merges,
    header: Header,
    rows: Sequence[int],
    last_column: int,
    worth: Worth = NOTHING_SAID,
) -> list[Tile]:
    """Return a tile for each column with a heading, and for those beside and between them whose cells show something."""
    cells = grid.rows(rows)
    # What a surely known heading heads is judged by some of its rows; a stray value under another is not missed.
    some = rows if len(rows) <= 2 * SAMPLE else [*rows[:SAMPLE], *rows[-SAMPLE:]]
    some_cells = cells if some is rows else [*cells[:SAMPLE], *cells[-SAMPLE:]]
    formulas = read_formulas(grid, rows)
    heads = {cell.column: cell for cell in header.cells}
    last = max(heads)
    merged_down = {area[1] for area in grid.merged if area[2] > area[0] > header.last_row}
    tiles = []
    first = min(heads) - (min(heads) > grid.first_column and Field.UNIT not in header.fields)
    for column in sorted({*heads, *range(first, min(last + _BEYOND, last_column) + 1)}):
        head = heads.get(column)
        meaning = sense(head.parts) if head is not None and head.parts else HeadingSense(Role.UNKNOWN, 0)
        if meaning.full is None and column in worth.full:
            meaning = meaning._replace(full=worth.full[column])
        if meaning.weight is None and column in worth.weights:
            meaning = meaning._replace(weight=worth.weights[column])
        if column in worth.rates and meaning.rate is None:
            meaning = _with_rate(meaning, worth.rates[column])
        known = meaning.certainty >= SURE
        values = _values(grid, merges, some if known else rows, some_cells if known else cells, column)
        counts = [as_count(value) for value in values] if meaning.rate is not None else values
        if head is None:
            if not any(map(_shows, values)) or _continues_a_heading(merges, header, column):
                continue
            head = HeadCell(column, "", None)
        tiles.append(
            Tile(
                column, head.text, head.parts, meaning, counts[:SAMPLE],
                profile(counts, whole=not known), formulas.get(column), hidden=column in grid.hidden_columns,
                merged_down=column in merged_down,
                counted_in_words=counts != values,
            )
        )  # fmt: skip
    return tiles


def _with_rate(meaning: HeadingSense, rate: Decimal) -> HeadingSense:
    """Return what a heading means whose cases count so much each, as a row below the headings says."""
    role = Role.DEDUCTED if rate < 0 else Role.ADDED
    return meaning._replace(role=role, certainty=90, rate=abs(rate), why=("下一行写明每次的分值",))


def _continues_a_heading(merges: Merges, header: Header, column: int) -> bool:
    """Say whether a heading is merged over this column too (and ``settle_spans`` left it out)."""
    areas = (merges.area(row, column) for row in range(header.first_row, header.last_row + 1))
    return any(area is not None and area.column1 < column for area in areas)


def _values(
    grid: SheetGrid, merges: Merges, rows: Sequence[int], cells: Sequence[Sequence[CellValue]], column: int
) -> list[CellValue]:
    index = column - grid.first_column
    values = [row[index] if index < len(row) else None for row in cells]
    if grid.shares:
        values = [as_share(v) if (row, column) in grid.shares else v for row, v in zip(rows, values, strict=True)]
    if merges:
        for at, row in enumerate(rows):
            area = merges.area(row, column)
            if area is not None and area.column1 < column:
                values[at] = None
    return values


def _shows(value: CellValue) -> bool:
    return value is not None and not is_blank(value)
