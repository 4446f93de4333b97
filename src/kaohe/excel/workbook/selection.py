"""The units that a person has selected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

import xlwings as xw

from kaohe.assessment.figures import shown
from kaohe.assessment.outcome import Outcome, UnitResult
from kaohe.core.cells import CellRef
from kaohe.core.findings import Fix
from kaohe.core.records import dataclass
from kaohe.core.schema import Field
from kaohe.core.table import Column, Table
from kaohe.excel.cells.places import areas_of
from kaohe.excel.constants import XL_CELL_TYPE_VISIBLE
from kaohe.excel.session.refusal import RefusalError
from kaohe.excel.workbook.reader import OpenWorkbook
from kaohe.tables import Area

#: Excel's own object, which xlwings hands over as it is.
_ExcelRange = Any

_NOTHING = "请先选中考核表里一个或几个单位的单元格（同一行的任何一格都可以），再点这个按钮。"
_TOO_MANY = "选中的区域太多、太零散，没有执行。请分几次选，或选中连续的几行。"


@dataclass(frozen=True, slots=True)
class SelectedUnit:
    """A selected unit: its table, its place in it, its number among all units, and its name."""

    table: Table
    index: int
    number: int
    name: str

    @property
    def row(self) -> int:
        """The sheet row of the unit."""
        return self.table.rows[self.index]

    def reason_cells(self) -> Iterator[tuple[Column, CellRef]]:
        """Yield the columns of reasons with the unit's cell in each."""
        for column in self.table.all(Field.REASONS):
            yield column, self.table.where(column, self.index)

    def result(self, outcome: Outcome) -> UnitResult:
        """Return what was found out about the unit."""
        return outcome.units[self.number]


def selected_units(book: xw.Book, opened: OpenWorkbook) -> list[SelectedUnit]:
    """Return the units of all rows that the selection touches, several areas too.

    Raises:
        RefusalError: No unit is selected.
    """
    selection = book.app.selection
    if selection is None:  # a chart, a picture
        raise RefusalError(_NOTHING)
    sheet, areas = selection.sheet.name, _visible_areas(selection)
    units = [unit for unit in _units(opened) if unit.table.sheet == sheet and _touches(areas, unit.row)]
    if not units:
        raise RefusalError(_NOTHING)
    return units


def selected_fixes(book: xw.Book, outcome: Outcome) -> list[Fix]:
    """Return the answers that findings in selected cells offer: to a column's question, at its heading."""
    selection = book.app.selection
    if selection is None:
        return []
    sheet, areas = selection.sheet.name, _visible_areas(selection)
    offered = [each for each in outcome.findings if each.where is not None and each.fix and each.fix.answer]
    return [
        each.fix
        for each in offered
        if each.fix and each.where and each.where.sheet == sheet and _holds(areas, each.where.row, each.where.column)
    ]


def _holds(areas: Sequence[Area], row: int, column: int) -> bool:
    return any(area.row1 <= row <= area.row2 and area.column1 <= column <= area.column2 for area in areas)


def _visible_areas(selection: xw.Range) -> tuple[Area, ...]:
    """Return what of the selection can be seen: rows that a filter hides are not meant."""
    areas = _areas(selection.api)
    if any(area.row1 < area.row2 for area in areas):  # of a single cell Excel would take the whole sheet
        return _areas(_seen_of(selection.api))
    return areas


def _seen_of(cells: _ExcelRange) -> _ExcelRange:
    try:
        return cells.SpecialCells(XL_CELL_TYPE_VISIBLE)
    except Exception:  # all of it is hidden: it was selected by its address
        return cells


def _areas(cells: _ExcelRange) -> tuple[Area, ...]:
    """Return the areas of Excel's own range, whose address is cut off where they are many."""
    areas: tuple[Area, ...] = ()
    with suppress(ValueError):  # cut off in the middle of one
        areas = areas_of(cells.Address)
    if len(areas) != cells.Areas.Count:
        raise RefusalError(_TOO_MANY)
    return areas


def _units(opened: OpenWorkbook) -> Iterator[SelectedUnit]:
    number = 0
    for table in opened.sheets.tables:
        names = table.column(Field.UNIT)
        for index in range(len(table.rows)):
            value = None if names is None else names.values[index]
            yield SelectedUnit(table, index, number, "" if value is None else shown(value).strip())
            number += 1


def _touches(areas: tuple[Area, ...], row: int) -> bool:
    return any(area.row1 <= row <= area.row2 for area in areas)
