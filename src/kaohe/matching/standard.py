"""Standard wordings made ready for comparison: what each piece of them weighs in their catalogue."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from kaohe.core.letters import clauses, letters
from kaohe.matching.catalogue import Entry
from kaohe.matching.contrasts import contrasts
from kaohe.matching.essence import Essence, bare, essence
from kaohe.matching.profile import Loose, Profile
from kaohe.matching.vocabulary import Lexicon, office_words

#: A clause that is at least this share of its entry may stand for all of it.
_CLAUSE_SHARE = 0.2
#: How much of a judgement is explained by an entry that judges otherwise, or only by 未.
_ANY_JUDGEMENT = 0.6
#: What a feature that nearly all entries share is worth beside one that is an entry's own.
_LEAST_RARITY = 0.2

#: A concept of a standard wording: its clause, its name, what it weighs here.
Known = tuple[int, str, float]


class Standard:
    """A wording of an entry, made ready for comparison."""

    def __init__(self, entry: Entry, wording: str, lexicon: Lexicon) -> None:
        self.entry = entry
        self.profile = Profile(clauses(wording), lexicon)
        self.rejected = frozenset(map(letters, entry.rejected))
        #: What tells it from others whatever else they share.
        self.contrasts = contrasts(self.profile.line, self.profile.places)
        #: Whether it says who does, or does not, what it is about.
        self.has_doer = not lexicon.doers.isdisjoint(self.profile.concepts)
        self.known: list[Known] = []
        self.unknown: list[Loose] = []
        #: What each clause weighs, and all of them.
        self.weights = [0.0] * self.profile.clause_count
        self.weight = 0.0
        #: Clauses that no other entry has, and that are a good part of this one.
        self.telling: list[int] = []
        #: What the lightest piece weighs that may stand for all of it.
        self.least_weight = 0.0
        #: How far it explains a concept of a reason, 0 to 1.
        self.affinity: dict[str, float] = dict.fromkeys(lexicon.judgements, _ANY_JUDGEMENT)

    @cached_property
    def essence(self) -> Essence:
        """What it comes to in the words of any office."""
        return essence(bare(self.profile.line), office_words())

    @property
    def clause_names(self) -> list[str]:
        """A name for each clause: the same for the same content."""
        profile = self.profile
        contents: list[list[str]] = [[] for _ in range(profile.clause_count)]
        for concept, clause in profile.concepts.items():
            contents[clause].append(concept)
        for clause, _, after, _ in profile.loose:
            contents[clause].append(after[0])
        return [" ".join(sorted(content)) for content in contents]

    def weigh(self, frequency: Frequency) -> None:
        """Weigh each piece by how rare it is in the catalogue."""
        self._weigh_words(frequency)
        self._weigh_loose(frequency)
        self.weight = sum(self.weights)
        self.telling = [
            clause
            for clause, name in enumerate(self.clause_names)
            if name and frequency.is_unique(name) and self.weights[clause] > _CLAUSE_SHARE * self.weight
        ]
        self.least_weight = min([self.weight, *(self.weights[clause] for clause in self.telling)])

    def _weigh_words(self, frequency: Frequency) -> None:
        lexicon = self.profile.lexicon
        for concept, clause in self.profile.concepts.items():
            weight = lexicon.concepts[concept].weight * frequency.concept_rarity(concept)
            self.known.append((clause, concept, weight))
            self.weights[clause] += weight
            for other, near in lexicon.near(concept).items():
                self.affinity[other] = max(near, self.affinity.get(other, 0.0))

    def _weigh_loose(self, frequency: Frequency) -> None:
        for clause, before, after, plain_weight in self.profile.loose:
            weight = plain_weight * max(frequency.pair_rarity(before), frequency.pair_rarity(after))
            self.unknown.append((clause, before, after, weight))
            self.weights[clause] += weight


class Frequency:
    """In how many entries each concept, each pair of characters and each clause occurs."""

    def __init__(self, standards: Sequence[Standard]) -> None:
        self._concepts = _count(standards, lambda standard: standard.profile.concepts)
        self._pairs = _count(standards, lambda standard: standard.profile.pairs)
        self._clauses = _count(standards, lambda standard: standard.clause_names)
        self._scale = math.log(len({id(standard.entry) for standard in standards}) + 1)

    def is_unique(self, clause: str) -> bool:
        """Tell whether no two entries have this clause."""
        return self._clauses[clause] <= 1

    def concept_rarity(self, concept: str) -> float:
        """Return 1 for a concept that one entry alone has, down to 0.2 for one that nearly all have."""
        return self._rarity(self._concepts[concept])

    def pair_rarity(self, pair: str) -> float:
        """Return the same for a pair of characters."""
        return self._rarity(self._pairs[pair])

    def _rarity(self, count: int) -> float:
        return 1.0 if count <= 1 else max(_LEAST_RARITY, 1 - math.log(count) / self._scale)


def _count(standards: Sequence[Standard], features: Callable[[Standard], Iterable[str]]) -> Counter[str]:
    """Count in how many entries each feature occurs; the wordings of one entry count once."""
    found: dict[int, set[str]] = {}
    for standard in standards:
        found.setdefault(id(standard.entry), set()).update(features(standard))
    return Counter(feature for entry in found.values() for feature in entry)
