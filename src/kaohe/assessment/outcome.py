"""What ``recalculate`` gives back: units, findings and a plan, all plain data."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from decimal import Decimal

from kaohe.core.cells import CellValue
from kaohe.core.findings import Finding
from kaohe.core.reading import NO_ANSWERS, Answers, SheetReading
from kaohe.core.records import dataclass, field
from kaohe.core.schema import Field
from kaohe.core.settings import Settings
from kaohe.core.unranked import UNRANKED
from kaohe.matching.model import Match
from kaohe.reason.model import Reading


@dataclass(frozen=True, slots=True)
class UnitResult:
    """One unit with all that was found out about it.

    ``added`` and ``deducted`` are positive sums, None where open; ``score`` and ``rank``
    None where they can't be determined.  ``readings`` are of its ``texts``, ``matches`` run parallel to the items of all
    ``readings``.  ``ties`` names the other units of the same rank.  ``number`` is the cell 序号.  ``group`` is what it is
    ranked in (None where it can't be placed), ``grade`` its 等次, None where there is none yet.  ``unranked`` are the words
    by which it takes no part in the ranking, empty for all others.
    """

    sheet: str
    row: int
    unit: str
    category: str | None
    texts: tuple[str, ...]
    readings: Sequence[Reading]
    matches: Sequence[Match]
    added: Decimal | None
    deducted: Decimal | None
    score: Decimal | None
    rank: int | None
    stated_score: Decimal | None
    stated_rank: int | None
    ties: Sequence[str] = ()
    number: CellValue = None
    base: Decimal | None = None
    factor: Decimal | None = None
    group: Hashable = None
    grade: str | None = None
    unranked: str = ""

    @property
    def is_open(self) -> bool:
        """Whether its score or its rank is not determined yet; who takes no part in the ranking needs no rank."""
        return self.score is None or (self.rank is None and not self.unranked)

    @property
    def rank_said(self) -> str:
        """The rank as a list shows it: 4, 不参与排名; empty while it is open."""
        return UNRANKED if self.rank is None and self.unranked else "" if self.rank is None else str(self.rank)


@dataclass(frozen=True, slots=True)
class ColumnWrite:
    """New values for one computed column: cell (``rows[i]``, ``column``) becomes ``values[i]``.

    Only cells whose value changes are in it.
    """

    sheet: str
    field: Field
    column: int
    rows: tuple[int, ...]
    values: tuple[CellValue, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Units in sheet order, findings in reading order, and what would change.

    ``units`` builds a unit when it is asked for: a county has 75, a country 213,300.  ``settings`` are those
    that it was computed with, ``title`` is that of the workbook's form, blank where it has none.
    ``fingerprint`` is that of the file's content that was read, empty where it was no file.
    ``readings`` say how each sheet was read, with the ``answers`` of a person.
    """

    units: Sequence[UnitResult]
    findings: tuple[Finding, ...]
    plan: tuple[ColumnWrite, ...]
    settings: Settings = field(default_factory=Settings)
    title: str = ""
    fingerprint: str = ""
    readings: tuple[SheetReading, ...] = ()
    answers: Answers = NO_ANSWERS

    @property
    def changes(self) -> int:
        """How many cells the plan changes."""
        return sum(len(write.rows) for write in self.plan)
