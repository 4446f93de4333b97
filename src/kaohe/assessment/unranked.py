"""Which units of a table take no part in the ranking, as the office's own words say."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kaohe.core.cells import ExcelError
from kaohe.core.records import dataclass
from kaohe.core.schema import Field
from kaohe.core.table import Column, Layout, Table
from kaohe.core.unranked import Ranked, says_ranked


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A unit (by index) with words against its rank, and the cell that says so.

    ``is_plain`` says that they can only mean that it is not ranked; ``rank`` is one that is typed beside them, which
    contradicts them.
    """

    unit: int
    column: Column
    text: str
    is_plain: bool
    rank: Decimal | None = None

    @property
    def is_settled(self) -> bool:
        """Whether nothing has to be asked."""
        return self.is_plain and self.rank is None


def find_exclusions(table: Table, ranks: list[Decimal | None] | None) -> tuple[Exclusion, ...]:
    """Return the units that remarks, names or (in an office's own layout) cells for ranks leave out of the ranking.

    ``ranks`` are those typed in an office's own layout, one a unit, None where it has no such column.  What several cells of
    a unit say is joined: one open word leaves the unit open.
    """
    found: dict[int, Exclusion] = {}
    for column in _columns(table):
        for unit, text, said in _said(column):
            rank = None if ranks is None else ranks[unit]
            each = Exclusion(unit, column, text, said is Ranked.NO, rank)
            earlier = found.get(unit)
            if earlier is None or (earlier.is_settled and not each.is_settled):
                found[unit] = each
    return tuple(found[unit] for unit in sorted(found))


def _columns(table: Table) -> Iterator[Column]:
    yield from table.remarks
    names = [Field.UNIT] if table.layout is Layout.TEMPLATE else [Field.UNIT, Field.RANK]
    yield from (column for name in names if (column := table.column(name)) is not None)


def _said(column: Column) -> Iterator[tuple[int, str, Ranked]]:
    kinds: dict[str, Ranked] = {}
    for unit, value in enumerate(column.values):
        if type(value) is str and ("排" in value or "名次" in value) and not isinstance(value, ExcelError):
            said = kinds.get(value) or kinds.setdefault(value, says_ranked(value))
            if said is not Ranked.YES:
                yield unit, value, said
