"""A comparison as the JSON that scripts hold on to."""

from __future__ import annotations

from decimal import Decimal

from kaohe.assessment.outcome import UnitResult
from kaohe.assessment.scoring import plain
from kaohe.reports.comparison.model import ComparedItem, Comparison, UnitChange

Json = dict[str, object]


def comparison_json(comparison: Comparison) -> Json:
    """Return what ``compare --json`` prints; pairs are before and after, null where there is nothing."""
    return {
        "units": [_unit(change) for change in comparison.units],
        "settings": [{"label": each.label, "before": each.before, "after": each.after} for each in comparison.settings],
        "count": comparison.count,
    }


def _unit(change: UnitChange) -> Json:
    sides = (change.before, change.after)
    return {
        "unit": change.latest.unit,
        "category": [unit and unit.category for unit in sides],
        "kinds": [kind.value for kind in change.kinds],
        "score": [None if unit is None else _number(unit.score) for unit in sides],
        "rank": [None if unit is None else unit.rank for unit in sides],
        "place": [None if unit is None else _place(unit) for unit in sides],
        "items": [
            {"kind": item.kind.value, "before": _line(item.before), "after": _line(item.after)} for item in change.items
        ],
    }


def _place(unit: UnitResult) -> Json:
    return {"sheet": unit.sheet, "row": unit.row}


def _line(line: ComparedItem | None) -> Json | None:
    if line is None:
        return None
    points = None if line.points is None else plain(line.points)
    signed = f"+{points}" if line.points is not None and line.points > 0 else points
    return {"reason": line.reason, "points": signed, "code": line.code or None, "text": line.text}


def _number(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)
