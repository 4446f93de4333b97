"""Points as people type them into a cell of their own: 0.2, 扣0.2分, 0.1+0.2, 0.3×2, 无扣分."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.patterns import compile_on_use
from kaohe.core.records import NamedTuple
from kaohe.core.text import fold, once

#: Longer texts are no numbers of points.
LONGEST = 40

_NOTHING = frozenset(
    {
        "",
        "-",
        "--",
        "---",
        "/",
        "//",
        "\\",
        "无",
        "没有",
        "否",
        "未",
        "无扣分",
        "不扣分",
        "未扣分",
        "没扣分",
        "不扣",
        "未扣",
        "没有扣分",
        "无加分",
    }
    | {"未加分", "不加分", "没有加分", "无加扣分", "无加减分", "不加不扣", "×", "~", "*", "无。", "无.", "."}
)
_PLAIN = compile_on_use(r"[+-]?\d+(?:\.\d+)?")
_PART = compile_on_use(r"([加扣减奖罚])?分?:?\s*([+-]?)\s*(\d+(?:\.\d+)?)(?:\s*[x×*]\s*(\d+(?:\.\d+)?))?\s*分?")
_COUNT = compile_on_use(r"(\d{1,4})\s*(?:人?次|[件起例处个条篇节场批项份人户天])")
_SEPARATORS = compile_on_use(r"[;\n]|(?<=分)[,.]\s*")


class Points(NamedTuple):
    """Signed points as written; ``worded`` is the sign that words give them (扣 is -1), None where only digits do."""

    value: Decimal
    worded: int | None = None


def as_count(value: CellValue) -> CellValue:
    """Return the number of a cell that says how often: 2次; any other value as it is."""
    match = _COUNT.fullmatch(fold(value).strip()) if isinstance(value, str) and len(value) <= LONGEST else None
    return value if match is None else Decimal(match[1])


def shows_no_points(value: CellValue) -> bool:
    """Say whether a cell of points says that there are none, or says nothing: blank, a dash, 无, 不扣分."""
    if value is None:
        return True
    if isinstance(value, ExcelError) or not isinstance(value, str):
        return False
    return _says_nothing(value)


@once
def _says_nothing(text: str) -> bool:
    return "".join(fold(text).split()) in _NOTHING


def read_points(value: CellValue) -> Points | None:
    """Return the points that a cell shows; None where it shows anything else (待定, 0.2-0.3, a date)."""
    if isinstance(value, Decimal):
        return Points(value)
    if isinstance(value, ExcelError) or not isinstance(value, str) or len(value) > LONGEST:
        return None
    return _read(value)


@lru_cache(4096)
def _read(value: str) -> Points | None:
    if value.isalpha():  # a name, as most are
        return None
    text = fold(value.replace("、", ";")).strip()
    bare = text.removesuffix("分").strip()
    if not bare.isascii() or not _PLAIN.fullmatch(bare):
        return _sum(text)
    return Points(Decimal(bare))


def _sum(text: str) -> Points | None:
    """Return the sum of the parts of a text; ``-`` only joins parts where the first has it too (0.2-0.3 is a range)."""
    total, worded = Decimal(0), None
    for piece in filter(None, map(str.strip, _SEPARATORS.split(text))):
        at, first = 0, True
        minus = piece.startswith("-")
        while at < len(piece):
            match = _PART.match(piece, at)
            if match is None or (not first and (not match[2] or (match[2] == "-" and not minus))):
                return None
            word, sign, number, times = match.groups()
            if word:
                meant = 1 if word in "加奖" else -1
                if (worded is not None and worded != meant) or sign == "-":
                    return None
                worded = meant
            points = Decimal(number) * (Decimal(times) if times else 1)
            total += -points if sign == "-" else points
            at, first = match.end(), False
            while at < len(piece) and piece[at] == " ":
                at += 1
    if worded == -1:
        total = -total
    return Points(total, worded)
