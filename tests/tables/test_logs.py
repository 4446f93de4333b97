"""Logs of single entries, summed by unit, whatever heads the units: 责任中队, 受检门店, 属地街道."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kaohe.core.cells import CellValue
from kaohe.recalculation import recalculate
from kaohe.tables import SheetGrid, find_tables

pytestmark = pytest.mark.core

D = Decimal
ENTRIES: list[list[CellValue]] = [
    ["3月2日", "一中队", "占道经营", D("0.5")],
    ["3月2日", "二中队", "广告牌", D(1)],
    ["3月5日", "一中队", "抛洒", D(2)],
    ["3月6日", "三中队", "占道", D(1)],
]


def scores(rows: list[list[CellValue]]) -> list[Decimal | None]:
    return [unit.score for unit in recalculate(find_tables([SheetGrid("考核", rows)])).units]


@pytest.mark.parametrize("reasons", ["存在问题", "扣分原因"])
@pytest.mark.parametrize(
    "unit", ["责任中队", "单位", "责任单位", "受检门店", "涉及科室", "属地街道", "被查村", "责任班组"]
)
def test_dated_entries_are_summed_by_unit(unit: str, reasons: str) -> None:
    assert scores([["日期", unit, reasons, "扣分"], *ENTRIES]) == [D("97.5"), D(99), D(99)]


def test_without_a_date_a_unit_that_stands_twice_is_asked_about() -> None:
    rows: list[list[CellValue]] = [["序号", "责任中队", "存在问题", "扣分"]]
    rows += [[D(number), *entry[1:]] for number, entry in enumerate(ENTRIES, 1)]
    assert scores(rows) == [None, D(99), None, D(99)]


def test_who_is_responsible_is_no_second_unit() -> None:
    head: list[CellValue] = ["单位", "扣分", "责任科室", "扣分原因", "得分"]
    rows: list[list[CellValue]] = [head, ["甲局", D(1), "办公室", "迟到", None], ["乙局", D(2), "财务科", "缺席", None]]
    assert scores(rows) == [D(99), D(98)]
