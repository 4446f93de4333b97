"""What a reason comes to: its concepts and loose characters, what it denies, what it is limited to."""

from __future__ import annotations

from collections.abc import Iterator

from kaohe.core.letters import CLAUSE_MARK, MARKS, clauses
from kaohe.core.records import dataclass
from kaohe.matching.occasion import Mark, Stripped, strip
from kaohe.matching.vocabulary import CONTENT, Lexicon, Sense, WordKind

#: Something that was not done, or is not so.
DENIED = "¬"
#: Groups (相近组) of words each of which means something else than all others of its group.
CONTRASTS = frozenset(("级别", "周期", "时期", "时段", "程度", "性别", "界限", "次序", "名次"))
#: The period that a word is about: 周 of 周报 and 每周.
_PERIODS = "日周月季年"
_PERIOD = "周期"
#: What one character outside all words weighs, and a denial.
_LOOSE_WEIGHT, _DENIAL_WEIGHT = 1.0, 2.0


@dataclass(frozen=True, slots=True)
class Essence:
    """What a reason comes to.

    ``order`` are its symbols as they come: the name of a concept, with + or - where it points a way, a
    loose character, or :data:`DENIED`.  ``marks`` are what it is limited to (levels, periods, numbers),
    ``times`` is how often it happened.
    """

    order: tuple[str, ...]
    symbols: frozenset[str]
    marks: frozenset[Mark]
    times: int


@dataclass(frozen=True, slots=True)
class Bare:
    """A reason without its occasion, as letters with marks between clauses."""

    line: str
    times: int
    marks: frozenset[Mark]


def bare(reason: str) -> Bare:
    """Take the occasion away from a reason."""
    stripped: Stripped = strip(reason)
    return Bare(clauses(stripped.text) or clauses(reason), stripped.times, stripped.marks)


def essence(reason: Bare, words: Lexicon) -> Essence:
    """Return what a reason comes to."""
    order: list[str] = []
    marks = set(reason.marks)
    denied = False
    for symbol in _symbols(reason.line, words):
        if symbol == DENIED:
            denied = not denied
        elif symbol == CLAUSE_MARK:
            order += [DENIED] if denied else []
            denied = False
        elif isinstance(symbol, str):
            order += [DENIED, symbol] if denied else [symbol]
            denied = False
            if symbol in _PERIODS:
                marks.add((_PERIOD, symbol))
        elif symbol.sign:
            order.append(symbol.concept + ("-" if (symbol.sign < 0) != denied else "+"))
            denied = False
        else:
            order += [DENIED, symbol.concept] if denied else [symbol.concept]
            denied = False
            marks |= _contrast(symbol.concept, words)
    order += [DENIED] if denied else []
    return Essence(tuple(order), frozenset(order), frozenset(marks), reason.times)


def weight(symbol: str, words: Lexicon) -> float:
    """Return how much of a reason a symbol is."""
    if symbol == DENIED:
        return _DENIAL_WEIGHT
    concept = words.concepts.get(symbol) or words.concepts.get(symbol[:-1])
    return concept.weight if concept else _LOOSE_WEIGHT


def points_a_way(symbol: str) -> bool:
    """Tell whether a symbol says that something is so, or is not so."""
    return symbol == DENIED or (len(symbol) > 1 and symbol[-1] in "+-")


def _symbols(line: str, words: Lexicon) -> Iterator[str | Sense]:
    """Yield loose characters, the sign of a denial, marks between clauses and the senses of words with content."""
    for start, _, senses in words.cut(line):
        if senses is None:
            if line[start] not in MARKS or line[start] == CLAUSE_MARK:
                yield line[start]
            continue
        for sense in senses:
            if sense.kind in (WordKind.NOT, WordKind.DENIAL):
                yield DENIED
            elif sense.kind in CONTENT:
                yield sense


def _contrast(name: str, words: Lexicon) -> frozenset[Mark]:
    group = words.concepts[name].group
    if group not in CONTRASTS:
        return frozenset()
    if group == _PERIOD:
        return frozenset((group, char) for char in name if char in _PERIODS)
    return frozenset({(group, name)})
