"""Room for wrapped texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaohe.core.spreadsheet import TALLEST_ROW
from kaohe.files.template.measure import FULL, HALF, UNIT, line_count, row_height

#: A column that takes exactly ten full-width characters.
TEN = 10 * FULL / UNIT


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("一二三四五六七八九十", 1),
        ("一二三四五六七八九十一", 2),
        ("一二三四五六七八九十，", 2),
        ("一\n二\n", 3),
        ("word " * 8, 3),
        ("x" * 37, 2),
        ("一二三四五 longwords!", 2),
        ("，" * 25, 3),
    ],
)
def test_line_count(text: str, lines: int) -> None:
    assert line_count(text, TEN) == lines


def test_a_closing_mark_takes_its_word_to_the_next_line() -> None:
    room = "一二三四五六七八九十"
    assert line_count(room + "，" + "一二三四五六七八", TEN) == 2
    assert line_count(room + "，" + "一二三四五六七八九", TEN) == 3


def test_heights_grow_with_lines_and_font_and_stop_at_the_tallest_row() -> None:
    one, two = row_height([("一", TEN)]), row_height([("一" * 11, TEN), ("一", TEN)])
    assert one < two < row_height([("一" * 11, TEN)], size=14)
    assert row_height([("一" * 10_000, TEN)]) == TALLEST_ROW
    assert row_height([]) == one


@given(st.text(), st.floats(min_value=2, max_value=200))
def test_lines_hold_at_least_the_width_of_the_text(text: str, width: float) -> None:
    narrowest = sum(HALF for char in text if char != "\n")
    assert line_count(text, width) >= max(1, narrowest / (width * UNIT))


@given(st.text(), st.text(), st.floats(min_value=2, max_value=200))
def test_more_text_never_takes_fewer_lines(text: str, more: str, width: float) -> None:
    assert line_count(f"{text}\n{more}", width) == line_count(text, width) + line_count(more, width)
