"""Notices to units (反馈单): what was added and deducted and why, score and rank, until when to appeal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum

from kaohe.assessment.figures import shown
from kaohe.assessment.outcome import Outcome, UnitResult
from kaohe.assessment.scoring import plain, terms
from kaohe.core.cells import CellValue
from kaohe.core.names import tidy_name
from kaohe.core.records import dataclass
from kaohe.core.roster import name_key
from kaohe.reason import parse
from kaohe.reason.model import Item
from kaohe.reports.ranking_list import subject_of
from kaohe.reports.render import signed, tie_text

USUAL_TITLE = "考核结果反馈单"
_NOTHING = "无加分、扣分"
_TEXTS = ("office", "notice_date", "notice_deadline", "notice_rank")


class NoticeField(StrEnum):
    """What the text of a notice can hold; the value is what the office writes between the brackets."""

    TITLE = "标题"
    RESULT = "考核结果"
    UNIT = "单位"
    CATEGORY = "类别"
    SCORE = "得分"
    SUM = "算式"
    RANK = "名次"
    OF = "参排单位数"
    TIES = "并列情况"
    GRADE = "等次"
    ADDED = "加分"
    DEDUCTED = "扣分"
    DETAILS = "加扣分明细"
    DEADLINE = "申诉截止"
    OFFICE = "考核单位"
    DATE = "日期"


class ItemField(StrEnum):
    """What stands once for each item, in a row of a table that is repeated."""

    NUMBER = "序号"
    REASON = "原因"
    POINTS = "分值"


#: What is the same in every notice, so that it may also stand in headers and footers.
COMMON = frozenset({NoticeField.TITLE, NoticeField.DEADLINE, NoticeField.OFFICE, NoticeField.DATE})


class NoticeRank(StrEnum):
    """Whether notices tell the rank."""

    TOLD = "写"
    UNTOLD = "不写"


#: Room to write a date in.
_BLANK_DATE = "　　　　年　　月　　日"


@dataclass(frozen=True, slots=True)
class Occasion:
    """What the office says in all notices: who sends them, when, and until when units may appeal."""

    office: str = ""
    date: str = _BLANK_DATE
    deadline: str = _BLANK_DATE
    with_rank: bool = True

    @classmethod
    def of(cls, texts: Mapping[str, CellValue]) -> Occasion:
        """Return what the sheet 参数设置 says; dates that it leaves blank are written in by hand."""
        said = {name: shown(value).strip() for name in _TEXTS if (value := texts.get(name)) is not None}
        return cls(
            said.get("office", ""),
            said.get("notice_date") or _BLANK_DATE,
            said.get("notice_deadline") or _BLANK_DATE,
            said.get("notice_rank") != NoticeRank.UNTOLD,
        )


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice: the text of each field, and of each item's fields."""

    unit: str
    fields: dict[str, str]
    items: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class Notices:
    """All notices, and the units that get none as their score is open."""

    notices: tuple[Notice, ...]
    open_units: tuple[str, ...]


def make_notices(outcome: Outcome, texts: Sequence[CellValue], occasion: Occasion) -> Notices:
    """Return a notice for each unit that has a score, in sheet order.

    ``texts`` are the reasons of each unit as they go out (points typed in columns are among them), one a unit.
    """
    counts: dict[object, int] = {}
    for unit in outcome.units:
        counts[unit.group] = counts.get(unit.group, 0) + (unit.rank is not None)
    made, left = [], []
    for unit, text in zip(outcome.units, texts, strict=True):
        if unit.score is None:
            left.append(tidy_name(unit.unit) or "（未写单位）")
        else:
            made.append(_notice(unit, "" if text is None else str(text), counts[unit.group], outcome, occasion))
    return Notices(tuple(made), tuple(left))


def chosen(found: Notices, wanted: Collection[str]) -> Notices:
    """Return the notices of the units of these names; all where none is named."""
    keys = {name_key(name) for name in wanted}
    if not keys:
        return found
    return Notices(
        tuple(notice for notice in found.notices if name_key(notice.unit) in keys),
        tuple(name for name in found.open_units if name_key(name) in keys),
    )


def _notice(unit: UnitResult, text: str, ranked: int, outcome: Outcome, occasion: Occasion) -> Notice:
    name = tidy_name(unit.unit) or "（未写单位）"
    items = tuple(_items(text)) or ({ItemField.NUMBER: "", ItemField.REASON: _NOTHING, ItemField.POINTS: ""},)
    shows_rank = occasion.with_rank and unit.rank is not None
    fields: dict[str, str] = {
        NoticeField.TITLE: f"{subject}结果反馈单" if (subject := subject_of(outcome.title)) else USUAL_TITLE,
        NoticeField.RESULT: _result(unit, ranked if shows_rank else None, outcome),
        NoticeField.UNIT: name,
        NoticeField.CATEGORY: unit.category or "",
        NoticeField.SCORE: "" if unit.score is None else plain(unit.score),
        NoticeField.SUM: _sum(unit, outcome),
        NoticeField.RANK: f"第{unit.rank}名" if shows_rank else "",
        NoticeField.OF: str(ranked) if shows_rank else "",
        NoticeField.TIES: tie_text(unit.ties) if shows_rank else "",
        NoticeField.GRADE: unit.grade or "",
        NoticeField.ADDED: "" if unit.added is None else plain(unit.added),
        NoticeField.DEDUCTED: "" if unit.deducted is None else plain(unit.deducted),
        NoticeField.DETAILS: _details(items),
        NoticeField.DEADLINE: occasion.deadline,
        NoticeField.OFFICE: occasion.office,
        NoticeField.DATE: occasion.date,
    }
    return Notice(name, {str(key): value for key, value in fields.items()}, items)


def _items(text: str) -> Iterable[dict[str, str]]:
    for number, item in enumerate(parse(text).items, 1):
        points = f"{signed(item.points)}分".replace("-", "−") if isinstance(item, Item) else ""
        yield {ItemField.NUMBER: str(number), ItemField.REASON: item.reason or "（未写原因）", ItemField.POINTS: points}


def _details(items: Sequence[dict[str, str]]) -> str:
    return "\n".join(_line(item) for item in items)


def _line(item: dict[str, str]) -> str:
    number, reason, points = item[ItemField.NUMBER], item[ItemField.REASON], item[ItemField.POINTS]
    return f"{number}. {reason}，{points}" if number else reason


def _result(unit: UnitResult, ranked: int | None, outcome: Outcome) -> str:
    """Return what came out in one sentence: ``得分为99.6分（100−0.4=99.6），在18个单位中排第4名（与甲镇并列），等次为良好``."""
    if unit.score is None:
        return ""
    account = _sum(unit, outcome)
    said = [f"得分为{plain(unit.score)}分" + (f"（{account}）" if account else "")]
    if ranked is not None:
        tied = tie_text(unit.ties)
        said.append(f"在{ranked}个单位中排第{unit.rank}名" + (f"（{tied}）" if tied else ""))
    if unit.grade:
        said.append(f"等次为{unit.grade}")
    return "，".join(said)


def _sum(unit: UnitResult, outcome: Outcome) -> str:
    """Return ``100−0.3+0.5=100.2``; nothing where limits made another score of it."""
    if unit.score is None or unit.added is None or unit.deducted is None:
        return ""
    total = outcome.settings.base + unit.added - unit.deducted
    parts = [each for each in (unit.added, -unit.deducted) if each]
    return f"{plain(outcome.settings.base)}{terms(parts)}={plain(total)}" if total == unit.score else ""
