"""What a reason text is made of: items, clauses and the filler between, tiling the whole text."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from kaohe.core.findings import Span
from kaohe.core.records import dataclass


class Doubt(StrEnum):
    """Why the points of a clause stay open, or what else a careful clerk would remark on.

    The first group leaves the total open; the second only deserves a word.
    """

    NO_POINTS = "no_points"  # 迟报材料，扣分
    NO_REASON = "no_reason"  # ，扣0.1分 with nothing before it: the points count, but for what?
    PER_COUNT = "per_count"  # 每次扣0.1分 without a count
    RANGE = "range"  # 扣1-3分
    DISCRETION = "discretion"  # 酌情扣分
    CAP = "cap"  # 最高扣2分, 扣完为止, without a count
    VETO = "veto"  # 一票否决, 不得分
    ALTERNATIVES = "alternatives"  # 完成加3分，未完成扣3分
    PENDING = "pending"  # 待核实，暂扣0.2分
    MONEY = "money"  # 扣100元
    UNREADABLE = "unreadable"  # 扣0.1.2分: a number that does not parse
    SIGN_CLASH = "sign_clash"  # 扣+0.1分, 加-0.2分
    UNCLEAR = "unclear"  # 扣0.1（0.2）分
    TAKEN_BACK = "taken_back"  # 扣1分，已撤销; 不扣0.2分
    REPLACED = "replaced"  # 初扣2分; 督查组意见扣0.5分，街道意见扣0.2分
    CONDITION = "condition"  # 如未整改扣1分
    OTHER_PERIOD = "other_period"  # 上年度扣0.2分
    ELSEWHERE = "elsewhere"  # 与第2项重复，扣1分: counted in another place as well?
    OTHER_UNIT = "other_unit"  # 与乙村分摊，扣1分: whose points?
    UNKNOWN_WORD = "unknown_word"  # 迟到，甲乙扣1分: a word nobody knows between reason and points
    TOTAL_DIFFERS = "total_differs"  # items sum to 0.4, 合计扣0.5分
    REST_DIFFERS = "rest_differs"  # 满分10分，扣2分，得7分
    UNREAD = "unread"  # the file holds far more text than its size lets expect: this one was not read
    # -- points are known all the same:
    NO_UNIT = "no_unit"  # 扣0.1 without 分
    TRAILING_SEPARATOR = "trailing_separator"  # …扣0.1分；
    INVISIBLE = "invisible"  # zero-width or control characters inside
    UNRANKED = "unranked"  # 不参与排名, which no points can say
    RESIDUE = "residue"  # text that is neither reason nor points and that might matter


#: Doubts under which the points (and so the total) are nevertheless known.
HARMLESS = frozenset(
    {Doubt.NO_REASON, Doubt.NO_UNIT, Doubt.TRAILING_SEPARATOR, Doubt.INVISIBLE, Doubt.RESIDUE, Doubt.UNRANKED}
)


@dataclass(frozen=True, slots=True)
class Note:
    """One doubt with its place in the ORIGINAL text; ``values`` are what a rule quotes."""

    doubt: Doubt
    span: Span
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A reason with known signed points.

    ``span`` covers reason and points; ``reason_span`` the reason as written (may be
    empty), ``points_span`` the words that say the points.  ``reason`` is the original text of
    ``reason_span``, trimmed of blanks, list marks and separators.
    """

    reason: str
    points: Decimal
    span: Span
    reason_span: Span
    points_span: Span


@dataclass(frozen=True, slots=True)
class Clause:
    """A reason whose points stay open; ``points_span`` is None where no words about points were found."""

    reason: str
    span: Span
    reason_span: Span
    points_span: Span | None
    doubt: Doubt


@dataclass(frozen=True, slots=True)
class Filler:
    """Text between items: separators, list marks, brackets, 无, stated totals, remarks."""

    span: Span


Part = Item | Clause | Filler


@dataclass(frozen=True, slots=True)
class Reading:
    """A reason text, read.

    ``parts`` tile ``text``: their spans are ascending, disjoint and cover it from 0 to its
    length.  ``total`` is the signed sum, 0 where nothing is added or deducted, None where
    any doubt leaves it open.
    """

    text: str
    parts: tuple[Part, ...]
    notes: tuple[Note, ...]
    total: Decimal | None

    @property
    def items(self) -> tuple[Item | Clause, ...]:
        """The items and clauses in order, without filler."""
        return tuple(part for part in self.parts if not isinstance(part, Filler))
