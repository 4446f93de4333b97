"""Answers to appeals: what a review changed, for whom, in one sentence and item by item."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.core.tables import table

from kaohe.core.schema import Field
from kaohe.core.table import Sheets
from kaohe.recalculation import recalculate
from kaohe.reports.comparison import compare
from kaohe.reports.notices import Occasion
from kaohe.reports.replies import ChangeField, ReplyField, make_replies

pytestmark = pytest.mark.core

BEFORE = ("迟到，扣0.2分；旷会，扣0.5分", "早退，扣0.3分", "无")


def sheets(texts: Sequence[str], grades: str | None = None) -> Sheets:
    columns = {Field.UNIT: ["甲镇", "乙镇", "丙镇"], Field.REASONS: list(texts)}
    return Sheets((table(columns, categories=["镇"] * 3),), settings={"grades": grades} if grades else {})


def replies(
    after: Sequence[str], *wanted: str, with_rank: bool = True, grades: str | None = None
) -> list[tuple[str, str, list[tuple[str, str]]]]:
    old, new = sheets(BEFORE, grades), sheets(after, grades)
    found = make_replies(compare(old, new), recalculate(new), after, Occasion(with_rank=with_rank), wanted)
    return [
        (
            notice.unit,
            notice.fields[ReplyField.VERDICT],
            [(item[ChangeField.BEFORE], item[ChangeField.AFTER]) for item in notice.items],
        )
        for notice in found.notices
    ]


def test_only_those_whose_own_items_changed_are_answered() -> None:
    assert replies(("迟到，扣0.1分", *BEFORE[1:])) == [
        (
            "甲镇",
            "调整考核结果：得分由99.3分改为99.9分，名次由第3名改为第2名",
            [("迟到，扣0.2分", "迟到，扣0.1分"), ("旷会，扣0.5分", "（无）")],
        )
    ]


def test_a_unit_that_is_named_is_told_that_its_result_holds() -> None:
    assert replies(BEFORE, "丙  镇") == [
        ("丙镇", "维持原考核结果：得分仍为100分，名次仍为第1名", [("条目无变动", "条目无变动")])
    ]


def test_a_rank_that_others_moved_is_no_change_of_the_unit_s_own() -> None:
    ((_, verdict, _),) = replies(("迟到，扣0.1分", *BEFORE[1:]), "乙镇")
    assert verdict == "维持原考核结果：得分仍为99.7分，因其他单位的结果调整，名次由第2名改为第3名"


def test_ranks_are_left_out_and_grades_are_told() -> None:
    ((_, verdict, _),) = replies(("无", *BEFORE[1:]), "甲镇", with_rank=False, grades="优秀 99.5分以上；合格")
    assert verdict == "调整考核结果：得分由99.3分改为100分，等次由合格改为优秀"


def test_a_unit_whose_score_is_open_gets_no_answer_and_is_named() -> None:
    new = sheets(("迟到，酌情扣分", *BEFORE[1:]))
    found = make_replies(compare(sheets(BEFORE), new), recalculate(new), BEFORE, Occasion(), ["甲镇"])
    assert (found.notices, found.open_units) == ((), ("甲镇",))
