"""How much of a standard wording a reason says, and how much it says besides."""

from __future__ import annotations

from collections.abc import Mapping, Set

from kaohe.matching.profile import Profile
from kaohe.matching.standard import Standard

#: A telling clause that is said in full counts nearly as much as the whole entry.
_CLAUSE_DISCOUNT = 0.95
#: Added to what is said besides where another party is the one who acts, or other numbers are given.
_OTHER_ACTOR = _OTHER_NUMBER = 0.35


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
    if standard.has_doer:
        share += _other_doers(reason, standard) / reason.weight
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


def _other_doers(reason: Profile, standard: Standard) -> float:
    """Return what doers weigh that the standard wording has nothing to do with: they count twice."""
    others = (reason.lexicon.doers & reason.concepts.keys()).difference(standard.affinity)
    return sum(reason.lexicon.concepts[other].weight for other in others)


def _acts_otherwise(reason: Profile, standard: Profile) -> bool:
    return reason.actor is not None and standard.actor not in reason.lexicon.near(reason.actor)


def _counts_otherwise(reason: Profile, standard: Profile) -> bool:
    return bool(reason.numbers) and reason.numbers.isdisjoint(standard.numbers)
