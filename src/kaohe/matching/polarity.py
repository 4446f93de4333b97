"""Which way each clause of a reason points: as it should be, as it should not, or neither."""

from __future__ import annotations

from collections.abc import Sequence

from kaohe.core.letters import CLAUSE_MARK, LIST_MARK
from kaohe.core.records import NamedTuple, dataclass, field
from kaohe.matching.vocabulary import Sense, Token, WordKind


@dataclass(slots=True)
class Statement:
    """A clause: what it is about and what it says of that.

    ``signs`` holds +1 (as it should be) or -1 (not as it should) for each thing said;
    ``degree`` is much (+1) or little (-1) of something that nobody knows to be good or bad;
    ``denied`` tells that something without a direction of its own is denied (未签订, 不存在乱收费).
    """

    concepts: set[str] = field(default_factory=set)
    loose: set[str] = field(default_factory=set)
    signs: list[int] = field(default_factory=list)
    degree: int = 0
    denied: bool = False
    affirmed: bool = False

    @property
    def sign(self) -> int:
        """+1, -1 or 0 (does not say); one bad thing makes a clause bad."""
        return min(self.signs) if self.signs else int(self.affirmed)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was said."""
        return not (self.concepts or self.loose or self.signs)


class _Evil(NamedTuple):
    """A bad thing that the words after it may measure (较多) or undo (脱钩): its place, its concept, its 未."""

    place: int
    concept: str
    denial: int


@dataclass(slots=True)
class Reader:
    """Reads tokens from left to right, keeping track of what is denied.

    ``pending`` is the sign of 未, 不 … that wait for the word they deny; ``denial`` that of
    没有, 无 …, which deny all that follows in their clause; ``refuted`` that of 不存在,
    未发现 …, which deny all that follows, over commas.
    """

    clauses: list[Statement] = field(default_factory=lambda: [Statement()])
    praised: bool = False
    blamed: bool = False
    _pending: int = 0
    _denial: int = 1
    _denied_from: int | None = None
    _refuted: int = 1
    _evil: _Evil | None = None
    _after_loose: bool = False
    _under_denial: bool = False

    def read(self, line: str, tokens: Sequence[Token]) -> None:
        """Read a whole line."""
        for start, _, senses in tokens:
            if senses is not None:
                for sense in senses:
                    self._sense(sense)
            elif line[start] == CLAUSE_MARK:
                self._end_clause()
            elif line[start] == LIST_MARK:
                self._settle_pending()
                self._under_denial = False
            else:
                self._settle_pending()
                self.clauses[-1].loose.add(line[start])
                self._after_loose = True
        self._end_clause()

    def _sense(self, sense: Sense) -> None:
        match sense.kind:
            case WordKind.FILLER:
                pass
            case WordKind.BLAME:
                self.blamed = True
            case WordKind.NOT:
                self._pending = -self._pending or -1
            case WordKind.DENIAL:
                self._deny()
            case WordKind.REFUTAL:
                self._deny()
                self._refuted = self._denial
            case WordKind.TURN:
                self._end_clause()
                self._refuted = self._denial = 1
            case WordKind.AFFIRMATION:
                self.clauses[-1].affirmed = True
            case WordKind.PRAISE:
                self.praised = True
                self._say(1)
            case WordKind.MENDED:
                self._mend()
            case _:
                self._content(sense)

    def _deny(self) -> None:
        self._settle_pending()
        self._denial = -self._denial
        self._denied_from = len(self.clauses[-1].signs)

    def _content(self, sense: Sense) -> None:
        clause, evil = self.clauses[-1], self._evil
        clause.concepts.add(sense.concept)
        after_loose, self._after_loose = self._after_loose, False
        if sense.sign == 0:
            self._settle_pending()
        elif sense.kind is WordKind.DEGREE and after_loose:
            clause.degree = sense.sign * self._take_pending()
        elif sense.kind is WordKind.DEGREE and evil:
            clause.signs[evil.place] *= sense.sign * self._take_pending()
            self._evil = None
        elif sense.sign > 0 and evil and evil.concept == sense.concept:
            # 未与原单位脱钩: what 未 denies is 脱钩, not 原单位
            clause.signs[evil.place] = evil.denial * self._take_pending() * self._denial
            self._evil = None
        else:
            place = _Evil(len(clause.signs), sense.concept, self._pending or 1)
            self._evil = place if sense.kind is WordKind.EVIL else None
            self._say(sense.sign)

    def _take_pending(self) -> int:
        pending, self._pending = self._pending or 1, 0
        return pending

    def _say(self, sign: int) -> None:
        if sign > 0 and not self._pending and self._under_denial:
            return  # 未结合实际针对性制定措施: 未 denies 针对性 as well
        self.clauses[-1].signs.append(sign * self._take_pending() * self._denial)

    def _settle_pending(self) -> None:
        """未 before a word that has no direction of its own: it was not done."""
        if self._pending:
            self.clauses[-1].denied = True
            self._say(1)
            self._under_denial = True

    def _mend(self) -> None:
        for clause in self.clauses:
            clause.signs = [-sign for sign in clause.signs] or [1]

    def _end_clause(self) -> None:
        self._settle_pending()
        clause = self.clauses[-1]
        if self._denied_from == len(clause.signs):
            clause.denied = True
            clause.signs.append(self._denial)
        if not clause.is_blank:
            self.clauses.append(Statement())
        self._denial, self._denied_from, self._evil = self._refuted, None, None
        self._under_denial = False
