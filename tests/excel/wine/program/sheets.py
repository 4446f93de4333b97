"""Worksheets, their ranges, and what is about cells: fonts, fills, lines, notes, rules, tables."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.excel.engine.cells import ComError, Range, range_of
from tests.excel.engine.held import Held
from tests.excel.engine.remarks import address_of
from tests.excel.engine.sheet import REFUSED, Sheet
from tests.excel.wine.program.objects import Collection, Makers, Of, Over, served
from tests.excel.wine.program.serving import Served
from xlwings._xlwindows import vertical_alignments_i2s, vertical_alignments_s2i
from xlwings.utils import int_to_rgb

from kaohe.core.spreadsheet import days_of

_NO_COLOUR = -4142
_EXPRESSION = 2
#: Cells with one of these signs in their format hand their number over as a currency (VT_CY).
_CURRENCIES = ("¥", "￥", "$", "€", "£")

# Members are spelt as in Excel.
# ruff: noqa: N802, N803


class Worksheet(Over):
    interface = "Worksheet"

    def __init__(self, own: Sheet) -> None:
        super().__init__(own)
        self.behind = own._api

    @property
    def Name(self) -> str:
        return self.own.name

    def put_Name(self, value: str) -> None:
        self.own.name = value

    @property
    def Parent(self) -> Served:
        return served(self.own.book)

    @property
    def Application(self) -> Served:
        return served(self.own.book.app)

    @property
    def Index(self) -> int:
        return self.own.book._sheets.index(self.own) + 1

    @property
    def Cells(self) -> Served:
        return Cells(self.own.cells)

    @property
    def UsedRange(self) -> Served:
        return Cells(self.own.used_range)

    def Range(self, Cell1: Any, Cell2: Any = None) -> Served:
        return _between(self.own, Cell1, Cell2)

    @property
    def Comments(self) -> Served:
        return Of("Comments", lambda: [Comment(note) for note in self.own.notes])

    def ListObjects(self) -> Served:
        return Of("ListObjects", lambda: [ListObject(table) for table in self.own.tables])

    @property
    def Names(self) -> Served:
        names = self.own.names
        return Names(names, lambda: [*self.own.ws.defined_names])

    def Delete(self) -> bool:
        self.own.delete()
        return True

    def Calculate(self) -> None:
        self.own.book.app.calculate_cells(self.own.used_range)

    def Move(self, Before: Worksheet) -> None:
        self.behind.Move(Held("Worksheet", Before.behind))


def _between(sheet: Sheet, first: Any, last: Any) -> Served:
    """Return the range of an address, or of the corners."""
    areas = [each.own._areas[0] if isinstance(each, Cells) else None for each in (first, last)]
    if areas[0] is None:
        if len(str(first)) > 255:
            raise ComError(REFUSED, "Method 'Range' of object '_Worksheet' failed")
        own = range_of(sheet, str(first))
        if last is None:
            return Cells(own)
        areas = [own._areas[0], range_of(sheet, str(last))._areas[0]]
    one, other = areas[0], areas[1] or areas[0]
    return Cells(
        Range(sheet, ((min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])),))
    )


class Cells(Over):
    """A range; ``lines`` tells whether its elements are its rows or columns."""

    interface = "Range"

    def __init__(self, own: Range, lines: str = "") -> None:
        super().__init__(own)
        self.lines = lines
        self.behind = own.api.__dict__["_target"]

    # -- where

    @property
    def Worksheet(self) -> Served:
        return Worksheet(self.own.sheet)

    Parent = Worksheet

    @property
    def Application(self) -> Served:
        return served(self.own.sheet.book.app)

    @property
    def Row(self) -> int:
        return self.own._areas[0][0]

    @property
    def Column(self) -> int:
        return self.own._areas[0][1]

    @property
    def Rows(self) -> Served:
        return Cells(self.own, "rows")

    @property
    def Columns(self) -> Served:
        return Cells(self.own, "columns")

    @property
    def Cells(self) -> Served:
        return Cells(self.own)

    @property
    def Count(self) -> int:
        return {"rows": self.own.shape[0], "columns": self.own.shape[1]}.get(self.lines) or len(self.own)

    def items(self) -> list[Served]:
        row1, column1, row2, column2 = self.own._areas[0]
        sheet = self.own.sheet
        if self.lines == "rows":
            return [Cells(Range(sheet, ((row, column1, row, column2),))) for row in range(row1, row2 + 1)]
        if self.lines == "columns":
            return [Cells(Range(sheet, ((row1, column, row2, column),))) for column in range(column1, column2 + 1)]
        return [
            Cells(Range(sheet, ((row, column, row, column),)))
            for row in range(row1, row2 + 1)
            for column in range(column1, column2 + 1)
        ]

    def Item(self, RowIndex: float, ColumnIndex: float | None = None) -> Served:
        if self.lines or ColumnIndex is None:
            return self.items()[int(RowIndex) - 1]
        row, column = self.Row + int(RowIndex) - 1, self.Column + int(ColumnIndex) - 1
        return Cells(Range(self.own.sheet, ((row, column, row, column),)))

    @property
    def Areas(self) -> Served:
        return Of("Areas", lambda: [Cells(Range(self.own.sheet, (area,))) for area in self.own._areas])

    def Address(
        self,
        RowAbsolute: bool = True,
        ColumnAbsolute: bool = True,
        ReferenceStyle: int = 1,
        External: bool = False,
        RelativeTo: Any = None,
    ) -> str:
        text: str = self.behind.Address
        if not RowAbsolute and not ColumnAbsolute:
            text = text.replace("$", "")
        sheet = self.own.sheet
        return f"[{sheet.book.name}]{sheet.name}!{text}" if External else text

    # -- contents

    def Value(self, RangeValueDataType: int = 10) -> Any:
        return self._values(lambda value, currency: Decimal(str(value)) if currency else value)

    @property
    def Value2(self) -> Any:
        return self._values(lambda value, _: float(days_of(value)) if hasattr(value, "year") else value)

    def _values(self, convert: Any) -> Any:
        sheet = self.own.sheet
        row1, column1, row2, column2 = self.own._areas[0]
        block = tuple(
            tuple(
                convert(found, isinstance(found, float) and _is_currency(sheet, row, column))
                for column in range(column1, column2 + 1)
                for found in [sheet.shown(row, column)]
            )
            for row in range(row1, row2 + 1)
        )
        return block[0][0] if len(block) == len(block[0]) == 1 else block

    def put_Value(self, value: Any) -> None:
        rows, columns = self.own.shape
        self.own.raw_value = value if isinstance(value, tuple) else ((value,) * columns,) * rows

    def put_Value2(self, value: Any) -> None:
        self.put_Value(value)

    @property
    def Formula(self) -> Any:
        return self.own.formula

    def put_Formula(self, value: Any) -> None:
        self.put_Value(value)

    def ClearContents(self) -> bool:
        self.own.clear_contents()
        return True

    # -- looks

    @property
    def Font(self) -> Served:
        return Font(self.own)

    @property
    def Interior(self) -> Served:
        return Interior(self.own)

    @property
    def Borders(self) -> Served:
        return Borders(self.own)

    @property
    def NumberFormat(self) -> str | None:
        return self.own.number_format

    def put_NumberFormat(self, value: str) -> None:
        self.own.number_format = value

    @property
    def WrapText(self) -> bool:
        return self.own.wrap_text

    def put_WrapText(self, value: bool) -> None:
        self.own.wrap_text = value

    @property
    def VerticalAlignment(self) -> int:
        return vertical_alignments_s2i[self.own.vertical_alignment]

    def put_VerticalAlignment(self, value: int) -> None:
        self.own.vertical_alignment = vertical_alignments_i2s[value]

    @property
    def ColumnWidth(self) -> float:
        return self.own.column_width

    def put_ColumnWidth(self, value: float) -> None:
        self.own.column_width = value

    @property
    def RowHeight(self) -> float:
        return self.own.row_height

    def put_RowHeight(self, value: float) -> None:
        self.own.row_height = value

    def AutoFit(self) -> bool:
        self.own.autofit(self.lines or None)
        return True

    # -- merged cells

    @property
    def MergeCells(self) -> bool | None:
        return self.own.merge_cells

    @property
    def MergeArea(self) -> Served:
        return Cells(self.own.merge_area)

    def Merge(self, Across: bool = False) -> None:
        self.own.merge(Across)

    # -- remarks

    @property
    def Comment(self) -> Served | None:
        note = self.own.note
        return None if note is None else Comment(note)

    def AddComment(self, Text: str = "") -> Served:
        return Comment(self.own.add_note(Text))

    @property
    def FormatConditions(self) -> Served:
        return FormatConditions(self.own)

    # -- doing

    def SpecialCells(self, Type: int, Value: Any = None) -> Served:
        return served(self.behind.SpecialCells(Type))

    def Find(self, What: str, LookIn: int, SearchOrder: int, SearchDirection: int) -> Served | None:
        return served(self.behind.Find(What, LookIn, SearchOrder, SearchDirection))

    def Calculate(self) -> None:
        self.own.sheet.book.app.calculate_cells(self.own)

    def AutoFilter(self) -> bool:
        self.behind.AutoFilter()
        return True


def _is_currency(sheet: Sheet, row: int, column: int) -> bool:
    return any(sign in sheet.ws.cell(row, column).number_format for sign in _CURRENCIES)


class Font(Over):
    interface = "Font"

    def __init__(self, own: Range) -> None:
        super().__init__(own)
        self.behind = own.api.__dict__["_target"].Font.__dict__["_target"]

    @property
    def Bold(self) -> bool:
        return self.own.font.bold

    def put_Bold(self, value: bool) -> None:
        self.own.font.bold = value

    @property
    def Size(self) -> float:
        return self.own.font.size

    def put_Size(self, value: float) -> None:
        self.own.font.size = value

    @property
    def Color(self) -> int:
        return _number(self.own.font.color)

    def put_Color(self, value: int) -> None:
        self.own.font.color = int_to_rgb(int(value))


class Interior(Over):
    interface = "Interior"

    @property
    def ColorIndex(self) -> int:
        return _NO_COLOUR if self.own.color is None else 1

    def put_ColorIndex(self, value: int) -> None:
        assert value == _NO_COLOUR
        self.own.color = None

    @property
    def Color(self) -> float:
        return float(0xFFFFFF if self.own.color is None else _number(self.own.color))

    def put_Color(self, value: float) -> None:
        self.own.color = int_to_rgb(int(value))


def _number(colour: str) -> int:
    """Return Excel's number of a colour that openpyxl writes as AARRGGBB."""
    red, green, blue = (int(colour[-6:][at : at + 2], 16) for at in (0, 2, 4))
    return red + green * 256 + blue * 65536


