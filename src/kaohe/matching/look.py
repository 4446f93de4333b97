"""A closer look at a reason beside one standard wording, with slips of the hand mended."""

from __future__ import annotations

from kaohe.matching.catalogue import Entry
from kaohe.matching.evidence import beside, said
from kaohe.matching.profile import Profile
from kaohe.matching.slips import Slip, mend
from kaohe.matching.standard import Standard

#: Wordings share at least this part of the pairs of the shorter one before slips are looked for.
#: (in a reason that is all known words, 未 typed as 为, a larger part).
_SLIP_OVERLAP, _SLIP_OVERLAP_KNOWN = 0.34, 0.6
#: What each slip takes from the score, as a factor.
_SLIP_DISCOUNT = 0.99
#: Mending may cost this much of the score: what was meant weighs more than what was typed.
_MENDING_COST = 0.97
#: A concept that weighs at least this much may not get lost by adding characters: 村干部 is no slip for 驻村干部.
_KEPT_WEIGHT = 0.4


class Likeness:
    """A reason beside a standard wording.

    ``reason`` has its ``slips`` mended.  ``said`` is the share of the standard wording (or of one
    telling clause) that the reason says, ``beside`` the share of the reason that the
    standard does not say; both 0 to 1.  ``score`` is one figure for all, 0 to 100.
    """

    __slots__ = ("beside", "reason", "said", "score", "slips", "standard")

    def __init__(self, reason: Profile, standard: Standard, slips: tuple[Slip, ...] = ()) -> None:
        self.reason = reason
        self.standard = standard
        self.slips = slips
        self.said = said(reason, standard)
        self.beside = beside(reason, standard)
        self.score = 100 * self.said * (1 - self.beside) * _SLIP_DISCOUNT ** len(slips)

    @property
    def likeness(self) -> float:
        """How many pairs of characters reason and standard wording share, 0 to 1 (Dice)."""
        here, there = self.reason.pairs, self.standard.profile.pairs
        return 2 * len(here & there) / max(1, len(here) + len(there))

    @property
    def entry(self) -> Entry:
        """The entry whose wording it is."""
        return self.standard.entry


def mended(typed: Likeness) -> Likeness:
    """Return the look with slips of the hand mended, where that brings the reason nearer; else ``typed`` itself."""
    reason, standard = typed.reason, typed.standard
    line, slips = mend(reason.line, standard.profile.line, reason.lexicon.look_alike)
    if not slips:
        return typed
    meant = Profile(line, reason.lexicon)
    if any(not slip.typed for slip in slips) and _loses_concept(reason, meant):
        return typed
    better = Likeness(meant, standard, slips)
    return better if better.score >= _MENDING_COST * typed.score else typed


def overlap(reason: Profile, standard: Profile) -> int:
    """Return how much two wordings share, as pairs of characters; 0 where that is too little for slips."""
    shared = len(reason.pairs & standard.pairs)
    least = _SLIP_OVERLAP if reason.loose else _SLIP_OVERLAP_KNOWN
    return shared if shared >= least * min(len(reason.pairs), len(standard.pairs)) else 0


def _loses_concept(typed: Profile, meant: Profile) -> bool:
    concepts = typed.lexicon.concepts
    return any(concepts[name].weight >= _KEPT_WEIGHT and name not in meant.affinity for name in typed.concepts)
