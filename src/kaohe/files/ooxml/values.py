"""What the text of a cell means: numbers, dates, truth values, errors, strings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from math import isfinite

from kaohe.core.cells import CellValue, ExcelError, number
from kaohe.core.patterns import compile_on_use
from kaohe.core.spreadsheet import moment_of
from kaohe.files.ooxml.markup import MarkupError, unescape

_SURROGATE_PAIR = compile_on_use("[\ud800-\udbff][\udc00-\udfff]")
_SURROGATE = compile_on_use("[\ud800-\udfff]")


def read_text(text: str) -> str:
    """Return a string as Excel shows it: ``_x000D_`` and the like stand for characters.

    Half a surrogate pair, which no encoding can hold, becomes U+FFFD.
    """
    if "_x" not in text:
        return text
    whole = _SURROGATE_PAIR.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), unescape(text))
    return _SURROGATE.sub("\ufffd", whole)


@lru_cache(maxsize=1 << 16)
def read_number(text: str) -> CellValue:
    """Return a number at 15 significant digits; what is no finite number stays text."""
    try:
        value = float(text)
    except ValueError:
        return text
    return number(value) if isfinite(value) else text


def read_error(text: str) -> ExcelError:
    """Return an error value; one that is unknown here counts as ``#VALUE!``."""
    try:
        return ExcelError(text)
    except ValueError:
        return ExcelError.VALUE


def read_truth(text: str) -> bool:
    """Return a truth value."""
    return text.strip() in ("1", "true")


def read_date(text: str, *, from_1904: bool) -> CellValue:
    """Return the date, or the time of day, of a serial number; what lies outside the calendar stays a number."""
    value = read_number(text)
    if isinstance(value, str):
        return value
    moment = moment_of(float(text), from_1904=from_1904)
    return value if moment is None else moment


def read_iso_date(text: str) -> CellValue:
    """Return a date written out, as the strict form of the standard has it."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return text


def shared_string(strings: Sequence[str], index: str | bytes) -> str:
    """Return a string of the workbook's table of strings.

    Raises:
        MarkupError: There is none at ``index``.
    """
    try:
        place = int(index)
        if place < 0:
            raise IndexError
        return strings[place]
    except (ValueError, IndexError) as error:
        raise MarkupError(f"no shared string {index!r}") from error
