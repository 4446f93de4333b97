"""How much text a page takes.

Lengths are in millimetres, sizes of type in points.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from math import ceil

from kaohe.reports.form.columns import WIDTHS
from kaohe.reports.form.model import FormLine

#: Type of the table's rows, and the blank at both ends of a cell.
SIZE = 12
PADDING = 2

_POINT = 25.4 / 72
#: Lines of a row at most: a page takes some 25. A taller row kept whole would leave a quarter of the page before it
#: empty.
MOST_LINES = 6


def may_break(line: FormLine) -> bool:
    """Say whether a row is too tall to be kept on one page."""
    return max(_lines(text, width) for text, width in zip(line.cells, WIDTHS, strict=True)) > MOST_LINES


def _lines(text: str, width: float) -> int:
    room = (width - 2 * PADDING) / (SIZE * _POINT)
    if len(text) <= room and "\n" not in text:
        return 1
    return sum(max(ceil(_width(paragraph) / room), 1) for paragraph in text.split("\n"))


def _width(text: str) -> float:
    """Return the width of a text in full-width characters."""
    return sum(map(_width_of, text))


@lru_cache(maxsize=1 << 13)
def _width_of(char: str) -> float:
    return 1 if unicodedata.east_asian_width(char) in "WFA" else 0.5
