"""The words of the field (data/words.csv): which mean the same, which the opposite, which nothing."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from enum import StrEnum
from functools import cache, cached_property
from itertools import product

from kaohe.core.lengths import lengths_of
from kaohe.core.letters import MARKS
from kaohe.core.prepared import prepared
from kaohe.core.records import NamedTuple, dataclass
from kaohe.core.shipped import read_shipped


class WordKind(StrEnum):
    """What a word does in a reason; the value is its name in words.csv (类别)."""

    PARTY = "主体"
    MATTER = "事项"
    MERIT = "正面"
    EVIL = "负面"
    OTHER = "他事"
    BLAME = "通报"
    JUDGEMENT = "评价"
    DEGREE = "程度"
    NOT = "否定"
    DENIAL = "否认"
    REFUTAL = "全盘否认"
    TURN = "转折"
    MENDED = "更正"
    PRAISE = "表扬"
    AFFIRMATION = "肯定"
    FILLER = "套话"
    PHRASE = "短语"
    SHAPE = "形近"


#: Kinds whose words carry a concept; the others only steer which way a clause points, or say nothing.
CONTENT = frozenset(
    {
        WordKind.PARTY,
        WordKind.MATTER,
        WordKind.MERIT,
        WordKind.EVIL,
        WordKind.OTHER,
        WordKind.BLAME,
        WordKind.JUDGEMENT,
        WordKind.DEGREE,
    }
)
#: Fillers with a name of their own: what joins two things, what ends the name of a place, what is never
#: part of another word.
JOINER, PLACE, PARTICLE = "连接", "地名尾", "虚词"

#: How much of a reason's content a word of each kind is, unless words.csv says otherwise (份量).
_WEIGHTS = {
    WordKind.PARTY: 0.35,
    WordKind.MATTER: 1.0,
    WordKind.MERIT: 1.0,
    WordKind.EVIL: 1.0,
    WordKind.OTHER: 1.0,
    WordKind.BLAME: 0.1,
    WordKind.JUDGEMENT: 0.3,
    WordKind.DEGREE: 0.3,
}
#: Which way the words of a kind point (说法); their opposites (相反说法) point the other way.
_SIGNS = {WordKind.MERIT: 1, WordKind.EVIL: -1, WordKind.JUDGEMENT: 1, WordKind.DEGREE: 1}
#: A judgement that weighs more than this (如实) is a matter of its own.
_MERE_JUDGEMENT = 0.5
#: The group (相近组) of judgements that say no more than good or bad, and so agree with any other.
_GENERAL = "通用"
#: The group of parties that are no people.
_UNIT = "单位"
#: How near two concepts are: of one group, one of them general, both judging.
_SAME_GROUP, _WITH_GENERAL, _BOTH_JUDGE = 0.7, 0.7, 0.3
#: What a character outside all words costs a cut, and what a word costs: a little less the longer it is.
_LONE_COST = 3_000
_WORD_COSTS = [1_000 - min(length, 30) ** 2 for length in range(64)]


class Sense(NamedTuple):
    """A concept with its direction: +1 as it should be, -1 as it should not, 0 neither."""

    concept: str
    kind: WordKind
    sign: int


#: What a word means; a phrase means several things at once.
Senses = tuple[Sense, ...]
#: Start, end and senses of a piece of a line; None for a single character that is no word.
Token = tuple[int, int, Senses | None]


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing that words mean; ``weight`` is its share in a reason's content, ``group`` joins near ones."""

    name: str
    kind: WordKind
    weight: float
    group: str

    @property
    def judges(self) -> bool:
        """Whether it says nothing but how good or bad something is."""
        judging = self.kind in (WordKind.JUDGEMENT, WordKind.DEGREE) or self.group == _GENERAL
        return judging and self.weight <= _MERE_JUDGEMENT


