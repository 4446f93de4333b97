"""Facts about Excel's sheets: columns, lengths, and the two calendars."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaohe.core.spreadsheet import (
    LAST_COLUMN,
    LONGEST_TEXT,
    column_letters,
    column_number,
    cut_text,
    days_of,
    moment_of,
    shown_moment,
    text_length,
)

pytestmark = pytest.mark.core


def test_columns_have_letters() -> None:
    assert [column_letters(each) for each in (1, 26, 27, 702, 703, LAST_COLUMN)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert all(column_number(column_letters(each)) == each for each in range(1, LAST_COLUMN + 1))
    assert column_number("ab") == 28


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (1, datetime(1900, 1, 1)),
        (15, datetime(1900, 1, 15)),
        (59, datetime(1900, 2, 28)),
        (61, datetime(1900, 3, 1)),
        (45292.5, datetime(2024, 1, 1, 12)),
        (2_958_465, datetime(9999, 12, 31)),
        (0.75, time(18)),
        (0, time(0)),
        (-1, None),
        (2_958_466, None),
    ],
)
def test_days_since_1900(day: float, shown: datetime | time | None) -> None:
    assert moment_of(day) == shown
    if shown is not None:
        assert days_of(shown) == day


def test_days_since_1904_are_1462_fewer() -> None:
    assert moment_of(1, from_1904=True) == datetime(1904, 1, 2)
    assert moment_of(2_958_465 - 1462, from_1904=True) == datetime(9999, 12, 31)
    assert moment_of(2_958_465 - 1461, from_1904=True) is None
    assert days_of(date(1904, 1, 2), from_1904=True) == 1
    assert days_of(date(2024, 1, 1)) - days_of(date(2024, 1, 1), from_1904=True) == 1462


@given(st.datetimes(datetime(1900, 1, 1), datetime(9999, 12, 31)).map(lambda each: each.replace(microsecond=0)))
def test_a_date_comes_back(moment: datetime) -> None:
    assert moment_of(days_of(moment)) == moment


@given(st.integers(1, 2_958_465).filter(lambda day: day != 60))
def test_automation_hands_over_the_same_days_by_the_true_calendar(day: int) -> None:
    assert shown_moment(datetime(1899, 12, 30) + timedelta(days=day)) == moment_of(day)


def test_a_text_is_as_long_as_its_utf_16_units() -> None:
    assert (text_length("长"), text_length("𠮷"), text_length("a𠮷")) == (1, 2, 3)
    assert cut_text("长" * 40_000) == "长" * LONGEST_TEXT
    assert cut_text("𠮷" * 20_000) == "𠮷" * 16_383, "half a character is not left"
    assert cut_text("𠮷" * 16_383 + "a") == "𠮷" * 16_383 + "a"
