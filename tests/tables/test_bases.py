"""Bases that texts name for kinds of units: read by category, else asked for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kaohe.core.cells import CellValue
from kaohe.recalculation import recalculate
from kaohe.tables import SheetGrid, find_tables

pytestmark = pytest.mark.core

Rows = list[list[object]]


def scores(rows: Rows) -> list[Decimal | None]:
    width = max(map(len, rows))
    cells: list[list[CellValue]] = [
        [*(Decimal(str(v)) if isinstance(v, int | float) else v for v in row), *[None] * (width - len(row))]  # type: ignore[list-item]
        for row in rows
    ]
    return [unit.score for unit in recalculate(find_tables([SheetGrid("考核", cells)])).units]


HEAD: list[object] = ["村", "类别", "扣分", "加分", "得分"]
UNITS: Rows = [["石头村", "甲类", 1, 0], ["山口村", "乙类", 2, 1], ["云峰村", "乙类", 0, 0.5]]
WANTED = [Decimal(99), Decimal(89), Decimal("90.5")]
SAID = [
    "甲类村基础分100分，乙类村基础分90分", "注：甲类基础分为100分；乙类基础分为90分。", "基础分：甲类100分，乙类90分",
    "甲类（基础分100分）、乙类（基础分90分）", "说明：甲类村起评分为100分，乙类村起评分为90分", "基准分甲类100分、乙类90分",
    "甲类村按基础分100分计,乙类村按基础分90分计", "甲类100分起评，乙类90分起评", "甲类村满分100分，乙类村满分90分",
]  # fmt: skip


def without_category(rows: Rows) -> Rows:
    return [[row[0], *row[2:]] for row in rows]


@pytest.mark.parametrize("said", SAID)
def test_bases_of_kinds_are_read_wherever_they_stand(said: str) -> None:
    assert scores([[said], HEAD, *UNITS]) == WANTED
    assert scores([HEAD, *UNITS, [said]]) == WANTED
    bands: Rows = [["一、甲类"], UNITS[0], ["二、乙类"], *UNITS[1:]]
    head, *rest = without_category([HEAD, *([band[0]] if len(band) == 1 else band for band in bands)])
    assert scores([head, *rest, [said]]) == WANTED


@pytest.mark.parametrize("said", SAID)
def test_bases_of_kinds_that_nobody_is_of_are_a_question(said: str) -> None:
    assert scores([*without_category([HEAD, *UNITS]), [said]]) == [None, None, None]


def test_a_band_or_a_category_names_its_base_itself() -> None:
    head, first, *others = without_category([HEAD, *UNITS])
    assert scores([head, ["一、甲类村（基础分100分）"], first, ["二、乙类村（基础分90分）"], *others]) == WANTED
    assert scores([head, ["一、甲类村"], first, ["二、乙类村（基础分90分）"], *others]) == [None, None, None]
    named: Rows = [[u[0], f"{u[1]}（基础分{100 if u[1] == '甲类' else 90}分）", *u[2:]] for u in UNITS]
    assert scores([HEAD, *named]) == WANTED


@pytest.mark.parametrize(
    "said",
    [
        "注：各单位基础分100分",
        "注：社区基础分100分，行政村基础分100分",
        "注：总分100分，其中党建工作满分20分，业务工作满分80分",
    ],
)
def test_a_base_for_all_is_no_question(said: str) -> None:
    assert scores([["单位", "扣分", "得分"], ["东局", 1], ["西局", 2], [said]]) == [Decimal(99), Decimal(98)]


def test_a_rule_below_the_units_is_no_reason_of_the_last_one() -> None:
    rows: Rows = [["单位", "扣分", "加分", "得分"], ["东局", 1, 7], ["西局", 2, 0], ["加分最高不超过5分"]]
    assert scores(rows) == [None, Decimal(98)]
    assert scores([*rows[:3], ["迟到扣0.5分，最多扣2分"]]) == [Decimal(106), None]


@pytest.mark.parametrize("said", ["每户基础分60分，在基础分上加减", "各户起评分60分", "全体农户底分为60分"])
def test_a_base_for_each_unit_is_never_passed_over(said: str) -> None:
    rows: Rows = [[said], ["户主", "加分", "减分", "积分"], ["王德发", 10, None], ["李长根", 8, 2], ["张秀英", 6, 1]]
    assert scores(rows) == [None] * 3  # 60 or 100: asked
    typed: Rows = [*rows[:2], *([*row, score] for row, score in zip(rows[2:], (70, 66, 65), strict=True))]
    assert scores(typed) == [Decimal(70), Decimal(66), Decimal(65)]


def test_what_tells_each_unit_apart_ranks_none_of_them() -> None:
    rows: Rows = [["片区", "单位", "扣分", "得分", "名次"]]
    rows += [[f"{letter}区", f"{letter}公司", points] for letter, points in zip("ABCD", (2, 0, 1, 2), strict=True)]
    cells: list[list[CellValue]] = [
        [Decimal(v) if isinstance(v, int) else v for v in (*row, *[None] * (5 - len(row)))]  # type: ignore[misc]
        for row in rows
    ]
    units = recalculate(find_tables([SheetGrid("考核", cells)])).units
    assert [(unit.rank, unit.category) for unit in units] == [(3, None), (1, None), (2, None), (3, None)]
    cells[2][0] = "A区"
    units = recalculate(find_tables([SheetGrid("考核", cells)])).units
    assert [(unit.rank, unit.category) for unit in units] == [(2, "A区"), (1, "A区"), (1, "C区"), (1, "D区")]
