"""Clauses that speak of points, or of how they are settled, instead of what somebody did.

与第2项重复, 拟表彰, 以通报代替, 口头: what such a clause does to points is not said, so it is asked about.  A
clause is told by what is left of it: without the words of data/proceedings.csv and the other words around
points, nothing is left of 与第2项重复, but 材料 of 材料重复, which somebody did.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise

from kaohe.core.patterns import compile_on_use
from kaohe.core.records import NamedTuple
from kaohe.reason.model import Doubt
from kaohe.reason.phrasebook import BOOK, Effect, Slot, Word
from kaohe.reason.phrases.pieces import OPEN, Piece, take_apart


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


_NEGATIONS = frozenset(("未", "没", "没有", "不", "无", "未能", "不能"))
#: What a remark behind a whole sentence begins with: 卫生不合格与第2项重复.
_LEADS = frozenset("与和同以按因由经已拟暂待应并但故现可据从用归照依跟替给")
#: 此条, 该项, 本次
_SELVES = frozenset("此该本")
_PARTICLES = frozenset(("了", "的", "后", "过", "处理", "执行", "时", "等", "扣", "计", "算"))
#: A clause of so few characters beside known words gives no reason.
_NOTHING = 1
_OTHER_TIME = compile_on_use("[下上明去次前来][一二]?个?[年季月期半学]")


def _harmless(words: str) -> list[Word]:
    """Return the words of a clause behind points that change nothing: 计入年终考核, not 计入下一年度考核."""
    found = (word for word in BOOK.scan(Slot.BEHIND, words) if word.effect is Effect.NONE)
    return [word for word in found if not _OTHER_TIME.search(words, word.start, word.end)]


def _is_part(piece: Piece, word: Word) -> bool:
    """Tell whether a word is but a part of a longer one."""
    return word.start <= piece.start and piece.end <= word.end and piece.end - piece.start < word.end - word.start


class Clause:
    """A clause in pieces: which of them speak of points, and what else there is."""

    def __init__(self, words: str, *, behind: bool = False) -> None:
        self.words = words
        spared = _harmless(words) if behind else ()
        self.pieces = [*take_apart(words)]
        self.content = [
            piece for piece in self.pieces if piece.slot in (None, Slot.NET) or piece.effect is Effect.LITERAL
        ]
        self.speaking = [
            number
            for number, piece in enumerate(self.pieces)
            if piece.slot in (Slot.TALK, Slot.MAYBE)
            and not self._is_negated(number)
            and not any(_is_part(piece, word) for word in spared)
        ]

    def _said(self, piece: Piece) -> str:
        return self.words[piece.start : piece.end]

    def _is_negated(self, number: int) -> bool:
        """Tell 未减免: somebody failed to."""
        return number > 0 and self._said(self.pieces[number - 1]) in _NEGATIONS

    def told(self, number: int) -> Told:
        """Return what a word leaves open; 此条删除 does so whatever follows."""
        piece = self.pieces[number]
        always = piece.slot is Slot.TALK or any(other.slot is Slot.TERM for other in self.pieces)
        always = always or self._said(piece)[0] in _SELVES
        force = Force.ALWAYS if always else Force.LAST
        if piece.effect is Effect.REFERENCE:
            force = Force.ALONE
        return Told(OPEN.get(piece.effect, Doubt.UNKNOWN_WORD), self.words, force)

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
    def _meets_term(pieces: Sequence[Piece]) -> bool:
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
        return start is not None and gives_matter(self.words[: self.pieces[start].start])

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


def gives_matter(words: str) -> bool:
    """Tell whether words say what was done, not only how many or by whom."""
    return any(word.effect is Effect.NONE for word in BOOK.scan(Slot.MATTER, words))


def _gives_matter(words: str) -> bool:
    return any(True for _ in BOOK.scan(Slot.MATTER, words))


@lru_cache(maxsize=8192)
def speaks(clause: str) -> Told | None:
    """Return what a clause leaves open that speaks of points instead of what somebody did.

    >>> speaks("与第2项重复").doubt.name, speaks("上报材料重复")
    ('ELSEWHERE', None)
    """
    return _heard(Clause(clause), anyhow=False)


def _heard(read: Clause, *, anyhow: bool) -> Told | None:
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
    return _heard(Clause(clause, behind=True), anyhow=True)


@lru_cache(maxsize=8192)
def speaks_why(clause: str) -> Told | None:
    """Return what an explanation behind points leaves open: 因材料造假收回, not 因报表重复."""
    read = Clause(clause)
    last = read.ends_in()
    if last is not None and _gives_matter(clause[: read.pieces[last].start]):
        return read.told(last)
    return speaks(clause)


@lru_cache(maxsize=8192)
def netted(clause: str) -> Told | None:
    """Return what the last clause before points leaves open that names nothing known and has a suspicious character."""
    read = Clause(clause)
    return Told(Doubt.UNKNOWN_WORD, clause, Force.LAST) if not read.speaking and read.netted else None


@lru_cache(maxsize=8192)
def names_matter(words: str) -> bool:
    """Tell whether words behind points say what was done, not only how much or by whom: 含当日改正的."""
    pieces = Clause(words).content
    told = (word for piece in pieces for word in BOOK.scan(Slot.MATTER, words[piece.start : piece.end]))
    return _names_matter(words) or any(word.effect is Effect.NONE for word in told)
