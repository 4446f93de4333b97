"""Reasons for deductions: how often each occurs, and what it costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from kaohe.assessment.outcome import UnitResult
from kaohe.core.letters import letters, without_list_number
from kaohe.core.patterns import compile_on_use
from kaohe.core.records import NamedTuple, dataclass, field
from kaohe.core.text import fold
from kaohe.matching.model import Match, Verdict
from kaohe.reason.model import Item
from kaohe.reports.statistics.model import GroupFigures, ReasonFigures

_MEANS = (Verdict.STANDARD, Verdict.VARIANT)
_OUTSIDE = "目录外"
#: What codes of one group have in common: A of A01, 一 of 一-3, 2 of 2.1.
_GROUP = compile_on_use(r"[^\W\d_]+|\d+(?=[.\-－—])")


class _Reason(NamedTuple):
    """What occurrences are counted by: the entry's code, else the wording without typography."""

    code: str
    identity: str


@dataclass(slots=True)
class _Count:
    wording: str
    times: int = 0
    points: Decimal = Decimal(0)
    units: set[int] = field(default_factory=set)


class Deductions:
    """All deductions of a table whose points are known."""

    def __init__(self, units: Iterable[UnitResult]) -> None:
        self._counts: dict[_Reason, _Count] = {}
        for number, unit in enumerate(units):
            for item, match in _deductions(unit):
                self._add(number, item, match)

    def _add(self, unit: int, item: Item, match: Match) -> None:
        if match.verdict in _MEANS:
            entry = match.entries[0]
            reason, wording = _Reason(entry.code, ""), entry.wording
        else:
            wording = without_list_number(item.reason).strip() or "（未写原因）"
            reason = _Reason("", letters(fold(wording)))
        count = self._counts.setdefault(reason, _Count(wording))
        count.times += 1
        count.points -= item.points
        count.units.add(unit)

    def reasons(self) -> tuple[ReasonFigures, ...]:
        """Return every reason, that which costs most first; of two that cost the same, the more frequent one."""
        ranked = sorted(self._counts.items(), key=lambda each: (-each[1].points, -each[1].times, each[0]))
        return tuple(
            ReasonFigures(reason.code, count.wording, count.times, len(count.units), count.points)
            for reason, count in ranked
        )

    def groups(self) -> tuple[GroupFigures, ...]:
        """Return the groups of the catalogue by name, what is outside of it last."""
        members: dict[str, list[ReasonFigures]] = {}
        for reason in self.reasons():
            members.setdefault(_group(reason.code), []).append(reason)
        names = sorted(members, key=lambda name: (name == _OUTSIDE, name))
        return tuple(_figures(name, members[name]) for name in names)


def _deductions(unit: UnitResult) -> Iterator[tuple[Item, Match]]:
    items = [item for reading in unit.readings for item in reading.items]
    for item, match in zip(items, unit.matches, strict=True):
        if isinstance(item, Item) and item.points < 0:
            yield item, match


def _figures(name: str, reasons: Sequence[ReasonFigures]) -> GroupFigures:
    points = sum((reason.points for reason in reasons), Decimal(0))
    return GroupFigures(name, reasons[0].wording, len(reasons), sum(reason.times for reason in reasons), points)


def _group(code: str) -> str:
    if not code:
        return _OUTSIDE
    found = _GROUP.match(code)
    return f"{found[0]}类" if found else "其他"
