"""Which few entries share enough with a reason to be looked at closely."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from kaohe.matching.standard import Frequency, Standard
from kaohe.matching.profile import Profile

#: What a shared pair of characters is worth beside a shared concept.
_PAIR_WEIGHT = 0.2
#: So many entries are gathered by the rarest features; commoner features only tell between these.
_POOL = 24

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
                    posting = self._concepts.setdefault(other, {})
                    posting[number] = max(weight * nearness, posting.get(number, 0.0))
            for pair in standard.profile.pairs:
                self._pairs.setdefault(pair, {})[number] = _PAIR_WEIGHT * frequency.pair_rarity(pair)

    def nearest(self, reason: Profile, count: int) -> list[Posting]:
        """Return at most ``count`` standards, best first, with what they share with the reason."""
        pairs = dict.fromkeys(pair for _, before, after, _ in reason.loose for pair in (before, after))
        found = [posting for concept in reason.concepts if (posting := self._concepts.get(concept))]
        found += [posting for pair in pairs if (posting := self._pairs.get(pair))]
        found.sort(key=len)
        worths: dict[int, float] = {}
        for posting in found:
            if len(worths) < _POOL:
                for number, worth in posting.items():
                    worths[number] = worths.get(number, 0.0) + worth
            else:
                for number in worths.keys() & posting.keys():
                    worths[number] += posting[number]
        return sorted(worths.items(), key=_worth, reverse=True)[:count]


_worth = itemgetter(1)
