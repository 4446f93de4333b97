"""Scores in a handful of classes: every score by itself where few differ, else stretches of a round width."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import ROUND_FLOOR, Decimal
from itertools import count

from kaohe.assessment.scoring import plain
from kaohe.reports.statistics.model import Distribution

#: So many classes can be read at a glance.
_MOST_CLASSES = 10
_STEPS = (Decimal(1), Decimal(2), Decimal(5))


def distribute(scores: Mapping[str, Sequence[Decimal]]) -> Distribution:
    """Return how many scores of each category fall into which class; classes that none falls into are shown too."""
    distinct = sorted({score for found in scores.values() for score in found}, reverse=True)
    if len(distinct) <= _MOST_CLASSES:
        labels = [plain(score) for score in distinct]
        classed = {name: Counter(map(plain, found)) for name, found in scores.items()}
    else:
        width = _width(distinct[-1], distinct[0])
        first, last = _class(distinct[-1], width), _class(distinct[0], width)
        labels = [_label(number, width) for number in range(last, first - 1, -1)]
        classed = {
            name: Counter(_label(_class(each, width), width) for each in found) for name, found in scores.items()
        }
    counts = tuple(tuple(classed[name][label] for name in scores) for label in labels)
    return Distribution(tuple(labels), tuple(scores), counts)


def _width(lowest: Decimal, highest: Decimal) -> Decimal:
    """Return the smallest of …, 0.1, 0.2, 0.5, 1, 2, 5, 10, … that needs no more classes than can be read."""
    for power in count(-4):
        for step in _STEPS:
            width = step.scaleb(power)
            if _class(highest, width) - _class(lowest, width) < _MOST_CLASSES:
                return width
    raise AssertionError("powers never run out")


def _class(score: Decimal, width: Decimal) -> int:
    return int((score / width).to_integral_value(ROUND_FLOOR))


def _label(number: int, width: Decimal) -> str:
    """Return a stretch in words; its upper end belongs to the next one."""
    return f"{plain(number * width)}≤得分＜{plain((number + 1) * width)}"
