"""Ranges of the engine: values go in as Excel takes them from a person, and come out as COM hands them over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, PatternFill
from tests.excel.engine.counter import counted
from tests.excel.engine.formatted import FontApi
from tests.excel.engine.held import Held
from tests.excel.engine.looks import CellBorders, CellFont, restyle, rgb
from tests.excel.engine.remarks import Note, Rules, address_of
from tests.excel.engine.spreads import cells_of
from xlwings import base_classes

from kaohe.core.cells import ExcelError
from kaohe.core.spreadsheet import column_letters
from kaohe.excel.cells.places import areas_of, runs
from kaohe.excel.cells.values import ERROR_NUMBERS

_FACILITY = -0x7FF60000
_ERRORS = {str(error): _FACILITY + number for error, number in ERROR_NUMBERS.items()}
_ERROR_TEXTS = {str(error) for error in ExcelError}
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?", re.IGNORECASE)


class ComError(Exception):
    """What pywin32 raises, with its number."""

    def __init__(self, hresult: int, text: str) -> None:
        super().__init__(hresult, text, None, None)
        self.hresult, self.excepinfo = hresult, (0, "Microsoft Excel", text, "", 0, -2146827284)


@counted(
    writes=("clear_contents", "merge", "autofit", "add_note", "add_hyperlink"),
    steps=("sheet", "font", "borders", "conditional_formats", "coords", "shape", "merge_area"),
)
class Range(base_classes.Range):
    """One area, or several; as in Excel, most members speak of the first one."""

    options: dict[str, Any]

    def __init__(self, sheet: Any, areas: tuple[tuple[int, int, int, int], ...]) -> None:
        self._sheet, self._areas = sheet, areas

    def __len__(self) -> int:
        rows, columns = self._areas[0][2] - self._areas[0][0] + 1, self._areas[0][3] - self._areas[0][1] + 1
        return rows * columns

    # -- where

    @property
    def api(self) -> Any:
        return Held("Range", RangeApi(self))

    @property
    def coords(self) -> tuple[Any, int, int, int, int]:
        row1, column1, row2, column2 = self._areas[0]
        return self._sheet, row1, column1, row2 - row1 + 1, column2 - column1 + 1

    @property
    def shape(self) -> tuple[int, int]:
        row1, column1, row2, column2 = self._areas[0]
        return row2 - row1 + 1, column2 - column1 + 1

    @property
    def sheet(self) -> Any:
        return self._sheet

    @property
    def address(self) -> str:
        return ",".join(map(address_of, self._areas))

    # -- contents

    @property
    def raw_value(self) -> Any:
        return self._block(self._sheet.shown)

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        self._sheet.require_unprotected()
        row1, column1, row2, column2 = self._areas[0]
        assert isinstance(data, tuple), "blocks are written whole"
        assert (len(data), len(data[0])) == (row2 - row1 + 1, column2 - column1 + 1), "a block of its own size"
        self._sheet.spreads.overwrite(self._areas[0])
        for row, line in enumerate(data, row1):
            for column, value in enumerate(line, column1):
                self._sheet.enter(row, column, value)

    @property
    def formula(self) -> Any:
        return self._block(self._sheet.formula)

    def clear_contents(self) -> None:
        self._sheet.require_unprotected()
        for cell in self._cells():
            self._sheet.enter(cell.row, cell.column, "")

    # -- merged cells

    @property
    def merge_cells(self) -> bool | None:
        row1, column1, row2, column2 = self._areas[0]
        covered = sum(
            max(min(row2, each.max_row) - max(row1, each.min_row) + 1, 0)
            * max(min(column2, each.max_col) - max(column1, each.min_col) + 1, 0)
            for each in self._sheet.ws.merged_cells.ranges
        )
        if covered == 0:
            return False
        return True if covered == (row2 - row1 + 1) * (column2 - column1 + 1) else None

    @property
    def merge_area(self) -> Range:
        row, column, _, _ = self._areas[0]
        for each in self._sheet.ws.merged_cells.ranges:
            if each.min_row <= row <= each.max_row and each.min_col <= column <= each.max_col:
                return Range(self._sheet, ((each.min_row, each.min_col, each.max_row, each.max_col),))
        return self

    def merge(self, across: bool) -> None:
        row1, column1, row2, column2 = self._areas[0]
        lines = [(row, row) for row in range(row1, row2 + 1)] if across else [(row1, row2)]
        for first, last in lines:
            self._sheet.ws.merge_cells(start_row=first, end_row=last, start_column=column1, end_column=column2)

    # -- notes and rules

    @property
    def note(self) -> Note | None:
        cell = next(self._cells())
        return Note(self._sheet, cell) if cell.comment else None

    def add_note(self, text: str) -> Note:
        self._sheet.require_unprotected()
        cell = next(self._cells())
        assert cell.comment is None, "Excel refuses a second note"
        cell.comment = Comment(text, "Kaohe")
        return Note(self._sheet, cell)

    @property
    def conditional_formats(self) -> Rules:
        return Rules(self._sheet, self._areas)

    # -- looks

    @property
    def font(self) -> CellFont:
        return CellFont(self)

    @property
    def borders(self) -> CellBorders:
        return CellBorders(self)

    @property
    def color(self) -> str | None:
        fill = next(self._cells()).fill
        return fill.fgColor.rgb if fill.fill_type else None

    @color.setter
    def color(self, color: Any) -> None:
        self._style(fill=PatternFill() if color is None else PatternFill("solid", fgColor=rgb(color)))

    @property
    def wrap_text(self) -> bool:
        return bool(next(self._cells()).alignment.wrap_text)

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self._align(wrap_text=value)

    @property
    def vertical_alignment(self) -> str:
        return str(next(self._cells()).alignment.vertical)

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        self._align(vertical=value)

    @property
    def number_format(self) -> str | None:
        found = {cell.number_format for cell in self._cells()}
        return found.pop() if len(found) == 1 else None

    @number_format.setter
    def number_format(self, value: str) -> None:
        self._style(number_format=value)

    @property
    def column_width(self) -> float:
        return float(self._sheet.ws.column_dimensions[column_letters(self._areas[0][1])].width)

    @column_width.setter
    def column_width(self, value: float) -> None:
        for column in range(self._areas[0][1], self._areas[0][3] + 1):
            self._sheet.ws.column_dimensions[column_letters(column)].width = value

    @property
    def row_height(self) -> float:
        return float(self._sheet.ws.row_dimensions[self._areas[0][0]].height)

    @row_height.setter
    def row_height(self, value: float) -> None:
        for row in range(self._areas[0][0], self._areas[0][2] + 1):
            self._sheet.ws.row_dimensions[row].height = value

    def autofit(self, axis: str | None = None) -> None:
        """Rows fit themselves when the file is opened."""

    def _align(self, **changes: Any) -> None:
        def change(cell: Cell) -> None:
            kept = {"wrap_text": cell.alignment.wrap_text, "vertical": cell.alignment.vertical}
            cell.alignment = Alignment(**(kept | changes))

        restyle(self._cells(), change)

    def _style(self, **changes: Any) -> None:
        self._sheet.require_unprotected()

        def change(cell: Cell) -> None:
            for name, value in changes.items():
                setattr(cell, name, value)

        restyle(self._cells(), change)

    def _cells(self) -> Iterator[Cell]:
        for row1, column1, row2, column2 in self._areas:
            last = min(row2, max(self._sheet.ws.max_row, row1))
            for row in self._sheet.ws.iter_rows(row1, last, column1, column2):
                yield from (cell for cell in row if not isinstance(cell, MergedCell))

    def _block(self, read: Any) -> Any:
        row1, column1, row2, column2 = self._areas[0]
        block = tuple(
            tuple(read(row, column) for column in range(column1, column2 + 1)) for row in range(row1, row2 + 1)
        )
        return block[0][0] if len(block) == len(block[0]) == 1 else block


class RangeApi:
    """The few members that xlwings leaves to Excel's own object."""

    def __init__(self, cells: Range) -> None:
        self._cells = cells

    @property
    def Address(self) -> str:  # noqa: N802
        """Return the areas; Excel leaves out those that do not fit 255 characters."""
        areas = [address_of(area) for area in self._cells._areas]
        while len(",".join(areas)) > 255:
            areas.pop()
        return ",".join(areas)

    @property
    def Areas(self) -> Any:  # noqa: N802
        return Held("Areas", SimpleNamespace(Count=len(self._cells._areas)))

    @property
    def Font(self) -> Held:  # noqa: N802
        """Return the font of all characters of the range; cells that were never touched have the usual one."""
        known = self._cells._sheet.characters
        row1, column1, row2, column2 = self._area
        here = [fonts for (row, column), fonts in known.items() if row1 <= row <= row2 and column1 <= column <= column2]
        fonts = [*(cell.font for cell in self._cells._cells()), *(font for fonts in here for font in fonts)]
        return Held("Font", FontApi(fonts))

    def GetCharacters(self, Start: int, Length: int) -> Held:  # noqa: N802, N803
        """Return some characters of a cell, counted from 1."""
        cell = next(self._cells._cells())
        fonts = self._cells._sheet.characters.get(self._area[:2]) or [cell.font] * len(str(cell.value))
        return Held("Characters", SimpleNamespace(Font=Held("Font", FontApi(fonts[Start - 1 : Start - 1 + Length]))))

    @property
    def EntireRow(self) -> Any:  # noqa: N802
        dimensions = self._cells._sheet.ws.row_dimensions
        return self._hidden(bool(dimensions[row].hidden) for row in range(self._area[0], self._area[2] + 1))

    @property
    def EntireColumn(self) -> Any:  # noqa: N802
        hidden = _hidden_columns(self._cells._sheet.ws)
        return self._hidden(column in hidden for column in range(self._area[1], self._area[3] + 1))

    def _hidden(self, lines: Iterable[bool]) -> Any:
        answers = set(lines)
        return Held("Range", SimpleNamespace(Hidden=answers.pop() if len(answers) == 1 else None))

    def SpecialCells(self, Type: int) -> Held:  # noqa: N802, N803
        """Return the cells in rows that can be seen."""
        assert Type == 12
        assert any(area[:2] != area[2:] for area in self._cells._areas), "of one cell Excel takes the whole sheet"
        dimensions = self._cells._sheet.ws.row_dimensions
        last = self._cells._sheet.ws.max_row
        seen = tuple(
            (run[0], column1, run[-1], column2)
            for row1, column1, row2, column2 in self._cells._areas
            for run in runs([row for row in range(row1, min(row2, last) + 1) if not dimensions[row].hidden])
        )
        if not seen:
            raise ComError(-2147352567, "No cells were found.")
        return Held("Range", RangeApi(Range(self._cells._sheet, seen)))

    def Find(self, What: str, LookIn: int, SearchOrder: int, SearchDirection: int) -> Any:  # noqa: N802, N803
        assert (What, LookIn, SearchOrder, SearchDirection) == ("*", -4123, 1, 2), "the only search that is needed"
        filled = [cell.row for cell in self._cells._cells() if cell.value is not None]
        return Held("Range", SimpleNamespace(Row=max(filled))) if filled else None

    @property
    def HasSpill(self) -> bool | None:  # noqa: N802
        return self._in_spreads("Formula2")

    @property
    def SavedAsArray(self) -> bool | None:  # noqa: N802
        return self._in_spreads("Formula2")

    @property
    def HasArray(self) -> bool | None:  # noqa: N802
        return self._in_spreads("FormulaArray")

    def _in_spreads(self, kind: str) -> bool | None:
        """Say whether all cells, none of them or (None) some are filled by a formula of a kind."""
        spreads = self._cells._sheet.spreads
        if not spreads.spilling and kind == "Formula2":
            raise ComError(-2147352573, "Member not found")
        answers = {(found := spreads.at(*cell)) is not None and found[1] == kind for cell in cells_of(self._area)}
        return answers.pop() if len(answers) == 1 else None

    @property
    def _area(self) -> tuple[int, int, int, int]:
        return self._cells._areas[0]

    @property
    def SpillingToRange(self) -> Any:  # noqa: N802
        return self._spread_area()

    @property
    def CurrentArray(self) -> Any:  # noqa: N802
        return self._spread_area()

    def _spread_area(self) -> Any:
        return Held("Range", SimpleNamespace(Address=address_of(self._cells._sheet.spreads.at(*self._area[:2])[0])))

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "Formula":
            self._cells._sheet.enter(*self._area[:2], value)
        elif name in ("Formula2", "FormulaArray"):
            self._cells._sheet.spread(self._area, value, name)
        else:
            self.__dict__[name] = value

    def Select(self) -> None:  # noqa: N802
        """Select the range; its sheet must be in front, as in Excel."""
        sheet = self._cells._sheet
        assert sheet._book._active is sheet
        sheet._book._app._selected = self._cells

    def AutoFilter(self) -> None:  # noqa: N802
        self._cells._sheet.ws.auto_filter.ref = self._cells.address.replace("$", "")


