"""Grades (等次) from scores and ranks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from kaohe.core.grades import BoundaryTies, Grade, Rounding
from kaohe.core.settings import Settings

_MODES = {Rounding.HALF_UP: ROUND_HALF_UP, Rounding.DOWN: ROUND_FLOOR, Rounding.UP: ROUND_CEILING}


def grade(
    scores: Sequence[Decimal | None], groups: Sequence[Hashable], ranks: Sequence[int | None], settings: Settings
) -> list[str | None]:
    """Return each unit's grade, None where the settings know no grades or it can't be told yet.

    A unit gets the first grade whose need it meets.  Shares are taken of all units of a rank group.  While a
    unit of the group has no score, nobody knows who is within a share: units that would get there stay
    without a grade, those that a score alone decides have theirs.  All sequences have one element a unit.
    """
    if not settings.grades:
        return [None] * len(scores)
    members: defaultdict[Hashable, list[int]] = defaultdict(list)
    for unit, group in enumerate(groups):
        if group is not None:
            members[group].append(unit)
    found: list[str | None] = [None] * len(scores)
    for units in members.values():
        for unit, name in _grade_group(units, scores, ranks, settings):
            found[unit] = name
    return found


def _grade_group(
    units: Sequence[int], scores: Sequence[Decimal | None], ranks: Sequence[int | None], settings: Settings
) -> Iterable[tuple[int, str | None]]:
    ranked = Counter(rank for unit in units if (rank := ranks[unit]) is not None)
    is_whole = sum(ranked.values()) == len(units)
    last = _last_places(ranked)
    for unit in units:
        score, rank = scores[unit], ranks[unit]
        if score is not None and rank is not None:
            first = last[rank] - ranked[rank] + 1
            place = first if settings.grade_ties is BoundaryTies.IN else last[rank]
            yield unit, _first_met(score, place if is_whole else None, len(units), settings)


def _last_places(ranked: Mapping[int, int]) -> dict[int, int]:
    """Return, for each rank, how many units stand there or above."""
    last: dict[int, int] = {}
    above = 0
    for rank in sorted(ranked):
        above += ranked[rank]
        last[rank] = above
    return last


def _first_met(score: Decimal, place: int | None, units: int, settings: Settings) -> str | None:
    """Return the first grade that a unit gets; ``place`` is None while the places are open."""
    for each in settings.grades:
        if each.is_by_place:
            if place is None:
                return None
            if place <= _quota(each, units, settings.grade_rounding):
                return each.name
        elif each.least is None or score >= each.least:
            return each.name
    return None


def _quota(grade: Grade, units: int, rounding: Rounding) -> int:
    if grade.places is not None:
        return grade.places
    return int(((grade.share or Decimal(0)) * units).quantize(Decimal(1), rounding=_MODES[rounding]))
