"""Ranges of cells: many answers come from LibreOffice's own implementation of Excel's ranges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from openpyxl.utils import get_column_letter
from tests.excel.calc.com import Behind, Collection
from tests.excel.calc.formulas import typed
from tests.excel.calc.looks import Characters, Font, FormatConditions, Interior, Lines
from tests.excel.calc.office import struct
from tests.excel.calc.windows import refusal

if TYPE_CHECKING:
    from tests.excel.calc.books import Application
    from tests.excel.calc.sheets import Worksheet

#: com.sun.star.sheet.CellFlags: values, dates, texts and formulas; com.sun.star.sheet.FormulaResult.ERROR.
_CONTENTS, _ERRORS = 1 | 2 | 4 | 16, 4

#: LibreOffice's numbers of errors, and Excel's.
_ERROR_NUMBERS = {
    502: 2015,
    503: 2036,
    504: 2023,
    508: 2015,
    519: 2015,
    521: 2000,
    524: 2023,
    525: 2029,
    532: 2007,
    32767: 2042,
}
_OTHER_ERROR, _FACILITY = 2015, -2146828288
_TOO_LONG = 255


class Range(Behind):
    """Cells of a sheet; ``cells`` is a range of LibreOffice's, or several together."""

    interface = "Range"

    def __init__(self, sheet: Worksheet, cells: Any) -> None:
        self.Worksheet, self.cells = sheet, cells

    @property
    def _own(self) -> Any:
        """LibreOffice's implementation of Excel's object for these cells."""
        return self.Worksheet.Application.office.make("ooo.vba.excel.Range", None, self.cells)

    def _from_own(self, found: Any) -> Range | None:
        return None if found is None else self.Worksheet.Range(found.Address(None, None, None, None, None))

    def parts(self) -> list[Any]:
        """Return the areas as ranges of LibreOffice's."""
        addresses = getattr(self.cells, "RangeAddresses", None)
        if addresses is None:
            return [self.cells]
        by_position = self.Worksheet.sheet.getCellRangeByPosition
        return [by_position(a.StartColumn, a.StartRow, a.EndColumn, a.EndRow) for a in addresses]

    @property
    def first(self) -> Any:
        """The address of the first area: columns and rows from 0."""
        return self.parts()[0].RangeAddress

    @property
    def Parent(self) -> Worksheet:
        return self.Worksheet

    @property
    def Application(self) -> Application:
        return self.Worksheet.Application

    @property
    def Address(self) -> str:
        return ",".join(_address(part.RangeAddress) for part in self.parts())[:_TOO_LONG]

    @property
    def Row(self) -> int:
        return int(self.first.StartRow) + 1

    @property
    def Column(self) -> int:
        return int(self.first.StartColumn) + 1

    @property
    def Count(self) -> int:
        areas = [part.RangeAddress for part in self.parts()]
        return sum((a.EndRow - a.StartRow + 1) * (a.EndColumn - a.StartColumn + 1) for a in areas)

    @property
    def Areas(self) -> Areas:
        return Areas(self)

    @property
    def Rows(self) -> Rows:
        return Rows(self.Worksheet, self.cells)

    @property
    def Columns(self) -> Columns:
        return Columns(self.Worksheet, self.cells)

    @property
    def EntireRow(self) -> Rows:
        return Rows(self.Worksheet, self.cells)

    @property
    def EntireColumn(self) -> Columns:
        return Columns(self.Worksheet, self.cells)

    @property
    def Value(self) -> Any:
        area = self.first
        rows = [[None if one == "" else one for one in row] for row in _rows(self._own.Value)]
        for found in self.parts()[0].queryFormulaCells(_ERRORS).RangeAddresses:
            for row, column in _places(found):
                number = self.Worksheet.sheet.getCellByPosition(column, row).getError()
                code = _FACILITY + _ERROR_NUMBERS.get(number, _OTHER_ERROR)
                rows[row - area.StartRow][column - area.StartColumn] = code
        return _block(rows)

    @Value.setter
    def Value(self, value: Any) -> None:
        self._require_unprotected()
        area = self.first
        height, width = area.EndRow - area.StartRow + 1, area.EndColumn - area.StartColumn + 1
        rows = value if isinstance(value, tuple) else ((value,) * width,) * height
        assert (len(rows), len(rows[0])) == (height, width)
        self.parts()[0].setFormulaArray(tuple(tuple(map(typed, row)) for row in rows))

    @property
    def Formula(self) -> Any:
        rows = [[_text(one) for one in row] for row in _rows(self._own.Formula)]
        return _block(rows)

    @Formula.setter
    def Formula(self, value: str) -> None:
        self.Value = value

    def _require_unprotected(self) -> None:
        if self.Worksheet.ProtectContents:
            raise refusal("The cell or chart you're trying to change is on a protected sheet.")

    @property
    def HasArray(self) -> bool | None:
        is_array = [bool(self._cell(row, column).ArrayFormula) for row, column in _places(self.first)]
        return is_array[0] if len(set(is_array)) == 1 else None

    def _cell(self, row: int, column: int) -> Any:
        return self.Worksheet.sheet.getCellRangeByPosition(column, row, column, row)

    @property
    def CurrentArray(self) -> Range:
        return self._grown("collapseToCurrentArray")

    @property
    def MergeArea(self) -> Range:
        return self._grown("collapseToMergedArea")

    def _grown(self, how: str) -> Range:
        cursor = self.Worksheet.sheet.createCursorByRange(self.parts()[0])
        getattr(cursor, how)()
        area = cursor.RangeAddress
        by_position = self.Worksheet.sheet.getCellRangeByPosition
        return Range(self.Worksheet, by_position(area.StartColumn, area.StartRow, area.EndColumn, area.EndRow))

    @property
    def FormulaArray(self) -> str:
        return str(self._own.FormulaArray)

    @FormulaArray.setter
    def FormulaArray(self, value: str) -> None:
        self._require_unprotected()
        self._own.FormulaArray = value

    @property
    def MergeCells(self) -> bool | None:
        return self._own.MergeCells  # type: ignore[no-any-return]

    @property
    def NumberFormat(self) -> str | None:
        return self._own.NumberFormat  # type: ignore[no-any-return]

    @NumberFormat.setter
    def NumberFormat(self, value: str) -> None:
        self._require_unprotected()
        self._own.NumberFormat = value

    def Find(self, What: str, LookIn: int, SearchOrder: int, SearchDirection: int) -> Range | None:
        return self._from_own(self._own.Find(What, None, LookIn, None, SearchOrder, SearchDirection, None, None, None))

    def SpecialCells(self, Type: int) -> Range:
        if Type != 12:
            raise NotImplementedError("only what can be seen")
        return Range(self.Worksheet, self.parts()[0].queryVisibleCells())

    def Select(self) -> None:
        self.Worksheet.Activate()
        self.Worksheet.Application.selected = self

    def ClearContents(self) -> None:
        self._require_unprotected()
        for part in self.parts():
            part.clearContents(_CONTENTS)

    @property
    def Interior(self) -> Interior:
        return Interior(self)

    @property
    def Font(self) -> Font:
        return Font(self)

    @property
    def Borders(self) -> Lines:
        return Lines(self)

    def GetCharacters(self, Start: int, Length: int) -> Characters:
        return Characters(self, Start - 1, Length)

    @property
    def FormatConditions(self) -> FormatConditions:
        return FormatConditions(self)

    @property
    def Comment(self) -> Comment | None:
        area = self.first
        note = Comment(self.Worksheet, area.StartColumn, area.StartRow)
        return note if note.number is not None else None

    def AddComment(self, Text: str) -> Comment:
        if self.Comment is not None:
            raise refusal("Application-defined or object-defined error")
        area = self.first
        place = struct("table.CellAddress", Sheet=area.Sheet, Column=area.StartColumn, Row=area.StartRow)
        self.Worksheet.sheet.Annotations.insertNew(place, Text)
        return Comment(self.Worksheet, area.StartColumn, area.StartRow)

    def AutoFilter(self) -> None:
        self.Worksheet.filter(self.cells)


