"""Typed scores and ranks are audited where nothing can be computed, and against other sheets."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kaohe.recalculation import recalculate
from kaohe.tables import SheetGrid, find_tables

pytestmark = pytest.mark.core


def _told(*texts: str) -> list[tuple[str, str, int]]:
    grids = []
    for number, text in enumerate(texts, 1):
        rows = [
            [Decimal(cell) if cell.replace(".", "").isdigit() else cell or None for cell in line.split("|")]
            for line in text.split("\n")
        ]
        grids.append(SheetGrid(f"表{number}", rows))
    found = recalculate(find_tables(grids)).findings
    return [(f.code, f.where.sheet, f.where.row) for f in found if f.where and f.severity == "error"]


_RANKING = "排名|村别|考评暗访存在问题|得分\n第一名|甲村|保洁不到位。|93\n第二名|乙村|保洁不到位。|91\n{}|丙村|垃圾未清理。|{}\n{}|丁村|垃圾未清理。|{}"


@pytest.mark.parametrize(
    ("third", "score3", "fourth", "score4", "wrong"),
    [
        ("第三名", 90, "第四名", 89, []),
        ("第三名", 90, "第三名", 90, []),
        ("第三名", 90, "第四名", 90, [5]),
        ("第三名", 90, "第三名", 89, [5]),
        ("第四名", 90, "第三名", 89, [4, 5]),
    ],
)
def test_a_ranking_without_points_is_audited(
    third: str, score3: int, fourth: str, score4: int, wrong: list[int]
) -> None:
    told = _told(_RANKING.format(third, score3, fourth, score4))
    assert ("S101", "表1", 1) in told
    assert [row for code, _, row in told if code == "R603"] == wrong


_MARKS = "单位|河面（40分）|河岸（30分）|台账（30分）|总分|名次\n甲公司|38|27|26|91|2\n乙公司|36|{}|27|{}|1\n丙公司|35|26|25|86|5\n丁公司|37|26|26|89|3\n戊公司|34|25|24|83|4"


@pytest.mark.parametrize(("mark", "score"), [("32", "95"), ("32", ""), ("很好", "")])
def test_one_open_score_does_not_stop_the_audit(mark: str, score: str) -> None:
    assert ("R603", "表1", 4) in _told(_MARKS.format(mark, score))


_DETAILS = "单位|扣分|加分|得分\n司法局|2|0.5|98.5\n统计局|4.8||95.2\n林业局|1||99\n档案馆|3.5||96.5"
_NOTICE = "名次|单位|得分\n1|林业局|{}\n2|司法局|98.5\n3|档案馆|96.5\n4|统计局|{}"


def test_a_score_copied_wrongly_is_told() -> None:
    assert _told(_DETAILS, _NOTICE.format("99", "92.5")) == [("R615", "表2", 5)]
    assert _told(_NOTICE.format("99", "92.5"), _DETAILS) == [("R615", "表1", 5)]
    assert _told(_DETAILS, _NOTICE.format("99", "95.2")) == []


def test_scores_of_something_else_are_not_compared() -> None:
    other = "名次|单位|得分\n1|林业局|97\n2|司法局|96\n3|档案馆|96.5\n4|统计局|92.5"
    assert _told(_DETAILS, other) == []
