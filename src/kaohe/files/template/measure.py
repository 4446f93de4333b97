"""How much room a wrapped text takes in a cell.

Neither Excel nor LibreOffice fits the rows of a file that was written by code, so the
heights are computed from the widths of the characters.  The figures are those of 等线 and
宋体 at 11 points on a screen of 96 dpi.

How wide a column is depends on the workbook's own font: a unit of width is a digit of it, 7 pixels with Calibri,
8 with 等线 or 宋体, more where another font stands in for it.  So a row is tall enough for the lines that its texts
take in the narrowest column, and airy only for those that they take in the widest one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from math import ceil

from kaohe.core.spreadsheet import TALLEST_ROW

#: Pixels of one unit of column width, at least and at most; of a full-width and of a half-width character.
UNIT, WIDEST_UNIT = 7.3, 9.3
FULL = 15
HALF = 8

#: Points of one line and of the margin above and below the text, where there is room and where there is little.
LINE, TIGHT_LINE = 16.5, 14.8
MARGIN, TIGHT_MARGIN = 7, 3

_WORD = re.compile(r"[!-~]+|.", re.DOTALL)
_NEVER_FIRST = frozenset("，。；：、！？）】》”’％,.;:!?)]}%")


def row_height(cells: Iterable[tuple[str, float]], size: float = 11) -> float:
    """Return the height in points that shows every text whole, given (text, column width) pairs."""
    given = [*cells]
    most = max((line_count(text, width, size) for text, width in given), default=1)
    fewest = max((_lines(text, width * WIDEST_UNIT, size) for text, width in given), default=1)
    scale = size / 11
    airy, tight = fewest * LINE * scale + MARGIN, most * TIGHT_LINE * scale + TIGHT_MARGIN
    return min(ceil(max(airy, tight)), TALLEST_ROW)


def line_count(text: str, width: float, size: float = 11) -> int:
    """Return how many lines ``text`` takes at most in a column of ``width`` units, at ``size`` points."""
    return _lines(text, width * UNIT, size)


def _lines(text: str, pixels: float, size: float) -> int:
    room = int(pixels / (size / 11))
    return sum(_wrapped(paragraph, room) for paragraph in text.split("\n"))


def _wrapped(paragraph: str, room: int) -> int:
    if len(paragraph) * FULL <= room:
        return 1
    lines, used, last = 1, 0, 0
    for word in _WORD.findall(paragraph):
        wide = _width(word)
        if used + wide <= room:
            used, last = used + wide, wide
            continue
        # A closing mark never opens a line: the word before it comes along.
        start = last + wide if word[0] in _NEVER_FIRST and last + wide <= room else wide
        more, rest = divmod(start - 1, room)
        lines, used, last = lines + more + (used > 0), rest + 1, wide
    return lines


@lru_cache(maxsize=1 << 13)
def _width(word: str) -> int:
    """Return the width of a word in pixels; words are mostly single characters, of which few differ."""
    return sum(FULL if unicodedata.east_asian_width(char) in "WFA" else HALF for char in word)
