"""A reason beside an entry, piece by piece: what agrees, what stands only here, what only there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kaohe.catalogue import Entry
from kaohe.letters import placed_letters


class Side(StrEnum):
    """Where the text of a segment stands."""

    BOTH = "both"
    REASON = "reason"
    STANDARD = "standard"


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text in its original characters.

    The segments of sides BOTH and REASON, joined, are the reason as written.
    """

    side: Side
    text: str


def compare(reason: str, entry: Entry) -> tuple[Segment, ...]:
    """Return the pieces of ``reason`` and of the entry's standard wording, in order; typography is no difference."""
    # loaded late: only who wants to see the pieces needs it
    from rapidfuzz.distance import Indel

    here, places = placed_letters(reason)
    there, standard_places = placed_letters(entry.wording)
    segments: list[Segment] = []
    for block in Indel.opcodes(here, there):
        # the typography that follows a letter goes with it, that before the first letter with the first
        start, end = (_place(index, places, reason) for index in (block.src_start, block.src_end))
        begin, stop = (_place(index, standard_places, entry.wording) for index in (block.dest_start, block.dest_end))
        if block.tag == "equal":
            segments.append(Segment(Side.BOTH, reason[start:end]))
        else:
            segments.append(Segment(Side.REASON, reason[start:end]))
            segments.append(Segment(Side.STANDARD, entry.wording[begin:stop]))
    found = tuple(segment for segment in segments if segment.text)
    return found or ((Segment(Side.REASON, reason),) if reason else ())


def _place(index: int, places: list[int], text: str) -> int:
    """Return where the ``index``-th letter stands, the first one together with what is before it."""
    if index == 0:
        return 0
    return places[index] if index < len(places) else len(text)
