"""How much of a standard wording a reason says, and how much it says besides."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from kaohe.catalogue import Entry
from kaohe.letters import clauses, letters
from kaohe.matching.profile import Profile
from kaohe.matching.words import Lexicon

#: A clause that is said in full counts nearly as much as the whole entry, if it is at least this share of it.
_CLAUSE_SHARE, _CLAUSE_DISCOUNT = 0.2, 0.95
#: How much of a judgement is explained by an entry that judges otherwise, or only by 未.
_ANY_JUDGEMENT = 0.6
#: Added to what is said besides where another party is the one who acts, or other numbers are given.
_OTHER_ACTOR = _OTHER_NUMBER = 0.35
#: What a feature that nearly all entries share is worth beside one that is an entry's own.
_LEAST_RARITY = 0.2


class Known(NamedTuple):
    """A concept of a standard wording: in which clause, what it weighs."""

    clause: int
    concept: str
    weight: float


class Unknown(NamedTuple):
    """A character of a standard wording that is in no known word, by the pairs it is in."""

    clause: int
    before: str
    after: str
    weight: float


class Standard:
    """A wording of an entry, made ready for comparison."""

    def __init__(self, entry: Entry, wording: str, lexicon: Lexicon) -> None:
        self.entry = entry
        self.profile = Profile(clauses(wording), lexicon)
        self.rejected = frozenset(map(letters, entry.rejected))
        self.known: list[Known] = []
        self.unknown: list[Unknown] = []
        #: What each clause weighs, and all of them.
        self.weights: list[float] = []
        self.weight = 0.0
        #: Clauses that no other entry has, and that are a good part of this one.
        self.telling: list[int] = []
        #: How far it explains a concept of a reason, 0 to 1.
        self.affinity: dict[str, float] = dict.fromkeys(lexicon.judgements, _ANY_JUDGEMENT)

    @property
    def clause_names(self) -> list[str]:
        """A name for each clause: the same for the same content."""
        profile = self.profile
        contents: list[list[str]] = [[] for _ in range(profile.clause_count)]
        for concept, clause in profile.concepts.items():
            contents[clause].append(concept)
        for loose in profile.loose:
            contents[loose.clause].append(loose.char)
        return [" ".join(sorted(content)) for content in contents]

    def weigh(self, frequency: Frequency) -> None:
        """Weigh each piece by how rare it is in the catalogue."""
        profile, lexicon = self.profile, self.profile.lexicon
        self.weights = [0.0] * profile.clause_count
        for concept, clause in profile.concepts.items():
            weight = lexicon.concepts[concept].weight * frequency.rarity(concept)
            self.known.append(Known(clause, concept, weight))
            self.weights[clause] += weight
            for other, near in lexicon.near(concept).items():
                self.affinity[other] = max(near, self.affinity.get(other, 0.0))
        for loose in profile.loose:
            weight = loose.weight * max(frequency.rarity(loose.before), frequency.rarity(loose.after))
            self.unknown.append(Unknown(loose.clause, loose.before, loose.after, weight))
            self.weights[loose.clause] += weight
        self.weight = sum(self.weights)
        self.telling = [
            clause
            for clause, name in enumerate(self.clause_names)
            if name and frequency.count(name) <= 1 and self.weights[clause] > _CLAUSE_SHARE * self.weight
        ]


class Frequency:
    """In how many entries each concept, each pair of characters and each clause occurs."""

    def __init__(self, standards: Sequence[Standard]) -> None:
        features: dict[int, set[str]] = {}
        for standard in standards:
            found = features.setdefault(id(standard.entry), set())
            found.update(standard.profile.concepts, standard.profile.pairs, standard.clause_names)
        self._counts = Counter(feature for found in features.values() for feature in found)
        self._scale = math.log(len(features) + 1)

    def count(self, feature: str) -> int:
        """Return in how many entries it occurs."""
        return self._counts[feature]

    def rarity(self, feature: str) -> float:
        """Return 1 for what one entry alone has, down to 0.2 for what nearly all have."""
        count = self._counts[feature]
        return 1.0 if count <= 1 else max(_LEAST_RARITY, 1 - math.log(count) / self._scale)


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


def unexplained(reason: Profile, standards: Sequence[Standard]) -> float:
    """Return what the reason says that none of ``standards`` says, as a weight."""
    concepts = reason.lexicon.concepts
    left = 0.0
    for concept in reason.concepts:
        left += concepts[concept].weight * (1 - max(standard.affinity.get(concept, 0.0) for standard in standards))
    for loose in reason.loose:
        if not any(
            loose.before in standard.profile.pairs or loose.after in standard.profile.pairs for standard in standards
        ):
            left += loose.weight
    return left


def beside(reason: Profile, standard: Standard) -> float:
    """Return the share of the reason that the standard wording does not say."""
    if not reason.weight:
        return 1.0
    share = unexplained(reason, (standard,)) / reason.weight
    share += _OTHER_ACTOR * _acts_otherwise(reason, standard.profile)
    share += _OTHER_NUMBER * _counts_otherwise(reason, standard.profile)
    return min(1.0, share)


def _acts_otherwise(reason: Profile, standard: Profile) -> bool:
    here, there = reason.actor, standard.actor
    return bool(here and there) and there not in reason.lexicon.near(here or "")


def _counts_otherwise(reason: Profile, standard: Profile) -> bool:
    return bool(reason.numbers and standard.numbers) and reason.numbers.isdisjoint(standard.numbers)
