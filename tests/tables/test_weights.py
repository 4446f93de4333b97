"""Marks that headings weigh, and scores that come before the last one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kaohe.core.cells import CellValue
from kaohe.recalculation import recalculate
from kaohe.tables import SheetGrid, find_tables

pytestmark = pytest.mark.core
_MARKS = ((95, 90, 96), (88, 92, 90), (91, 85, 99), (70, 80, 75))
_RIGHT = ["93.2", "90", "90.2", "75"]
_HEADS = {
    "in brackets": [["单位", "系统考核得分（占40%）", "现场考核得分（40%）", "履职考核（权重0.2）", "总分"]],
    "bare": [["单位", "系统40%", "现场40%", "履职20%", "考核得分"]],
    "below": [
        ["单位", "系统考核得分", "现场考核得分", "履职考核得分", "总分"],
        [None, "（占40%）", "（占40%）", "20%", None],
    ],
    "a row": [["单位", "系统考核", "现场考核", "履职考核", "总分"], ["权重", "40%", "40%", "20%", None]],
}


#: A hint of a catalogue or a column that the office has not.
_HINTS = {"S109", "M507"}


def scores(*rows: list[object]) -> tuple[list[str | None], set[str]]:
    """Return the scores of a table, and the codes of what is said of it."""
    cells: list[list[CellValue]] = [
        [Decimal(str(value)) if isinstance(value, int | float) else value for value in row]  # type: ignore[misc]
        for row in rows
    ]
    outcome = recalculate(find_tables([SheetGrid("考核", cells)]))
    found = [None if unit.score is None else f"{unit.score.normalize():f}" for unit in outcome.units]
    return found, {finding.code for finding in outcome.findings} - _HINTS


def units(*typed: object) -> list[list[object]]:
    return [[f"{'甲乙丙丁'[at]}镇", *marks, typed[at] if typed else None] for at, marks in enumerate(_MARKS)]


@pytest.mark.parametrize("heads", _HEADS.values(), ids=_HEADS)
def test_marks_are_weighed_as_headings_say(heads: list[list[object]]) -> None:
    assert scores(*heads, *units()) == (_RIGHT, set())
    assert scores(*heads, *units(93.2, 90, 90.2, 75)) == (_RIGHT, set())


def test_typed_scores_tell_the_places() -> None:
    assert scores(*_HEADS["bare"], *units(93, 90, 90, 75)) == (["93", "90", "90", "75"], set())


def test_a_wrong_typed_score_is_told() -> None:
    head, more = _HEADS["bare"], [["戊镇", 60, 60, 60, 60], ["己镇", 50, 50, 50, 50], ["庚镇", 40, 40, 40, 45]]
    assert scores(*head, *units(93.2, 90, 90.2, 75), *more) == ([*_RIGHT, "60", "50", "40"], {"P413"})


def test_what_is_weighed_already_is_not_weighed_again() -> None:
    rows: list[list[object]] = [
        ["甲镇", 38, 36, 19.2, 93.2],
        ["乙镇", 35.2, 36.8, 18, 90],
        ["丙镇", 36.4, 34, 19.8, 90.2],
    ]
    assert scores(*_HEADS["bare"], *rows) == (["93.2", "90", "90.2"], set())
    blank = [[*row[:4], None] for row in rows]
    assert scores(*_HEADS["bare"], *blank) == ([None] * 3, {"S114"})


def test_shares_that_make_no_whole_are_a_question() -> None:
    head: list[object] = ["单位", "系统考核（40%）", "现场考核（40%）", "考核得分"]
    assert scores(head, ["甲镇", 95, 90, None], ["乙镇", 88, 92, None]) == ([None, None], {"S114"})


@pytest.mark.parametrize("typed", [(101, 100, 99), (None, None, None)])
def test_a_score_before_the_last_is_in_it_already(typed: tuple[object, ...]) -> None:
    head: list[object] = ["单位", "考核扣分", "考核得分", "加分", "最终得分"]
    rows = [[f"{'甲乙丙'[at]}镇", at, 100 - at, 1, typed[at]] for at in range(3)]
    assert scores(head, *rows) == (["101", "100", "99"], set())


def test_a_score_that_nothing_explains_is_a_question() -> None:
    head: list[object] = ["单位", "考核扣分", "考核得分", "最终得分"]
    assert scores(head, ["甲镇", 1, 98, None], ["乙镇", 2, 97, None]) == ([None, None], {"S114"})


def test_a_column_of_money_is_none_of_points() -> None:
    head: list[object] = ["标段", "日常扣分", "考核得分", "核减费用（元）"]
    assert scores(head, ["一标段", 2.5, None, 2100], ["二标段", 1, None, 500]) == (["97.5", "99"], set())


@pytest.mark.parametrize("typed", [(99, 95), (None, None)])
def test_a_base_behind_the_points_that_made_it_is_no_base(typed: tuple[object, ...]) -> None:
    head: list[object] = ["班组", "扣分", "基础得分", "奖励", "实际得分"]
    assert scores(head, ["一班", 2, 98, 1, typed[0]], ["二班", 5, 95, 0, typed[1]]) == (["99", "95"], set())


def test_a_base_behind_points_that_nothing_explains_is_a_question() -> None:
    head: list[object] = ["班组", "扣分", "基础得分", "奖励", "实际得分"]
    assert scores(head, ["一班", 2, 97, 1, None], ["二班", 5, 95, 0, None]) == ([None, None], {"S114"})


def test_a_base_of_all_or_before_the_points_is_one() -> None:
    behind: list[object] = ["班组", "扣分", "基础分", "得分"]
    assert scores(behind, ["一班", 2, 100, None], ["二班", 5, 100, None]) == (["98", "95"], set())
    before: list[object] = ["班组", "基础分", "扣分", "得分"]
    assert scores(before, ["一班", 90, 2, None], ["二班", 95, 5, None]) == (["88", "90"], set())
