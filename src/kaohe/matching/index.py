"""Which few entries share enough with a reason to be looked at closely."""

from __future__ import annotations

from collections.abc import Sequence

from kaohe.matching.evidence import Frequency, Standard
from kaohe.matching.profile import Profile

#: What a shared pair of characters is worth beside a shared concept.
_PAIR_WEIGHT = 0.2
#: How many postings are read at most for one reason: rare features first, common ones say little.
_BUDGET = 800


class Index:
    """Postings: for each feature the standards that have it, with what sharing it is worth."""

    def __init__(self, standards: Sequence[Standard], frequency: Frequency) -> None:
        self._postings: dict[str, tuple[float, list[int]]] = {}
        for number, standard in enumerate(standards):
            concepts = standard.profile.lexicon.concepts
            for concept in standard.affinity:
                self._post(concept, concepts[concept].weight * frequency.rarity(concept), number)
            for pair in standard.profile.pairs:
                self._post(pair, _PAIR_WEIGHT * frequency.rarity(pair), number)

    def _post(self, feature: str, worth: float, number: int) -> None:
        posting = self._postings.get(feature)
        if posting is None:
            self._postings[feature] = (worth, [number])
        else:
            posting[1].append(number)

    def nearest(self, reason: Profile, count: int) -> list[int]:
        """Return the numbers of at most ``count`` standards, best first."""
        postings = self._postings
        found = [posting for feature in (*reason.concepts, *reason.pairs) if (posting := postings.get(feature))]
        found.sort(key=lambda posting: len(posting[1]))
        worths: dict[int, float] = {}
        read = 0
        for worth, numbers in found:
            read += len(numbers)
            if read > _BUDGET and worths:
                break
            for number in numbers:
                worths[number] = worths.get(number, 0.0) + worth
        return sorted(worths, key=lambda number: (-worths[number], number))[:count]
