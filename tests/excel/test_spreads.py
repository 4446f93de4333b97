"""Formulas that fill several cells: counted as computed, frozen whole, and brought back whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.excel.desk import Desk

HEADER = ["序号", "被考核单位", "加扣分原因及分值", "考核得分", "名次"]
REASONS = ("迟报，扣0.1分", "无", "迟到，扣0.3分", "无")
SCORES, RANKS = ((99.9,), (100,), (99.7,), (100,)), ((2,), (1,), (3,), (1,))
SCORE, RANK = "=SCORE_UNIT(C2:C5)", "=RANK_UNIT(D2:D5,D2:D5)"


def _desk(path: Path, kind: str, *, telling: bool = False) -> Desk:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "考核表"
    sheet.append(HEADER)
    for number, text in enumerate(REASONS, 1):
        sheet.append([number, f"单位{number}", text])
    book.save(path)
    desk = Desk(path)
    impl = desk.book.sheets["考核表"].impl
    impl.spreads.further_cells_tell = telling
    impl.spreads.results |= {SCORE: SCORES, RANK: RANKS}
    for column, formula in ((4, SCORE), (5, RANK)):
        area = (2, column, 5, column)
        impl.spread(area if kind == "FormulaArray" else (2, column, 2, column), formula, kind)
    return desk


@pytest.fixture(
    params=[("Formula2", False), ("Formula2", True), ("FormulaArray", True)], ids=["silent", "telling", "array"]
)
def desk(tmp_path: Path, request: pytest.FixtureRequest) -> Desk:
    """A table whose scores and ranks are one spread formula each, on an Excel whose further cells tell it or not."""
    kind, telling = request.param
    return _desk(tmp_path / "office.xlsx", kind, telling=telling)


def _shown(desk: Desk, column: int) -> list[object]:
    impl = desk.book.sheets["考核表"].impl
    return [impl.shown(row, column) for row in range(2, 6)]


def _spreads(desk: Desk) -> object:
    return desk.book.sheets["考核表"].impl.spreads.areas


def test_recalculate_leaves_them_alone(desk: Desk) -> None:
    before = dict(_spreads(desk))  # type: ignore[call-overload]
    assert "4个单位" in desk.click("recalculate")
    assert _spreads(desk) == before
    assert desk.boxes == []


def test_wrong_ranks_in_one_are_told_not_overwritten(desk: Desk) -> None:
    desk.book.sheets["考核表"].impl.spreads.results[RANK] = ((1,), (2,), (3,), (4,))
    before = dict(_spreads(desk))  # type: ignore[call-overload]
    desk.click("recalculate", answers=("yes",) if desk.boxes else ())
    assert _spreads(desk) == before
    assert _shown(desk, 5) == [1.0, 2.0, 3.0, 4.0]


def test_frozen_whole_and_brought_back_whole(desk: Desk) -> None:
    before, sight = dict(_spreads(desk)), desk.sight()  # type: ignore[call-overload]
    scores, ranks = _shown(desk, 4), _shown(desk, 5)
    assert desk.click("freeze_values") == "已把8个公式固化为数值"
    assert not _spreads(desk)
    assert (_shown(desk, 4), _shown(desk, 5)) == (scores, ranks)
    assert "撤销" in desk.click("undo_last")
    assert _spreads(desk) == before
    assert desk.sight() == sight


def test_an_excel_without_spilling_is_asked_in_vain(tmp_path: Path) -> None:
    desk = _desk(tmp_path / "office.xlsx", "FormulaArray")
    desk.book.sheets["考核表"].impl.spreads.spilling = False
    assert desk.click("freeze_values") == "已把8个公式固化为数值"
    desk.click("undo_last")
    assert len(desk.book.sheets["考核表"].impl.spreads.areas) == 2
