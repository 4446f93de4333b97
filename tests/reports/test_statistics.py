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
from kaohe.reports.statistics import Statistics, compute, sentences
from kaohe.reports.statistics.bins import distribute
from kaohe.reports.statistics.compute import statistics_title
from kaohe.reports.statistics.panels import COLUMNS, ColumnKind, panels

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
    return compute(recalculate(Sheets((made,))))


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
        ("", 1, 1, D("1")),
        ("B01", 2, 2, D("0.4")),
        ("A01", 1, 1, D("0.1")),
    ]
    assert found.kinds == 3
    assert [(each.name, each.kinds, each.times, each.points) for each in found.groups] == [
        ("A类", 1, 1, D("0.1")),
        ("B类", 1, 2, D("0.4")),
        ("目录外", 1, 1, D("1")),
    ]


def test_categories_are_compared_by_their_scores() -> None:
    found = statistics(
        [("镇", "迟到，扣1分"), ("镇", "迟到，扣2分"), ("镇", "早退，扣4分"), ("村", "无"), ("村", "迟报，扣分")]
    )
    town, village = found.categories
    assert (town.average, town.lost, town.highest, town.lowest) == (D("97.67"), D("2.33"), D(99), D(96))
    assert town.leaders == ("单位1",)
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
    assert [each.points for each in found.reasons] == sorted((each.points for each in found.reasons), reverse=True)
    shown = panels(found)
    assert all(len(row) == COLUMNS for row in shown.grid)
    assert all(sum(column.span for column in panel.columns) == COLUMNS for panel in shown.tables)
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
    assert (panels(found).sentences, panels(found).tables) == (("还没有单位。",), ())


def test_the_results_are_said_in_sentences() -> None:
    found = statistics(
        [
            ("镇", "迟到，扣1分"),
            ("镇", "迟到，扣2分"),
            ("村", "早退，扣4分"),
            ("村", "早退，扣4分"),
            ("村", "迟报，扣分"),
        ]
    )
    assert sentences(found) == (
        "各类别得分最高的单位：镇为单位1（99分）；村为全部2个单位（同为96分）。",
        "全部单位平均97.25分，其中镇最高（98.5分），村最低（96分）；各单位均有扣分。",
        "扣分最多的是“早退”：2次，涉及2个单位，共扣8分，占全部扣分（11分）的72.7%；其次是“迟到”，共扣3分。",
        "另有1个单位的得分尚未确定，未计入平均分和分布。",
    )


@pytest.mark.parametrize(
    ("units", "told"),
    [
        ([("镇", "无"), ("村", "无")], "各类别得分最高的单位：镇为单位1（100分）；村为单位2（100分）。"),
        ([("镇", "无")] * 5 + [("镇", "迟到，扣1分")], "得分最高的是单位1、单位2、单位3等5个单位（并列100分）。"),
        ([(f"第{number}类", "无") for number in range(13)], "得分最高的是全部13个单位（同为100分）；各类别的最高分见下表。"),
        ([(f"第{number // 2}类", "无") for number in range(9)] + [("第0类", "迟到，扣1分")], "各类别得分最高的单位：第0类为单位1等2个单位（并列100分）；第1类为全部2个单位（同为100分）"),
    ],
)  # fmt: skip
def test_who_leads_is_said_shortly(units: list[tuple[str, str]], told: str) -> None:
    assert sentences(statistics(units))[0].startswith(told)


def test_what_repeats_something_is_left_out() -> None:
    """No column of a sum beside its only part, no chart of one bar, no table of one category or group."""
    one = panels(statistics([("镇", f"{B01}，扣0.2分"), ("镇", f"{B01}，扣0.2分")]))
    assert [panel.title for panel in one.tables] == ["扣分原因（共1项）", "得分分布（单位数）"]
    reasons, scores = one.tables
    assert ColumnKind.BAR not in {column.kind for panel in one.tables for column in panel.columns}
    assert [column.heading for column in scores.columns] == ["得分", "单位数", "占比"]
    assert not scores.has_chart
    assert reasons.rows == (("B01", B01, D(2), D(2), D("0.4")),)
    two = panels(statistics([("镇", "无"), ("村", f"{B01}，扣0.2分；迟到，扣1分")]))
    assert [panel.title for panel in two.tables] == [
        "类别比较",
        "各类原因扣分合计",
        "扣分原因（共2项）",
        "得分分布（单位数）",
    ]
    assert [column.heading for column in two.tables[-1].columns] == ["得分", "镇", "村", "合计", "占比"]
    assert two.tables[-1].has_chart


def test_a_column_has_one_number_of_decimals() -> None:
    shown = panels(statistics([("镇", "无"), ("村", "迟到，扣0.25分")]))
    formats = {column.heading: column.number_format for column in shown.tables[0].columns}
    assert (formats["平均分"], formats["最高分"], formats["扣分合计"], formats["单位数"]) == (
        "0.00",
        "0.00",
        "0.00",
        "0",
    )


def test_long_lists_of_categories_go_on_under_their_headings() -> None:
    shown = panels(statistics([(f"第{number}类", "无") for number in range(45)]))
    found = [(panel.title, len(panel.rows)) for panel in shown.tables[:2]]
    assert found == [("类别比较", 30), ("类别比较（续）", 15)]


def test_reasons_of_any_length_are_shown_in_a_line_or_two() -> None:
    (reason,) = panels(statistics([("镇", f"{'很长' * 300}，扣1分")])).tables[0].rows
    assert reason[1] == "很长" * 29 + "很…"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("", "考核结果统计"),
        ("青禾区2026年度综合考核得分情况统计表", "青禾区2026年度综合考核结果统计"),
        ("考核汇总表", "考核结果统计"),
    ],
)
def test_office_and_year_are_those_of_the_form_s_title(title: str, shown: str) -> None:
    assert statistics_title(title) == shown


def test_a_year_without_deductions_is_said_once() -> None:
    told = sentences(statistics([("镇", "无"), ("村", "无")]))
    assert told[1:] == ("全部单位平均100分；各单位均没有扣分。",)


def test_points_typed_without_a_reason_are_no_reason_and_no_year_without_deductions() -> None:
    made = table({Field.UNIT: ["甲", "乙"], Field.DEDUCTED: [Decimal(1), Decimal(2)]}, categories=["镇", "镇"])
    found = compute(recalculate(Sheets((made,))))
    assert found.everything.deducted == 3
    assert not any("没有扣分" in line for line in sentences(found))


def test_all_categories_of_the_best_average_are_named() -> None:
    found = statistics([("镇", "无"), ("村", "无"), ("部门", "迟到，扣1分")])
    assert sentences(found)[1].startswith("全部单位平均99.67分，其中镇、村最高（100分），部门最低（99分）；")
