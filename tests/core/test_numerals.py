"""Numbers as offices write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaohe.core.numerals import read, tidy

pytestmark = pytest.mark.core


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("0.1", "0.1"), ("0.50", "0.5"), ("10", "10"), (".5", "0.5"), ("0 .1", "0.1"), ("0·5", "0.5"),
        ("零", "0"), ("一", "1"), ("两", "2"), ("壹", "1"), ("十", "10"), ("十五", "15"), ("二十", "20"), ("五十六", "56"),
        ("一百", "100"), ("一百零五", "105"), ("一百二十五", "125"), ("两百", "200"),
        ("零点五", "0.5"), ("一点二五", "1.25"), ("二十五点五", "25.5"), ("0点5", "0.5"), ("半", "0.5"), ("½", "0.5"),
    ],
)  # fmt: skip
def test_reads(words: str, number: str) -> None:
    assert read(words) == Decimal(number)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "01",
        "00.1",
        "0.1.2",
        "1.",
        "两三",
        "三五",
        "一百一",
        "百五",
        "十十",
        "零五",
        "点五",
        "一点",
        "一点十",
        "一半",
        "O.1",
        "1e3",
    ],
)
def test_leaves_slips_and_estimates_open(words: str) -> None:
    assert read(words) is None


@given(st.integers(0, 999))
def test_reads_every_chinese_number_below_a_thousand(number: int) -> None:
    digits = "零一二三四五六七八九"
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    words = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    elif hundreds and ones:
        words += "零"
    words += digits[ones] if ones or not number else ""
    colloquial_or_long_ten = hundreds and tens == 1
    assert read(words) == number or colloquial_or_long_ten


@given(st.decimals(-(10**30), 10**30, places=6))
def test_tidy_keeps_the_value_and_drops_zeros(value: Decimal) -> None:
    tidied = tidy(value)
    assert tidied == value.normalize()
    assert "E" not in str(tidied)
