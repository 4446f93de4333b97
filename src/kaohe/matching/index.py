"""Which few entries share enough with a reason to be looked at closely."""

from __future__ import annotations

from collections.abc import Sequence

from kaohe.matching.evidence import Frequency, Standard
from kaohe.matching.profile import Profile

#: What a shared pair of characters is worth beside a shared concept.
_PAIR_WEIGHT = 0.2
#: How many postings are read at most for one reason: rare features first, common ones say little.
_BUDGET = 800

#: The number of a standard that has a feature, and what sharing it is worth.
Posting = tuple[int, float]


class Index:
    """Postings of each feature: concepts, near concepts and pairs of characters."""

    def __init__(self, standards: Sequence[Standard], frequency: Frequency) -> None:
        self._concepts: dict[str, list[Posting]] = {}
        self._pairs: dict[str, list[Posting]] = {}
        for number, standard in enumerate(standards):
            lexicon = standard.profile.lexicon
            worths: dict[str, float] = {}
            for _, concept, weight in standard.known:
                for other, near in lexicon.near(concept).items():
                    worths[other] = max(weight * near, worths.get(other, 0.0))
            for concept, worth in worths.items():
                self._concepts.setdefault(concept, []).append((number, worth))
            for pair in standard.profile.pairs:
                self._pairs.setdefault(pair, []).append((number, _PAIR_WEIGHT * frequency.pair_rarity(pair)))

    def nearest(self, reason: Profile, count: int) -> list[Posting]:
        """Return at most ``count`` standards, best first, with what they share with the reason."""
        pairs = dict.fromkeys(pair for _, before, after, _ in reason.loose for pair in (before, after))
        found = [posting for concept in reason.concepts if (posting := self._concepts.get(concept))]
        found += [posting for pair in pairs if (posting := self._pairs.get(pair))]
        found.sort(key=len)
        worths: dict[int, float] = {}
        read = 0
        for posting in found:
            read += len(posting)
            if read > _BUDGET and worths:
                break
            for number, worth in posting:
                worths[number] = worths.get(number, 0.0) + worth
        return sorted(worths.items(), key=_best_first)[:count]


def _best_first(posting: Posting) -> tuple[float, int]:
    return -posting[1], posting[0]
