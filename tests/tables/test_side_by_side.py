"""Headings that come again beside themselves: two tables where results come again, a question where only points do."""

from __future__ import annotations

from decimal import Decimal
from itertools import zip_longest

import pytest

from kaohe.core.cells import CellValue
from kaohe.recalculation import recalculate
from kaohe.tables import SheetGrid, find_tables

pytestmark = pytest.mark.core

Row = list[CellValue]


def row(*values: object) -> Row:
    return [Decimal(str(value)) if isinstance(value, int | float) else value for value in values]  # type: ignore[misc]


def beside(*halves: list[Row], gap: int) -> list[Row]:
    """Return tables side by side with ``gap`` blank columns between, the shorter ones filled up with blanks."""
    widths = [max(map(len, half)) for half in halves]
    rows = []
    for cells in zip_longest(*halves, fillvalue=[]):
        line: Row = []
        for width, values in zip(widths, cells, strict=True):
            line += [*values, *[None] * (width - len(values) + gap)]
        rows.append(line)
    return rows


def scores(rows: list[Row]) -> dict[str, Decimal | None]:
    return {unit.unit: unit.score for unit in recalculate(find_tables([SheetGrid("考核", rows)])).units}


LEFT = [row("中山所", 1, 0), row("人民所", 2, 0), row("解放所", 0.5, 1)]
RIGHT = [row("白云所", 3, 1), row("江夏所", 0.5, 0), row("黄陂所", 1, 0)]
BOTH = {
    "中山所": Decimal(99), "人民所": Decimal(98), "解放所": Decimal("100.5"),
    "白云所": Decimal(98), "江夏所": Decimal("99.5"), "黄陂所": Decimal(99),
}  # fmt: skip


@pytest.mark.parametrize("gap", [0, 1, 3])
@pytest.mark.parametrize(
    ("left", "right"), [("供电所", "供电所"), ("供电所", "变电站"), ("单位", "战队"), ("项目", "项目")]
)
def test_results_that_come_again_head_a_table_of_their_own(left: str, right: str, gap: int) -> None:
    head = ["扣分", "加分", "得分", "名次"]
    tables = ([row(left, *head), *LEFT], [row(right, *head), *RIGHT])
    assert scores(beside(*tables, gap=gap)) == BOTH
    shorter = ([row(left, *head), *LEFT], [row(right, *head), *RIGHT[:1]])
    assert scores(beside(*shorter, gap=gap)) == dict(list(BOTH.items())[:4])
    numbered = [[row("序号", *half[0]), *(row(n, *each) for n, each in enumerate(half[1:], 1))] for half in tables]
    assert scores(beside(*numbered, gap=gap)) == BOTH


@pytest.mark.parametrize(
    "head",
    [
        ["单位", "扣分", "得分", "名次", "整改人", "扣分"],  # whose points are those behind 整改人?
        ["单位", "检查项目", "扣分", "检查内容", "扣分"],
    ],
)
def test_points_that_come_again_without_results_are_a_question(head: list[str]) -> None:
    at = head.index("扣分")
    names = [["张三", "李四", "王五"], ["甲乙", "丙丁", "戊己"]]
    rows = [row(*head)]
    for unit, first, second in zip(["东局", "西局", "南局"], *names, strict=True):
        line: Row = [unit, *[first] * (at - 1), Decimal(1)]
        rows.append([*line, *[None] * (len(head) - len(line) - 2), second, Decimal(2)])
    assert set(scores(rows).values()) == {None}


def test_two_kinds_of_points_of_one_unit_stay_its_own() -> None:
    rows = [row("单位", "日常事由", "扣分", "年终情况", "扣分", "得分"), row("东局", "迟到", 1, "缺席", 1)]
    rows += [row("西局", "早退", 2, "迟报", 1), row("南局", "漏报", 0, "误报", 1)]
    assert scores(rows) == {"东局": Decimal(98), "西局": Decimal(97), "南局": Decimal(99)}
