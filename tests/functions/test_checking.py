"""CHECK_REASON and STANDARD_REASON with the catalogues that a formula can name."""

from __future__ import annotations

import sys
from decimal import Decimal
from types import FrameType
from typing import Any

import pytest

from kaohe.core.cells import ExcelError
from kaohe.excel.functions.checking import check_reason, standard_reason
from kaohe.excel.functions.model import Failure, Grid
from kaohe.excel.functions.points import explain_score, score_unit

pytestmark = pytest.mark.core

POINTS = Decimal("0.5")
WHOLE = (
    ("编号", "标准表述", "加扣", "分值", "别名", "备注"),
    ("K1", "值班脱岗", "扣", POINTS, "值班无人（2024-03-01确认）", None),
    ("K2", "信息报送迟缓", "扣", POINTS, None, None),
)
CATALOGUES: dict[str, Grid] = {
    "whole table": WHOLE,
    "its data rows": WHOLE[1:],
    "without remarks": tuple(row[:5] for row in WHOLE[1:]),
    "four columns": tuple(row[:4] for row in WHOLE[1:]),
    "wording, sign, points": tuple(row[1:4] for row in WHOLE[1:]),
    "wording and signed points": tuple((row[1], -POINTS) for row in WHOLE[1:]),
    "wording and points in words": tuple((row[1], "扣0.5分") for row in WHOLE[1:]),
    "headings in another order": tuple((row[3], row[2], row[1], row[0]) for row in WHOLE),
}


@pytest.mark.parametrize("catalogue", CATALOGUES.values(), ids=CATALOGUES)
def test_catalogue_is_understood_in_any_usual_form(catalogue: Grid) -> None:
    assert check_reason("值班脱岗，扣0.5分", catalogue) == "无误"
    assert "0.3" in check_reason("值班脱岗，扣0.3分", catalogue)
    assert "M503" in check_reason("绿化不达标，扣0.5分", catalogue)


@pytest.mark.parametrize(
    "catalogue", [(("值班脱岗",), ("信息报送迟缓",)), "值班脱岗", ((None, None),), ((Decimal(1),) * 9,)], ids=str
)
def test_what_is_no_catalogue_is_a_value_error(catalogue: Grid) -> None:
    failure = check_reason("值班脱岗，扣0.5分", catalogue)
    assert isinstance(failure, Failure)
    assert failure.error is ExcelError.VALUE
    assert standard_reason("值班脱岗，扣0.5分", catalogue) == failure


def test_built_in_catalogue_stands_in() -> None:
    assert check_reason("个别帮扶干部未如实填写帮扶记录，扣0.1分") == "无误"
    assert "M501" in check_reason("个别帮扶干部未如实填写帮扶记录，扣0.2分")


def test_typed_score_is_audited() -> None:
    text = "个别帮扶干部未如实填写帮扶记录，扣0.1分"
    assert check_reason(text, None, Decimal("99.9")) == "无误"
    line = check_reason(text, None, Decimal("99.8"))
    assert "99.8" in line
    assert "99.9" in line
    assert check_reason(text, None, "缺考") != "无误"
    assert check_reason(((text,), (text,)), None, ((Decimal("99.9"),), (Decimal("99.8"),))) == (("无误",), (line,))


def test_a_line_has_no_line_break_and_all_findings() -> None:
    line = check_reason("绿化不达标，扣分；\n个别帮扶干部未如实填写帮扶记录，扣0.2分；")
    assert "\n" not in line
    assert [code for code in ("M501", "M503", "T301") if code in line] == ["M501", "M503", "T301"]


def test_only_confirmed_wordings_are_replaced() -> None:
    text = "1.值班无人 ，扣0.5分；2、信息报送迟缓，扣0.5分；信息报送有些迟缓，扣0.5分；"
    assert standard_reason(text, WHOLE) == "1.值班脱岗 ，扣0.5分；2、信息报送迟缓，扣0.5分；信息报送有些迟缓，扣0.5分；"


def lines_run(text: str) -> int:
    """Return how many lines of code it takes to check ``text``, every turn of a loop counted."""
    count = 0

    def trace(_frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    sys.settrace(trace)
    try:
        check_reason(text)
    finally:
        sys.settrace(None)
    return count


@pytest.mark.parametrize("pattern", ["扣.", "甲，扣1分，", "-1", "迟到，扣1分，已撤销；"])
def test_checking_takes_time_in_proportion_to_the_text(pattern: str) -> None:
    check_reason(pattern)
    few, many = lines_run(pattern * 250), lines_run(pattern * 1_000)
    assert many < 5 * few


def test_a_sum_below_the_lowest_score_ends_in_what_the_score_is() -> None:
    assert (explain_score("旷会，扣两百分"), score_unit("旷会，扣两百分")) == ("100−200=-100，按最低0分计", 0)
    assert explain_score("旷会，扣一百分") == "100−100=0"
