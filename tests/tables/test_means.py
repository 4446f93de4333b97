"""Scores that are the mean of several periods' scores, and units that look like a row of column numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kaohe.core.cells import CellValue
from kaohe.recalculation import recalculate
from kaohe.tables import SheetGrid, find_tables

pytestmark = pytest.mark.core


def scores(*rows: list[object]) -> dict[str, str | None]:
    width = max(map(len, rows))
    cells: list[list[CellValue]] = [
        [*(Decimal(str(v)) if isinstance(v, int | float) else v for v in row), *[None] * (width - len(row))]  # type: ignore[list-item]
        for row in rows
    ]
    units = recalculate(find_tables([SheetGrid("考核", cells)])).units
    return {unit.unit: None if unit.score is None else f"{unit.score.normalize():f}" for unit in units}


QUARTERS: list[list[object]] = [["甲局", 95, 96, 94, 91], ["乙局", 90, 92, 94, 96]]


@pytest.mark.parametrize("head", ["年度得分（四个季度得分的平均分）", "平均得分", "年度平均分", "平均分"])
def test_the_mean_of_periods_is_the_score(head: str) -> None:
    first: list[object] = ["单位", "一季度得分", "二季度得分", "三季度得分", "四季度得分", head, "名次"]
    assert scores(first, *QUARTERS) == {"甲局": "94", "乙局": "93"}
    assert scores(first, [*QUARTERS[0], 94], [*QUARTERS[1], 93]) == {"甲局": "94", "乙局": "93"}
    assert scores(first, ["甲局", 95, None, 94, 91], QUARTERS[1]) == {"甲局": None, "乙局": "93"}


def test_typed_means_say_how_they_are_rounded() -> None:
    head: list[object] = ["单位", "1月得分", "2月得分", "3月得分", "平均得分"]
    assert scores(head, ["甲局", 95, 95, 97, 95.67], ["乙局", 90, 91, 92, 91]) == {"甲局": "95.67", "乙局": "91"}
    assert scores(head, ["甲局", 95, 95, 97, 99], ["乙局", 90, 91, 92, 91])["甲局"] is None


def test_a_weighted_mean_is_a_question() -> None:
    head: list[object] = ["单位", "1月得分", "2月得分", "平均得分（1月占40%，2月占60%）"]
    assert set(scores(head, ["甲局", 95, 97], ["乙局", 90, 92]).values()) == {None}
    assert set(scores(["单位", "1月得分（40%）", "2月得分（60%）", "平均得分"], ["甲局", 95, 97]).values()) == {None}


def test_quarters_without_a_mean_stay_a_question() -> None:
    head: list[object] = ["单位", "一季度得分", "二季度得分", "三季度得分", "四季度得分", "年度得分"]
    assert set(scores(head, *QUARTERS).values()) == {None}
    assert set(scores(["单位", "1月扣分", "2月扣分", "平均得分"], ["甲局", 1, 2], ["乙局", 3, 4]).values()) == {None}


HEAD: list[object] = ["单位", "考勤扣分", "卫生扣分", "纪律扣分", "得分", "名次"]


def test_units_called_by_stems_or_numbers_are_no_column_numbers() -> None:
    assert scores(HEAD, ["甲", 1, 2, 3], ["乙", 0, 2, 1]) == {"甲": "94", "乙": "97"}
    assert scores(HEAD, ["乙", 1, 0, 3], ["甲", 1, 2, 3]) == {"乙": "96", "甲": "94"}
    assert scores(["班级", *HEAD[1:]], [1, 2, 3, 4], [2, 0, 1, 0]) == {"1": "91", "2": "99"}


def test_a_row_of_column_numbers_is_no_unit() -> None:
    assert scores(HEAD, ["甲", 1, 2, 3, 4, 5], ["东局", 0, 2, 1]) == {"东局": "97"}
    assert scores(HEAD, [1, 2, 3, 4, 5, 6], ["东局", 0, 2, 1], ["西局", 0, 1, 1]) == {"东局": "97", "西局": "98"}
