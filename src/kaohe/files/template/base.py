"""What a new workbook's scores start from: the base that the imported table has, not the usual one."""

from __future__ import annotations

from decimal import Decimal

from kaohe.assessment.outcome import Outcome, UnitResult
from kaohe.assessment.starts import typed_start
from kaohe.core.table import Layout, Sheets


def base_of(sheets: Sheets, outcome: Outcome) -> Decimal | None:
    """Return the base that an office's own tables have for all their units, None where that is the setting's, or where bases differ.

    It is the one of the title, of a column 基础分 or of the office's formula; where these say nothing, the number that the typed
    scores start from (79.9 with 扣0.1分, 79.8 with 扣0.2分, … start from 80).
    """
    if "base" in sheets.settings or any(table.layout is Layout.TEMPLATE or table.marks for table in sheets.tables):
        return None
    said: set[Decimal | None] = set()
    starts = []
    for unit in outcome.units:  # each is made when it is asked for: once for both
        said.add(unit.base)
        if (start := _start(unit)) is not None:
            starts.append(start)
    if said == {None}:
        return typed_start(starts, outcome.settings.base)
    return next(iter(said)) if len(said) == 1 else None


def _start(unit: UnitResult) -> Decimal | None:
    """Return the number from which a typed score comes about."""
    if unit.stated_score is None or unit.added is None or unit.deducted is None or unit.factor is not None:
        return None
    return unit.stated_score - unit.added + unit.deducted
