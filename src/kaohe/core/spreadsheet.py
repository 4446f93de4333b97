"""Facts about Excel's sheets: columns by letters, how long, wide and high things get, and dates as days."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache

#: The last row and the last column of a sheet.
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

#: The longest text of a cell, in UTF-16 units: a character beyond U+FFFF, such as 𠮷, counts twice.
LONGEST_TEXT = 32_767

#: At the foot of every page of Kaohe's sheets, in Excel's codes: the sheet's name and the page.
PAGE_FOOTER = "&L&9&A&C&9第 &P 页"

#: The height of the tallest row, in points.
TALLEST_ROW = 409

#: How many days later the calendar of 1904 begins, as on old Macs.
DAYS_TO_1904 = 1462

_EPOCH_1900, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
#: In the calendar of 1900 day 60 is a 29 February that never was, so the days before it count from one day later.
_FALSE_LEAP_DAY = 60
#: 9999-12-31, in the calendar of 1900.
_LAST_DAY = 2_958_465
_DAY = timedelta(days=1)


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """Return the letters of a column counted from 1 (1 gives ``A``, 28 gives ``AB``)."""
    letters = ""
    while column > 0:
        column, remainder = divmod(column - 1, 26)
        letters = chr(65 + remainder) + letters
    return letters


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """Return the number of a column, counted from 1 (``AB`` and ``ab`` give 28)."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def text_length(text: str) -> int:
    """Return how much of :data:`LONGEST_TEXT` a text takes."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut_text(text: str) -> str:
    """Return as much of a text as a cell holds, never half a character."""
    if len(text) * 2 <= LONGEST_TEXT:
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    return units[: LONGEST_TEXT * 2].decode("utf-16-le", "ignore") if len(units) > LONGEST_TEXT * 2 else text


def moment_of(days: float, *, from_1904: bool = False) -> datetime | time | None:
    """Return the date that a cell with this number shows, or the time of day below 1; None outside of the calendar."""
    if not 0 <= days <= _LAST_DAY:
        return None
    seconds = timedelta(seconds=round(days * 86_400))
    if days < 1:
        minutes, second = divmod(seconds.seconds, 60)
        return time(*divmod(minutes, 60), second) if seconds.days == 0 else None
    if from_1904:
        return _EPOCH_1904 + seconds if days <= _LAST_DAY - DAYS_TO_1904 else None
    return _EPOCH_1900 + seconds + timedelta(days=days < _FALSE_LEAP_DAY)


def shown_moment(automation: datetime) -> datetime | time:
    """Return the date or time of day that a cell shows, from what OLE Automation hands over for it.

    Automation counts days as Excel does, but in the true calendar: what Excel shows as 1900-01-15, day 15, it hands
    over as 1900-01-14.
    """
    moment = moment_of((automation - _EPOCH_1900) / _DAY)
    return automation if moment is None else moment


def days_of(value: date | time, *, from_1904: bool = False) -> float:
    """Return the number that a cell with this date or time of day holds."""
    if isinstance(value, time):
        return (datetime.combine(_EPOCH_1900, value) - _EPOCH_1900) / _DAY
    moment = value if isinstance(value, datetime) else datetime.combine(value, time())
    if from_1904:
        return (moment - _EPOCH_1904) / _DAY
    days = (moment - _EPOCH_1900) / _DAY
    return days if days > _FALSE_LEAP_DAY else days - 1