def _hidden_columns(ws: Any) -> set[int]:
    """openpyxl keeps columns of one format as one entry."""
    return {
        column for entry in ws.column_dimensions.values() if entry.hidden for column in range(entry.min, entry.max + 1)
    }


def shown_value(value: Any, is_error: bool) -> Any:
    """Return a value as ``Range.Value`` hands it over."""
    if is_error:
        return _ERRORS.get(value, _ERRORS["#VALUE!"])
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, time):
        return datetime.combine(date(1899, 12, 30), value)
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day)
    if isinstance(value, datetime) and value < datetime(1900, 3, 1):
        return value - timedelta(days=1)  # Automation has no 29 February 1900
    return value


def entered(value: Any) -> tuple[Any, str | None]:
    """Return what Excel makes of an entry: the value, and openpyxl's data type where it is not plain to see."""
    if value is None or value == "":
        return None, None
    if not isinstance(value, str):
        return value, None
    if value.startswith("'"):
        return value[1:], "s"
    if value.startswith("="):
        return value, "f"
    if value in _ERROR_TEXTS:
        return value, "e"
    return (float(value), None) if _NUMBER.fullmatch(value.strip()) else (value, "s")


def range_of(sheet: Any, address: str) -> Range:
    """Return the range of an address, in which names may stand for cells."""
    names = sheet.defined_names()
    parts = [names.get(part, part) for part in address.split(",")]
    if any(part.rpartition("!")[0].strip("'") not in {"", sheet.ws.title} for part in parts):
        raise ComError(-2147352567, "Method 'Range' of object '_Worksheet' failed")
    try:
        return Range(sheet, tuple(tuple(areas_of(part)[0]) for part in parts))
    except ValueError:
        raise ComError(-2147352567, "Method 'Range' of object '_Worksheet' failed") from None
