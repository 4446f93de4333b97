"""Grades as clerks write them in one cell."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaohe.core.grades import Grade, read_grades

pytestmark = pytest.mark.core

BEST = Grade("优秀", share=Decimal("0.2"))


@pytest.mark.parametrize(
    ("text", "grades"),
    [
        ("优秀 前20%；良好 90分以上；合格 60分以上；不合格", (BEST, Grade("良好", least=Decimal(90)), Grade("合格", least=Decimal(60)), Grade("不合格"))),
        ("优秀（前20％）、良好（前50％）、一般", (BEST, Grade("良好", share=Decimal("0.5")), Grade("一般"))),
        ("优秀20%\n良好30%\n一般50%", (BEST, Grade("良好", share=Decimal("0.5")), Grade("一般", share=Decimal(1)))),
        ("优秀：前3名；良好≥99.5分", (Grade("优秀", places=3), Grade("良好", least=Decimal("99.5")))),
        ("优秀 得分不低于95分", (Grade("优秀", least=Decimal(95)),)),
        ("A 90以上；B 80分及以上", (Grade("a", least=Decimal(90)), Grade("b", least=Decimal(80)))),
        ("  ", ()),
    ],
)  # fmt: skip
def test_what_a_clerk_means(text: str, grades: tuple[Grade, ...]) -> None:
    assert read_grades(text) == grades


@pytest.mark.parametrize(
    "text",
    [
        "优秀 前50%；良好 前20%",  # nobody would ever be 良好
        "优秀 60%；良好 50%",  # more than all
        "优秀 前0%",
        "优秀 前0名",
        "合格；优秀 前20%",  # the rest before the best
        "优秀 90分以上；良好 95分以上",
        "优秀 前20%；优秀 90分以上",
        "20%",
        "优秀 若干",
    ],
)
def test_what_can_never_be_given_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_grades(text)


@given(st.text(alphabet="优良中差前名分以上%；;、0123456789. \n（）≥", max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        grades = read_grades(text)
    except ValueError:
        return
    assert len({grade.name for grade in grades}) == len(grades)
