"""Figures with their surroundings: each branch from both sides."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kaohe.reason.model import Doubt
from kaohe.reason.phrases.amounts import Amount, is_other, read_amount

pytestmark = pytest.mark.core


def amount(text: str) -> Amount:
    found = read_amount(text, 0)
    assert found is not None, text
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.1分", "0.1"), ("0。1分", "0.1"), ("两分", "2"), ("两分半", "2.5"), ("0.5", "0.5"), ("十分", "10"),
        ("0.1分(0.1)", "0.1"), ("0.1分(0.10分)", "0.1"), ("0.1分(-0.1)", "0.1"),
        ("0.1分×2", "0.2"), ("0.1分×2次", "0.2"), ("0.1分*3=0.3分", "0.3"), ("0.1×2次=0.2", "0.2"),
        ("-0.1分", "0.1"), ("--0.1分", "0.1"), ("+0.1分", "0.1"),
    ],
)  # fmt: skip
def test_a_figure_has_its_value(text: str, value: str) -> None:
    found = amount(text)
    assert (found.value, found.doubt, found.end) == (Decimal(value), None, len(text))


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("0.1-0.3分", Doubt.RANGE), ("1至3分", Doubt.RANGE), ("0.1分左右", Doubt.RANGE), ("0.1分以上", Doubt.RANGE),
        ("0.1、0.2分", Doubt.RANGE), ("1或2分", Doubt.RANGE), ("两三分", Doubt.RANGE), ("1-3", Doubt.RANGE),
        ("0.1分(0.2)", Doubt.UNCLEAR), ("0.2分(0.1)", Doubt.UNCLEAR), ("o.l分", Doubt.UNREADABLE), ("0.1分(0.2分)", Doubt.UNCLEAR), ("0.1分×2=0.3分", Doubt.UNCLEAR),
        ("0.1.2分", Doubt.UNREADABLE), ("0,1,2分", Doubt.UNREADABLE),
        ("±0.1分", Doubt.SIGN_CLASH), ("+-0.1分", Doubt.SIGN_CLASH), ("-+0.1分", Doubt.SIGN_CLASH),
    ],
)  # fmt: skip
def test_a_doubtful_figure_has_none(text: str, doubt: Doubt) -> None:
    found = amount(text)
    assert (found.value, found.doubt) == (None, doubt)


@pytest.mark.parametrize(
    ("text", "sign"), [("0.1分", 0), ("+0.1分", 1), ("正0.1分", 1), ("-0.1分", -1), ("负0.1分", -1), ("—0.1分", -1), ("±0.1分", 0)]
)  # fmt: skip
def test_a_figure_may_have_a_sign_of_its_own(text: str, sign: int) -> None:
    assert amount(text).sign == sign


@pytest.mark.parametrize(
    ("text", "unit", "bare", "spelt"),
    [
        ("0.1分", True, False, False), ("0.1", False, True, False), (".5分", True, False, False),
        ("两分", True, False, True), ("两", False, True, True), ("1、2分", True, False, False),
    ],
)  # fmt: skip
def test_a_figure_tells_how_it_is_written(text: str, unit: bool, bare: bool, spelt: bool) -> None:
    found = amount(text)
    assert (found.unit, found.bare, found.spelt) == (unit, bare, spelt)


def test_a_list_has_its_members() -> None:
    assert amount("0.1、0.2、0.3分").values == (Decimal("0.1"), Decimal("0.2"), Decimal("0.3"))
    assert amount("0.1分").values == ()
    assert amount("0.1-0.3分").values == ()


@pytest.mark.parametrize(("text", "per"), [("0.1分/次", "/次"), ("0.1分", None), ("0.1分(每次)", "(每次)")])
def test_a_price_names_its_measure(text: str, per: str | None) -> None:
    found = amount(text)
    assert (found.per, found.value) == (per, Decimal("0.1"))


def test_no_figure_is_no_amount() -> None:
    assert read_amount("分", 0) is None
    assert read_amount("扣0.1分", 0) is None
    assert read_amount("扣0.1分", 1) == amount("0.1分").__class__(end=5, value=Decimal("0.1"), sign=0, unit=True)


@pytest.mark.parametrize(
    ("behind", "other"), [("次", True), ("元", True), ("%", True), ("5", True), ("..", True), ("-3", True), ("，下同", False), ("", False)]
)  # fmt: skip
def test_what_follows_makes_a_figure_something_else(behind: str, other: bool) -> None:
    assert is_other(f"3{behind}", 1) is other
