"""What a number format shows of a number: all of it, or less, or something else (a date, a share, nothing)."""

from __future__ import annotations

import re
from decimal import Decimal

from kaohe.core.patterns import compile_on_use

#: The codes that every workbook has without saying so, by their numbers; dates and times are left out.
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: "#,##0;-#,##0", 42: "#,##0;-#,##0", 43: "#,##0.00;-#,##0.00", 44: "#,##0.00;-#,##0.00", 48: "##0.0E+0",
    49: "@",
}  # fmt: skip
#: Numbers of codes that show a date or a time of day, the East Asian ones among them.
BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})

#: Characters of a number format; Excel takes no more.
_LONGEST = 255
_LITERAL = compile_on_use(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DATE_LETTERS = compile_on_use("[ymdhsage]", re.IGNORECASE)
_EXPONENT = compile_on_use(r"e[+-]", re.IGNORECASE)
#: General, and what it is called in other languages' Excels: some programs write that name into files.
_GENERAL = compile_on_use(
    r"general|g/(?:通用格式|標準|標准|标准|표준)|standard(?:owy)?|estándar|padrão|geral|основной|genel", re.IGNORECASE
)
_DIGITS = compile_on_use(r"[0#?]")
_SCALED = compile_on_use(r"[0#?],+\s*(?:\.|$)")
_FRACTION = compile_on_use(r"/\s*[0-9?#]")


def shows_date(code: str) -> bool:
    """Say whether a format code has day or time letters outside quotes, brackets and exponents."""
    if len(code) > _LONGEST:
        return False
    section = _LITERAL.sub("", code).partition(";")[0]
    return bool(_DATE_LETTERS.search(_EXPONENT.sub("", _GENERAL.sub("", section))))


def shows_share(code: str) -> bool:
    """Say whether a format code shows a number in hundredths: 0.05 as 5%."""
    return len(code) <= _LONGEST and "%" in _LITERAL.sub("", code)


def hides(code: str, value: Decimal) -> bool:
    """Say whether a cell with this format would show a number other than it is: rounded, as a date, not at all."""
    if len(code) > _LONGEST:
        return False
    section = _section(_LITERAL.sub("", code), value)
    if _GENERAL.search(section) or section.strip() == "@" or (not value and not shows_date(section)):
        return False  # nought may be shown as a dash: that is a choice
    if shows_date(section) or _EXPONENT.search(section) or _FRACTION.search(section) or "%" in section:
        return True
    if not _DIGITS.search(section) or _SCALED.search(section):
        return True
    decimals = section.partition(".")[2]
    return round(value, len(_DIGITS.findall(decimals))) != value


def _section(code: str, value: Decimal) -> str:
    """Return the part of a code that a number is shown by: for positive ones, negative ones, zero."""
    sections = code.split(";")
    index = 0 if value > 0 or len(sections) == 1 else 1 if value < 0 else 2
    return sections[index] if index < len(sections) else sections[0]
