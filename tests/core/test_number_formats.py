"""What number formats show: all of a number, less of it, a date, nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kaohe.core.number_formats import hides, shows_date

pytestmark = pytest.mark.core


@pytest.mark.parametrize(
    ("code", "number", "hidden"),
    [
        ("General", "99.6", False), ("G/通用格式", "99.6", False), ("Standard", "99.65", False), ("@", "99.6", False),
        ("0", "99.6", True), ("0", "100", False), ("0.0", "99.6", False), ("0.0", "99.65", True),
        ("0.00_ ;[红色]-0.00 ", "99.65", False), ("#,##0", "99.6", True), ('0"分"', "99", False),
        ("yyyy/m/d", "3", True), ('m"月"d"日"', "3", True), ("h:mm", "0.5", True), ("0%", "1", True),
        ("0.00E+00", "99", True), ("# ?/?", "0.5", True), (";;;", "99", True), ("0,", "99", True),
        ('General;-General;"–"', "0", False), ("0;0", "-3", False), ("0.0;0", "-3.5", True), ('"优秀"', "99", True),
    ],
)  # fmt: skip
def test_what_a_format_hides(code: str, number: str, hidden: bool) -> None:
    assert hides(code, Decimal(number)) is hidden


@pytest.mark.parametrize("code", ["G/通用格式", "G/標準", "G/표준", "General", "Standard", "0.00", '0"日"'])
def test_no_dates(code: str) -> None:
    assert not shows_date(code)


@pytest.mark.parametrize("code", ["yyyy/m/d", "[$-804]aaaa", "h:mm", "[h]:mm", 'm"月"'])
def test_dates(code: str) -> None:
    assert shows_date(code)
