"""The units of an outcome, each built when it is asked for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, islice
from typing import TypeVar, overload

from kaohe.assessment.appraisal import Appraisal
from kaohe.assessment.outcome import UnitResult
from kaohe.assessment.standing import Standing
from kaohe.core.schema import Field
from kaohe.matching.model import Match
from kaohe.reason.model import Reading

_T = TypeVar("_T")


class _Made(Sequence[_T], ABC):
    """A sequence whose elements are made when they are asked for; equal to any other of equal elements."""

    __slots__ = ()

    @abstractmethod
    def _make(self, index: int) -> _T:
        """Return the element at an index from 0."""

    @overload
    def __getitem__(self, index: int) -> _T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[_T, ...]: ...
    def __getitem__(self, index: int | slice) -> _T | tuple[_T, ...]:
        if isinstance(index, slice):
            return tuple(map(self._make, range(*index.indices(len(self)))))
        return self._make(range(len(self))[index])

    def __iter__(self) -> Iterator[_T]:
        return map(self._make, range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


class Others(_Made[str]):
    """The names in ``members`` without the one at ``own``; shared, as a tie may have thousands."""

    __slots__ = ("_members", "_own")

    def __init__(self, members: Sequence[str], own: int) -> None:
        self._members, self._own = members, own

    def __len__(self) -> int:
        return len(self._members) - 1

    def _make(self, index: int) -> str:
        return self._members[index if index < self._own else index + 1]


class Readings(_Made[Reading]):
    """The readings of a unit's texts."""

    __slots__ = ("_appraisals",)

    def __init__(self, appraisals: Sequence[Appraisal]) -> None:
        self._appraisals = appraisals

    def __len__(self) -> int:
        return len(self._appraisals)

    def _make(self, index: int) -> Reading:
        return self._appraisals[index].reading


class Matches(_Made[Match]):
    """The matches of the items of a unit's texts, in order."""

    __slots__ = ("_appraisals",)

    def __init__(self, appraisals: Sequence[Appraisal]) -> None:
        self._appraisals = appraisals

    def __len__(self) -> int:
        return sum(len(appraisal.judgements) for appraisal in self._appraisals)

    def __iter__(self) -> Iterator[Match]:
        return (judgement.match for appraisal in self._appraisals for judgement in appraisal.judgements)

    def _make(self, index: int) -> Match:
        return next(islice(self, index, None))


class _Rows:
    """The rows of one table, each of which becomes a unit."""

    __slots__ = (
        "_appraisals", "_bases", "_factors", "_numbers", "_standing", "_stated_ranks", "_stated_scores", "_unranked"
    )  # fmt: skip

    def __init__(self, standing: Standing) -> None:
        grounds, numbers = standing.ledger.grounds, standing.table.column(Field.NUMBER)
        self._standing = standing
        self._appraisals = [reason.appraisals for reason in standing.ledger.reasons]
        self._numbers = None if numbers is None else numbers.values
        self._stated_scores = None if standing.stated_scores is None else standing.stated_scores.values
        self._stated_ranks = None if standing.stated_ranks is None else standing.stated_ranks.values
        self._bases = None if grounds is None else grounds.bases
        self._factors = None if grounds is None else grounds.factors
        self._unranked = standing.unranked

    def make(self, row: int, ties: Sequence[str]) -> UnitResult:
        """Return the unit of a row, counted from 0."""
        standing = self._standing
        table, ledger = standing.table, standing.ledger
        tally, score = ledger.tallies[row], standing.scores[row]
        appraisals = [each for column in self._appraisals if (each := column[row]) is not None]
        return UnitResult(
            table.sheet,
            table.rows[row],
            ledger.names[row],
            table.categories[row],
            tuple([appraisal.text for appraisal in appraisals]),
            Readings(appraisals),
            Matches(appraisals),
            None if tally is None else tally.added,
            None if tally is None else tally.deducted,
            None if score is None else score.value,
            standing.ranks[row],
            _at(self._stated_scores, row),
            None if self._stated_ranks is None else _whole(self._stated_ranks[row]),
            ties,
            None if self._numbers is None else self._numbers[row],
            _at(self._bases, row),
            _at(self._factors, row),
            standing.groups[row],
            standing.grades[row],
            self._unranked.get(row, ""),
        )


class Units(_Made[UnitResult]):
    """The units of all tables in sheet order."""

    def __init__(self, standings: Sequence[Standing]) -> None:
        self._standings = standings
        self._rows = [_Rows(standing) for standing in standings]
        self._ends = list(accumulate(len(standing.scores) for standing in standings))
        self._ties: dict[tuple[Hashable, int], list[str]] | None = None
        self._places: list[int] = []

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def _make(self, index: int) -> UnitResult:
        table = bisect_right(self._ends, index)
        row = index - (self._ends[table - 1] if table else 0)
        return self._rows[table].make(row, self._ties_of(index, self._standings[table], row))

    def _ties_of(self, index: int, standing: Standing, row: int) -> Sequence[str]:
        rank = standing.ranks[row]
        if rank is None:
            return ()
        if self._ties is None:
            self._ties = self._find_ties()
        members = self._ties[standing.groups[row], rank]
        return Others(members, self._places[index]) if len(members) > 1 else ()

    def _find_ties(self) -> dict[tuple[Hashable, int], list[str]]:
        ties: defaultdict[tuple[Hashable, int], list[str]] = defaultdict(list)
        for standing in self._standings:
            for name, group, rank in zip(standing.ledger.tidy_names, standing.groups, standing.ranks, strict=True):
                members = ties[group, rank or 0]
                self._places.append(len(members))
                members.append(name)
        return ties


def _at(values: Sequence[Decimal | None] | None, row: int) -> Decimal | None:
    return None if values is None else values[row]


def _whole(value: Decimal | None) -> int | None:
    return int(value) if value is not None and value == value.to_integral_value() else None
