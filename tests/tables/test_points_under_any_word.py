"""Numbers under a word that names no points (满意度, 照片): what stands around the word is stronger than the word."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kaohe.core.cells import CellValue
from kaohe.core.reading import Role
from kaohe.recalculation import recalculate
from kaohe.tables import SheetGrid, find_tables
from kaohe.tables.vocabulary import shipped

pytestmark = pytest.mark.core

Rows = list[list[CellValue]]

#: Every word of the file that says of a column that it is none of the table's business, and a heading made with it.
NO_POINTS = sorted(
    {word.text for words in (shipped().whole, shipped().ends) for word in words.values() if word.role is Role.OUTSIDE}
    | {word.text for word in shipped().inside if word.role is Role.OUTSIDE}
)

FOR_TEXTS = [
    word for word in NO_POINTS if (found := shipped().find(word)) and found.role is Role.OUTSIDE and not found.figures
]


def scores(*rows: list[object], merged: tuple[tuple[int, int, int, int], ...] = ()) -> list[Decimal | None]:
    width = max(map(len, rows))
    cells: Rows = []
    for row in rows:
        values: list[CellValue] = [
            Decimal(str(value)) if isinstance(value, int | float) else value  # type: ignore[misc]
            for value in row
        ]
        cells.append(values + [None] * (width - len(values)))
    outcome = recalculate(find_tables([SheetGrid("考核", cells, merged=merged)]))
    return [unit.score for unit in outcome.units]


def numbers(*values: float) -> list[Decimal]:
    return [Decimal(str(value)) for value in values]


@pytest.mark.parametrize("word", NO_POINTS)
def test_a_full_mark_in_the_heading_makes_marks(word: str) -> None:
    head: list[object] = ["单位", "业务（70分）", f"{word}（30分）", "总分", "名次"]
    got = scores(head, ["东局", 65, 28], ["西局", 64, 26], ["南局", 61, 30])
    assert got == numbers(93, 90, 91)


@pytest.mark.parametrize("word", NO_POINTS)
def test_under_a_group_of_deductions_nothing_is_dropped(word: str) -> None:
    rows = (["单位", "扣分", None, "得分"], [None, "出勤", word], ["东局", 1, 2], ["西局", 0, 1], ["南局", 0.5, 0.5])
    got = scores(*rows, merged=((1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 2, 4)))
    assert got in (numbers(97, 99, 99), [None, None, None])


@pytest.mark.parametrize("word", FOR_TEXTS)
def test_numbers_under_a_word_for_texts_are_a_question(word: str) -> None:
    got = scores(["单位", "扣分", word, "得分"], ["东局", 1, 2], ["西局", 0, 1], ["南局", 0.5, 3])
    assert got == [None, None, None]


@pytest.mark.parametrize("word", ["人数", "户籍人口", "罚款", "工号", "联系电话", "时限（天）", "罚款（元）"])
def test_numbers_that_are_surely_something_else_are_no_question(word: str) -> None:
    number = 13800138000 if word == "联系电话" else 12
    got = scores(["单位", "扣分", word, "得分"], ["东局", 1, number], ["西局", 0, number + 1], ["南局", 2, number + 5])
    assert got == numbers(99, 100, 98)


MARKS: list[list[object]] = [["民一庭", 46.5, 19, 18], ["民二庭", 47, 18.5, 19], ["刑庭", 48, 19, 19.5]]


@pytest.mark.parametrize("word", ["满分", "标准分", "分值", "权重分", "各项满分", "应得分", "分值（满分）"])
@pytest.mark.parametrize("place", ["first", "last", "in words", "without the total"])
def test_a_row_of_maxima_says_that_columns_hold_marks_and_is_no_unit(word: str, place: str) -> None:
    head: list[object] = ["庭室", "审判质效", "队伍建设", "满意度", "总得分", "名次"]
    most: list[object] = [word, 50, 25, 25, 100]
    if place == "in words":
        most = [word, "50分", "25分", "25分", "100分"]
    rows = [*MARKS, most] if place == "last" else [most[:4] if place == "without the total" else most, *MARKS]
    assert scores(head, *rows) == numbers(83.5, 84.5, 86.5)


@pytest.mark.parametrize(
    "most", [["50分", "25分", "25分", "100分"], [50, 25, 25, 100], ["（50分）", "（25分）", "（25分）"]]
)
@pytest.mark.parametrize("is_merged", [True, False])
def test_maxima_below_the_headings_need_no_name(most: list[object], is_merged: bool) -> None:
    head: list[object] = ["庭室", "审判质效", "队伍建设", "满意度", "总得分"]
    merged = ((1, 1, 2, 1),) if is_merged else ()
    assert scores(head, [None, *most], *MARKS, merged=merged) == numbers(83.5, 84.5, 86.5)


@pytest.mark.parametrize("weights", [[0.7, 0.3], ["70%", "30%"]])
@pytest.mark.parametrize("heads", [["业务", "满意度"], ["业务（100分）", "满意度（100分）"]])
def test_a_row_of_weights_that_make_the_whole_weighs_marks(weights: list[object], heads: list[object]) -> None:
    got = scores(["单位", *heads, "总分"], ["权重", *weights], ["东局", 90, 80], ["西局", 80, 70], ["南局", 70, 60])
    assert got == numbers(87, 77, 67)


@pytest.mark.parametrize("weights", [[0.7, 0.3], ["70%", "30%"], [0.7, 0.2]])
@pytest.mark.parametrize("heads", [["业务扣分", "作风扣分"], ["业务", "作风扣分"]])
def test_another_row_of_weights_is_a_question(weights: list[object], heads: list[object]) -> None:
    got = scores(["单位", *heads, "总分"], ["权重", *weights], ["东局", 90, 80], ["西局", 80, 70], ["南局", 70, 60])
    assert got == [None, None, None]


def test_a_share_of_two_columns_is_no_question() -> None:
    head: list[object] = ["单位", "应到人数", "实到人数", "出勤率", "扣分", "得分"]
    assert scores(head, ["东局", 10, 9, 90, 1], ["西局", 12, 12, 100, 0], ["南局", 15, 12, 80, 2]) == numbers(
        99, 100, 98
    )


def test_what_leads_from_one_stage_to_the_next_is_in_it_already() -> None:
    head: list[object] = ["站", "应扣分", "申诉核减", "实扣分", "得分"]
    assert scores(head, ["甲站", 3, 1, 2], ["乙站", 2, 0, 2], ["丙站", 4, 3, 1]) == numbers(98, 98, 99)
    assert scores(head, ["甲站", 3, 1, 2], ["乙站", 2, 0, 2], ["丙站", 4, 3, 2]) == [None, Decimal(98), None]


def test_marks_under_a_group_with_a_full_mark_are_its_parts() -> None:
    rows = (
        ["单位", "业务（70分）", None, "满意度（30分）", "总分"],
        [None, "完成率", "及时率", None],
        ["东局", 35, 30, 28], ["西局", 34, 29, 29], ["南局", 33, 27, 25],
    )  # fmt: skip
    assert scores(*rows, merged=((1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 2, 4), (1, 5, 2, 5))) == numbers(93, 92, 85)


def test_a_heading_that_asks_for_an_opinion_names_no_unit() -> None:
    head: list[object] = ["单位", "职能部门（40分）", "分管领导（30分）", "服务对象30分", "总分"]
    assert scores(head, ["东局", 36, 28, 29], ["西局", 38, 29, 27], ["南局", 33, 27, 25]) == numbers(93, 94, 85)
