"""The worksheet functions as Excel calls them: values in, values and real Excel errors out, never a traceback.

KaoheCells (VBA) sends ``Range.Value2`` and maps the answer: numbers are floating-point
numbers, so a whole number is that of an Excel error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from kaohe.core.cells import ExcelError
from kaohe.core.functions import CATEGORY, FUNCTIONS
from kaohe.excel.cells.values import cell_from_excel, value_to_excel
from kaohe.excel.functions.kept import Kept
from kaohe.excel.functions.model import Argument, CellResult, Failure, Grid, Result, computing
from kaohe.excel.server.registering import as_called
from kaohe.excel.session import failures

_AnswerRows = list[list[object]]
_Udf = Callable[..., _AnswerRows]


def _for_excel(name: str, compute: Callable[..., Result], arguments: Iterable[str] = ()) -> _Udf:
    """Return ``compute`` between Excel's values and the core's; whatever it raises is a #VALUE! with a reason."""

    def answer(*values: object) -> _AnswerRows:
        try:
            result = compute(*map(_argument, values))
        except Exception as problem:  # the cell must show an error, and Excel stay usable
            failures.keep_bug(name, problem)
            return [[value_to_excel(ExcelError.VALUE)]]
        rows = result if isinstance(result, tuple) else ((result,),)
        return [[_cell(name, cell) for cell in row] for row in rows]

    return as_called(answer, name, arguments)


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
    rows = [(each.name, CATEGORY, each.help, *each.arguments.values()) for each in FUNCTIONS]
    width = max(map(len, rows))
    return tuple(row + ("",) * (width - len(row)) for row in rows)


#: What =RANK_UNIT() hands over: its sheet, the categories, the ranking method, a person's answers.
_OF_ALL_ROWS = ("sheet", "categories", "method", "answers")

#: The functions by their names; the last two are not for cells: the ranks of all rows of a sheet, for
#: =RANK_UNIT(), and the words of the function wizard.
UDFS = {each.name: _for_excel(each.name, computing(each.does), each.arguments) for each in FUNCTIONS} | {
    "rank_rows": _for_excel("RANK_UNIT", computing("ranks.rank_rows"), _OF_ALL_ROWS),
    "function_help": _for_excel("function_help", _help),
}


def __getattr__(name: str) -> _Udf:
    """Give xlwings' server the function that Excel asks for."""
    try:
        return UDFS[name]
    except KeyError:
        raise AttributeError(name) from None
