"""The statistics: what is counted once, what is not counted, and that the four tables agree with each other."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.tables import by_chance, table

from kaohe.core.cells import CellValue
from kaohe.core.schema import Field
from kaohe.core.table import Sheets
from kaohe.recalculation import recalculate
from kaohe.reports.statistics import Statistics, compute
from kaohe.reports.statistics.bins import distribute
from kaohe.reports.statistics.panels import COLUMNS, panels

pytestmark = pytest.mark.core

D = Decimal
A01 = "个别帮扶干部未结合帮扶户实际情况针对性制定帮扶措施"
B01 = "暗访发现驻村工作队员未在岗"


def statistics(units: Sequence[tuple[str | None, CellValue]]) -> Statistics:
    """Return the statistics of units (category, reasons)."""
    names = [f"单位{number}" for number in range(1, len(units) + 1)]
    made = table(
        {Field.UNIT: names, Field.REASONS: [text for _, text in units]}, categories=[category for category, _ in units]
    )
    return compute(recalculate(Sheets((made,))).units)


def test_reasons_are_counted_by_what_they_mean() -> None:
    found = statistics(
        [
            ("镇", f"{A01}，扣0.1分；{B01}，扣0.2分"),
            ("镇", f"{B01}，扣0.2分；迟到，扣1分"),
            ("村", "获表彰，加0.5分"),
            ("村", "无"),
        ]
    )
    assert [(each.code, each.times, each.units, each.points) for each in found.reasons] == [
        ("B01", 2, 2, D("0.4")),
        ("", 1, 1, D("1")),
        ("A01", 1, 1, D("0.1")),
    ]
    assert found.kinds == 3
    assert [each.share for each in found.reasons] == [D("0.5"), D("0.75"), D(1)]
    assert [(each.name, each.times, each.points) for each in found.groups] == [
        ("A类", 1, D("0.1")),
        ("B类", 2, D("0.4")),
        ("目录外", 1, D("1")),
    ]


def test_categories_are_compared_by_their_scores() -> None:
    found = statistics(
        [("镇", "迟到，扣1分"), ("镇", "迟到，扣2分"), ("镇", "早退，扣4分"), ("村", "无"), ("村", "迟报，扣分")]
    )
    town, village = found.categories
    assert (town.average, town.median, town.highest, town.lowest) == (D("97.67"), D(98), D(99), D(96))
    assert (town.units, town.scored, town.full, town.deducted) == (3, 3, 0, D(7))
    assert (village.units, village.scored, village.full, village.highest) == (2, 1, 1, D(100))


@given(
    st.lists(st.decimals(min_value=-200, max_value=200, places=3), min_size=1, max_size=80),
    st.lists(st.decimals(min_value=0, max_value=100, places=1), max_size=80),
)
def test_every_score_falls_into_one_of_few_classes(some: list[Decimal], more: list[Decimal]) -> None:
    found = distribute({"甲": some, "乙": more})
    assert len(found.labels) <= 10
    assert [sum(column) for column in zip(*found.counts, strict=True)] == [len(some), len(more)]
    assert len(set(found.labels)) == len(found.labels)


@pytest.mark.parametrize("seed", range(60))
def test_the_tables_agree_whatever_the_cells_hold(seed: int) -> None:
    chance = random.Random(seed)
    units = [(chance.choice([None, "镇", "村", "部门"]), by_chance(chance)) for _ in range(chance.randrange(40))]
    found = statistics(units)
    assert sum(each.units for each in found.categories) == len(units)
    assert sum(map(sum, found.distribution.counts)) == sum(each.scored for each in found.categories)
    assert len(found.reasons) == min(found.kinds, 10)
    assert all(0 < each.share <= 1 for each in found.reasons)
    grid = panels(found).grid
    assert all(len(row) == COLUMNS for row in grid)
    if found.kinds <= 10:
        assert sum(each.times for each in found.groups) == sum(each.times for each in found.reasons)
        assert sum(each.points for each in found.groups) == sum(each.points for each in found.reasons)


def test_more_categories_than_colours_are_drawn_together() -> None:
    found = statistics([(f"第{number}类", "迟到，扣1分") for number in range(7)])
    assert found.distribution.categories == ("全部单位",)
    assert found.distribution.counts == ((7,),)


def test_no_units_at_all() -> None:
    found = statistics([])
    assert (found.reasons, found.groups, found.categories, found.distribution.counts) == ((), (), (), ())
    assert panels(found).grid[1][0] == "共0个单位，0种扣分原因，合计扣0分。数据改动后点“重新计算”，本表随之更新。"