class Borders(Over):
    interface = "Borders"

    def __init__(self, own: Range) -> None:
        super().__init__(own)
        self.behind = own.borders.api.__dict__["_target"]


class Comment(Over):
    interface = "Comment"

    def Text(self, Text: str | None = None, Start: int = 1, Overwrite: bool = True) -> str:
        assert Text is None, "no note is rewritten"
        return self.own.text

    @property
    def Author(self) -> str:
        return "Kaohe"

    @property
    def Parent(self) -> Served:
        return Cells(self.own.location)

    def Delete(self) -> None:
        self.own.delete()


class FormatConditions(Collection):
    interface = "FormatConditions"

    @property
    def _rules(self) -> Any:
        return self.own.conditional_formats

    def items(self) -> list[Served]:
        return [FormatCondition(rule) for rule in self._rules]

    def Add(self, Type: int, Operator: Any = None, Formula1: Any = None, Formula2: Any = None) -> Served:
        assert Type == _EXPRESSION, "the only kind that is added"
        return FormatCondition(self._rules.add_custom({"formula": Formula1}))

    def Delete(self) -> None:
        for rule in [*self._rules]:
            rule.delete()


class FormatCondition(Over):
    interface = "FormatCondition"

    @property
    def Type(self) -> int:
        return _EXPRESSION if self.own.formula else 1

    @property
    def Formula1(self) -> str | None:
        return self.own.formula

    @property
    def Interior(self) -> Served:
        return RuleInterior(self.own._rule)

    @property
    def StopIfTrue(self) -> bool:
        return bool(getattr(self.own._rule, "stops", True))  # as Excel has it for a new rule

    def put_StopIfTrue(self, value: bool) -> None:
        self.own._rule.stops = value

    def SetFirstPriority(self) -> None:
        rules = self.own._sheet.rules
        rules.remove(self.own._rule)
        rules.insert(0, self.own._rule)

    @property
    def AppliesTo(self) -> Served:
        return Cells(range_of(self.own._sheet, ",".join(map(address_of, self.own._rule.areas))))

    def Delete(self) -> None:
        self.own.delete()


class RuleInterior(Over):
    interface = "Interior"

    @property
    def Color(self) -> Any:
        return self.own.fill

    def put_Color(self, value: float) -> None:
        self.own.fill = int_to_rgb(int(value))


class ListObject(Over):
    interface = "ListObject"

    @property
    def Name(self) -> str:
        return self.own.name

    @property
    def Range(self) -> Served:
        return Cells(self.own.range)


class Names(Collection):
    interface = "Names"

    def __init__(self, own: Any, names: Any) -> None:
        super().__init__(own)
        self._names = names

    def items(self) -> list[Served]:
        return [Name(self.own(name), name) for name in self._names()]

    def Add(self, Name: str, RefersTo: str) -> Served:
        return served_name(self.own.add(Name, RefersTo), Name)


class Name(Over):
    interface = "Name"

    def __init__(self, own: Any, name: str) -> None:
        super().__init__(own)
        self.Name = name

    @property
    def RefersTo(self) -> str:
        return self.own.refers_to

    def put_Visible(self, value: bool) -> None:
        self.own.api.Visible = value

    def Delete(self) -> None:
        self.own.delete()


served_name = Name

Makers.of |= {"Sheet": Worksheet, "Worksheet": Worksheet, "Range": Cells}
