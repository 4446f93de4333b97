"""Grades against what the definition says: shares of a group, its boundary ties, and what is not known yet."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaohe.assessment.grading import grade
from kaohe.assessment.ranking import rank
from kaohe.core.grades import BoundaryTies, Rounding, read_grades
from kaohe.core.settings import Settings

pytestmark = pytest.mark.core


def graded(
    scores: list[Decimal | None],
    text: str,
    ties: BoundaryTies = BoundaryTies.IN,
    rounding: Rounding = Rounding.HALF_UP,
) -> list[str | None]:
    groups = ["镇"] * len(scores)
    settings = Settings(grades=read_grades(text), grade_ties=ties, grade_rounding=rounding)
    return grade(scores, groups, rank(scores, groups), settings)


def points(*scores: str | None) -> list[Decimal | None]:
    return [None if score is None else Decimal(score) for score in scores]


def test_no_grades_without_a_setting() -> None:
    assert graded(points("99", "98"), "") == [None, None]


def test_a_threshold_includes_itself() -> None:
    assert graded(points("90", "89.99"), "合格 90分以上；不合格") == ["合格", "不合格"]


def test_what_no_grade_covers_has_none() -> None:
    assert graded(points("99", "50"), "合格 60分以上") == ["合格", None]


@pytest.mark.parametrize(("ties", "best"), [(BoundaryTies.IN, 3), (BoundaryTies.OUT, 1)])
def test_equal_ranks_on_the_boundary(ties: BoundaryTies, best: int) -> None:
    """Two of five are within 40%; the second and the third are equal."""
    found = graded(points("99", "98", "98", "97", "96"), "优秀 前40%；良好", ties)
    assert found == ["优秀"] * best + ["良好"] * (5 - best)


@pytest.mark.parametrize(("rounding", "best"), [(Rounding.HALF_UP, 3), (Rounding.DOWN, 3), (Rounding.UP, 4)])
def test_a_share_that_is_no_whole_number(rounding: Rounding, best: int) -> None:
    """A fifth of seventeen is 3.4."""
    found = graded([Decimal(99 - place) for place in range(17)], "优秀 前20%；良好", rounding=rounding)
    assert found.count("优秀") == best


def test_half_a_unit_is_rounded_up() -> None:
    assert graded([Decimal(99 - place) for place in range(5)], "优秀 前10%；良好")[:2] == ["优秀", "良好"]


def test_shares_wait_for_units_without_a_score() -> None:
    """Whoever is still open may come first; a threshold asks nobody else."""
    assert graded(points("99", "98", None), "优秀 前34%；良好") == [None, None, None]
    assert graded(points("99", "50", None), "合格 60分以上；不合格") == ["合格", "不合格", None]


@given(st.lists(st.decimals(90, 100, places=1), min_size=1, max_size=40), st.integers(1, 100))
def test_ties_out_never_exceed_and_ties_in_never_fall_short(scores: list[Decimal], share: int) -> None:
    quota = int((Decimal(share) * len(scores) / 100).quantize(Decimal(1), rounding="ROUND_HALF_UP"))
    text = f"优秀 前{share}%；良好"
    outside = graded([*scores], text, BoundaryTies.OUT).count("优秀")
    inside = graded([*scores], text, BoundaryTies.IN).count("优秀")
    assert outside <= quota <= inside or (quota == 0 and inside == 0)
