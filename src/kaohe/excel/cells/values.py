"""Values as Excel hands them over COM (``Range.Value2``), and as the core knows them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from kaohe.core.cells import CellValue, ExcelError, number
from kaohe.core.spreadsheet import cut_text

#: The numbers that VBA's CVErr takes; newer errors without one count as #VALUE!.
ERROR_NUMBERS: dict[ExcelError, int] = {
    ExcelError.NULL: 2000,
    ExcelError.DIV0: 2007,
    ExcelError.VALUE: 2015,
    ExcelError.REF: 2023,
    ExcelError.NAME: 2029,
    ExcelError.NUM: 2036,
    ExcelError.NA: 2042,
    ExcelError.GETTING_DATA: 2043,
    ExcelError.SPILL: 2045,
    ExcelError.CONNECT: 2046,
    ExcelError.BLOCKED: 2047,
    ExcelError.UNKNOWN: 2048,
    ExcelError.FIELD: 2049,
    ExcelError.CALC: 2050,
}

#: COM hands over an error cell as the code 0x800A0000 + its number, read as a signed 32-bit integer.
_FACILITY = -0x7FF60000
_ERRORS = {_FACILITY + number: error for error, number in ERROR_NUMBERS.items()}
_CODES = range(_FACILITY + 2000, _FACILITY + 3000)


def cell_from_excel(value: object) -> CellValue:
    """Return a cell's value: text, number, truth value, error or blank.

    Numbers arrive as floating-point numbers, so a whole one is an error's code.  What no
    cell can hold (an object) counts as #VALUE!.
    """
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)  # COM's dates have a time zone, a sheet's have none
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, float):
        return number(value)
    if isinstance(value, int) and value not in _CODES:
        return Decimal(value)
    return _ERRORS.get(value, ExcelError.VALUE) if isinstance(value, int) else ExcelError.VALUE


def value_to_excel(value: CellValue) -> object:
    """Return what a cell is to show: an error as its number, a whole number; blank as an empty text.

    Excel would show a blank result as 0.
    """
    if isinstance(value, ExcelError):
        return ERROR_NUMBERS.get(value, ERROR_NUMBERS[ExcelError.VALUE])
    if value is None:
        return ""
    if isinstance(value, str):
        return cut_text(value)
    return float(value) if isinstance(value, Decimal) else value
