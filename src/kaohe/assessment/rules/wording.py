"""The voice of findings: how places, quotes and points are said."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

from kaohe.assessment.scoring import plain
from kaohe.core.cells import CellRef
from kaohe.core.text import INVISIBLE

_LONGEST = 36
_HEAD, _TAIL = 20, 14
_INNER = str.maketrans("“”", "‘’")


def place(where: CellRef | None, header: str = "") -> str:
    """Return where a cell is, in the words of the sheet: ``考核数据 第7行“加扣分原因及分值”``."""
    if where is None:
        return ""
    return f"{where.sheet} 第{where.row}行{quote(header) if header else ''}"


def quote(text: str) -> str:
    """Return ``text`` in quotation marks: on one line, what can't be shown left out, shortened in the middle.

    Quotation marks inside become single ones, as Chinese typography has it.
    """
    shown = _shorten(text if text.isprintable() else "".join(map(_showable, text)))
    return f"“{shown.translate(_INNER) if '“' in shown or '”' in shown else shown}”"


def say_points(points: Decimal) -> str:
    """Return signed points as staff write them: ``扣0.1分``, ``加0.5分``."""
    return f"{'扣' if points < 0 else '加'}{plain(abs(points))}分"


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_HEAD]}…{text[-_TAIL:]}"


def _showable(char: str) -> str:
    if char in "\n\r":
        return "↵"
    if char in INVISIBLE:
        return ""
    kind = unicodedata.category(char)
    return " " if kind == "Cc" else "\ufffd" if kind == "Cs" else char
