"""Answers to appeals: what a review changed for one unit, between two versions of the table."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from enum import StrEnum

from kaohe.assessment.outcome import Outcome, UnitResult
from kaohe.assessment.scoring import plain
from kaohe.core.cells import CellValue
from kaohe.core.records import replace
from kaohe.core.roster import name_key
from kaohe.reports.comparison import Comparison, UnitChange, rows
from kaohe.reports.notices import ItemField, NoticeField, Notices, Occasion, make_notices

_TITLE = "考核申诉复核答复"
_NO_ITEM, _NO_CHANGE = "（无）", "条目无变动"
_OPEN = "未定"


class ReplyField(StrEnum):
    """What the text of an answer can hold besides the fields of a notice."""

    VERDICT = "复核结论"
    FORMER_SCORE = "原得分"
    FORMER_RANK = "原名次"


class ChangeField(StrEnum):
    """What stands once for each change, in a row of a table that is repeated."""

    BEFORE = "复核前"
    AFTER = "复核后"


def make_replies(
    comparison: Comparison,
    outcome: Outcome,
    texts: Sequence[CellValue],
    occasion: Occasion,
    wanted: Collection[str] = (),
) -> Notices:
    """Return an answer for each unit that is ``wanted`` by name, else for each whose own items or score changed.

    ``outcome`` and ``texts`` are those of the newer version, as :func:`~kaohe.reports.notices.make_notices` takes them.
    """
    changes = {_place(change.after): change for change in comparison.units if change.after is not None}
    keys = {name_key(name) for name in wanted}
    found = make_notices(outcome, texts, occasion)
    scored = [unit for unit in outcome.units if unit.score is not None]
    made = []
    for unit, notice in zip(scored, found.notices, strict=True):
        change = changes.get(_place(unit))
        if name_key(unit.unit) in keys if keys else change is not None and change.is_own:
            fields = notice.fields | _fields(change, unit, occasion)
            made.append(replace(notice, fields=fields, items=tuple(_items(change))))
    left = tuple(name for name in found.open_units if not keys or name_key(name) in keys)
    return Notices(tuple(made), left)


def _place(unit: UnitResult) -> tuple[str, int]:
    return unit.sheet, unit.row


def _fields(change: UnitChange | None, unit: UnitResult, occasion: Occasion) -> dict[str, str]:
    former = change.before if change else unit
    shows_rank = occasion.with_rank and former is not None
    return {
        NoticeField.TITLE: _TITLE,
        ReplyField.VERDICT: _verdict(change, former, unit, occasion),
        ReplyField.FORMER_SCORE: "" if former is None else _points(former.score),
        ReplyField.FORMER_RANK: _rank(former) if shows_rank and former else "",
    }


def _verdict(change: UnitChange | None, former: UnitResult | None, unit: UnitResult, occasion: Occasion) -> str:
    """Return what came out in one sentence: ``调整考核结果：得分由99.6分改为99.8分，名次由第4名改为第2名``."""
    if former is None:
        return f"列入考核：得分为{_points(unit.score)}" + (f"，名次为{_rank(unit)}" if occasion.with_rank else "")
    own = change is not None and change.is_own
    said = [_moved("得分", _points(former.score), _points(unit.score))]
    if occasion.with_rank:
        moved = _moved("名次", _rank(former), _rank(unit))
        said.append(moved if own or former.rank == unit.rank else f"因其他单位的结果调整，{moved}")
    if former.grade != unit.grade:
        said.append(_moved("等次", former.grade or _OPEN, unit.grade or _OPEN))
    return ("调整考核结果：" if own else "维持原考核结果：") + "，".join(said)


def _moved(what: str, before: str, after: str) -> str:
    return f"{what}仍为{after}" if before == after else f"{what}由{before}改为{after}"


def _items(change: UnitChange | None) -> Iterator[dict[str, str]]:
    told = rows(Comparison((change,), (), 1)) if change else []
    pairs = [(row.before or _NO_ITEM, row.after or _NO_ITEM) for row in told if row.before or row.after]
    for number, (before, after) in enumerate(pairs or [(_NO_CHANGE, _NO_CHANGE)], 1):
        shown = str(number) if pairs else ""
        yield {ItemField.NUMBER: shown, ChangeField.BEFORE: before, ChangeField.AFTER: after}


def _points(score: Decimal | None) -> str:
    return _OPEN if score is None else f"{plain(score)}分"


def _rank(unit: UnitResult) -> str:
    return (unit.rank_said or _OPEN) if unit.rank is None else f"第{unit.rank}名"
