"""From the units to the statistics."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from kaohe.assessment.outcome import Outcome, UnitResult
from kaohe.core.names import tidy_name
from kaohe.reports.ranking_list import subject_of
from kaohe.reports.statistics.bins import distribute
from kaohe.reports.statistics.model import CategoryFigures, Statistics
from kaohe.reports.statistics.reasons import Deductions

#: How many reasons are shown.
_MOST_REASONS = 10
_MOST_CATEGORIES = 6
ALL = "全部单位"
NO_CATEGORY = "（未分类）"
_USUAL_TITLE = "考核结果统计"
_HUNDREDTH = Decimal("0.01")


def compute(outcome: Outcome, *, title: str = "", changes: str = "") -> Statistics:
    """Return the statistics of an outcome; categories stand in the order in which they first occur.

    ``title`` is that of the form where the outcome's workbook has none; office and year stand in it.  ``changes`` is a
    sentence on what changed since the last version.
    """
    found = [*outcome.units]
    by_category: dict[str, list[UnitResult]] = {}
    for unit in found:
        by_category.setdefault(unit.category or NO_CATEGORY, []).append(unit)
    deductions = Deductions(found)
    reasons = deductions.reasons()
    return Statistics(
        title=statistics_title(outcome.title or title),
        everything=_figures(ALL, found),
        distribution=distribute(_compared(by_category)),
        reasons=reasons[:_MOST_REASONS],
        kinds=len(reasons),
        groups=deductions.groups(),
        categories=tuple(_figures(name, members) for name, members in by_category.items()),
        changes=changes,
    )


def statistics_title(form_title: str) -> str:
    """Return what stands above the statistics: the form's title, which names office and year, without its 表."""
    subject = subject_of(form_title)
    return f"{subject}结果统计" if subject else _USUAL_TITLE


def _compared(by_category: Mapping[str, Sequence[UnitResult]]) -> dict[str, list[Decimal]]:
    """Return the scores of each category; of more than can be told apart in one picture, those of all together."""
    if len(by_category) > _MOST_CATEGORIES:
        return {ALL: [score for members in by_category.values() for score in _scores(members)]}
    return {name: _scores(members) for name, members in by_category.items()}


def _scores(units: Iterable[UnitResult]) -> list[Decimal]:
    return [unit.score for unit in units if unit.score is not None]


def _figures(name: str, units: Sequence[UnitResult]) -> CategoryFigures:
    scores = _scores(units)
    deducted = [unit.deducted for unit in units if unit.deducted is not None]
    highest = max(scores, default=None)
    return CategoryFigures(
        name=name,
        units=len(units),
        scored=len(scores),
        average=_average(scores),
        highest=highest,
        lowest=min(scores, default=None),
        full=sum(points == 0 for points in deducted),
        deducted=sum(deducted, Decimal(0)),
        added=sum((unit.added for unit in units if unit.added is not None), Decimal(0)),
        lost=_average(deducted),
        leaders=tuple(tidy_name(unit.unit) for unit in units if unit.score is not None and unit.score == highest),
    )


def _average(values: Sequence[Decimal]) -> Decimal | None:
    return (sum(values, Decimal(0)) / len(values)).quantize(_HUNDREDTH, ROUND_HALF_UP) if values else None