class Rows(Range):
    """Cells as rows."""

    @property
    def Count(self) -> int:
        return int(self.first.EndRow - self.first.StartRow + 1)

    @property
    def Hidden(self) -> bool | None:
        area, rows = self.first, self.Worksheet.sheet.Rows
        return _same([not rows.getByIndex(number).IsVisible for number in range(area.StartRow, area.EndRow + 1)])

    def AutoFit(self) -> None:
        self.cells.Rows.OptimalHeight = True


class Columns(Range):
    """Cells as columns."""

    @property
    def Count(self) -> int:
        return int(self.first.EndColumn - self.first.StartColumn + 1)

    @property
    def Hidden(self) -> bool | None:
        area, columns = self.first, self.Worksheet.sheet.Columns
        numbers = range(area.StartColumn, area.EndColumn + 1)
        return _same([not columns.getByIndex(number).IsVisible for number in numbers])


class Areas(Collection):
    interface = "Areas"

    def __init__(self, cells: Range) -> None:
        self._cells = cells

    def items(self) -> list[Range]:
        return [Range(self._cells.Worksheet, part) for part in self._cells.parts()]


class Comment(Behind):
    """The note of a cell."""

    interface = "Comment"

    def __init__(self, sheet: Worksheet, column: int, row: int) -> None:
        self._sheet, self._column, self._row = sheet, column, row

    @property
    def number(self) -> int | None:
        """Where it stands among the sheet's notes."""
        notes = self._sheet.sheet.Annotations
        for number in range(notes.Count):
            place = notes.getByIndex(number).Position
            if (place.Column, place.Row) == (self._column, self._row):
                return number
        return None

    @property
    def Parent(self) -> Range:
        column, row = self._column, self._row
        return Range(self._sheet, self._sheet.sheet.getCellRangeByPosition(column, row, column, row))

    def Text(self) -> str:
        return str(self._sheet.sheet.getCellByPosition(self._column, self._row).Annotation.String)

    def Delete(self) -> None:
        self._sheet.sheet.Annotations.removeByIndex(self.number)


def _address(area: Any) -> str:
    first = f"${get_column_letter(area.StartColumn + 1)}${area.StartRow + 1}"
    last = f"${get_column_letter(area.EndColumn + 1)}${area.EndRow + 1}"
    return first if first == last else f"{first}:{last}"


def _places(area: Any) -> Iterator[tuple[int, int]]:
    for row in range(area.StartRow, area.EndRow + 1):
        for column in range(area.StartColumn, area.EndColumn + 1):
            yield row, column


def _rows(found: Any) -> Any:
    """Return rows of what LibreOffice gives: one cell bare, several in a block."""
    found = getattr(found, "Array", found)
    return found if isinstance(found, tuple) else ((found,),)


def _block(rows: list[list[Any]]) -> Any:
    """Return rows as COM hands them over: a single cell bare."""
    return rows[0][0] if len(rows) == len(rows[0]) == 1 else tuple(map(tuple, rows))


def _text(one: Any) -> str:
    return f"{one:.15g}" if isinstance(one, float) else "" if one is None else str(one)


def _same(answers: list[bool]) -> bool | None:
    return answers[0] if len(set(answers)) == 1 else None
