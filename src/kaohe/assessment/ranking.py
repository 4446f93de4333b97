"""Ranks within groups, highest score first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from decimal import Decimal

from kaohe.core.settings import RankMethod
from kaohe.core.ties import TieKey

_RankKey = tuple[Hashable, Decimal | None]


def rank(
    scores: Sequence[Decimal | None],
    groups: Sequence[Hashable],
    method: RankMethod = RankMethod.DENSE,
    ties: Sequence[TieKey] | None = None,
) -> list[int | None]:
    """Return each unit's rank within its group; equal scores share a rank.

    Dense counts distinct scores (1,2,2,3), competition counts units (1,2,2,4).
    A unit without a score, or whose group is None, is not ranked and takes no place.
    ``ties`` tell equal scores apart, the larger first, number by number; where one of those with the same score lacks a number,
    they go on sharing their rank.  All sequences have one element a unit.
    """
    if ties is not None and any(ties):
        return _told_apart(scores, groups, method, ties)
    ranks = _ranks(Counter(zip(groups, scores, strict=True)), method)
    return list(map(ranks.get, zip(groups, scores, strict=True)))


def _ranks(counts: Counter[_RankKey], method: RankMethod) -> dict[_RankKey, int]:
    scores_of: defaultdict[Hashable, list[Decimal]] = defaultdict(list)
    for group, score in counts:
        if group is not None and score is not None:
            scores_of[group].append(score)
    ranks: dict[_RankKey, int] = {}
    for group, scores in scores_of.items():
        rank = 1
        for score in sorted(scores, reverse=True):
            ranks[group, score] = rank
            rank += 1 if method is RankMethod.DENSE else counts[group, score]
    return ranks


def _told_apart(
    scores: Sequence[Decimal | None], groups: Sequence[Hashable], method: RankMethod, ties: Sequence[TieKey]
) -> list[int | None]:
    members: defaultdict[Hashable, defaultdict[Decimal, list[int]]] = defaultdict(lambda: defaultdict(list))
    for unit, (group, score) in enumerate(zip(groups, scores, strict=True)):
        if group is not None and score is not None:
            members[group][score].append(unit)
    ranks: list[int | None] = [None] * len(scores)
    for by_score in members.values():
        rank = 1
        for score in sorted(by_score, reverse=True):
            for units in _levels(by_score[score], ties, 0):
                for unit in units:
                    ranks[unit] = rank
                rank += 1 if method is RankMethod.DENSE else len(units)
    return ranks


def _levels(units: list[int], ties: Sequence[TieKey], level: int) -> Iterator[list[int]]:
    """Yield those of ``units`` that go on sharing a rank together, the first first."""
    numbers = [ties[unit][level] if level < len(ties[unit]) else None for unit in units]
    if len(units) == 1 or None in numbers:
        yield units
        return
    by_number: defaultdict[Decimal, list[int]] = defaultdict(list)
    for unit, number in zip(units, numbers, strict=True):
        by_number[number or Decimal(0)].append(unit)
    for number in sorted(by_number, reverse=True):
        yield from _levels(by_number[number], ties, level + 1)
