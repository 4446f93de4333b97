"""What goes into a worksheet function and what comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import Parameter, signature

from kaohe.core.cells import CellValue, ExcelError

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


@dataclass(frozen=True, slots=True)
class WorksheetFunction:
    """A function as staff meet it: its name in a cell, and the words of Excel's function wizard.

    ``help`` and each of ``arguments`` (by parameter, in order) have at most 255 characters,
    as the wizard cuts the rest.  ``row_form`` says that the function without any argument
    means the row that it stands in.
    """

    name: str
    compute: Callable[..., Result]
    help: str
    arguments: Mapping[str, str]
    row_form: bool = False

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """The parameters in order; one with a default is optional in the cell as well."""
        return tuple(signature(self.compute).parameters.values())
