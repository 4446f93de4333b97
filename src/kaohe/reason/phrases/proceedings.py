"""Clauses that speak of points, or of how they are settled, instead of what somebody did.

与第2项重复, 拟表彰, 以通报代替, 口头: what such a clause does to points is not said, so it is asked about.  A
clause is told by what is left of it: without the words of data/proceedings.csv and the other words around
points, nothing is left of 与第2项重复, but 材料 of 材料重复, which somebody did.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from enum import Enum, auto
from functools import cache, lru_cache
from itertools import pairwise
from operator import add
from typing import NamedTuple

from kaohe.core.patterns import compile_on_use
from kaohe.reason.model import Doubt
from kaohe.reason.phrasebook import ANYTHING, BOOK, GAP, Effect, Slot


class Told(NamedTuple):
    """What a clause leaves open, and its words; ``force`` is what that takes."""

    doubt: Doubt
    words: str
    force: Force


class Force(Enum):
    """Where words leave points open."""

    ALONE = auto()  # where nothing else gives a reason: 见附件
    LAST = auto()  # where no reason follows: 已找回2笔
    ALWAYS = auto()  # 全部减免


class _Piece(NamedTuple):
    """A stretch of a clause: a known word (``slot``, ``effect``) or, without a slot, what no list knows."""

    start: int
    end: int
    slot: Slot | None
    effect: Effect


#: What a word leaves open; the words of the other slots that do so too count like those of MAYBE.
_OPEN = {
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
_NEGATIONS = frozenset(("未", "没", "没有", "不", "无", "未能", "不能"))
#: What a remark behind a whole sentence begins with: 卫生不合格与第2项重复.
_LEADS = frozenset("与和同以按因由经已拟暂待应并但故现可据从用")
_PARTICLES = frozenset(("了", "的", "后", "过", "处理", "执行", "时", "等", "扣", "计", "算"))
#: Longer words of the other slots are made of shorter ones that are known as well.
_LONGEST = 4
#: A clause of so few characters beside known words gives no reason.
_NOTHING = 1


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
                elif slot is Slot.BEHIND and effect in _OPEN:
                    known[word] = Slot.MAYBE, effect
    return known


def _key(word: str, plain: Collection[str]) -> str:
    """Return the two characters (one of a short word) by which a glance knows a word, rather not those of a ``plain`` one."""
    part = max(word.split(ANYTHING), key=len)
    if len(part) < 3 or (len(part) == 3 and part[0] in plain):
        return part[:2]
    return part[1:3]


class _Index:
    """The words by their first character: the lengths of the plain ones, longest first, and the gapped ones."""

    def __init__(self) -> None:
        self.known = _collect()
        gapped = [word for word in self.known if ANYTHING in word]
        self.gapped: dict[str, list[tuple[re.Pattern[str], Slot, Effect]]] = defaultdict(list)
        for word in gapped:
            pattern = compile_on_use(re.escape(word).replace(ANYTHING, GAP))
            self.gapped[word[0]].append((pattern, *self.known.pop(word)))
        self.lengths: dict[str, list[int]] = defaultdict(list)
        for first, length in sorted({(word[0], len(word)) for word in self.known}, reverse=True):
            self.lengths[first].append(length)
        telling = [word for word, (slot, _) in self.known.items() if slot in _TELLING]
        keys = {_key(word, self.known) for word in telling + gapped}
        self.pairs = frozenset(key for key in keys if len(key) > 1)
        self.singles = frozenset(key for key in keys if len(key) == 1)

    def may_tell(self, words: str) -> bool:
        """Tell whether a word that speaks of points may begin somewhere; a glance that spares most reasons the rest."""
        return not (self.singles.isdisjoint(words) and self.pairs.isdisjoint(map(add, words, words[1:])))

    def at(self, clause: str, place: int) -> _Piece | None:
        """Return the longest word that starts at ``place``; a digit is one."""
        first = clause[place]
        if first in _DIGITS:
            return _Piece(place, place + 1, Slot.FRAME, Effect.NONE)
        best = None
        for length in self.lengths.get(first, ()):
            known = self.known.get(clause[place : place + length])
            if known is not None:
                best = _Piece(place, min(place + length, len(clause)), *known)
                break
        for pattern, slot, effect in self.gapped.get(first, ()):
            found = pattern.match(clause, place)
            if found is not None and (best is None or found.end() >= best.end):
                best = _Piece(place, found.end(), slot, effect)
        return best


@cache
def _index() -> _Index:
    return _Index()


def _pieces(clause: str) -> Iterator[_Piece]:
    """Take a clause apart, the longest known word at each place."""
    index = _index()
    place = since = 0
    while place < len(clause):
        piece = index.at(clause, place)
        if piece is None:
            place += 1
            continue
        if since < place:
            yield _Piece(since, place, None, Effect.NONE)
        yield piece
        place = since = piece.end
    if since < place:
        yield _Piece(since, place, None, Effect.NONE)


class _Clause:
    """A clause in pieces: which of them speak of points, and what else there is."""

    def __init__(self, words: str, *, behind: bool = False) -> None:
        self.words = words
        spared = [word for word in BOOK.scan(Slot.BEHIND, words) if word.effect is Effect.NONE] if behind else ()
        self.pieces = [*_pieces(words)]
        self.content = [
            piece for piece in self.pieces if piece.slot in (None, Slot.NET) or piece.effect is Effect.LITERAL
        ]
        self.speaking = [
            number
            for number, piece in enumerate(self.pieces)
            if piece.slot in (Slot.TALK, Slot.MAYBE)
            and not self._is_negated(number)
            and not any(word.start <= piece.start and piece.end <= word.end for word in spared)
        ]

    def _said(self, piece: _Piece) -> str:
        return self.words[piece.start : piece.end]

    def _is_negated(self, number: int) -> bool:
        """Tell 未减免: somebody failed to."""
        return number > 0 and self._said(self.pieces[number - 1]) in _NEGATIONS

    def told(self, number: int) -> Told:
        piece = self.pieces[number]
        force = Force.ALWAYS if piece.slot is Slot.TALK else Force.LAST
        if piece.effect is Effect.REFERENCE:
            force = Force.ALONE
        return Told(_OPEN.get(piece.effect, Doubt.UNKNOWN_WORD), self.words, force)

    @property
    def is_empty(self) -> bool:
        """Whether it holds known words only, so that nothing says what was done or left undone."""
        left = "".join(map(self._said, self.content))
        return self._left() <= _NOTHING and not self._denies and not _gives_matter(left)

    def _left(self) -> int:
        """Return how many characters no list explains; one beside such a one is half of a word: 晨会, 擅自."""
        number = sum(piece.end - piece.start for piece in self.content)
        for one, other in pairwise(self.pieces):
            unknown = (one.slot is None) != (other.slot is None)
            number += unknown and one.end - one.start == 1 == other.end - other.start
        return number

    @property
    def has_matter(self) -> bool:
        """Whether what no list knows gives a reason, or something was left undone."""
        return self._denies or any(
            piece.effect is Effect.LITERAL or _gives_matter(self._said(piece)) for piece in self.content
        )

    @property
    def _denies(self) -> bool:
        return any(self._said(piece) in _NEGATIONS for piece in self.pieces)

    def ends_in(self) -> int | None:
        """Return the word that speaks of points and ends the clause, particles left out."""
        number = len(self.pieces) - 1
        while number >= 0 and self._said(self.pieces[number]) in _PARTICLES:
            number -= 1
        return number if number in self.speaking else None

    def beside_term(self) -> int | None:
        """Return the word that stands beside a name of points: 扣分有误, 取消扣分."""
        for number in () if self.has_matter else self.speaking:
            if self._meets_term(self.pieces[:number][::-1]) or self._meets_term(self.pieces[number + 1 :]):
                return number
        return None

    @staticmethod
    def _meets_term(pieces: Sequence[_Piece]) -> bool:
        for piece in pieces[:3]:
            if piece.slot is Slot.TERM:
                return True
            if piece.slot is not Slot.FRAME or piece.effect is Effect.LITERAL:
                return False
        return False

    def remarks(self, last: int) -> bool:
        """Tell whether a whole sentence is followed by a remark that holds ``last``: 卫生不合格与第2项重复."""
        leads = [number for number in range(last + 1) if self._said(self.pieces[number])[0] in _LEADS]
        start = min((lead for lead in leads if self._is_covered(lead)), default=None)
        return start is not None and _gives_matter(self.words[: self.pieces[start].start])

    def _is_covered(self, start: int) -> bool:
        rest = self.pieces[start:]
        return not any(piece in self.content or self._said(piece) in _NEGATIONS for piece in rest)

    @property
    def netted(self) -> bool:
        """Whether nothing says what was done, but a character that often speaks of points."""
        if self.has_matter or not self.content or _names_matter(self.words):
            return False
        return any(piece.slot is Slot.NET for piece in self.pieces)


def _names_matter(words: str) -> bool:
    """Tell whether words hold a whole word that gives a reason, not only a character."""
    return any(word.end - word.start > 1 for word in BOOK.scan(Slot.MATTER, words))


def _gives_matter(words: str) -> bool:
    return any(True for _ in BOOK.scan(Slot.MATTER, words))


@lru_cache(maxsize=8192)
def speaks(clause: str) -> Told | None:
    """Return what a clause leaves open that speaks of points instead of what somebody did.

    >>> speaks("与第2项重复").doubt.name, speaks("上报材料重复")
    ('ELSEWHERE', None)
    """
    return _heard(_Clause(clause), anyhow=False)


def _heard(read: _Clause, *, anyhow: bool) -> Told | None:
    """Return what a clause leaves open; ``anyhow`` if whatever it ends in counts, not only what always speaks of points."""
    if not read.speaking:
        return None
    if read.is_empty:
        return read.told(read.speaking[-1])
    beside = read.beside_term()
    if beside is not None:
        return read.told(beside)
    last = read.ends_in()
    if last is not None and (anyhow or read.pieces[last].slot is Slot.TALK):
        return read.told(last)
    return read.told(read.speaking[-1]) if read.remarks(read.speaking[-1]) else None


@lru_cache(maxsize=8192)
def speaks_behind(clause: str) -> Told | None:
    """Return what a clause behind points leaves open: there, whatever speaks of points and ends it does."""
    return _heard(_Clause(clause, behind=True), anyhow=True)


@lru_cache(maxsize=8192)
def speaks_why(clause: str) -> Told | None:
    """Return what an explanation behind points leaves open: 因材料造假收回, not 因报表重复."""
    read = _Clause(clause)
    last = read.ends_in()
    if last is not None and _gives_matter(clause[: read.pieces[last].start]):
        return read.told(last)
    return speaks(clause)


@lru_cache(maxsize=8192)
def netted(clause: str) -> Told | None:
    """Return what the last clause before points leaves open that names nothing known and has a suspicious character."""
    read = _Clause(clause)
    return Told(Doubt.UNKNOWN_WORD, clause, Force.LAST) if not read.speaking and read.netted else None


_CLAUSES = compile_on_use('[,;。:、()"?!\n]+')
#: What tells that something was won, or done.
_WON = compile_on_use(
    "[获荣受夺0-9]|入选|成功|采[用纳]|批[准示]|获批|通过|评为|评上|落地|中标|完成|到位|立项|达成|推广|肯定"
)
#: Words that say that it is not won yet, whatever follows.
_AHEAD = ("有望", "预计", "预期", "可望", "拟", "将", "力争", "冲刺", "争创", "待", "等", "打算", "准备", "即将")
_UNWON = (Doubt.PENDING, Doubt.OTHER_PERIOD, Doubt.OTHER_UNIT, Doubt.ELSEWHERE)
#: 扣1分（×2）
_TIMES = compile_on_use("[x×*✕✖][0-9]{1,2}(?:\\.[0-9])?|[0-9]{1,2}[x×*✕✖]")
#: Marks that a reason begins, so that the words are read like those before points.
_BECAUSE = compile_on_use("(?:主要)?(?:是|系)?(?:因为?|由于|原因(?:是|为)?|理由(?:是|为)?)")


@lru_cache(maxsize=8192)
def speaks_in(reason: str) -> Told | None:
    """Return what a reason leaves open: a clause that speaks of points, or a last one that names nothing that was done."""
    if not _index().may_tell(reason):
        return None
    clauses = [clause for clause in _CLAUSES.split(reason) if clause]
    reasoned = False
    for clause in reversed(clauses):
        told = speaks(clause)
        if told is None:
            reasoned = True
        elif told.force is Force.ALWAYS or (told.force is Force.LAST and not reasoned):
            if told.doubt is not Doubt.OTHER_PERIOD or not reasoned:
                return told
        elif told.force is Force.ALONE and len(clauses) == 1:
            return told
    return netted(clauses[-1]) if clauses else None


def speaks_of_merit(reason: str) -> Told | None:
    """Return what the reason of a bonus leaves open: what is not won yet, or by somebody else (有望获评先进, 去年先进)."""
    for clause in _CLAUSES.split(reason):
        read = _Clause(clause)
        for number in read.speaking:
            piece = read.pieces[number]
            told = read.told(number)
            won = _WON.search(clause, piece.end) is not None and not clause.startswith(_AHEAD, piece.start)
            if told.doubt in _UNWON and not won:
                return told
    return None


def speaks_after(words: str) -> Told | None:
    """Return what words behind points leave open, clause by clause."""
    if _TIMES.fullmatch(words):
        return Told(Doubt.REPLACED, words, Force.ALWAYS)
    if not _index().may_tell(words):
        return None
    for clause in _CLAUSES.split(words):
        because = _BECAUSE.match(clause)
        told = speaks(clause) or speaks_why(clause[because.end() :]) if because else speaks_behind(clause)
        if told is not None and told.force is not Force.ALONE:
            return told
    return None


@lru_cache(maxsize=8192)
def names_matter(words: str) -> bool:
    """Tell whether words behind points say what was done, not only how much or by whom: 含当日改正的."""
    pieces = _Clause(words).content
    told = (word for piece in pieces for word in BOOK.scan(Slot.MATTER, words[piece.start : piece.end]))
    return _names_matter(words) or any(word.effect is Effect.NONE for word in told)
