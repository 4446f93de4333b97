"""Sheets, their notes and their tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.utils.cell import range_boundaries
from tests.excel.calc.com import Behind, Collection
from tests.excel.calc.ranges import Comment, Range
from tests.excel.calc.windows import refusal

if TYPE_CHECKING:
    from tests.excel.calc.books import Application, Names, Workbook

_VISIBLE, _HIDDEN = -1, 0
_LONGEST_ADDRESS = 255
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


class Sheets(Collection):
    interface = "Sheets"

    def __init__(self, book: Workbook) -> None:
        self.Parent, self._sheets = book, book.document.Sheets

    def items(self) -> list[Worksheet]:
        return [Worksheet(self.Parent, self._sheets.getByIndex(number)) for number in range(self._sheets.Count)]

    def Add(self, Before: Worksheet | None = None, Count: int = 1, Type: Any = None, **_: Any) -> Worksheet:
        """Insert an empty sheet, or those of a file."""
        if self.Parent.ProtectStructure:
            raise refusal("The workbook is protected")
        place = (Before or self.Parent.ActiveSheet).Index - 1
        if isinstance(Type, str):
            source = self.Parent.Application.office.load(Type)  # never closed: see Workbook.Close
            for number, name in enumerate(source.Sheets.ElementNames):
                self._sheets.importSheet(source, name, place + number)
        else:
            self._sheets.insertNewByName(self._free_name(), place)
        added = Worksheet(self.Parent, self._sheets.getByIndex(place))
        added.Activate()
        return added

    def _free_name(self) -> str:
        return next(name for number in range(1, 1000) if not self._sheets.hasByName(name := f"Sheet{number}"))


class Worksheet(Behind):
    interface = "Worksheet"

    def __init__(self, book: Workbook, sheet: Any) -> None:
        self.Parent, self.sheet = book, sheet

    @property
    def Application(self) -> Application:
        return self.Parent.Application

    @property
    def Name(self) -> str:
        return str(self.sheet.Name)

    @Name.setter
    def Name(self, value: str) -> None:
        if value != self.Name and self.Parent.document.Sheets.hasByName(value):
            raise refusal("That name is already taken. Try a different one.")
        is_active = self.Parent.active == self.Name
        self.sheet.Name = value
        if is_active:
            self.Parent.active = value

    @property
    def Index(self) -> int:
        return int(self.sheet.RangeAddress.Sheet) + 1

    @property
    def Visible(self) -> int:
        return _VISIBLE if self.sheet.IsVisible else _HIDDEN

    @Visible.setter
    def Visible(self, value: int) -> None:
        self.sheet.IsVisible = value == _VISIBLE

    @property
    def ProtectContents(self) -> bool:
        return bool(self.sheet.isProtected())

    @property
    def FilterMode(self) -> bool:
        return False

    @property
    def AutoFilterMode(self) -> bool:
        return bool(self._filter(None))

    @AutoFilterMode.setter
    def AutoFilterMode(self, value: bool) -> None:
        if value:
            raise refusal("Unable to set the AutoFilterMode property of the Worksheet class")
        self._filter(False)

    def _filter(self, value: bool | None) -> bool:
        """Return whether the sheet has buttons to filter; with a value, set that where there may be some."""
        unnamed = self.Parent.document.getPropertyValue("UnnamedDatabaseRanges")
        number = self.sheet.RangeAddress.Sheet
        if not unnamed.hasByTable(number):
            return False
        found = unnamed.getByTable(number)
        if value is not None:
            found.AutoFilter = value
        return bool(found.AutoFilter)

    def filter(self, cells: Any) -> None:
        """Give cells buttons to filter."""
        unnamed = self.Parent.document.getPropertyValue("UnnamedDatabaseRanges")
        unnamed.setByTable(cells.RangeAddress)
        unnamed.getByTable(cells.RangeAddress.Sheet).AutoFilter = True

    @property
    def Names(self) -> Names:
        from tests.excel.calc.books import Names

        return Names(self.Parent, self.sheet.NamedRanges)

    @property
    def ListObjects(self) -> ListObjects:
        return ListObjects(self)

    @property
    def Comments(self) -> Comments:
        return Comments(self)

    @property
    def Cells(self) -> Range:
        return Range(self, self.sheet)

    @property
    def UsedRange(self) -> Range:
        cursor = self.sheet.createCursor()
        cursor.gotoStartOfUsedArea(False)
        first = cursor.RangeAddress
        cursor.gotoEndOfUsedArea(False)
        last = cursor.RangeAddress
        area = self.sheet.getCellRangeByPosition(
            min(first.StartColumn, last.EndColumn), min(first.StartRow, last.EndRow), last.EndColumn, last.EndRow
        )
        return Range(self, area)

    def Range(self, Cell1: str) -> Range:
        """Return the cells of an address, which may have several areas, or name them."""
        if len(Cell1) > _LONGEST_ADDRESS:
            raise refusal("Method 'Range' of object '_Worksheet' failed")
        parts = [self._part(part) for part in Cell1.split(",")]
        if len(parts) == 1:
            return Range(self, parts[0])
        areas = self.Parent.document.createInstance("com.sun.star.sheet.SheetCellRanges")
        for part in parts:
            areas.addRangeAddress(part.RangeAddress, False)
        return Range(self, areas)

    def _part(self, part: str) -> Any:
        try:
            column1, row1, column2, row2 = range_boundaries(part)
        except ValueError:
            return self._named(part)
        return self.sheet.getCellRangeByPosition(
            (column1 or 1) - 1, (row1 or 1) - 1, (column2 or _LAST_COLUMN) - 1, (row2 or _LAST_ROW) - 1
        )

    def _named(self, name: str) -> Any:
        names = self.Parent.document.NamedRanges
        cells = names.getByName(name).getReferredCells() if names.hasByName(name) else None
        if cells is None or cells.Spreadsheet.Name != self.Name:
            raise refusal("Method 'Range' of object '_Worksheet' failed")
        return cells

    def Calculate(self) -> None:
        self.Parent.document.calculateAll()

    def Activate(self) -> None:
        if self.Visible != _VISIBLE:
            raise refusal("Activate method of Worksheet class failed")
        self.Parent.active = self.Name

    def Delete(self) -> None:
        sheets, name = self.Parent.document.Sheets, self.Name
        if sheets.Count == 1:
            raise refusal("A workbook must contain at least one visible worksheet.")
        sheets.removeByName(name)
        if self.Parent.active == name:
            self.Parent.active = next(each.Name for each in Sheets(self.Parent).items() if each.Visible == _VISIBLE)

    def Move(self, Before: Worksheet) -> None:
        self.Parent.document.Sheets.moveByName(self.Name, Before.Index - 1)
        self.Activate()

    def Copy(self) -> None:
        """Copy the sheet into a new workbook of its own."""
        copy = self.Application.open(None)
        sheets = copy.document.Sheets
        others = sheets.ElementNames
        sheets.importSheet(self.Parent.document, self.Name, 0)
        for name in others:
            if sheets.Count > 1 and name != self.Name:
                sheets.removeByName(name)
        copy.active = self.Name


class ListObjects(Collection):
    interface = "ListObjects"

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet

    def items(self) -> list[ListObject]:
        ranges = self._sheet.Parent.document.DatabaseRanges
        found = [ranges.getByName(name) for name in ranges.ElementNames if not name.startswith("_")]
        return [ListObject(self._sheet, each) for each in found if each.DataArea.Sheet == self._sheet.Index - 1]


class ListObject(Behind):
    interface = "ListObject"

    def __init__(self, sheet: Worksheet, found: Any) -> None:
        self._sheet, self._area, self.Name = sheet, found.DataArea, found.Name

    @property
    def Range(self) -> Range:
        area = self._area
        cells = self._sheet.sheet.getCellRangeByPosition(area.StartColumn, area.StartRow, area.EndColumn, area.EndRow)
        return Range(self._sheet, cells)


class Comments(Collection):
    interface = "Comments"

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet

    def items(self) -> list[Comment]:
        notes = self._sheet.sheet.Annotations
        places = [notes.getByIndex(number).Position for number in range(notes.Count)]
        return [Comment(self._sheet, place.Column, place.Row) for place in places]
