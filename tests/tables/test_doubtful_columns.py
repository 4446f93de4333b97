"""Columns whose words and numbers leave two readings: each is a question, or read where the numbers decide."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kaohe.core.cells import CellValue
from kaohe.recalculation import recalculate
from kaohe.tables import SheetGrid, find_tables

pytestmark = pytest.mark.core

D = Decimal
Rows = list[list[CellValue]]


def read(rows: Rows) -> tuple[list[Decimal | None], set[str]]:
    outcome = recalculate(find_tables([SheetGrid("考核", rows)]))
    return [unit.score for unit in outcome.units], {finding.code for finding in outcome.findings}


def test_a_mean_beside_what_it_is_taken_of_is_a_question() -> None:
    """The months were added up, though the office may count their mean."""
    head: list[CellValue] = ["单位", "1月扣分", "2月扣分", "一季度平均扣分", "得分"]
    rows: Rows = [head, ["甲局", D(1), D(2), D("1.5"), None], ["乙局", D(0), D(1), D("0.5"), None]]
    assert read(rows) == ([None, None], {"S109", "S114"})
    elsewhere: Rows = [[*head[:3], "全区平均扣分", "得分"], *([*row[:3], D("0.7"), None] for row in rows[1:])]
    assert read(elsewhere)[0] == [D(97), D(99)]


@pytest.mark.parametrize("heading", ["累计扣分", "历次累计扣分", "全年累计扣分", "历次扣分"])
def test_a_running_total_is_not_added_to_what_it_may_hold(heading: str) -> None:
    rows: Rows = [["单位", "本次扣分", heading, "得分"], ["甲局", D(1), D("3.5"), None], ["乙局", D(0), D(2), None]]
    assert read(rows)[0] == [None, None]


@pytest.mark.parametrize(
    ("heading", "says", "is_open"),
    [
        ("状态", "申诉中", True),
        ("状态", "已撤销", True),
        ("状态", "已生效", False),
        ("处理结果", "不予采纳", True),
        ("处理结果", "已核实", False),
        ("责任人", "李四（扣0.5）", True),
        ("责任人", "李四", False),
    ],
)
def test_a_word_beside_the_points_that_takes_them_back_keeps_the_unit_open(
    heading: str, says: str, is_open: bool
) -> None:
    rows: Rows = [["单位", "扣分", heading, "得分"], ["甲局", D(1), says, None], ["乙局", D(2), None, None]]
    scores, codes = read(rows)
    assert scores == [None if is_open else D(99), D(98)]
    assert ("P423" in codes) is is_open


def test_parts_of_a_sum_are_what_the_sum_says() -> None:
    rows: Rows = [
        ["单位", "扣分合计", "其中：会风", "其中：材料", "得分"],
        ["甲局", D(1), D("0.5"), D("0.5"), None],
        ["乙局", D(2), D(2), D(0), None],
    ]
    assert read(rows)[0] == [D(99), D(98)]


def test_bonuses_less_deductions_are_checked_and_not_counted_again() -> None:
    head: list[CellValue] = ["单位", "加分", "扣分", "净加分", "得分"]
    rows: Rows = [head, ["甲局", D(1), D("0.5"), D("0.5"), None], ["乙局", D(0), D(2), D(-2), None]]
    assert read(rows)[0] == [D("100.5"), D(98)]
    rows[1][3] = D("0.7")
    scores, codes = read(rows)
    assert scores == [None, D(98)]
    assert "P414" in codes


def test_points_that_all_say_whether_they_add_need_no_heading() -> None:
    rows: Rows = [["单位", "分值", "得分"], ["甲局", "扣0.5分", None], ["乙局", "加1分", None]]
    assert read(rows)[0] == [D("99.5"), D(101)]


def test_a_unit_with_a_line_for_each_item_has_the_sum_of_its_marks() -> None:
    rows: Rows = [
        ["单位", "考核指标", "满分", "得分"],
        ["甲局", "党建", D(30), D(28)],
        [None, "经济", D(40), D(39)],
        [None, "民生", D(30), D(30)],
        ["乙局", "党建", D(30), D(29)],
        [None, "经济", D(40), D(35)],
        [None, "民生", D(30), D(30)],
    ]
    assert read(rows)[0] == [D(97), D(94)]
