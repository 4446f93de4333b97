"""Title and lines to sign of an earlier form: what is printed is taken, what was written there is not."""

from __future__ import annotations

import pytest

from kaohe.reports.form.labels import default_texts, words_from
from kaohe.reports.form.reading import read_words

pytestmark = pytest.mark.core

REAL = [
    ["区委分管领导审核意见：               区政府分管领导审核意见："],
    ["考核实施单位（盖章）：               单位负责人签字："],
    ["考核经办人签字：                                    年   月   日"],
]


def test_the_real_form_is_the_usual_one() -> None:
    found = read_words(REAL)
    assert (found.texts | {"title": ""}, found.used, found.written) == (default_texts(), [0, 1, 2], [])


def test_a_single_blank_parts_labels_too() -> None:
    found = read_words([["区委分管领导审核意见： 区政府分管领导审核意见："], ["负责人签字：李四 填表 日期：3月1日"]])
    assert words_from(found.texts).sign_off == (
        ("区委分管领导审核意见：", "区政府分管领导审核意见："),
        ("负责人签字：", "日期："),
    )
    assert found.written == [(1, "李四 填表"), (1, "3月1日")]


def test_what_was_written_by_hand_stays_behind() -> None:
    found = read_words(
        [
            ["某县2025年度考核情况表"],
            ["区委分管领导审核意见：同意。王五 2025年12月30日"],
            ["单位负责人签字：李四      填表日期：2025年12月31日"],
        ]
    )
    assert words_from(found.texts).sign_off == (("区委分管领导审核意见：", ""), ("单位负责人签字：", "填表日期："))
    assert found.texts["title"] == "某县2025年度考核情况表"
    assert found.written == [(1, "同意。王五 2025年12月30日"), (2, "李四"), (2, "2025年12月31日")]


def test_a_date_that_was_filled_in_is_blank_again() -> None:
    found = read_words([["经办人签字：", "2025年12月31日"]])
    assert words_from(found.texts).sign_off == (("经办人签字：", default_texts()["right_3"]),)
    assert found.written == [(0, "2025年12月31日")]


@pytest.mark.parametrize(
    "title",
    [
        "2025年度驻村帮扶工作考核结果（征求意见稿）",
        "年度考核情况表（审核稿）",
        "年度考核得分审核表",
        "考核组意见汇总表",
        "考核审批表",
    ],
)
def test_a_title_that_speaks_of_opinions_is_a_title(title: str) -> None:
    found = read_words([[title], ["审核意见："]])
    assert (found.texts["title"], words_from(found.texts).sign_off) == (title, (("审核意见：", ""),))


def test_the_unit_of_points_is_no_title() -> None:
    assert "title" not in read_words([["单位：分"]]).texts


def test_cells_are_texts_of_their_own() -> None:
    found = read_words([["审核人：", "批准人签字："]])
    assert words_from(found.texts).sign_off == (("审核人：", "批准人签字："),)


@pytest.mark.parametrize("lines", [[[f"第{n}级审核：" for n in range(7)]], [[f"第{n}级审核："] for n in range(4)]])
def test_more_than_the_form_has_room_for_is_left_alone(lines: list[list[str]]) -> None:
    assert read_words(lines).used == []
