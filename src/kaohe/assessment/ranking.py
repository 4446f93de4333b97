"""Ranks within groups, highest score first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from decimal import Decimal

from kaohe.core.settings import RankMethod

_RankKey = tuple[Hashable, Decimal | None]


def rank(
    scores: Sequence[Decimal | None],
    groups: Sequence[Hashable],
    method: RankMethod = RankMethod.DENSE,
) -> list[int | None]:
    """Return each unit's rank within its group; equal scores share a rank.

    Dense counts distinct scores (1,2,2,3), competition counts units (1,2,2,4).
    A unit without a score, or whose group is None, is not ranked and takes no place.
    Both sequences have one element a unit.
    """
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
