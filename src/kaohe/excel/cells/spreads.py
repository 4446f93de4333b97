"""Formulas that fill several cells: spilled ones of newer Excels, array formulas (Ctrl+Shift+Enter) of all.

Their other cells must never be written into, and what replaces such a formula must replace all its
cells.  Excel before 2021 knows no spilling: there the questions about it fail, and are answered by no.
"""

from __future__ import annotations

from collections.abc import Iterator

import xlwings as xw

from kaohe.core.records import dataclass
from kaohe.excel.cells.places import address_of, areas_of
from kaohe.excel.session.refusal import is_unknown_member
from kaohe.tables import Area, SheetGrid
from kaohe.tables.grid import is_blank


@dataclass(frozen=True, slots=True)
class Spread:
    """One formula, the area that it fills, and the property of a range by which it is entered so."""

    area: Area
    formula: str
    entered_by: str

    @property
    def cells(self) -> list[tuple[int, int]]:
        """Row and column of every cell."""
        area = self.area
        return [
            (row, column) for row in range(area.row1, area.row2 + 1) for column in range(area.column1, area.column2 + 1)
        ]

    def enter(self, sheet: xw.Sheet) -> None:
        """Enter the formula where it was; its cells must be blank."""
        area = self.area
        whole = area if self.entered_by == "FormulaArray" else Area(area.row1, area.column1, area.row1, area.column1)
        setattr(sheet.range(address_of(whole)).api, self.entered_by, self.formula)


def find_spreads(sheet: xw.Sheet, grid: SheetGrid) -> tuple[Spread, ...]:
    """Return the spread formulas of a sheet; only cells that look like the first one of such are asked about.

    Excel Tables hold none.  Where the same formula stands in many cells (``=RANK_UNIT()``) these are asked at once.
    """
    found: list[Spread] = []
    settled: set[tuple[int, int]] = set()
    for place in sorted(grid.formulas):
        if place in settled or _in_a_table(grid, place) or not _may_spread(grid, place):
            continue
        same = _same_below(grid, place)
        if len(same) > 1 and not any(_says(sheet, same, member) for member in ("HasSpill", "HasArray")):
            settled.update(same)
        elif spread := _ask(sheet, grid, place):
            found.append(spread)
            settled.update(spread.cells)
    return tuple(found)


def lone_arrays(sheet: xw.Sheet, grid: SheetGrid, cells: list[tuple[int, int]]) -> Iterator[Spread]:
    """Yield the formulas among cells of one column, all with formulas, that Excel computes as arrays into one cell.

    Entered like any other they would take one value of each range instead.
    """
    ways = [way for way in (("SavedAsArray", "Formula2"), ("HasArray", "FormulaArray")) if _says(sheet, cells, way[0])]
    for cell in cells if ways else ():
        entered_by = next((entered for asked, entered in ways if _says(sheet, [cell], asked)), None)
        if entered_by is not None:
            yield Spread(Area(*cell, *cell), grid.formulas[cell], entered_by)


def _in_a_table(grid: SheetGrid, place: tuple[int, int]) -> bool:
    row, column = place
    return any(
        row1 <= row <= row2 and column1 <= column <= column2 for _, (row1, column1, row2, column2) in grid.tables
    )


def _may_spread(grid: SheetGrid, place: tuple[int, int]) -> bool:
    """Say whether the cell below or beside shows something without a formula of its own."""
    row, column = place
    formula = grid.formulas[place]
    return any(
        grid.formulas.get(other, formula) == formula and not is_blank(grid.value(*other))
        for other in ((row + 1, column), (row, column + 1))
    )


def _same_below(grid: SheetGrid, place: tuple[int, int]) -> list[tuple[int, int]]:
    """Return a cell and those below it with the same formula."""
    row, column = place
    last = row
    while grid.formulas.get((last + 1, column)) == grid.formulas[place]:
        last += 1
    return [(each, column) for each in range(row, last + 1)]


def _says(sheet: xw.Sheet, cells: list[tuple[int, int]], member: str) -> bool:
    """Ask about several cells at once: Excel says neither yes nor no where they differ."""
    try:
        answer = getattr(sheet.range(address_of(Area(*cells[0], *cells[-1]))).api, member)
    except Exception as problem:
        if is_unknown_member(problem):  # an Excel that knows no spilling
            return False
        raise
    return answer is not False


def _ask(sheet: xw.Sheet, grid: SheetGrid, place: tuple[int, int]) -> Spread | None:
    """Return the formula of one cell as a spread one, None where it stays in its cell."""
    cells = sheet.range(address_of(Area(*place, *place)))
    ways = (("HasSpill", "SpillingToRange", "Formula2"), ("HasArray", "CurrentArray", "FormulaArray"))
    for asked, filled, entered_by in ways:
        if _says(sheet, [place], asked):
            area = areas_of(getattr(cells.api, filled).Address)[0]
            if (area.row1, area.column1) == place and (area.row1, area.column1) != (area.row2, area.column2):
                return Spread(area, grid.formulas[place], entered_by)
    return None
