"""Formulas that fill several cells, on the engine: spilled ones and array formulas.

The engine calculates nothing: ``results`` say what a formula gives.  Whether the further cells of a spilled
formula hand over its text or nothing is not documented, so tests try both (``further_cells_tell``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Area = tuple[int, int, int, int]


class Spreads:
    """The spread formulas of one sheet: by the first cell, the area and the property it was entered by."""

    def __init__(self) -> None:
        self.spilling = True  # False: an Excel that knows no spilling
        self.further_cells_tell = False
        self.results: dict[str, tuple[tuple[Any, ...], ...]] = {}
        self.areas: dict[tuple[int, int], tuple[Area, str, str]] = {}

    def add(self, row: int, column: int, formula: str, kind: str) -> None:
        rows = self.results[formula]
        area = (row, column, row + len(rows) - 1, column + len(rows[0]) - 1)
        self.areas[row, column] = (area, kind, formula)

    def at(self, row: int, column: int) -> tuple[Area, str, str] | None:
        return next((each for each in self.areas.values() if (row, column) in set(cells_of(each[0]))), None)

    def shown(self, row: int, column: int) -> Any:
        """Return what a further cell shows, None where no formula fills it."""
        found = self.at(row, column)
        if found is None:
            return None
        (row1, column1, _, _), _, formula = found
        return self.results[formula][row - row1][column - column1]

    def told(self, row: int, column: int) -> str:
        """Return what a further cell says that its formula is."""
        found = self.at(row, column)
        return found[2] if found and (found[1] == "FormulaArray" or self.further_cells_tell) else ""

    def overwrite(self, area: Area) -> None:
        """Let a block be written: whole formulas go, part of an array cannot, part of a spilled one blocks it."""
        block = set(cells_of(area))
        for first, (filled, kind, _) in [*self.areas.items()]:
            cells = set(cells_of(filled))
            if not cells & block:
                continue
            if kind == "FormulaArray" and not cells <= block:
                raise ValueError("You can't change part of an array.")
            assert first in block, "a value in a further cell of a spilled formula would make it #SPILL!"
            del self.areas[first]


def cells_of(area: Area) -> Iterator[tuple[int, int]]:
    row1, column1, row2, column2 = area
    yield from ((row, column) for row in range(row1, row2 + 1) for column in range(column1, column2 + 1))
