"""How much of a standard wording a reason says, and how much it says besides."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set

from kaohe.catalogue import Entry
from kaohe.letters import clauses, letters
from kaohe.matching.profile import Loose, Profile
from kaohe.matching.words import Lexicon

#: A clause that is said in full counts nearly as much as the whole entry, if it is at least this share of it.
_CLAUSE_SHARE, _CLAUSE_DISCOUNT = 0.2, 0.95
#: How much of a judgement is explained by an entry that judges otherwise, or only by 未.
_ANY_JUDGEMENT = 0.6
#: Added to what is said besides where another party is the one who acts, or other numbers are given.
_OTHER_ACTOR = _OTHER_NUMBER = 0.35
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
        self.known: list[Known] = []
        self.unknown: list[Loose] = []
        #: What each clause weighs, and all of them.
        self.weights: list[float] = []
        self.weight = 0.0
        #: Clauses that no other entry has, and that are a good part of this one.
        self.telling: list[int] = []
        #: What the lightest piece weighs that may stand for all of it.
        self.least_weight = 0.0
        #: How far it explains a concept of a reason, 0 to 1.
        self.affinity: dict[str, float] = dict.fromkeys(lexicon.judgements, _ANY_JUDGEMENT)

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
        profile, lexicon = self.profile, self.profile.lexicon
        self.weights = [0.0] * profile.clause_count
        self.parties = bool(lexicon.doers & profile.concepts.keys())
        for concept, clause in profile.concepts.items():
            weight = lexicon.concepts[concept].weight * frequency.concept_rarity(concept)
            self.known.append((clause, concept, weight))
            self.weights[clause] += weight
            for other, near in lexicon.near(concept).items():
                self.affinity[other] = max(near, self.affinity.get(other, 0.0))
        for clause, before, after, plain_weight in profile.loose:
            weight = plain_weight * max(frequency.pair_rarity(before), frequency.pair_rarity(after))
            self.unknown.append((clause, before, after, weight))
            self.weights[clause] += weight
        self.weight = sum(self.weights)
        self.telling = [
            clause
            for clause, name in enumerate(self.clause_names)
            if name and frequency.is_unique(name) and self.weights[clause] > _CLAUSE_SHARE * self.weight
        ]
        self.least_weight = min([self.weight, *(self.weights[clause] for clause in self.telling)])


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


def said(reason: Profile, standard: Standard) -> float:
    """Return the share of the standard wording, or of one telling clause of it, that the reason says."""
    if not standard.weight:
        return 0.0
    clauses_said = [0.0] * len(standard.weights)
    affinity, pairs = reason.affinity, reason.pairs
    for clause, concept, weight in standard.known:
        clauses_said[clause] += weight * affinity.get(concept, 0.0)
    for clause, before, after, weight in standard.unknown:
        if before in pairs or after in pairs:
            clauses_said[clause] += weight
    best = sum(clauses_said) / standard.weight
    for clause in standard.telling:
        best = max(best, _CLAUSE_DISCOUNT * clauses_said[clause] / standard.weights[clause])
    return best


def beside(reason: Profile, standard: Standard) -> float:
    """Return the share of the reason that the standard wording does not say."""
    if not reason.weight:
        return 1.0
    share = unexplained(reason, standard.affinity, standard.profile.pairs) / reason.weight
    if standard.parties:
        others = reason.lexicon.doers & reason.concepts.keys() - standard.affinity.keys()
        share += sum(reason.lexicon.concepts[other].weight for other in others) / reason.weight
    if standard.profile.actor and _acts_otherwise(reason, standard.profile):
        share += _OTHER_ACTOR
    if standard.profile.numbers and _counts_otherwise(reason, standard.profile):
        share += _OTHER_NUMBER
    return min(1.0, share)


def unexplained(reason: Profile, affinity: Mapping[str, float], pairs: Set[str]) -> float:
    """Return how much the reason says, as a weight, that concepts and pairs of characters do not explain."""
    concepts, left = reason.lexicon.concepts, 0.0
    for concept in reason.concepts:
        near = affinity.get(concept, 0.0)
        if near < 1:
            left += concepts[concept].weight * (1 - near)
    for _, before, after, weight in reason.loose:
        if before not in pairs and after not in pairs:
            left += weight
    return left


def _acts_otherwise(reason: Profile, standard: Profile) -> bool:
    return reason.actor is not None and standard.actor not in reason.lexicon.near(reason.actor)


def _counts_otherwise(reason: Profile, standard: Profile) -> bool:
    return bool(reason.numbers) and reason.numbers.isdisjoint(standard.numbers)
