"""Which few entries share enough with a reason to be looked at closely."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from kaohe.matching.profile import Profile
from kaohe.matching.standard import Frequency, Standard

#: What a shared pair of characters is worth beside a shared concept.
_PAIR_WEIGHT = 0.2
#: Features of so few entries gather all of them, commoner ones only until there are so many;
#: after that so many more features only tell between those that were gathered.
_FEW, _POOL, _TELLING = 30, 16, 8
#: What is less near than this, or less rare, is no use for finding an entry.
_LEAST_NEARNESS, _LEAST_RARITY = 0.5, 0.3

#: The number of a standard that has a feature, and what sharing it is worth.
Posting = tuple[int, float]


class Index:
    """Postings of each feature: concepts, near concepts and pairs of characters."""

    def __init__(self, standards: Sequence[Standard], frequency: Frequency) -> None:
        self._concepts: dict[str, dict[int, float]] = {}
        self._pairs: dict[str, dict[int, float]] = {}
        for number, standard in enumerate(standards):
            near = standard.profile.lexicon.near
            for _, concept, weight in standard.known:
                for other, nearness in near(concept).items():
                    if nearness >= _LEAST_NEARNESS:
                        posting = self._concepts.setdefault(other, {})
                        posting[number] = max(weight * nearness, posting.get(number, 0.0))
            for pair in standard.profile.ordered_pairs:
                rarity = frequency.pair_rarity(pair)
                if rarity >= _LEAST_RARITY:
                    self._pairs.setdefault(pair, {})[number] = _PAIR_WEIGHT * rarity

    def nearest(self, reason: Profile, count: int) -> list[Posting]:
        """Return at most ``count`` standards, best first, with what they share with the reason."""
        found = [posting for concept in reason.concepts if (posting := self._concepts.get(concept))]
        found += [posting for pair in reason.ordered_pairs if (posting := self._pairs.get(pair))]
        found.sort(key=len)
        worths: dict[int, float] = {}
        telling = 0
        for posting in found:
            if len(posting) <= _FEW or len(worths) < _POOL:
                for number, worth in posting.items():
                    worths[number] = worths.get(number, 0.0) + worth
            elif telling < _TELLING:
                telling += 1
                for number in worths.keys() & posting.keys():
                    worths[number] += posting[number]
        return sorted(worths.items(), key=_worth, reverse=True)[:count]


_worth = itemgetter(1)
