"""Units that stand in several rows of one ranking: nobody knows which of them counts, or whether they are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence

from kaohe.assessment.ledger import Ledger
from kaohe.core.cells import CellRef
from kaohe.core.schema import Field

#: The first few of the other cells with the name of a unit, by the unit's index.
Repeats = dict[int, tuple[CellRef, ...]]
#: So many are told: with all of them, a sheet that names one unit thousands of times would take gigabytes.
SHOWN = 3


def find_repeats(ledgers: Sequence[Ledger], groups: Sequence[Sequence[Hashable]]) -> list[Repeats]:
    """Return, for each table, the units that its table, or one whose headings stand beside it, names again in the same group."""
    found: list[Repeats] = [{} for _ in ledgers]
    beside: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for at, ledger in enumerate(ledgers):
        beside[ledger.table.sheet, ledger.table.header_row].append(at)
    for tables in beside.values():
        names = [name for at in tables for name in ledgers[at].tidy_names]
        if len(set(names)) == len(names):
            continue
        places: defaultdict[tuple[Hashable, str], list[tuple[int, int]]] = defaultdict(list)
        for at in tables:
            for unit, (group, name) in enumerate(zip(groups[at], ledgers[at].tidy_names, strict=True)):
                if name:
                    places[group, name].append((at, unit))
        for alike in places.values():
            first = alike[: SHOWN + 1]
            for at, unit in alike if len(alike) > 1 else ():
                others = (_where(ledgers[other], row) for other, row in first if (other, row) != (at, unit))
                found[at][unit] = tuple(where for where in others if where is not None)[:SHOWN]
    return found


def _where(ledger: Ledger, unit: int) -> CellRef | None:
    column = ledger.table.column(Field.UNIT)
    return None if column is None else ledger.table.where(column, unit)
