"""The units of an outcome, each built when it is asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import overload

from kaohe.assessment.appraisal import Appraisal
from kaohe.assessment.outcome import UnitResult
from kaohe.assessment.standing import Standing, Stated
from kaohe.core.schema import Field


class Others(Sequence[str]):
    """The names in ``members`` without the one at ``own``; shared, as a tie may have thousands."""

    def __init__(self, members: Sequence[str], own: int) -> None:
        self._members, self._own = members, own

    def __len__(self) -> int:
        return len(self._members) - 1

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...
    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        if isinstance(index, slice):
            return tuple(self[at] for at in range(*index.indices(len(self))))
        at = range(len(self))[index]
        return self._members[at if at < self._own else at + 1]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


class Units(Sequence[UnitResult]):
    """The units of all tables in sheet order."""

    def __init__(self, standings: Sequence[Standing]) -> None:
        self._standings = standings
        self._ends = list(accumulate(len(standing.scores) for standing in standings))
        self._ties: dict[tuple[Hashable, int], list[str]] | None = None
        self._places: list[int] = []

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, index: int) -> UnitResult: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[UnitResult, ...]: ...
    def __getitem__(self, index: int | slice) -> UnitResult | tuple[UnitResult, ...]:
        if isinstance(index, slice):
            return tuple(self[at] for at in range(*index.indices(len(self))))
        at = range(len(self))[index]
        table = bisect_right(self._ends, at)
        return self._build(at, self._standings[table], at - (self._ends[table - 1] if table else 0))

    def _build(self, at: int, standing: Standing, unit: int) -> UnitResult:
        table, tally, score = standing.table, standing.ledger.tallies[unit], standing.scores[unit]
        appraisals = _appraisals(standing, unit)
        return UnitResult(
            sheet=table.sheet,
            row=table.rows[unit],
            unit=standing.ledger.names[unit],
            category=table.categories[unit],
            readings=tuple(appraisal.reading for appraisal in appraisals),
            matches=tuple(match for appraisal in appraisals for match in appraisal.matches),
            added=None if tally is None else tally.added,
            deducted=None if tally is None else tally.deducted,
            score=None if score is None else score.value,
            rank=standing.ranks[unit],
            stated_score=_value(standing.stated_scores, unit),
            stated_rank=_whole(_value(standing.stated_ranks, unit)),
            ties=self._ties_of(at, standing, unit),
            number=None if (numbers := table.column(Field.NUMBER)) is None else numbers.values[unit],
            base=_ground(standing, "bases", unit),
            factor=_ground(standing, "factors", unit),
            group=standing.groups[unit],
            grade=standing.grades[unit],
        )

    def _ties_of(self, at: int, standing: Standing, unit: int) -> Sequence[str]:
        rank = standing.ranks[unit]
        if rank is None:
            return ()
        if self._ties is None:
            self._ties = self._find_ties()
        members = self._ties[standing.groups[unit], rank]
        return Others(members, self._places[at]) if len(members) > 1 else ()

    def _find_ties(self) -> dict[tuple[Hashable, int], list[str]]:
        ties: defaultdict[tuple[Hashable, int], list[str]] = defaultdict(list)
        for standing in self._standings:
            for name, group, rank in zip(standing.ledger.tidy_names, standing.groups, standing.ranks, strict=True):
                members = ties[group, rank or 0]
                self._places.append(len(members))
                members.append(name)
        return ties


def _appraisals(standing: Standing, unit: int) -> list[Appraisal]:
    return [each for reason in standing.ledger.reasons if (each := reason.appraisals[unit]) is not None]


def _value(stated: Stated | None, unit: int) -> Decimal | None:
    return None if stated is None else stated.values[unit]


def _whole(value: Decimal | None) -> int | None:
    return int(value) if value is not None and value == value.to_integral_value() else None


def _ground(standing: Standing, name: str, unit: int) -> Decimal | None:
    grounds = standing.ledger.grounds
    found: list[Decimal | None] | None = None if grounds is None else getattr(grounds, name)
    return None if found is None else found[unit]
