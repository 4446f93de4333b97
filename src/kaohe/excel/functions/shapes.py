"""One cell or a whole range: the same function for both, in one call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain, repeat

from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.records import dataclass
from kaohe.excel.functions import messages
from kaohe.excel.functions.model import Argument, CellResult, Failure, Grid, Result


def rows_of(argument: Argument) -> Grid:
    """Return the rows of an argument; a single cell is one row of one cell."""
    return argument if isinstance(argument, tuple) else ((argument,),)


def size(argument: Argument) -> tuple[int, int]:
    """Return the numbers of rows and columns."""
    rows = rows_of(argument)
    return len(rows), len(rows[0])


def map_cells(function: Callable[..., CellResult], **arguments: Argument) -> Result:
    """Call ``function`` for each cell, by the arguments' names in Chinese.

    Ranges run side by side and must have one size; a single cell goes with every cell of
    them.  The result has the size of the ranges.
    """
    sides = side_by_side(**arguments)
    if isinstance(sides, Failure):
        return sides
    return sides.shape([function(*values) for values in sides.values])


@dataclass(frozen=True, slots=True)
class Sides:
    """Arguments side by side: the values of each place, row by row, and the size that they came in."""

    values: list[tuple[CellValue, ...]]
    width: int
    is_range: bool

    def shape(self, results: Sequence[CellResult]) -> Result:
        """Return results, one for each place, in the size that the arguments came in."""
        if not self.is_range:
            return results[0]
        return tuple(tuple(results[start : start + self.width]) for start in range(0, len(results), self.width))


def side_by_side(**arguments: Argument) -> Sides | Failure:
    """Put ranges of one size beside each other, single cells beside every cell of them."""
    arguments = {name: _without_frame(argument) for name, argument in arguments.items()}
    ranges = {name: argument for name, argument in arguments.items() if isinstance(argument, tuple)}
    sizes = {name: size(argument) for name, argument in ranges.items()}
    if not ranges:
        return Sides([tuple(arguments.values())], 1, is_range=False)  # type: ignore[arg-type]
    first, *others = sizes
    for other in others:
        if sizes[first] != sizes[other]:
            return messages.sizes_differ(first, other)
    height, width = sizes[first]
    columns = [
        chain.from_iterable(argument) if isinstance(argument, tuple) else repeat(argument, height * width)
        for argument in arguments.values()
    ]
    return Sides(list(zip(*columns, strict=True)), width, is_range=True)


def single(argument: Argument, name: str) -> CellValue | Failure:
    """Return the one cell of an argument that can't be a range; an error cell is a failure."""
    value = _without_frame(argument)
    if isinstance(value, tuple):
        return messages.wrong_kind(name, "多个单元格", "一个单元格")
    if isinstance(value, ExcelError):
        return messages.error_cell(name, value)
    return value


def _without_frame(argument: Argument) -> Argument:
    if isinstance(argument, tuple) and len(argument) == 1 and len(argument[0]) == 1:
        return argument[0][0]
    return argument
