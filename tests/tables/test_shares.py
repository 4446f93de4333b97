"""A number that its cell shows in hundredths (0.05 as 5%) is no number of points."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kaohe.core.cells import CellValue
from kaohe.recalculation import recalculate
from kaohe.tables import SheetGrid, find_tables

pytestmark = pytest.mark.core

D = Decimal


def scores(rows: list[list[CellValue]], *shares: tuple[int, int]) -> list[Decimal | None]:
    outcome = recalculate(find_tables([SheetGrid("考核", rows, shares=frozenset(shares))]))
    return [unit.score for unit in outcome.units]


def test_points_shown_in_hundredths_are_asked_about() -> None:
    rows: list[list[CellValue]] = [["林场", "扣分", "得分"], ["东林场", D(2), None], ["西林场", D("0.05"), None]]
    assert scores(rows) == [D(98), D("99.95")]
    assert scores(rows, (3, 2)) == [D(98), None]
    rows[2][1] = D(0)
    assert scores(rows, (3, 2)) == [D(98), D(100)]


def test_marks_shown_in_hundredths_are_asked_about() -> None:
    rows: list[list[CellValue]] = [
        ["林场", "完成率（满分50分）", "管护（满分50分）", "得分"],
        ["东林场", D(45), D(48), None],
        ["西林场", D("0.95"), D(40), None],
        ["南林场", D(41), D(45), None],
    ]
    assert scores(rows, (3, 2)) == [D(93), None, D(86)]


def test_a_rate_shown_in_hundredths_is_no_question() -> None:
    rows: list[list[CellValue]] = [
        ["村", "扣分", "完成率", "得分"],
        ["东村", D(2), D("0.9"), None],
        ["西村", D(1), D(1), None],
    ]
    assert scores(rows, (2, 3), (3, 3)) == [D(98), D(99)]
    assert scores(rows) == [None, None]
