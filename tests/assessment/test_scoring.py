"""Scores are exact, capped, rounded half up and bounded, in this order."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaohe.assessment.scoring import CELL, Tally, explain, plain, score, sum_points, tally
from kaohe.core.settings import Settings
from kaohe.reason import parse

pytestmark = pytest.mark.core

D = Decimal


def value(added: str, deducted: str, **settings: object) -> Decimal:
    found = score(Tally(D(added), D(deducted)), Settings(**settings))  # type: ignore[arg-type]
    assert found is not None
    return found.value


@pytest.mark.parametrize(
    ("added", "deducted", "settings", "expected"),
    [
        ("0", "0", {}, "100"),
        ("0.5", "0.3", {}, "100.2"),
        ("0", "0.3", {"base": D(120)}, "119.7"),
        ("6", "0", {"bonus_cap": D(5)}, "105"),
        ("5", "0", {"bonus_cap": D(5)}, "105"),
        ("6", "3", {"bonus_cap": D(5), "deduction_cap": D(2)}, "103"),
        ("6", "3", {"bonus_cap": D(0), "deduction_cap": D(0)}, "100"),
        ("0", "0.25", {"decimals": 1}, "99.8"),
        ("0", "0.35", {"decimals": 1}, "99.7"),
        ("0", "0.5", {"decimals": 0}, "100"),
        ("0", "0.51", {"decimals": 0}, "99"),
        ("0", "101", {}, "0"),
        ("0", "101", {"lowest": None}, "-1"),
        ("0", "41", {"lowest": D(60)}, "60"),
        ("6", "0", {"highest": D(105)}, "105"),
        ("6", "2", {"highest": D(105)}, "104"),
        # a cap cuts off what is above it, and gives nothing
        ("1", "0.5", {"bonus_cap": D(5), "deduction_cap": D(5)}, "100.5"),
        # rounding comes before the bounds: 99.96 is 100.0, which is not above 100
        ("0", "0.04", {"decimals": 1, "highest": D(100)}, "100"),
        # and the bounds are not rounded
        ("6", "0", {"decimals": 1, "highest": D("100.25")}, "100.25"),
        ("0", "90", {"decimals": 0, "lowest": D("59.5")}, "59.5"),
        # what is rounded onto a bound stays; a rounded score beyond it is cut
        ("0", "40.04", {"decimals": 1, "lowest": D(60)}, "60"),
        ("0.25", "0", {"decimals": 1, "highest": D("100.28")}, "100.28"),
        # a cell holds 15 digits, the last one rounded half up
        ("0.0000000000005", "0", {}, "100.000000000001"),
        ("0", "0", {"base": D("123456789012345"), "decimals": 2, "highest": None}, "123456789012345"),
    ],
)
def test_score(added: str, deducted: str, settings: dict[str, object], expected: str) -> None:
    assert value(added, deducted, **settings) == D(expected)


def test_unbounded_score_is_kept() -> None:
    found = score(Tally(D(0), D(101)), Settings())
    assert found is not None
    assert (found.value, found.unbounded) == (D(0), D(-1))


def test_unbounded_score_is_rounded() -> None:
    found = score(Tally(D(0), D("0.04")), Settings(decimals=1, highest=D(99)))
    assert found is not None
    assert (found.value, found.unbounded) == (D(99), D("100.0"))


def test_open_points_have_no_score() -> None:
    assert score(None, Settings()) is None


def test_tenths_do_not_drift() -> None:
    assert value("0", str(sum([D("0.1")] * 3))) == D("99.7")


points = st.decimals(min_value=-1000, max_value=1000, places=3)


@given(st.lists(points))
def test_tally_keeps_both_sides(each: list[Decimal]) -> None:
    found = sum_points(each)
    assert found.added >= 0
    assert found.deducted >= 0
    assert found.added - found.deducted == sum(each)


@given(st.lists(points), st.integers(0, 5), st.decimals(0, 50, places=2), st.decimals(0, 50, places=2))
def test_settings_hold(each: list[Decimal], decimals: int, bonus_cap: Decimal, deduction_cap: Decimal) -> None:
    settings = Settings(
        decimals=decimals, bonus_cap=bonus_cap, deduction_cap=deduction_cap, lowest=D(60), highest=D(140)
    )
    found = score(sum_points(each), settings)
    assert found is not None
    assert 60 <= found.value <= 140
    assert 100 - deduction_cap - 1 <= found.unbounded <= 100 + bonus_cap + 1
    assert found.value == round(found.value, decimals)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=D(0), max_value=D(10) ** 30))
def test_score_fits_a_cell(deducted: Decimal) -> None:
    found = score(Tally(D(0), deducted), Settings(lowest=None))
    assert found is not None
    assert CELL.plus(found.value) == found.value


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("0.10", "0.1"),
        ("100", "100"),
        ("1E+2", "100"),
        ("100.00", "100"),
        ("0E-7", "0"),
        ("-0.50", "-0.5"),
        ("-0", "0"),
        ("1E-7", "0.0000001"),
    ],
)
def test_plain(written: str, said: str) -> None:
    assert plain(D(written)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("迟到，扣0.1分；早退，扣0.20分", "100−0.1−0.2=99.7"),
        ("获表彰，加0.5分；迟到，扣0.1分", "100+0.5−0.1=100.4"),
        ("无", "100"),
        ("迟到，扣分", None),
    ],
)
def test_explain(text: str, said: str | None) -> None:
    assert explain(parse(text), D(100)) == said


def test_tally_of_a_reading() -> None:
    found = tally(parse("获表彰，加0.5分；迟到，扣0.1分"))
    assert found is not None
    assert (found.added, found.deducted) == (D("0.5"), D("0.1"))
    assert tally(parse("迟到，扣分")) is None
