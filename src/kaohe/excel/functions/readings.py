"""Reason cells, read: several functions in a row of a table ask for the same text."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.findings import Severity
from kaohe.excel.functions import messages
from kaohe.excel.functions.model import Failure
from kaohe.reason import parse
from kaohe.reason.model import Reading

_ARGUMENT = "加扣分原因"


def read(cell: CellValue) -> Reading | Failure:
    """Return what a reason cell says; a blank cell and the number 0 say nothing, as in the table."""
    if isinstance(cell, ExcelError):
        return messages.error_cell(_ARGUMENT, cell)
    if isinstance(cell, str):
        return _read(cell)
    if cell is None or (isinstance(cell, Decimal) and not cell):
        return _read("")
    return messages.wrong_kind(_ARGUMENT, cell, "文字")


@lru_cache(maxsize=16_384)
def _read(text: str) -> Reading:
    return parse(text)


def open_points(reading: Reading) -> Failure:
    """Return the failure for a text whose points can't be determined, with the first error that CHECK_REASON names as its reason."""
    # Only for a cell that shows an error, as it takes a while.
    from kaohe.assessment.rules.text_check import reading_findings, unexplained_points

    errors = (each.headline for each in reading_findings(reading) if each.severity is Severity.ERROR)
    return Failure(ExcelError.NA, next(errors, unexplained_points(reading.text)))
