"""From the units to the statistics."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from kaohe.assessment.outcome import UnitResult
from kaohe.reports.statistics.bins import distribute
from kaohe.reports.statistics.model import CategoryFigures, Statistics
from kaohe.reports.statistics.reasons import Deductions

#: How many reasons are shown.
_MOST_REASONS = 10
_MOST_CATEGORIES = 6
_ALL = "全部单位"
_NO_CATEGORY = "（未分类）"
_HUNDREDTH = Decimal("0.01")


def compute(units: Iterable[UnitResult]) -> Statistics:
    """Return the statistics of units in sheet order; categories stand in the order in which they first occur."""
    found = [*units]
    by_category: dict[str, list[UnitResult]] = {}
    for unit in found:
        by_category.setdefault(unit.category or _NO_CATEGORY, []).append(unit)
    deductions = Deductions(found)
    reasons = deductions.reasons()
    return Statistics(
        distribution=distribute(_compared(by_category)),
        reasons=reasons[:_MOST_REASONS],
        kinds=len(reasons),
        groups=deductions.groups(),
        categories=tuple(_figures(name, members) for name, members in by_category.items()),
    )


def _compared(by_category: Mapping[str, Sequence[UnitResult]]) -> dict[str, list[Decimal]]:
    """Return the scores of each category; of more than can be told apart in one picture, those of all together."""
    if len(by_category) > _MOST_CATEGORIES:
        return {_ALL: [score for members in by_category.values() for score in _scores(members)]}
    return {name: _scores(members) for name, members in by_category.items()}


def _scores(units: Iterable[UnitResult]) -> list[Decimal]:
    return [unit.score for unit in units if unit.score is not None]


def _figures(name: str, units: Sequence[UnitResult]) -> CategoryFigures:
    scores = sorted(_scores(units))
    return CategoryFigures(
        name=name,
        units=len(units),
        scored=len(scores),
        average=_rounded(sum(scores, Decimal(0)) / len(scores)) if scores else None,
        median=_median(scores) if scores else None,
        highest=scores[-1] if scores else None,
        lowest=scores[0] if scores else None,
        full=sum(unit.deducted == 0 for unit in units),
        deducted=sum((unit.deducted for unit in units if unit.deducted is not None), Decimal(0)),
        added=sum((unit.added for unit in units if unit.added is not None), Decimal(0)),
    )


def _median(scores: Sequence[Decimal]) -> Decimal:
    middle = len(scores) // 2
    return scores[middle] if len(scores) % 2 else _rounded((scores[middle - 1] + scores[middle]) / 2)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_HUNDREDTH, ROUND_HALF_UP)
