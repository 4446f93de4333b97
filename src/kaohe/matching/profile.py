"""A wording taken apart: its words, its loose characters, its clauses and which way they point."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from operator import add

from kaohe.core.letters import CLAUSE_MARK, LIST_MARK, MARKS
from kaohe.core.patterns import compile_on_use
from kaohe.matching.polarity import Reader
from kaohe.matching.vocabulary import CONTENT, JOINER, PLACE, Lexicon, WordKind

#: What one character outside all known words weighs, and one of a number, a date or the name of a place.
_LOOSE_WEIGHT, FAINT_WEIGHT = 0.4, 0.03
_COUNTING = frozenset("0123456789年月日号点至比%")
_NUMBER = compile_on_use(r"\d+(?:[点至比]\d+)*%?")


#: A character outside the words of known concepts: its clause, the pairs it is in (before, after), what it weighs.
Loose = tuple[int, str, str, float]


class Profile:
    """One wording, taken apart.

    ``line`` is as :func:`kaohe.core.letters.clauses` gives it, ``letters`` the same without marks,
    ``pairs`` the pairs of neighbouring letters.  ``concepts`` maps each concept to the
    number of the clause in which it comes first.
    """

    def __init__(self, line: str, lexicon: Lexicon) -> None:
        self.line = line
        self.lexicon = lexicon
        self.tokens = lexicon.cut(line)
        self.letters = line.replace(CLAUSE_MARK, "").replace(LIST_MARK, "")
        self.ordered_pairs = tuple(dict.fromkeys(map(add, self.letters, self.letters[1:])))
        self.pairs = frozenset(self.ordered_pairs)
        self.concepts: dict[str, int] = {}
        self.loose: list[Loose] = []
        self.clause_count = 1 + line.count(CLAUSE_MARK)
        self._sort_tokens()

    def _sort_tokens(self) -> None:
        clause, line, concepts, loose = 0, self.line, self.concepts, self.loose
        named = 0  # from here on loose characters may be a place's name
        for start, end, senses in self.tokens:
            if senses is not None:
                if senses[0].concept == PLACE:
                    loose[named:] = [(*one[:3], FAINT_WEIGHT) for one in loose[named:]]
                named = len(loose)
                for concept, kind, _ in senses:
                    if kind in CONTENT and concept not in concepts:
                        concepts[concept] = clause
            elif (char := line[start]) == CLAUSE_MARK:
                clause += 1
            elif char != LIST_MARK:
                weight = FAINT_WEIGHT if char in _COUNTING else _LOOSE_WEIGHT
                loose.append((clause, line[start - 1 : end] if start else "", line[start : end + 1], weight))

    @cached_property
    def weight(self) -> float:
        """How much content it has."""
        concepts = self.lexicon.concepts
        return sum(concepts[concept].weight for concept in self.concepts) + sum(
            weight for _, _, _, weight in self.loose
        )

    @cached_property
    def affinity(self) -> dict[str, float]:
        """How far it says a concept, itself or a near one, 0 to 1."""
        affinity: dict[str, float] = {}
        for concept in self.concepts:
            for other, near in self.lexicon.near(concept).items():
                if near > affinity.get(other, 0.0):
                    affinity[other] = near
        return affinity

    @cached_property
    def segments(self) -> list[str]:
        """The pieces between marks and words like 且 and 还."""
        pieces, start = [], 0
        for place, end, senses in self.tokens:
            if self.line[place] in MARKS or (senses and senses[0].concept == JOINER):
                pieces.append(self.line[start:place])
                start = end
        return [piece for piece in (*pieces, self.line[start:]) if piece]

    @cached_property
    def notions(self) -> tuple[str, ...]:
        """The words that say what it is about; those that only say 被通报 apart."""
        return tuple(
            self.line[start:end]
            for start, end, senses in self.tokens
            if senses and any(kind in CONTENT and kind is not WordKind.BLAME for _, kind, _ in senses)
        )

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The names of places in it: loose characters before 村, 镇 …."""
        found, name = [], ""
        for start, end, senses in self.tokens:
            if senses is None:
                name = "" if self.line[start] in MARKS else name + self.line[start:end]
                continue
            if name and senses[0].concept == PLACE:
                found.append(name + self.line[start:end])
            name = ""
        return tuple(found)

    @cached_property
    def reading(self) -> Reader:
        """Which way its clauses point."""
        reader = Reader()
        reader.read(self.line, self.tokens)
        return reader

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers in it."""
        return frozenset(_NUMBER.findall(self.letters))

    @cached_property
    def actor(self) -> str | None:
        """The party that 对 follows: the one who does, or does not, something about another."""
        for (_, end, senses), (_, _, following) in pairwise(self.tokens):
            if senses and following and senses[0].kind is WordKind.PARTY and self.line[end] == "对":
                return senses[0].concept
        return None
