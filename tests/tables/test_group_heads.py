"""Group heads: 扣分 or 处罚 over 日常, 年终, 督查, merged or not, with a sum or not.  Read rightly or asked about, never wrong."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest

from kaohe.core.cells import CellValue
from kaohe.recalculation import recalculate
from kaohe.tables import SheetGrid, find_tables

pytestmark = pytest.mark.core

D = Decimal
GROUPS = ("扣分", "处罚", "扣分（分）", "减分项")
POINTS: list[list[CellValue]] = [[D("0.1"), D("0.2"), None], [None, D("0.3"), D(1)], [D("0.5"), None, D("0.2")]]
EXPECTED = [D("100.2"), D("98.7"), D("99.3")]
ADDED = [D("0.5"), None, None]


def grid(group: str, *, merged: bool, total: bool, first: bool) -> SheetGrid:
    """Three units under a group of three columns, with its sum behind or before them, and a column of bonuses."""
    parts: list[CellValue] = ["日常", "年终", "督查"]
    sums: list[CellValue] = [sum((p for p in row if isinstance(p, D)), D(0)) for row in POINTS]
    if total:
        parts = ["小计", *parts] if first else [*parts, "小计"]
    blank: list[CellValue] = [None] * (len(parts) - 1)
    rows: list[list[CellValue]] = [["序号", "单位", group, *blank, "加分", "得分"], [None, None, *parts, None, None]]
    for number, (points, added) in enumerate(zip(POINTS, ADDED, strict=True), 1):
        with_sum = points if not total else [sums[number - 1], *points] if first else [*points, sums[number - 1]]
        rows.append([D(number), f"单位{number}", *with_sum, added, None])
    last = 2 + len(parts)
    areas = [(1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, last), (1, last + 1, 2, last + 1), (1, last + 2, 2, last + 2)]
    return SheetGrid("考核表", rows, merged=areas if merged else ())


FORMS = list(product(GROUPS, (True, False), (True, False), (True, False)))


@pytest.mark.parametrize(("group", "merged", "total", "first"), FORMS)
def test_a_group_head_is_read_or_asked_about(group: str, merged: bool, total: bool, first: bool) -> None:
    outcome = recalculate(find_tables([grid(group, merged=merged, total=total, first=first)]))
    scores = [unit.score for unit in outcome.units]
    assert len(scores) == 3
    assert scores == EXPECTED or (None in scores and any(each.fix and each.fix.answer for each in outcome.findings))


def test_most_forms_are_read() -> None:
    read = 0
    for group, merged, total, first in FORMS:
        outcome = recalculate(find_tables([grid(group, merged=merged, total=total, first=first)]))
        read += [unit.score for unit in outcome.units] == EXPECTED
    assert read == len(FORMS) == 32
