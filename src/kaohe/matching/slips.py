"""Slips of the hand: mend what was typed into what was meant."""

from __future__ import annotations

from collections.abc import Callable

from kaohe.core.letters import MARKS
from kaohe.core.records import NamedTuple
from kaohe.matching.sounds import sound_alike

#: Characters that turn a sentence round: neither a missing one is a slip, nor one that is there.
_TURNING = frozenset("未不无没非")
#: At most this share of a wording may be slips.
_SLIP_SHARE = 0.3
#: Swapped characters are at most this far apart.
_SWAP_REACH = 2

Alike = Callable[[str, str], bool]


class Slip(NamedTuple):
    """What was typed and what was meant; one of them may be empty."""

    typed: str
    meant: str


class _Change(NamedTuple):
    tag: str
    typed: str
    meant: str


#: Changes whose text is as typed or nearly so.
_LIKE = ("equal", "swap")
_EDGE = _Change("equal", "", "")


def mend(line: str, standard: str, look_alike: Alike) -> tuple[str, tuple[Slip, ...]]:
    """Return ``line`` with its slips against ``standard`` mended, and the slips.

    Slips are characters that sound or look like the right one, and dropped, doubled and
    swapped characters.  More than a few are none: then the line comes back as it is.
    """
    # loaded late: matching exact wordings never needs it
    from rapidfuzz.distance import Levenshtein

    changes = [
        _Change(block.tag, line[block.src_start : block.src_end], standard[block.dest_start : block.dest_end])
        for block in Levenshtein.opcodes(line, standard)
    ]
    _join_swaps(changes)
    slips: list[Slip] = []
    mended: list[str] = []
    for before, change, after in zip([_EDGE, *changes], changes, [*changes[1:], _EDGE], strict=False):
        piece = _mended(change, before, after, look_alike)
        if piece != change.typed:
            slips.append(Slip(change.typed, piece))
        mended.append(piece)
    if len(slips) > max(2, _SLIP_SHARE * len(standard)):
        return line, ()
    return "".join(mended), tuple(slips)


def _join_swaps(changes: list[_Change]) -> None:
    """Turn a character taken out here and put in next door into one change."""
    for number in range(len(changes) - 2):
        first, between, last = changes[number : number + 3]
        if {first.tag, last.tag} != {"insert", "delete"} or between.tag != "equal" or len(between.typed) > _SWAP_REACH:
            continue
        if first.typed + last.typed == first.meant + last.meant:
            changes[number] = _Change(
                "swap", first.typed + between.typed + last.typed, first.meant + between.meant + last.meant
            )
            changes[number + 1] = changes[number + 2] = _EDGE


def _mended(change: _Change, before: _Change, after: _Change, look_alike: Alike) -> str:
    """Return what was meant; a change that has no like text on both sides is no slip but other words."""
    tag, typed, meant = change
    if tag in _LIKE:
        return meant
    if before.tag not in _LIKE or after.tag not in _LIKE:
        return typed
    if tag == "insert":
        return meant if len(meant) == 1 and meant not in _TURNING and meant not in MARKS else ""
    if tag == "delete":
        return "" if typed in (before.typed[-1:], after.typed[:1]) else typed
    return _replaced(typed, meant, look_alike)


def _replaced(typed: str, meant: str, look_alike: Alike) -> str:
    if sorted(typed) == sorted(meant):
        return meant
    if len(typed) != len(meant):
        return typed
    return "".join(there if _alike(here, there, look_alike) else here for here, there in zip(typed, meant, strict=True))


def _alike(here: str, there: str, look_alike: Alike) -> bool:
    if here in _TURNING:
        return False
    return here not in MARKS and there not in MARKS and (sound_alike(here, there) or look_alike(here, there))
