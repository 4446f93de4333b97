"""The worksheet functions as Excel calls them: values in, values and real Excel errors out, never a traceback.

KaoheCells (VBA) sends ``Range.Value2`` and maps the answer: numbers are floating-point
numbers, so a whole number is that of an Excel error.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from inspect import signature

import xlwings as xw

from kaohe.core.cells import ExcelError
from kaohe.excel.cells.values import cell_from_excel, value_to_excel
from kaohe.excel.functions import functions
from kaohe.excel.functions.kept import Kept
from kaohe.excel.functions.model import Argument, CellResult, Failure, Grid, Result
from kaohe.excel.session import failures

_Rows = list[list[object]]
_Answer = Callable[..., _Rows]


def _for_excel(name: str, compute: Callable[..., Result]) -> _Answer:
    """Return ``compute`` between Excel's values and the core's; whatever it raises is a #VALUE! with a reason."""

    @wraps(compute, assigned=("__name__", "__qualname__", "__doc__"))  # xlwings would convert by annotations
    def answer(*arguments: object) -> _Rows:
        try:
            result = compute(*map(_argument, arguments))
        except Exception as problem:  # the cell must show an error, and Excel stay usable
            failures.keep_bug(name, problem)
            return [[value_to_excel(ExcelError.VALUE)]]
        rows = result if isinstance(result, tuple) else ((result,),)
        return [[_cell(name, cell) for cell in row] for row in rows]

    answer.__annotations__ = {}
    udf = xw.ret("raw")(xw.func(answer))
    for parameter in signature(compute).parameters:
        # xlwings is to leave values as they are: it takes error cells for blank ones.
        udf = xw.arg(parameter, "raw")(udf)
    return udf


def _argument(value: object) -> Argument:
    return _grid(value) if isinstance(value, tuple) else cell_from_excel(value)


@lru_cache(maxsize=16)
def _converted(rows: tuple[object, ...]) -> Grid:
    """Convert a range; kept, as each row of a table asks for the same columns, handed over anew."""
    if any(isinstance(row, tuple) for row in rows):
        return tuple(tuple(map(cell_from_excel, row)) for row in rows if isinstance(row, tuple))
    return (tuple(map(cell_from_excel, rows)),)  # an array constant such as {1,2,3}


_grid = Kept(_converted)


def _cell(name: str, cell: CellResult) -> object:
    if isinstance(cell, Failure):
        failures.keep(name, cell.error, cell.why)
        return value_to_excel(cell.error)
    return value_to_excel(cell)


def _help() -> Result:
    """Return a row for each function: name, group, description, then the arguments' descriptions."""
    rows = [
        (function.name, functions.CATEGORY, function.help, *function.arguments.values())
        for function in functions.FUNCTIONS
    ]
    width = max(map(len, rows))
    return tuple(row + ("",) * (width - len(row)) for row in rows)


SCORE_UNIT = _for_excel("SCORE_UNIT", functions.score_unit)
RANK_UNIT = _for_excel("RANK_UNIT", functions.rank_unit)
CHECK_REASON = _for_excel("CHECK_REASON", functions.check_reason)
STANDARD_REASON = _for_excel("STANDARD_REASON", functions.standard_reason)
SPLIT_REASONS = _for_excel("SPLIT_REASONS", functions.split_reasons)
DEDUCTED_POINTS = _for_excel("DEDUCTED_POINTS", functions.deducted_points)
ADDED_POINTS = _for_excel("ADDED_POINTS", functions.added_points)
EXPLAIN_SCORE = _for_excel("EXPLAIN_SCORE", functions.explain_score)

#: Not for cells: the ranks of all rows of a sheet, for =RANK_UNIT(); the words of the function wizard.
rank_rows = _for_excel("RANK_UNIT", functions.rank_rows)
function_help = _for_excel("function_help", _help)
