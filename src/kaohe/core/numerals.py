"""Numbers as Chinese offices write them, as ``Decimal``: 0.1, 零点五, 半, 两, 十五, 壹."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from kaohe.core.patterns import compile_on_use

_DIGITS = {
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_FRACTIONS = {"半": Decimal("0.5"), "½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}

#: A character class (without brackets) of everything a Chinese numeral may hold.
CHINESE_DIGITS = "".join([*_DIGITS, *_FRACTIONS, "十拾百佰点"])

_ARABIC = compile_on_use(r"(?:0|[1-9][0-9]{0,8})(?:[.·][0-9]{1,9})?|\.[0-9]{1,9}")
#: 十五, 二十, 一百, 一百零五, 一百二十五; not 一百一, which people say for 110.
_WHOLE = compile_on_use(
    r"(?:(?P<hundreds>[一二两三四五六七八九壹贰叁肆伍陆柒捌玖])[百佰](?:(?=.[十拾])|[零〇](?=.$)|$))?"
    r"(?:(?P<tens>[一二三四五六七八九壹贰叁肆伍陆柒捌玖])?(?P<ten>[十拾]))?(?P<ones>[一二三四五六七八九壹贰叁肆伍陆柒捌玖])?"
)
_MIXED = compile_on_use(r"([0-9]{1,9})点([0-9]{1,9})")


def tidy(value: Decimal) -> Decimal:
    """Return ``value`` without trailing zeros and without an exponent: 0.50 gives 0.5, 1E+1 gives 10."""
    short = value.normalize()
    return Decimal(f"{short:f}") if "E" in str(short) else short


@lru_cache(maxsize=4096)
def read(words: str) -> Decimal | None:
    """Return the number that ``words`` say, or None where they say none, or none for certain.

    Leading zeros (01), several points (0.1.2) and numerals side by side (两三) are not
    numbers but slips or estimates, so they give None.
    """
    plain = words.replace(" ", "")
    if _ARABIC.fullmatch(plain):
        return tidy(Decimal(plain.replace("·", ".")))
    if mixed := _MIXED.fullmatch(plain):
        return read(f"{mixed[1]}.{mixed[2]}")
    return _FRACTIONS.get(plain) or _chinese(plain)


def _chinese(words: str) -> Decimal | None:
    whole, point, decimals = words.partition("点")
    value = _whole(whole)
    if value is None or not point:
        return None if value is None else Decimal(value)
    if not decimals or any(char not in _DIGITS for char in decimals):
        return None
    return Decimal(f"{value}." + "".join(str(_DIGITS[char]) for char in decimals))


def _whole(words: str) -> int | None:
    """Return a whole number below a thousand: 零, 十, 十五, 二十, 一百零五."""
    if words in _DIGITS:
        return _DIGITS[words]
    parts = _WHOLE.fullmatch(words)
    if not words or parts is None:
        return None
    hundreds, tens, ones = parts.group("hundreds", "tens", "ones")
    ten = 10 * (_DIGITS[tens] if tens else 1) if parts["ten"] else 0
    return 100 * (_DIGITS[hundreds] if hundreds else 0) + ten + (_DIGITS[ones] if ones else 0)
