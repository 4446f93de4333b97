"""What a rule is: a stable code, how bad it is, what it looks for, and its manual page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum

from kaohe.assessment.appraisal import Concern
from kaohe.assessment.figures import Flaw
from kaohe.assessment.rules.wording import place
from kaohe.assessment.standing import Assessment, Standing
from kaohe.core.cells import CellRef
from kaohe.core.findings import Finding, Fix, Severity, Span
from kaohe.core.records import NamedTuple, dataclass
from kaohe.core.table import Column, GapKind
from kaohe.matching.catalogue import ProblemKind
from kaohe.reason.model import Doubt, Note


class Fault(Enum):
    """What is a fault of Kaohe itself."""

    UNEXPLAINED = "unexplained"  # points stay open, and no stage says why


#: A gap that a stage leaves: each kind has one rule.
Left = Doubt | Concern | Flaw | GapKind | ProblemKind | Fault


class Worded(NamedTuple):
    """A gap in words: the sentence, and what would mend it."""

    headline: str
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Doubted:
    """A doubt in its text: ``said`` are the doubtful words, ``clause`` the item around them."""

    text: str
    note: Note
    item: Span

    @property
    def span(self) -> Span:
        """Where the doubtful words stand."""
        return self.note.span

    @property
    def said(self) -> str:
        """The doubtful words."""
        return self.text[self.span.start : self.span.end]

    @property
    def clause(self) -> str:
        """The whole item that the doubtful words belong to."""
        return self.text[self.item.start : self.item.end]

    @property
    def values(self) -> tuple[str, ...]:
        """What the parser has to say about it."""
        return self.note.values


def _no_gap(left: object) -> Worded:
    raise TypeError(f"this rule words no gap: {left}")


def _nowhere(assessment: Assessment) -> Iterator[Finding]:
    return iter(())


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule; ``manual`` is its page for staff.

    A rule words one kind of gap, or a few that a person mends the same way; or it looks through
    the whole assessment itself; or both.

    ``word`` takes what the stage left: the doubt in its text, the judgement, the flawed cell,
    the reader's gap or the catalogue's problem. ``answerable`` is a doubt that a figure in a column
    of points settles. While ``find`` yields anything, gaps of the kinds ``stands_for`` are not said one by one.
    """

    code: str
    severity: Severity
    manual: str
    left: tuple[Left, ...] = ()
    word: Callable[..., Worded] = _no_gap
    answerable: bool = False
    find: Callable[[Assessment], Iterator[Finding]] = _nowhere
    stands_for: tuple[Left, ...] = ()


def looks_through_all(rule: Rule) -> bool:
    """Tell whether a rule looks for anything itself."""
    return rule.find is not _nowhere


def words(
    code: str,
    severity: Severity,
    *left: Left,
    answerable: bool = False,
    find: Callable[[Assessment], Iterator[Finding]] = _nowhere,
) -> Callable[[Callable[..., Worded]], Rule]:
    """Make a rule of a function that words a gap; its docstring is the manual page."""
    return lambda function: Rule(code, severity, function.__doc__ or "", left, function, answerable, find)


def searches_all(
    code: str, severity: Severity, *, stands_for: tuple[Left, ...] = ()
) -> Callable[[Callable[[Assessment], Iterator[Finding]]], Rule]:
    """Make a rule of a function that looks through all tables at once; its docstring is the manual page."""
    return lambda function: Rule(code, severity, function.__doc__ or "", find=function, stands_for=stands_for)


@dataclass(frozen=True, slots=True)
class Remark:
    """What a searching function has to say about one cell of a table; ``column`` None means the whole row."""

    unit: int
    column: Column
    headline: str
    span: Span | None = None
    fix: Fix | None = None
    related: tuple[CellRef, ...] = ()


def searches(code: str, severity: Severity) -> Callable[[Callable[[Standing, Assessment], Iterator[Remark]]], Rule]:
    """Make a rule of a function that looks through one table at a time; its docstring is the manual page."""

    def make(function: Callable[[Standing, Assessment], Iterator[Remark]]) -> Rule:
        def find(assessment: Assessment) -> Iterator[Finding]:
            for standing in assessment.standings:
                for remark in function(standing, assessment):
                    yield _place(remark, standing, code, severity)

        return Rule(code, severity, function.__doc__ or "", find=find)

    return make


def _place(remark: Remark, standing: Standing, code: str, severity: Severity) -> Finding:
    where = standing.table.where(remark.column, remark.unit)
    return finding(
        code,
        severity,
        remark.headline,
        where=where,
        place=place(where, remark.column.header),
        span=remark.span,
        fix=remark.fix,
        related=remark.related,
    )


def finding(
    code: str,
    severity: Severity,
    headline: str,
    *,
    where: CellRef | None = None,
    place: str = "",
    span: Span | None = None,
    fix: Fix | None = None,
    related: tuple[CellRef, ...] = (),
) -> Finding:
    """Return a finding whose message says code, place and headline."""
    message = f"【{code}】{place}：{headline}" if place else f"【{code}】{headline}"
    return Finding(code, severity, message, where, span, fix, related, headline)
