"""Which cell of an incomplete row belongs in which column, by what it can be."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kaohe.core.patterns import compile_on_use
from kaohe.core.schema import Field
from kaohe.core.text import fold
from kaohe.tables import row_kinds

#: What it costs to leave a column blank (a row without a name is the least likely), and to take one more line.
_BLANK, _BLANK_UNIT, _LINE = 10, 40, 1
#: Alignments that cost the same are compared up to this many; more than one is doubt enough.
_MOST_WAYS = 32
_SEVERAL = 2

_RANK = compile_on_use(r"^(?:并列)?第?\d+名?$")

#: A way to lay cells out: the column of each cell.
_Way = tuple[int, ...]


def align(cells: Sequence[str], fields: Sequence[Field | None]) -> tuple[list[str], list[str]]:
    """Return a row as wide as ``fields``, and the cells that could stand in several columns, or in none.

    Cells keep their order; reasons may take several.  A row with one cell a column is taken as it
    is, unless several of its cells are not what their columns hold.
    """
    misfits = sum(not _fits(cell, field) for cell, field in zip(cells, fields, strict=False) if cell)
    if len(cells) == len(fields) and misfits < _SEVERAL:
        return list(cells), []
    given = [cell for cell in cells if cell]
    ways = _cheapest(tuple(given), tuple(fields))
    if not ways:
        return [], given
    row, unsure = [""] * len(fields), []
    for index, cell in enumerate(given):
        columns = {way[index] for way in ways}
        if len(columns) > 1:
            unsure.append(cell)
            continue
        column = columns.pop()
        row[column] = f"{row[column]}\n{cell}" if row[column] else cell
    return row, unsure


def _cheapest(cells: tuple[str, ...], fields: tuple[Field | None, ...]) -> list[_Way]:
    """Return all ways to lay out the cells that leave the fewest columns blank."""

    @cache
    def ways(cell: int, column: int) -> tuple[int, tuple[_Way, ...]]:
        """Return the least cost of cells from ``cell`` on in columns from ``column`` on, and the ways to have it."""
        if cell == len(cells):
            return sum(map(_blank_cost, fields[column:])), ((),)
        if column == len(fields):
            return _IMPOSSIBLE, ()
        choices = [(cost + _blank_cost(fields[column]), rest) for cost, rest in (ways(cell, column + 1),)]
        for taken in range(1, _most_taken(cells, cell, fields[column]) + 1):
            cost, rest = ways(cell + taken, column + 1)
            choices.append((cost + _LINE * (taken - 1), tuple((column,) * taken + way for way in rest)))
        least = min(cost for cost, _ in choices)
        kept = [way for cost, found in choices if cost == least for way in found]
        return least, tuple(kept[:_MOST_WAYS])

    cost, found = ways(0, 0)
    return list(found) if cost < _IMPOSSIBLE else []


_IMPOSSIBLE = 1_000_000


def _blank_cost(field: Field | None) -> int:
    return _BLANK_UNIT if field is Field.UNIT else _BLANK


def _most_taken(cells: Sequence[str], first: int, field: Field | None) -> int:
    """Return how many cells from ``first`` on a column can take."""
    if field is not Field.REASONS:
        return int(_fits(cells[first], field))
    count = 0
    while first + count < len(cells) and _fits(cells[first + count], field):
        count += 1
    return count


def _fits(cell: str, field: Field | None) -> bool:
    number = row_kinds.is_number(cell.removesuffix("分"))
    match field:
        case Field.NUMBER:
            return row_kinds.is_numbering(cell)
        case Field.SCORE:
            return number
        case Field.RANK:
            return bool(_RANK.match(fold(cell)))
        case Field.UNIT | Field.CATEGORY | Field.REASONS:
            return not number
        case _:
            return True
