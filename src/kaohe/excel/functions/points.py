"""Scores and points as worksheet functions: SCORE_UNIT, DEDUCTED_POINTS, ADDED_POINTS, EXPLAIN_SCORE, SPLIT_REASONS."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from kaohe.assessment.scoring import explain, score, tally
from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.findings import Severity
from kaohe.core.settings import Settings
from kaohe.excel.functions import messages, shapes
from kaohe.excel.functions.model import Argument, CellResult, Failure, Result
from kaohe.reason import parse
from kaohe.reason.model import Item, Reading

_DEFAULT_BASE = Settings().base


def score_unit(reasons: Argument, base: Argument = None) -> Result:
    """Return the score: ``base`` with the points of the text, not below 0; #N/A where points are open."""

    def of(text: CellValue, start: CellValue) -> CellResult:
        settings = _settings(start)
        reading = _reading(text)
        if isinstance(settings, Failure):
            return settings
        if isinstance(reading, Failure):
            return reading
        found = score(tally(reading), settings)
        return _open_points(reading) if found is None else found.value

    return shapes.map_cells(of, 加扣分原因=reasons, 基准分=base)


def explain_score(reasons: Argument, base: Argument = None) -> Result:
    """Return the sum in words, such as ``100−0.1−0.2=99.7``; #N/A where points are open."""

    def of(text: CellValue, start: CellValue) -> CellResult:
        settings = _settings(start)
        if isinstance(settings, Failure):
            return settings
        return _of_reading(text, lambda reading: explain(reading, settings.base))

    return shapes.map_cells(of, 加扣分原因=reasons, 基准分=base)


def deducted_points(reasons: Argument) -> Result:
    """Return the sum of the deducted points, as a positive number; #N/A where points are open."""
    return shapes.map_cells(lambda text: _of_reading(text, lambda reading: _sums(reading, -1)), 加扣分原因=reasons)


def added_points(reasons: Argument) -> Result:
    """Return the sum of the added points; #N/A where points are open."""
    return shapes.map_cells(lambda text: _of_reading(text, lambda reading: _sums(reading, 1)), 加扣分原因=reasons)


def split_reasons(reasons: Argument) -> Result:
    """Return a row of reason and signed points for each item, the rows of all cells below each other.

    Open points are #N/A, a cell that is no text one row with its error twice; where nothing is added or
    deducted there is no row, and one row of two empty texts where there is none at all.
    """
    found = tuple(row for cells in shapes.rows_of(reasons) for cell in cells for row in _items(cell))
    return found or (("", ""),)


def _items(cell: CellValue) -> list[tuple[CellResult, CellResult]]:
    reading = _reading(cell)
    if isinstance(reading, Failure):
        return [(reading, reading)]
    return [(item.reason, item.points if isinstance(item, Item) else _open_points(reading)) for item in reading.items]


def _of_reading(text: CellValue, compute: Callable[[Reading], CellResult]) -> CellResult:
    reading = _reading(text)
    if isinstance(reading, Failure):
        return reading
    found = compute(reading)
    return _open_points(reading) if found is None else found


def _sums(reading: Reading, sign: int) -> Decimal | None:
    points = tally(reading)
    if points is None:
        return None
    return points.added if sign > 0 else points.deducted


def _settings(base: CellValue) -> Settings | Failure:
    if base is None or base == "":
        return Settings(base=_DEFAULT_BASE)
    if isinstance(base, ExcelError):
        return messages.error_cell("基准分", base)
    if isinstance(base, Decimal):
        return Settings(base=base)
    return messages.wrong_kind("基准分", base, "数字")


def _reading(cell: CellValue) -> Reading | Failure:
    """Return what a reason cell says; a blank cell and the number 0 say nothing, as in the table."""
    if isinstance(cell, ExcelError):
        return messages.error_cell("加扣分原因", cell)
    if isinstance(cell, str):
        return _read(cell)
    if cell is None or (isinstance(cell, Decimal) and not cell):
        return _read("")
    return messages.wrong_kind("加扣分原因", cell, "文字")


@lru_cache(maxsize=16_384)  # several functions in a row of a table ask for the same text
def _read(text: str) -> Reading:
    return parse(text)


def _open_points(reading: Reading) -> Failure:
    """Return the failure for a text whose points can't be determined, with the first error that CHECK_REASON names as its reason."""
    # Only for a cell that shows an error, as it takes a while.
    from kaohe.assessment.rules.text_check import reading_findings, unexplained_points

    errors = (each.headline for each in reading_findings(reading) if each.severity is Severity.ERROR)
    return Failure(ExcelError.NA, next(errors, unexplained_points(reading.text)))
