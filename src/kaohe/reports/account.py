"""The account of one unit: how its score came about, item by item, and whom it shares its rank with.

What a clerk answers to "why 99.7, why fourth?": sentences for a box, an appeal, a telephone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kaohe.assessment.outcome import Outcome, UnitResult
from kaohe.assessment.rules.wording import quote, say_points
from kaohe.assessment.scoring import Tally, plain, score, terms
from kaohe.core.findings import Finding, Severity
from kaohe.core.settings import Settings
from kaohe.matching.model import Conflict, Match, Verdict
from kaohe.reason.model import Item
from kaohe.reports.render import tie_text

_OPEN = "未定"


def account(unit: UnitResult, outcome: Outcome, settings: Settings) -> tuple[str, ...]:
    """Return the lines of the account: score and rank, the ties, the sum, each item with its entry.

    The items come last, as a long list of them may be cut off.
    """
    return (
        _headline(unit),
        *_rank(unit),
        *_stated(unit),
        *_sum(unit, settings),
        *_doubts(unit, outcome.findings),
        *_items(unit),
    )


def _headline(unit: UnitResult) -> str:
    name = unit.unit.strip() or "（未写单位）"
    category = f"（{unit.category}）" if unit.category else ""
    score_said = f"{plain(unit.score)}分" if unit.score is not None else f"得分{_OPEN}"
    return f"{name}{category}：{score_said}，{_place(unit)}"


def _place(unit: UnitResult) -> str:
    if unit.rank is None:
        return unit.rank_said or f"名次{_OPEN}"
    return f"第{unit.rank}名"


def _sum(unit: UnitResult, settings: Settings) -> Iterator[str]:
    if unit.added is None or unit.deducted is None or unit.score is None:
        return
    base = settings.base if unit.base is None else unit.base
    total = base + unit.added - unit.deducted
    if unit.factor is None:
        yield f"{plain(base)}{_terms(unit)}={plain(total)}"
    else:
        total *= unit.factor
        yield f"（{plain(base)}{_terms(unit)}）×{plain(unit.factor)}={plain(total)}"
    if total != unit.score:
        yield f"按参数设置算得{plain(unit.score)}分（{_limits(unit, settings)}）。"


def _terms(unit: UnitResult) -> str:
    """Return the summands; where numbers stand beside the reasons, only what they come to."""
    points = [item.points for reading in unit.readings for item in reading.items if isinstance(item, Item)]
    added, deducted = unit.added or Decimal(0), unit.deducted or Decimal(0)
    if sum(points, Decimal(0)) != added - deducted:
        points = [each for each in (added, -deducted) if each]
    return terms(points)


def _limits(unit: UnitResult, settings: Settings) -> str:
    """Say which settings changed the sum."""
    said = []
    if settings.bonus_cap is not None and (unit.added or 0) > settings.bonus_cap:
        said.append(f"加分合计上限{plain(settings.bonus_cap)}")
    if settings.deduction_cap is not None and (unit.deducted or 0) > settings.deduction_cap:
        said.append(f"扣分合计上限{plain(settings.deduction_cap)}")
    found = score(Tally(unit.added or Decimal(0), unit.deducted or Decimal(0)), settings)
    if found is not None and found.value != found.unbounded:
        word, bound = ("最低", settings.lowest) if found.value > found.unbounded else ("最高", settings.highest)
        said.append(f"{word}得分{plain(bound or Decimal(0))}")
    if settings.decimals is not None:
        said.append(f"保留{settings.decimals}位小数")
    return "，".join(said)


def _items(unit: UnitResult) -> Iterator[str]:
    items = (item for reading in unit.readings for item in reading.items)
    for item, match in zip(items, unit.matches, strict=True):
        points = say_points(item.points) if isinstance(item, Item) else f"分值{_OPEN}"
        yield f"· {points}　{item.reason or '（未写原因）'}（{_entry(match)}）"


def _entry(match: Match) -> str:
    codes = "、".join(entry.code for entry in match.entries)
    match match.verdict, match.conflict:
        case Verdict.STANDARD, _:
            return f"标准目录 {codes}"
        case Verdict.VARIANT, _:
            return f"即标准目录 {codes}{quote(match.entries[0].wording)}，措辞不同"
        case Verdict.CONFLICT, Conflict.OPPOSITE:
            return f"与标准目录 {codes} 意思相反"
        case Verdict.CONFLICT, Conflict.MERGED:
            return f"含有标准目录的几条：{codes}"
        case Verdict.CONFLICT, _:
            return f"标准目录中有几条相同：{codes}"
    return "标准目录中没有这一条"


def _doubts(unit: UnitResult, findings: Sequence[Finding]) -> Iterator[str]:
    """Yield why the score is open."""
    if unit.score is None:
        for finding in findings:
            where = finding.where
            if finding.severity is Severity.ERROR and where and (where.sheet, where.row) == (unit.sheet, unit.row):
                yield f"× {finding.headline or finding.message}"


def _rank(unit: UnitResult) -> Iterator[str]:
    if unit.rank is not None:
        yield f"第{unit.rank}名：{tie_text(unit.ties) or '没有并列'}。"


def _stated(unit: UnitResult) -> Iterator[str]:
    if unit.stated_score is not None and unit.score is not None and unit.stated_score != unit.score:
        yield f"表中得分原为{plain(unit.stated_score)}，与计算结果不一致。"
    if unit.stated_rank is not None and unit.rank is not None and unit.stated_rank != unit.rank:
        yield f"表中名次原为第{unit.stated_rank}名，与计算结果不一致。"
