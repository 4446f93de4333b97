"""From looks to a verdict: which entry it is, whether it says the opposite, whether it holds several."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kaohe.matching.evidence import unexplained
from kaohe.matching.look import Likeness
from kaohe.matching.polarity import Statement
from kaohe.matching.profile import FAINT_WEIGHT, Profile

#: From this score on a reason means the entry.
ACCEPTED = 55.0
#: From this score on a reason that says the opposite contradicts the entry.
CONTRADICTED, CONTRADICTED_SAID = 35.0, 0.45
#: A reason that says nothing but an entry may leave more unsaid, where other entries are far.
_NOTHING, _GOOD_PART, _FAR = 0.05, 40.0, 0.7
#: Scores nearer than this are a tie.
_TIE = 2.0
#: and settled only by wordings that are alike by so much more.
_CLEARLY_LIKER = 0.1
#: A reason that says only what two entries share fits both: it says less than this of the better one.
_WHOLE, _SHARED = 0.75, 0.4
_SAME = 0.01
#: With less than this beside an entry, a reason holds no second one; with more than that beside all, neither.
_ALL_SAID, _TOO_MUCH_BESIDE = 0.12, 0.35
#: A piece of a reason with this score says it all, if no more than that is beside the entry in the whole reason.
_TELLING, _MOST_BESIDE = 80.0, 0.6
#: In a piece that is about one entry, others stay below this share of its score.
_RIVAL = 0.75

Search = Callable[[Profile], list[Likeness]]


def pick(looks: Sequence[Likeness]) -> Likeness | None:
    """Return the look at the entry that the reason means, or None where it means none, or may mean two."""
    if not looks or not (looks[0].score >= ACCEPTED or _says_nothing_else(looks)):
        return None
    best = max((one for one in looks if one.score > looks[0].score - _TIE), key=_likeness)
    rivals = (other for other in looks if other.entry is not best.entry)
    return None if any(fits_both(best, rival) for rival in rivals) else best


def _likeness(one: Likeness) -> float:
    return one.likeness


def _says_nothing_else(looks: Sequence[Likeness]) -> bool:
    """Tell whether a short reason says a good part of one entry, nothing besides, and hardly fits any other."""
    best = looks[0]
    if best.beside > _NOTHING or best.score < _GOOD_PART:
        return False
    return all(one.score <= _FAR * best.score for one in looks[1:] if one.entry is not best.entry)


def fits_both(best: Likeness, rival: Likeness) -> bool:
    """Tell whether a reason may as well mean the second best entry."""
    if rival.score > best.score - _TIE:
        return best.likeness < rival.likeness + _CLEARLY_LIKER
    return best.said < _WHOLE and rival.said >= _SHARED and rival.beside <= best.beside + _SAME


def find_several(reason: Profile, looks: Sequence[Likeness], search: Search) -> list[Likeness]:
    """Return a look at each entry that the reason holds, or nothing where it does not hold several.

    ``looks`` are those at the whole reason, ``search`` gives those at a piece of it.
    """
    held = {one.entry.wording: one for one in looks if one.standard.profile.letters in reason.letters}
    if len(held) > 1:
        return list(held.values())
    if looks[0].beside < _ALL_SAID or len(reason.segments) < 2 or not _may_hold_several(looks):
        return []
    found: dict[int, Likeness] = {}
    for segment in reason.segments:
        one = pick(search(Profile(segment, reason.lexicon)))
        if one is not None and not contradicts(one):
            found.setdefault(id(one.entry), one)
    several = list(found.values())
    if len(several) < 2 or _leaves_much(reason, several) or not all(map(_is_apart, several, [several] * len(several))):
        return []
    return several


def find_telling_piece(reason: Profile, looks: Sequence[Likeness], search: Search) -> Likeness | None:
    """Return the best look where one piece of the reason says its entry all by itself, and no piece another's."""
    best = looks[0]
    if best.beside > _MOST_BESIDE or len(reason.segments) < 2:
        return None
    found = [one for piece in reason.segments if (one := pick(search(Profile(piece, reason.lexicon))))]
    if any(one.entry is not best.entry for one in found):
        return None
    return best if any(one.score >= _TELLING for one in found) else None


def says_otherwise(one: Likeness) -> bool:
    """Tell whether a reason has something else where the standard wording has something: 灭火器缺失 for 灭火器过期.

    Known words may stand for one another; characters outside all words may not.
    """
    return _says_besides(one.reason, one.standard.profile) and _says_besides(one.standard.profile, one.reason)


def _says_besides(ours: Profile, theirs: Profile) -> bool:
    """Tell whether a wording has loose characters, no counting ones, that the other has not."""
    return any(
        weight > FAINT_WEIGHT and before not in theirs.pairs and after not in theirs.pairs
        for _, before, after, weight in ours.loose
    )


def _may_hold_several(looks: Sequence[Likeness]) -> bool:
    return len({id(one.entry) for one in looks if one.said >= CONTRADICTED_SAID}) > 1


def _leaves_much(reason: Profile, several: Sequence[Likeness]) -> bool:
    affinity: dict[str, float] = {}
    for one in several:
        for concept, near in one.standard.affinity.items():
            affinity[concept] = max(near, affinity.get(concept, 0.0))
    pairs = frozenset().union(*(one.standard.profile.pairs for one in several))
    return unexplained(reason, affinity, pairs) > _TOO_MUCH_BESIDE * reason.weight


def _is_apart(one: Likeness, several: Sequence[Likeness]) -> bool:
    """Tell whether its piece of the reason is about its entry, and not as well about another."""
    return all(
        Likeness(one.reason, other.standard).score <= _RIVAL * one.score for other in several if other is not one
    )


def contradicts(one: Likeness) -> bool:
    """Tell whether the reason says the opposite of the entry."""
    if one.score < CONTRADICTED or one.said < CONTRADICTED_SAID:
        return False
    return _is_opposite(one.reason, one.standard.profile) or (one.score >= ACCEPTED and _finds_no_fault(one))


def _is_opposite(reason: Profile, standard: Profile) -> bool:
    here, there = reason.reading, standard.reading
    if here.praised and not there.praised:
        return True
    return any(_is_turned(clause, here.clauses) for clause in there.clauses)


def _finds_no_fault(one: Likeness) -> bool:
    """Tell whether the reason only states what the entry finds fault with."""
    here, there = one.reason.reading, one.standard.profile.reading
    faults = here.blamed or any(clause.signs or clause.loose or clause.degree for clause in here.clauses)
    return not faults and any(clause.sign < 0 for clause in there.clauses)


def _is_turned(theirs: Statement, ours: Sequence[Statement]) -> bool:
    """Tell whether all that a reason says of a standard clause's matter points the other way."""
    alike = [clause for clause in ours if _is_alike(clause, theirs)]
    if not theirs.signs and not theirs.degree:
        return bool(alike) and all(clause.denied for clause in alike)
    signs = {clause.sign * theirs.sign for clause in alike} | {clause.degree * theirs.degree for clause in alike}
    return -1 in signs and 1 not in signs


def _is_alike(ours: Statement, theirs: Statement) -> bool:
    """Tell whether two clauses are about the same matter."""
    if not ours.concepts.isdisjoint(theirs.concepts):
        return True
    return bool(theirs.loose) and 2 * len(ours.loose & theirs.loose) >= len(theirs.loose)
