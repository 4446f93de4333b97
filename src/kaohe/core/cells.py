"""Cell values as the core sees them: blank, text, number and Excel error are four things."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

from kaohe.core.records import NamedTuple
from kaohe.core.spreadsheet import column_letters


class ExcelError(StrEnum):
    """An error value of a cell; it is neither text nor blank."""

    NULL = "#NULL!"
    DIV0 = "#DIV/0!"
    VALUE = "#VALUE!"
    REF = "#REF!"
    NAME = "#NAME?"
    NUM = "#NUM!"
    NA = "#N/A"
    GETTING_DATA = "#GETTING_DATA"
    SPILL = "#SPILL!"
    CALC = "#CALC!"
    FIELD = "#FIELD!"
    BLOCKED = "#BLOCKED!"
    CONNECT = "#CONNECT!"
    UNKNOWN = "#UNKNOWN!"
    EXTERNAL = "#EXTERNAL!"
    BUSY = "#BUSY!"
    PYTHON = "#PYTHON!"
    #: No error of Excel's: a formula that was written by another program and never calculated.
    NOT_CALCULATED = "#NOT_CALCULATED!"


#: None is a blank cell; numbers are ``Decimal`` at Excel's 15 significant digits.
CellValue = str | Decimal | bool | datetime | date | time | ExcelError | None


class CellRef(NamedTuple):
    """A cell: sheet name, row and column counted from 1."""

    sheet: str
    row: int
    column: int

    @property
    def a1(self) -> str:
        """The address inside the sheet, such as ``D7``."""
        return f"{column_letters(self.column)}{self.row}"


def number(value: float | int) -> Decimal:
    """Return a cell's number as Excel shows and compares it: at 15 significant digits.

    100 - 0.1 - 0.1 - 0.1 is 99.70000000000002 as a double and 99.7 here.
    """
    return Decimal(f"{value:.15g}")
