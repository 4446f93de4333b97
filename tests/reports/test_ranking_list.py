"""The ranking list: every ranked unit once, in the order of ranks; the others are named."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.running import office, run
from tests.core.tables import by_chance

from kaohe.core.settings import RankingColumn
from kaohe.core.table import Table
from kaohe.reports.ranking_list import USUAL_TITLE, RankingList, make_ranking_list, ranking_title

pytestmark = pytest.mark.core


def made(each: Table, **sheets: object) -> RankingList:
    return make_ranking_list(run(each, **sheets))


def test_ranks_ascend_and_ties_are_marked() -> None:
    found = made(office(["扣0.3分", "扣0.1分", "扣0.1分"]))
    (group,) = found.groups
    assert [(place.cells[0], place.cells[1], place.tied) for place in group.places] == [
        (1, "第1镇", True),
        (1, "第2镇", True),
        (2, "第0镇", False),
    ]
    assert found.title == USUAL_TITLE


def test_a_unit_without_a_rank_is_named_not_listed() -> None:
    (group,) = made(office(["迟到，扣分", "无"])).groups
    assert [place.cells[1] for place in group.places] == ["第1镇"]
    assert group.remark == "注：第0镇的得分或名次尚未确定，未列入。"


def test_the_office_chooses_the_columns() -> None:
    found = made(office(["扣0.3分", "无"]), settings={"ranking_columns": "名次，单位，扣分、条数"})
    assert found.columns == (RankingColumn.RANK, RankingColumn.UNIT, RankingColumn.DEDUCTED, RankingColumn.ITEMS)


def test_grades_have_their_column_only_where_there_are_any() -> None:
    assert RankingColumn.GRADE not in made(office(["扣0.3分", "无"])).columns
    graded = made(office(["扣0.3分", "无"]), settings={"grades": "优秀 前50%；良好"})
    assert [place.cells[-1] for place in graded.groups[0].places] == ["优秀", "良好"]


def test_an_unknown_column_is_a_finding_and_the_usual_ones_stay() -> None:
    outcome = run(office(["无"]), settings={"ranking_columns": "名次、电话"})
    assert [each.code for each in outcome.findings] == ["S105"]
    assert make_ranking_list(outcome).columns == (RankingColumn.RANK, RankingColumn.UNIT, RankingColumn.SCORE)


@pytest.mark.parametrize(
    ("form", "title"),
    [
        ("2024年度驻村帮扶工作考核得分情况表", "2024年度驻村帮扶工作考核结果排名榜"),
        ("2024年考核汇总表", "2024年考核结果排名榜"),
        ("某区考核公告", "某区考核公告结果排名榜"),
    ],
)
def test_the_title_names_year_and_subject(form: str, title: str) -> None:
    assert ranking_title(form) == title


@given(st.randoms(use_true_random=False), st.integers(1, 12))
def test_every_unit_is_listed_once_or_not_ranked(chance: random.Random, count: int) -> None:
    outcome = run(office([by_chance(chance) for _ in range(count)]))
    places = [place for group in make_ranking_list(outcome).groups for place in group.places]
    assert len(places) == sum(unit.rank is not None for unit in outcome.units)
