"""What a person sees of a text beyond its letters: parts of it struck out, raised or lowered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Flag, auto

from kaohe.core.records import NamedTuple


class Look(Flag):
    """How a piece of text stands in its cell."""

    PLAIN = 0
    STRUCK = auto()
    RAISED = auto()
    LOWERED = auto()


class Piece(NamedTuple):
    """A piece of a text with its look."""

    text: str
    look: Look


_RAISED = str.maketrans("0123456789+-()（）＋－０１２３４５６７８９", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾⁽⁾⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789+-()（）＋－０１２３４５６７８９", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎₍₎₊₋₀₁₂₃₄₅₆₇₈₉")


def as_read(pieces: Iterable[Piece]) -> str:
    """Return a text, as long as its letters, in which raised and lowered digits are such characters."""
    return "".join(
        text.translate(_RAISED if Look.RAISED in look else _LOWERED if Look.LOWERED in look else {})
        for text, look in pieces
    )


def seen_text(pieces: Sequence[Piece]) -> str | None:
    """Return how a text reads where raised or lowered digits change it; None where it reads as its letters do.

    A text that is raised as a whole is a matter of taste: its digits are digits.
    """
    levels = [look & (Look.RAISED | Look.LOWERED) for text, look in pieces if text.strip()]
    if not any(levels) or all(levels):
        return None
    plain, read = "".join(text for text, _ in pieces), as_read(pieces)
    return None if read == plain else read


def struck_text(pieces: Iterable[Piece]) -> str:
    """Return the words that are struck out, stretches joined by a blank; empty where there are none."""
    stretches: list[str] = []
    going_on = False
    for text, look in pieces:
        struck = Look.STRUCK in look
        if struck and going_on:
            stretches[-1] += text
        elif struck:
            stretches.append(text)
        going_on = struck
    return " ".join(filter(None, map(str.strip, stretches)))
