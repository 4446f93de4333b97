"""The units that a person has selected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import xlwings as xw

from kaohe.cells import CellRef
from kaohe.excel.places import areas_of
from kaohe.excel.reader import OpenWorkbook
from kaohe.excel.refusal import RefusalError
from kaohe.figures import shown
from kaohe.layout import Area
from kaohe.outcome import Outcome, UnitResult
from kaohe.schema import Field
from kaohe.table import Column, Table

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
    sheet, areas = selection.sheet.name, _areas(selection.address)
    units = [unit for unit in _units(opened) if unit.table.sheet == sheet and _touches(areas, unit.row)]
    if not units:
        raise RefusalError(_NOTHING)
    return units


def _areas(address: str) -> tuple[Area, ...]:
    try:
        return areas_of(address)
    except ValueError:  # Excel cuts an address of many areas off
        raise RefusalError(_TOO_MANY) from None


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
