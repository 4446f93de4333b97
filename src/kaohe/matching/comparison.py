"""A reason beside an entry, piece by piece: what agrees, what stands only here, what only there."""

from __future__ import annotations

from enum import StrEnum

from kaohe.core.letters import clauses, placed_letters
from kaohe.core.records import dataclass
from kaohe.matching.catalogue import Entry
from kaohe.matching.contrasts import Contrasts, Difference, contrasts, differences
from kaohe.matching.profile import Profile
from kaohe.matching.vocabulary import lexicon


class Side(StrEnum):
    """Where the text of a segment stands."""

    BOTH = "both"
    REASON = "reason"
    STANDARD = "standard"


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of text in its original characters.

    The segments of sides BOTH and REASON, joined, are the reason as written.
    """

    side: Side
    text: str


def compare(reason: str, entry: Entry) -> tuple[Fragment, ...]:
    """Return the pieces of ``reason`` and of the entry's standard wording, in order; typography is no difference."""
    # loaded late: only who wants to see the pieces needs it
    from rapidfuzz.distance import Indel

    here, places = placed_letters(reason)
    there, standard_places = placed_letters(entry.wording)
    segments: list[Fragment] = []
    for block in Indel.opcodes(here, there):
        ours = _text(reason, places, block.src_start, block.src_end)
        theirs = _text(entry.wording, standard_places, block.dest_start, block.dest_end)
        if block.tag == "equal":
            segments.append(Fragment(Side.BOTH, ours))
        else:
            segments += (Fragment(Side.REASON, ours), Fragment(Side.STANDARD, theirs))
    if not here and reason:
        segments.insert(0, Fragment(Side.REASON, reason))
    return tuple(segment for segment in segments if segment.text)


def what_tells_apart(reason: str, entry: Entry) -> tuple[Difference, ...]:
    """Return the numbers, levels, places … for which a reason is not the entry, whatever else they share."""
    return differences(*(_contrasts(wording) for wording in (reason, entry.wording)))


def _contrasts(wording: str) -> Contrasts:
    line = clauses(wording)
    return contrasts(line, Profile(line, lexicon()).places)


def _text(text: str, places: list[int], start: int, end: int) -> str:
    """Return the original text of some letters: typography goes with the letter before it, or with the first one."""
    if start == end:
        return ""
    begin = places[start] if start else 0
    return text[begin : places[end]] if end < len(places) else text[begin:]
