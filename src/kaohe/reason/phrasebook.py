"""The words around points (data/phrases.csv, proceedings.csv): where each stands, and what it does to the points.

They are the only lists of such words.  An office may add lines of its own in a file that the
environment variable ``KAOHE_PHRASES`` names; where one of them is broken, ``PROBLEM`` names
its line and the built-in list is used alone.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import product

from kaohe.core.lengths import lengths_of
from kaohe.core.patterns import compile_on_use
from kaohe.core.prepared import own_list, prepared
from kaohe.core.records import NamedTuple, dataclass, field
from kaohe.core.shipped import read_shipped


class Slot(StrEnum):
    """Where a word stands; the value is its name in phrases.csv (位置)."""

    VERB = "分值"  # right before the figure, in place of 扣: 退回0.2分
    BEFORE = "分值前"  # right before 扣, or before a signed figure: 暂缓扣0.1分
    BETWEEN = "分值中"  # between 扣 and its figure: 扣约0.1分
    GLUED = "紧接分值"  # right behind the figure, with nothing between: 扣0.1分的单位
    BEHIND = "分值后"  # anywhere in what follows the figure: 扣0.1分，已撤销
    ALONE = "独句"  # all that a clause or a bracket behind the figure says: 扣0.1分（重）
    SENTENCE = "本句"  # anywhere in the clause whose verb is 扣: 该村没有因此扣0.1分
    LOOKING_BACK = "回看"  # in a clause behind the figure that still speaks of the same thing: 复核后改扣0.1分
    DEED = "完事"  # says all of what was done: what stands between it and 扣 is no reason any more: 迟到缓扣0.1分
    LABEL = "标签"  # anywhere in what stands before a colon or in square brackets at the start: 填写格式：迟到，扣0.1分
    TOPIC = "话题"  # what a reason may be about that is but a few characters long: 早操扣1分, 纪律-1
    MATTER = "事由"  # anywhere in a short clause before 扣, which it shows to be a reason: ，漏水扣0.1分
    OPENING = "句首"  # at the start of a clause of the reason: 如未整改，扣0.1分
    TALK = "谈分"  # a clause that ends in it speaks of points, whatever else it holds: 因表现突出全部减免
    MAYBE = "兼谈"  # speaks of points where its clause says nothing that was done: 与第2项重复, not 材料重复
    NET = "疑字"  # a character to be asked about where a clause names nothing that was done
    TERM = "分值名"  # a name of points: with a word of the kinds above beside it, a clause speaks of points
    FRAME = "套话"  # says nothing of what was done; 原文: it does, though it holds such a character


class Effect(StrEnum):
    """What a word does to the points; the value is its name in phrases.csv (作用)."""

    NONE = "无"
    KEPT = "保留"  # known, and part of the reason
    BODY = "评分人"  # part of the reason: who deducts
    WHOM = "对象"  # part of the reason: whose points
    LITERAL = "原文"  # part of the reason: it only looks like another word
    EACH = "各"
    PER = "每"  # a measure: the points are those of one case
    TOTAL = "合计"
    DISCRETION = "酌情"
    CAP = "上限"
    ABOUT = "约数"
    HOLD = "暂缓"
    CANCEL = "撤销"
    REPLACE = "替换"  # replaces the figure before it
    FINAL = "定为"  # replaces the figure before it where there is one
    EARLIER = "原定"  # another figure has replaced it
    DUE = "应扣"  # holds unless another figure follows
    PERIOD = "另期"
    NOW = "本期"
    CONDITION = "条件"
    RULE = "条文"
    SAMPLE = "示例"  # where it opens the text, what follows only shows how to write
    EITHER = "两可"
    FURTHER = "追加"
    REFUND = "退还"
    ELSEWHERE = "另计"  # may be counted in another place
    OTHER = "他方"  # may be somebody else's
    REFERENCE = "见外"  # the reason stands elsewhere
    ASK = "存疑"  # may do anything: to be asked about where no other word explains it


class Word(NamedTuple):
    """A word found in a text: ``start`` and ``end`` count in that text."""

    start: int
    end: int
    effect: Effect


class BrokenLineError(ValueError):
    """A line of a list of phrases that can't be understood; says which and why, for people."""


