"""How much room a wrapped text takes in a cell.

Neither Excel nor LibreOffice fits the rows of a file that was written by code, so the
heights are computed from the widths of the characters.  The figures are those of 等线 and
宋体 at 11 points on a screen of 96 dpi.

How wide a column is depends on the workbook's own font: a unit of width is a digit of it, 7 pixels with Calibri,
8 with 等线 or 宋体, more where another font stands in for it.  So a row is tall enough for the lines that its texts
take in the narrowest column, and airy only for those that they take in the widest one.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate
from math import ceil

from kaohe.core.spreadsheet import TALLEST_ROW

#: Pixels of one unit of column width, at least and at most; of a full-width and of a half-width character.
UNIT, WIDEST_UNIT = 7.3, 9.3
FULL = 15
HALF = 8

#: Points of one line and of the margin above and below the text, where there is room and where there is little.
LINE, TIGHT_LINE = 16.5, 14.8
MARGIN, TIGHT_MARGIN = 7, 3

_NEVER_FIRST = frozenset("，。；：、！？）】》”’％,.;:!?)]}%")


def row_height(cells: Iterable[tuple[str, float]], size: float = 11) -> float:
    """Return the height in points that shows every text whole, given (text, column width) pairs."""
    scale = size / 11
    most = fewest = 1
    for text, width in cells:
        narrow = int(width * UNIT / scale)
        if len(text) * FULL > narrow or "\n" in text:
            wide = int(width * WIDEST_UNIT / scale)
            counted = (_counted if len(text) <= _LONG else _counted_long)(text, narrow, wide)
            most, fewest = max(most, counted[0]), max(fewest, counted[1])
    airy, tight = fewest * LINE * scale + MARGIN, most * TIGHT_LINE * scale + TIGHT_MARGIN
    return min(ceil(max(airy, tight)), TALLEST_ROW)


def fitting(width: float) -> int:
    """Return how many characters fit into one line of a column, whichever they are."""
    return int(width * UNIT) // FULL


def _count(text: str, narrow: int, wide: int) -> tuple[int, int]:
    """Return how many lines a text takes in the narrowest column, and in the widest one."""
    most = fewest = 0
    for paragraph in text.split("\n"):
        ends = _ends(paragraph)
        lines = _lines(paragraph, ends, narrow)
        most += lines
        fewest += _lines(paragraph, ends, wide) if lines > 1 else 1
    return most, fewest


#: One reason stands in many cells, and so may a long text, of which fewer are remembered.
_LONG = 500
_counted, _counted_long = lru_cache(4096)(_count), lru_cache(64)(_count)


def line_count(text: str, width: float, size: float = 11) -> int:
    """Return how many lines ``text`` takes at most in a column of ``width`` units, at ``size`` points."""
    room = int(width * UNIT / (size / 11))
    return sum(_lines(paragraph, _ends(paragraph), room) for paragraph in text.split("\n"))


def takes_more(text: str, lines: int, width: float, size: float = 11) -> bool:
    """Say whether ``text`` takes more than so many lines (see :func:`line_count`); two neighbours are wider than the column."""
    room = int(width * UNIT / (size / 11))
    return ("\n" in text or 2 * len(text) * FULL > lines * room) and line_count(text, width, size) > lines


def _ends(paragraph: str) -> list[int]:
    """Return how wide a paragraph is up to the end of each of its characters, from 0 on."""
    return [*accumulate(map(_WIDTHS.__getitem__, paragraph), initial=0)]


def _lines(paragraph: str, ends: list[int], room: int) -> int:
    """Return how many lines a paragraph takes, of which each is filled as far as words fit."""
    lines, begin, place = 1, 0, 0  # the line begins so far into the paragraph, and with the character at this place
    while (at := bisect_right(ends, begin + room, lo=place) - 1) < len(paragraph):
        start, place = _word(paragraph, at)
        taken = ends[place] - ends[start]
        if paragraph[start] in _NEVER_FIRST and start:
            # A closing mark never opens a line: the word before it comes along.
            both = ends[place] - ends[_word(paragraph, start - 1)[0]]
            taken = both if both <= room else taken
        more, rest = divmod(taken - 1, room)
        lines += more + (ends[start] > begin)
        begin = ends[place] - rest - 1
    return lines


def _word(paragraph: str, at: int) -> tuple[int, int]:
    """Return where the word of a character starts and ends: signs of ASCII stay together, of all else each is a word."""
    if not "!" <= paragraph[at] <= "~":
        return at, at + 1
    start, end = at, at + 1
    while start and "!" <= paragraph[start - 1] <= "~":
        start -= 1
    while end < len(paragraph) and "!" <= paragraph[end] <= "~":
        end += 1
    return start, end


class _Widths(dict[str, int]):
    """The width of each character in pixels, as far as it was asked for."""

    def __missing__(self, char: str) -> int:
        self[char] = width = FULL if unicodedata.east_asian_width(char) in "WFA" else HALF
        return width


_WIDTHS = _Widths()
