"""What goes into a worksheet function and what comes out."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.records import dataclass

#: Rows of cells, all of one length.
Grid = tuple[tuple[CellValue, ...], ...]

#: One cell, or a range. None is a blank cell, and also an argument that was not given.
Argument = CellValue | Grid


@dataclass(frozen=True, slots=True)
class Failure:
    """What can't be computed: the error that the cell shows, and why, in one Chinese sentence."""

    error: ExcelError
    why: str


CellResult = CellValue | Failure
Result = CellResult | tuple[tuple[CellResult, ...], ...]


def computing(does: str) -> Callable[..., Result]:
    """Return the function of this room that ``does`` names, such as ``points.score_unit``.

    Its module is imported only when it is first called: Excel starts the function server while the user waits.
    """

    def compute(*arguments: Argument) -> Result:
        module, _, name = does.partition(".")
        result: Result = getattr(import_module(f"kaohe.excel.functions.{module}"), name)(*arguments)
        return result

    return compute