class Lexicon:
    """All words and the concepts that they mean."""

    def __init__(self, rows: list[dict[str, str]]) -> None:
        self.concepts: dict[str, Concept] = {}
        self._words: dict[str, Senses] = {}
        #: Single characters that may as well be part of an unknown word.
        self._weak: set[str] = set()
        self._shapes: set[frozenset[str]] = set()
        self._near: dict[str, dict[str, float]] = {}
        # phrases are made of words, so they come last
        for row in sorted(rows, key=lambda row: row["类别"] == WordKind.PHRASE):
            self._add_row(WordKind(row["类别"]), row)
        #: How long the words are that start with two characters, shortest first.
        longer = ((word[:2], word) for word in self._words if len(word) > 1)
        self._lengths = lengths_of(longer, longest_first=False)
        concepts = self.concepts.values()
        self._groups: defaultdict[str, list[Concept]] = defaultdict(list)
        for one in concepts:
            self._groups[one.group].append(one)
        self._judging = [one for one in concepts if one.judges]
        self._others = [one for one in concepts if one.kind is WordKind.OTHER]
        self.judgements = tuple(one.name for one in concepts if one.kind is WordKind.JUDGEMENT or one.judges)
        #: People of a kind: who they are matters; the unit (单位) behind them may be named or not.
        self.doers = frozenset(
            one.name for one in concepts if one.kind is WordKind.PARTY and one.group not in ("", _UNIT)
        )

    @cached_property
    def letters(self) -> frozenset[str]:
        """Every character that is part of a word."""
        return frozenset("".join(self._words))

    def letters_of(self, groups: Set[str]) -> frozenset[str]:
        """Return every character of the words of some groups (相近组)."""
        return frozenset(
            char
            for word, senses in self._words.items()
            for sense in senses
            if sense.concept in self.concepts and self.concepts[sense.concept].group in groups
            for char in word
        )

    def look_alike(self, one: str, other: str) -> bool:
        """Tell whether two characters are easily taken for one another by their shape."""
        return frozenset((one, other)) in self._shapes

    def near(self, name: str) -> dict[str, float]:
        """Return the concepts that may stand for ``name``, with how near they are (0 to 1)."""
        found = self._near.get(name)
        if found is None:
            concept = self.concepts[name]
            nearness = {other.name: _nearness(concept, other) for other in self._comparable(concept)}
            found = self._near[name] = {other: near for other, near in nearness.items() if near}
        return found

    def _comparable(self, concept: Concept) -> Iterable[Concept]:
        """Return the concepts that may be near one: itself, and those that have its group, its kind or judge as it does."""
        if concept.kind is WordKind.OTHER:
            return self._others
        near = self._groups[concept.group] if concept.group else [concept]
        return {*near, *self._judging} if concept.judges else near

    def cut(self, line: str) -> list[Token]:
        """Cut a line (see :func:`kaohe.core.letters.clauses`) into words and lone characters.

        The cut with the fewest lone characters wins, then the one with the fewest words,
        then the one with the longest of them.
        """
        tokens: list[Token] = []
        ends = self._best_ends(line)
        start, size, after_weak = 0, len(line), False
        while start < size:
            end, senses = ends[start]
            if after_weak and senses is None and line[start] not in MARKS:
                # 经 says nothing by itself, but 经费 is a word, only none that is known here
                tokens[-1] = (start - 1, start, None)
            tokens.append((start, end, senses))
            after_weak = senses is not None and end - start == 1 and line[start] in self._weak
            start = end
        return tokens

    def _best_ends(self, line: str) -> list[tuple[int, Senses | None]]:
        """Return, for each place, where the best first word from there ends."""
        words, lengths, size = self._words, self._lengths, len(line)
        costs = [0] * (size + 1)
        ends: list[tuple[int, Senses | None]] = [(place, None) for place in range(1, size + 1)]
        for start in range(size - 1, -1, -1):
            cost = costs[start + 1]
            senses = words.get(line[start])
            if senses is None:
                cost += _LONE_COST
            else:
                cost += _WORD_COSTS[1]
                ends[start] = (start + 1, senses)
            for length in lengths.get(line[start : start + 2], ()):
                end = start + length
                if end <= size and costs[end] + _WORD_COSTS[length] < cost:
                    senses = words.get(line[start:end])
                    if senses is not None:
                        cost = costs[end] + _WORD_COSTS[length]
                        ends[start] = (end, senses)
            costs[start] = cost
        return ends

    def _add_row(self, kind: WordKind, row: dict[str, str]) -> None:
        if kind is WordKind.SHAPE:
            groups = row["说法"].split()
            self._shapes.update(frozenset((one, other)) for group in groups for one in group for other in group)
        elif kind is WordKind.OTHER:
            for word in _spelled_out(row["说法"]):
                self.concepts[word] = Concept(word, kind, float(row["份量"] or _WEIGHTS[kind]), "")
                self._words[word] = (Sense(word, kind, 0),)
        elif kind is WordKind.PHRASE:
            senses = tuple(sense for part in row["概念"].split() for sense in self._words[part])
            self._words.update(dict.fromkeys(_spelled_out(row["说法"]), senses))
        else:
            self._add_concept(kind, row)

    def _add_concept(self, kind: WordKind, row: dict[str, str]) -> None:
        name = row["概念"]
        if name not in self.concepts:
            weight = float(row["份量"]) if row["份量"] else _WEIGHTS.get(kind, 0.0)
            self.concepts[name] = Concept(name, kind, weight, row["相近组"])
        good = _SIGNS.get(kind, 0)
        weak = kind in CONTENT or (kind is WordKind.FILLER and name not in (PARTICLE, JOINER))
        for sense, texts in ((Sense(name, kind, good), row["说法"]), (Sense(name, kind, -good), row["相反说法"])):
            words = dict.fromkeys(_spelled_out(texts), (sense,))
            self._words.update(words)
            if weak:
                self._weak.update(word for word in words if len(word) == 1)


def _spelled_out(texts: str) -> Iterator[str]:
    """Yield the words of a cell: blanks separate them, 说/讲+不出/不清 is 说不出, 说不清, 讲不出 and 讲不清."""
    for text in texts.split():
        if "+" in text:
            yield from map("".join, product(*(part.split("/") for part in text.split("+"))))
        else:
            yield text


def _nearness(one: Concept, other: Concept) -> float:
    if one.name == other.name:
        return 1.0
    if one.group and one.group == other.group:
        return _SAME_GROUP
    if one.kind is other.kind is WordKind.OTHER and (one.name in other.name or other.name in one.name):
        return _SAME_GROUP
    if not (one.judges and other.judges):
        return 0.0
    return _WITH_GENERAL if _GENERAL in (one.group, other.group) else _BOTH_JUDGE


@cache
def lexicon() -> Lexicon:
    """Return the words of data/words.csv, read once."""
    return prepared("words", lambda: _read("words.csv"))


@cache
def office_words() -> Lexicon:
    """Return the words of data/office.csv, read once: what offices of any trade say, and what each of them tells apart."""
    return prepared("office", lambda: _read("office.csv"))


def _read(name: str) -> Lexicon:
    return Lexicon(list(csv.DictReader(read_shipped(name).splitlines())))
