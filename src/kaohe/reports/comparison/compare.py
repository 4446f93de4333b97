"""Two versions of a table, compared."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence

from kaohe.assessment.outcome import UnitResult
from kaohe.core.names import tidy_name
from kaohe.core.records import dataclass
from kaohe.core.roster import Roster
from kaohe.core.table import Sheets
from kaohe.core.text import fold
from kaohe.recalculation import recalculate
from kaohe.reports.comparison.items import changed_items
from kaohe.reports.comparison.model import ChangeKind, Comparison, ItemChange, UnitChange
from kaohe.reports.comparison.pairs import Pairs, pair
from kaohe.reports.comparison.settings import changed_settings


def compare(old: Sheets, new: Sheets) -> Comparison:
    """Say what differs between two versions, whatever their layouts and the order of their rows.

    Units are the same by category and name, padding and width aside; one that stands under
    another category now is the same where nothing else fits.  Pure, and total for readable tables.
    """
    before, after = tuple(recalculate(old).units), tuple(recalculate(new).units)
    roster = new.roster.joined(old.roster)
    pairs = pair([_Named(unit, roster) for unit in before], [_Named(unit, roster) for unit in after], _KEYS)
    changes = tuple(_in_place(before, after, pairs))
    return Comparison(changes, changed_settings(old, new), len(after))


def _in_place(before: Sequence[UnitResult], after: Sequence[UnitResult], pairs: Pairs) -> Iterator[UnitChange]:
    """Yield the changes in the order of the new version; units that are gone after the one that they followed."""
    gone = set(pairs.gone)

    def gone_from(first: int) -> Iterator[UnitChange]:
        while first in gone:
            gone.remove(first)
            yield UnitChange(before[first], None, (ChangeKind.UNIT_REMOVED,))
            first += 1

    yield from gone_from(0)
    for index, unit in enumerate(after):
        if index not in pairs.of_new:
            yield UnitChange(None, unit, (ChangeKind.UNIT_ADDED,))
            continue
        former = pairs.of_new[index]
        yield from _changes(before[former], unit)
        yield from gone_from(former + 1)


def _changes(before: UnitResult, after: UnitResult) -> Iterator[UnitChange]:
    items = () if before.texts == after.texts else changed_items(before, after)
    kinds = tuple(_kinds(before, after, items))
    if items or kinds:
        yield UnitChange(before, after, kinds, items)


def _kinds(before: UnitResult, after: UnitResult, items: Sequence[ItemChange]) -> Iterator[ChangeKind]:
    """Yield what happened to a unit besides its items; score and rank only where nothing else explains them."""
    own = bool(items)
    if _category(before) != _category(after):
        own = True
        yield ChangeKind.CATEGORY
    if not items and (before.added, before.deducted) != (after.added, after.deducted):
        own = True
        yield ChangeKind.SUMS
    if _restated(before, after):
        own = True
        yield ChangeKind.STATED
    if not own and before.score != after.score:
        yield ChangeKind.SCORE
    elif not own and before.rank != after.rank:
        yield ChangeKind.RANK


def _restated(before: UnitResult, after: UnitResult) -> bool:
    """Say whether typed scores or ranks changed, and not just as the computed ones did."""
    return any(
        None not in (old, new) and old != new and (old, new) != computed
        for old, new, computed in (
            (before.stated_score, after.stated_score, (before.score, after.score)),
            (before.stated_rank, after.stated_rank, (before.rank, after.rank)),
        )
    )


# -- what makes a unit the same


def _category(unit: UnitResult) -> str:
    return fold(tidy_name(unit.category or ""))


#: The surest first: one workbook may hold the same units in a sheet a quarter, and a unit twice in one table.
@dataclass(frozen=True, slots=True)
class _Named:
    """A unit, and what is known of names: two spellings that a person called one unit are one."""

    unit: UnitResult
    roster: Roster

    @property
    def name(self) -> str:
        return fold(tidy_name(self.roster.name(self.unit.unit)))


_KEYS: tuple[Callable[[_Named], Hashable | None], ...] = (
    lambda each: (each.unit.sheet, _category(each.unit), each.name, each.unit.texts),
    lambda each: (each.unit.sheet, _category(each.unit), each.name),
    lambda each: (_category(each.unit), each.name, each.unit.texts),
    lambda each: (_category(each.unit), each.name),
    lambda each: (each.name, each.unit.texts) if each.name else None,
    lambda each: each.name or None,
)
