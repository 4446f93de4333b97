"""A clause taken apart: words that speak of points, words that say nothing, and what is left of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cache
from operator import add

from kaohe.core.lengths import lengths_of
from kaohe.core.patterns import compile_on_use
from kaohe.core.prepared import prepared
from kaohe.core.records import NamedTuple
from kaohe.reason.model import Doubt
from kaohe.reason.phrasebook import ANYTHING, BOOK, Effect, Slot, spelt


class Piece(NamedTuple):
    """A stretch of a clause: a known word (``slot``, ``effect``) or, without a slot, what no list knows."""

    start: int
    end: int
    slot: Slot | None
    effect: Effect


#: What a word leaves open; the words of the other slots that do so too count like those of MAYBE.
OPEN = {
    Effect.CANCEL: Doubt.TAKEN_BACK,
    Effect.REFUND: Doubt.TAKEN_BACK,
    Effect.REPLACE: Doubt.REPLACED,
    Effect.FURTHER: Doubt.REPLACED,
    Effect.HOLD: Doubt.PENDING,
    Effect.CONDITION: Doubt.CONDITION,
    Effect.RULE: Doubt.CONDITION,
    Effect.PERIOD: Doubt.OTHER_PERIOD,
    Effect.CAP: Doubt.CAP,
    Effect.ABOUT: Doubt.RANGE,
    Effect.DISCRETION: Doubt.DISCRETION,
    Effect.ELSEWHERE: Doubt.ELSEWHERE,
    Effect.OTHER: Doubt.OTHER_UNIT,
    Effect.ASK: Doubt.UNKNOWN_WORD,
}
_SILENT = (Effect.NONE, Effect.LITERAL)
_OWN = (Slot.TALK, Slot.MAYBE, Slot.TERM, Slot.FRAME)
_TELLING = (Slot.TALK, Slot.MAYBE, Slot.NET)
_DIGITS = frozenset("0123456789.%+-〇")
#: Longer words of the other slots are made of shorter ones that are known as well.
_LONGEST = 4


def _collect() -> dict[str, tuple[Slot, Effect]]:
    """Return every word that clauses are taken apart by; a word of this room's slots goes before the others'."""
    known: dict[str, tuple[Slot, Effect]] = {}
    for slot in (Slot.NET, *_OWN[::-1]):
        known.update((word, (slot, effect)) for word, effect in BOOK.words[slot].items())
    for slot in (Slot.BEHIND, Slot.LOOKING_BACK, Slot.OPENING, Slot.SENTENCE):
        for word, effect in BOOK.words[slot].items():
            if 1 < len(word) <= _LONGEST and word not in known and word[0] != "，" and ANYTHING not in word:
                if effect in _SILENT:
                    known[word] = Slot.FRAME, effect
                elif slot is Slot.BEHIND and effect in OPEN:
                    known[word] = Slot.MAYBE, effect
    return known


def _key(word: str, plain: Collection[str]) -> str:
    """Return the two characters (one of a short word) by which a glance knows a word, rather not those of a ``plain`` one."""
    part = max(word.split(ANYTHING), key=len) if ANYTHING in word else word
    if len(part) < 3 or part[1:3] in plain or (len(part) == 3 and part[0] in plain):
        return part[:2]
    return part[1:3]


class Index:
    """The words by their first character: the lengths of the plain ones, longest first, and the gapped ones."""

    def __init__(self) -> None:
        self.known = _collect()
        gapped = {word: self.known.pop(word) for word in [word for word in self.known if ANYTHING in word]}
        self.gapped: dict[str, list[tuple[re.Pattern[str], Slot, Effect]]] = defaultdict(list)
        for word, told in gapped.items():
            self.gapped[word[0]].append((compile_on_use(spelt(word)), *told))
        self.lengths = lengths_of((word[0], word) for word in self.known)
        telling = [word for word, (slot, _) in (self.known | gapped).items() if slot in _TELLING]
        keys = {_key(word, self.known) for word in telling}
        self.pairs = frozenset(key for key in keys if len(key) > 1)
        self.singles = frozenset(key for key in keys if len(key) == 1)

    def may_tell(self, words: str) -> bool:
        """Tell whether a telling word may begin somewhere in ``words``."""
        return not (self.singles.isdisjoint(words) and self.pairs.isdisjoint(map(add, words, words[1:])))

    def at(self, clause: str, place: int) -> Piece | None:
        """Return the longest word that starts at ``place``; a digit is one."""
        first = clause[place]
        if first in _DIGITS:
            return Piece(place, place + 1, Slot.FRAME, Effect.NONE)
        best = None
        for length in self.lengths.get(first, ()):
            known = self.known.get(clause[place : place + length])
            if known is not None:
                best = Piece(place, min(place + length, len(clause)), *known)
                break
        for pattern, slot, effect in self.gapped.get(first, ()):
            found = pattern.match(clause, place)
            if found is not None and (best is None or found.end() >= best.end):
                best = Piece(place, found.end(), slot, effect)
        return best


@cache
def _index() -> Index:
    return prepared("clauses", Index)


def may_tell(words: str) -> bool:
    """Tell whether a word that speaks of points may begin somewhere; a glance that spares most reasons the rest."""
    return _index().may_tell(words)


def take_apart(clause: str) -> Iterator[Piece]:
    """Take a clause apart, the longest known word at each place."""
    index = _index()
    place = since = 0
    while place < len(clause):
        piece = index.at(clause, place)
        if piece is None:
            place += 1
            continue
        if since < place:
            yield Piece(since, place, None, Effect.NONE)
        yield piece
        place = since = piece.end
    if since < place:
        yield Piece(since, place, None, Effect.NONE)