_LISTS = ("phrases.csv", "proceedings.csv")
_HEADING = ["词语", "位置", "作用", "说明"]
_OPTIONAL = compile_on_use("（([^（）]*)）")
#: A word that begins so counts at the start of a clause only.
_AT_START = "，"
_SEPARATORS = frozenset(",;。:)(\n、")
ANYTHING = "…"
#: Before these, a word that counts at the start of a clause only goes there: 仅扣0.1分, but not 内勤仅扣0.1分.
_UNSURE = (None, Effect.ASK, Effect.LITERAL)
_MARKS = _AT_START + ANYTHING
_SPELT_SHORT = frozenset("+/（")
_SLOTS = {slot.value: slot for slot in Slot}
_EFFECTS = {effect.value: effect for effect in Effect}
_GAP = "[^,;。:()\n]{0,8}?"


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The words of one slot by how they begin: patterns of those with a gap and lengths of the others, by two characters (one before a gap), longest first."""

    words: dict[str, Effect]
    gapped: dict[str, list[tuple[re.Pattern[str], Effect]]]
    lengths: dict[str, tuple[int, ...]]
    firsts: re.Pattern[str]

    def at(self, text: str, place: int) -> Word | None:
        first = text[place : place + 1]
        pair = text[place : place + 2]
        for key in (pair, first):
            for pattern, effect in self.gapped.get(key, ()):
                if found := pattern.match(text, place):
                    return Word(place, found.end(), effect)
        for length in self.lengths.get(pair, ()):
            known = self.words.get(text[place : place + length])
            if known is not None:
                return Word(place, min(place + length, len(text)), known)
        short = self.words.get(first)
        return Word(place, place + 1, short) if short is not None else None

    def scan(self, text: str) -> Iterator[Word]:
        place = 0
        while found := self.firsts.search(text, place):
            place = found.start()
            word = self.at(text, place)
            if word is not None:
                yield word
            place = word.end if word is not None else place + 1


def _shelf(words: dict[str, Effect]) -> _Shelf:
    gapped: dict[str, list[tuple[re.Pattern[str], Effect]]] = defaultdict(list)
    for word in sorted((word for word in words if ANYTHING in word), key=len, reverse=True):
        gapped[word[:2].rstrip(ANYTHING)].append((compile_on_use(spelt(word)), words[word]))
    lengths = lengths_of((word[:2], word) for word in words if ANYTHING not in word)
    return _Shelf(words, dict(gapped), lengths, compile_on_use(_any_of(word[0] for word in words)))


def _any_of(chars: Iterable[str]) -> str:
    """Return the character class of ``chars``; with none, one that nothing matches."""
    inside = "".join(map(re.escape, sorted(set(chars))))
    return f"[{inside}]" if inside else "(?!)"


@dataclass(slots=True)
class Book:
    """The words by slot; see :meth:`before`, :meth:`at` and :meth:`scan`."""

    words: dict[Slot, dict[str, Effect]] = field(default_factory=lambda: {slot: {} for slot in Slot})
    _endings: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _shelves: dict[Slot, _Shelf] = field(default_factory=dict)

    def index(self) -> Book:
        """Prepare the look-ups, longest words first; return the book itself."""
        self._endings = lengths_of((word[-1], word.removeprefix(_AT_START)) for word in self.words[Slot.BEFORE])
        self._shelves = {slot: _shelf(words) for slot, words in self.words.items()}
        return self

    def before(self, plain: str, floor: int, end: int) -> Word | None:
        """Return the longest word that ends at ``end``, not reaching before ``floor``."""
        if end <= floor:
            return None
        words = self.words[Slot.BEFORE]
        for length in self._endings.get(plain[end - 1], ()):
            start = end - length
            if start < floor:
                continue
            word = plain[start:end]
            effect = words.get(word)
            if effect in _UNSURE and (start == floor or plain[start - 1] in _SEPARATORS):
                effect = words.get(_AT_START + word, effect)
            if effect is not None:
                return Word(start, end, effect)
        return None

    def at(self, slot: Slot, text: str, place: int) -> Word | None:
        """Return the longest word of a slot that starts at ``place``."""
        return self._shelves[slot].at(text, place)

    def scan(self, slot: Slot, text: str) -> Iterator[Word]:
        """Yield the words of a slot in ``text``, from left to right, the longest at each place."""
        return self._shelves[slot].scan(text)

    def firsts(self, slot: Slot) -> str:
        """Return the character class of what the words of a slot begin with."""
        return self._shelves[slot].firsts.pattern

    def alone(self, clause: str) -> Effect | None:
        """Return what a clause behind the figure does that says one known thing and no more."""
        return self.words[Slot.ALONE].get(clause)

    def within(self, clause: str) -> Iterator[Word]:
        """Yield the words of the clause whose verb is 扣; those marked so count at its start only."""
        for word in self.scan(Slot.SENTENCE, _AT_START + clause):
            yield Word(max(word.start - 1, 0), word.end - 1, word.effect)

    def pattern(self, slot: Slot, effect: Effect | None = None) -> str:
        """Return the words of a slot, or those of one effect, as alternatives of a regular expression."""
        words = (word for word, does in self.words[slot].items() if effect in (None, does))
        return "|".join(sorted(map(spelt, words), key=len, reverse=True))


def spelt(word: str) -> str:
    """Return a word as a regular expression; … stands for a few characters of one clause."""
    return re.escape(word).replace(ANYTHING, _GAP)


def load(*texts: str, problems: list[str] | None = None) -> Book:
    """Return the book of lists in the form of phrases.csv.

    A broken line goes into ``problems``, where such a list is given; else it raises :class:`BrokenLineError`.
    """
    book = Book()
    for text in texts:
        rows = csv.reader(text.splitlines())
        for row in rows:
            if row == _HEADING or not any(cell.strip() for cell in row):
                continue
            try:
                _enter(book, row, rows.line_num)
            except BrokenLineError as problem:
                if problems is None:
                    raise
                problems.append(str(problem))
    return book.index()


def _enter(book: Book, row: list[str], number: int) -> None:
    if len(row) not in (3, 4):
        raise BrokenLineError(f"第{number}行应有4栏（词语、位置、作用、说明），现有{len(row)}栏")
    words, where, what = (cell.strip() for cell in row[:3])
    if where not in _SLOTS:
        raise BrokenLineError(f"第{number}行的位置“{where}”不认识，只能是：{'、'.join(Slot)}")
    if what not in _EFFECTS:
        raise BrokenLineError(f"第{number}行的作用“{what}”不认识，只能是：{'、'.join(Effect)}")
    known, entered = book.words[_SLOTS[where]], dict.fromkeys(_spelt_out(words), _EFFECTS[what])
    if not all(word.strip(_MARKS) for word in entered):
        raise BrokenLineError(f"第{number}行没有写词语")
    for word in sorted(entered.keys() & known.keys()):
        if known[word] is not entered[word]:
            raise BrokenLineError(f"第{number}行的“{word}”前面已有，作用是“{known[word]}”")
    known.update(entered)


def _spelt_out(cell: str) -> Iterator[str]:
    """Yield every word of a cell: 待/拟+扣 is 待扣 and 拟扣, （可）酌情 is 酌情 and 可酌情."""
    for group in cell.split() or [""]:
        if _SPELT_SHORT.isdisjoint(group):
            yield group
            continue
        parts = ([word for each in part.split("/") for word in _with_options(each)] for part in group.split("+"))
        yield from map("".join, product(*parts))


def _with_options(word: str) -> Iterable[str]:
    if "（" not in word:
        return (word,)
    pieces = enumerate(_OPTIONAL.split(word))  # every second one is an option
    return map("".join, product(*(("", piece) if at % 2 else (piece,) for at, piece in pieces)))


def _open() -> tuple[Book, str | None]:
    """Return the book, and what is wrong with the lists."""
    shipped = [read_shipped(name) for name in _LISTS]
    if own := own_list():
        name, content = own
        try:
            if content is None:
                raise OSError(name)
            return load(*shipped, content.decode("utf-8-sig")), None
        except (OSError, UnicodeError, csv.Error):
            problem = "打不开"
        except BrokenLineError as broken:
            problem = f"{broken}。请改正这一行"
        return load(*shipped), f"自定词语表“{name}”{problem}；已改用自带的词语表。"
    problems: list[str] = []
    book = load(*shipped, problems=problems)
    return book, f"词语表{'、'.join(_LISTS)}：{'；'.join(problems)}；这些行没有采用。请改正。" if problems else None


BOOK, PROBLEM = prepared("phrases", _open)
