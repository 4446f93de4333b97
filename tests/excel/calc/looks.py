"""Fonts, fills, lines and conditional formats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.excel.calc.com import Behind, Collection

if TYPE_CHECKING:
    from tests.excel.calc.ranges import Range

_NO_COLOUR, _EXPRESSION = -4142, 2
#: com.sun.star.sheet.ConditionEntryType.CONDITION, ConditionOperator.FORMULA, CellFlags.FORMATTED.
_CONDITION, _FORMULA, _FORMATTED = 0, 9, 512

#: Raised and lowered text is a matter of a cell's pieces only.
_OF_PIECES = "CharEscapement"


class Interior(Behind):
    """The fill of cells."""

    interface = "Interior"

    def __init__(self, cells: Range) -> None:
        self._cells = cells

    @property
    def ColorIndex(self) -> int:
        return _NO_COLOUR if self._cells.parts()[0].CellBackColor == -1 else 1

    @ColorIndex.setter
    def ColorIndex(self, value: int) -> None:
        assert value == _NO_COLOUR
        for part in self._cells.parts():
            part.CellBackColor = -1

    @property
    def Color(self) -> int:
        return _swapped(self._cells.parts()[0].CellBackColor)

    @Color.setter
    def Color(self, value: int) -> None:
        for part in self._cells.parts():
            part.CellBackColor = _swapped(value)


class Font(Behind):
    """How the texts of cells look; None where some are so and some are not."""

    interface = "Font"

    def __init__(self, cells: Range) -> None:
        self._cells = cells

    @property
    def Strikethrough(self) -> bool | None:
        return self._says("CharStrikeout", lambda value: value not in (0, 32767))

    @property
    def Superscript(self) -> bool | None:
        return self._says(_OF_PIECES, lambda value: value > 0)

    @property
    def Subscript(self) -> bool | None:
        return self._says(_OF_PIECES, lambda value: value < 0)

    def _says(self, name: str, is_so: Any) -> bool | None:
        """Ask for a property of the cells, and of the pieces of those texts that have several looks."""
        from com.sun.star.beans.PropertyState import AMBIGUOUS_VALUE

        cells = self._cells.parts()[0]
        answers = set[bool]()
        if name != _OF_PIECES:
            if cells.getPropertyState(name) == AMBIGUOUS_VALUE:
                return None
            answers = {bool(is_so(getattr(cells, name)))}
        for area in cells.queryContentCells(_FORMATTED).RangeAddresses:
            for row in range(area.StartRow, area.EndRow + 1):
                for column in range(area.StartColumn, area.EndColumn + 1):
                    cell = self._cells.Worksheet.sheet.getCellByPosition(column, row)
                    answers |= {bool(is_so(getattr(piece, name))) for piece in _pieces(cell)}
        return bool(answers and answers.pop()) if len(answers) < 2 else None


def _pieces(cell: Any) -> list[Any]:
    pieces = []
    lines = cell.createEnumeration()
    while lines.hasMoreElements():
        portions = lines.nextElement().createEnumeration()
        while portions.hasMoreElements():
            pieces.append(portions.nextElement())
    return pieces


class Characters(Behind):
    """A part of a cell's text."""

    interface = "Characters"

    def __init__(self, cell: Range, start: int, length: int) -> None:
        self._cell, self._start, self._length = cell, start, length

    @property
    def Font(self) -> _PartFont:
        cursor = self._cell.parts()[0].getCellByPosition(0, 0).createTextCursor()
        cursor.gotoStart(False)
        cursor.goRight(self._start, False)
        cursor.goRight(self._length, True)
        return _PartFont(self._cell, cursor)


class _PartFont(Font):
    def __init__(self, cell: Range, cursor: Any) -> None:
        super().__init__(cell)
        self._cursor = cursor

    def _says(self, name: str, is_so: Any) -> bool | None:
        from com.sun.star.beans.PropertyState import AMBIGUOUS_VALUE

        if self._cursor.getPropertyState(name) == AMBIGUOUS_VALUE:
            return None
        return bool(is_so(getattr(self._cursor, name)))


class Lines(Behind):
    """All sides of all cells."""

    interface = "Borders"
    _NONE = -4142

    def __init__(self, cells: Range) -> None:
        self._cells = cells

    def _draw(self, width: int, colour: int | None) -> None:
        from com.sun.star.table import BorderLine2

        sides = ("TopLine", "BottomLine", "LeftLine", "RightLine", "HorizontalLine", "VerticalLine")
        for part in self._cells.parts():
            border = part.TableBorder2
            for side in sides:
                line = BorderLine2()
                line.OuterLineWidth = line.LineWidth = width
                line.Color = getattr(border, side).Color if colour is None else colour
                setattr(border, side, line)
                setattr(border, f"Is{side}Valid", True)
            part.TableBorder2 = border

    @property
    def LineStyle(self) -> int:
        return 1 if self._cells.parts()[0].TableBorder2.TopLine.LineWidth else self._NONE

    @LineStyle.setter
    def LineStyle(self, value: int) -> None:
        self._draw(0 if value == self._NONE else 18, None)

    @property
    def Color(self) -> int:
        return _swapped(self._cells.parts()[0].TableBorder2.TopLine.Color)

    @Color.setter
    def Color(self, value: int) -> None:
        self._draw(18, _swapped(value))


class FormatConditions(Collection):
    """The conditional formats that touch some cells, the latest first as it is asked to be."""

    interface = "FormatConditions"

    def __init__(self, cells: Range) -> None:
        self.cells, self.formats = cells, cells.Worksheet.sheet.ConditionalFormats

    def items(self) -> list[FormatCondition]:
        mine = [part.RangeAddress for part in self.cells.parts()]
        found = [
            each
            for each in self.formats.getConditionalFormats()
            if any(_meet(area, other) for area in each.Range.RangeAddresses for other in mine)
        ]
        found.sort(key=lambda each: -each.ID)
        return [FormatCondition(self, each, number) for each in found for number in range(each.Count)]

    def Add(self, Type: int, Formula1: str) -> FormatCondition:
        assert Type == _EXPRESSION
        document = self.cells.Worksheet.Parent.document
        areas = document.createInstance("com.sun.star.sheet.SheetCellRanges")
        for part in self.cells.parts():
            areas.addRangeAddress(part.RangeAddress, False)
        number = self.formats.createByRange(areas)
        made = next(each for each in self.formats.getConditionalFormats() if number == each.ID)
        made.createEntry(_CONDITION, 0)
        entry = made.getByIndex(0)
        entry.setPropertyValue("Operator", _FORMULA)
        entry.setPropertyValue("Formula1", Formula1.removeprefix("="))
        return FormatCondition(self, made, 0)


class FormatCondition(Behind):
    interface = "FormatCondition"

    def __init__(self, conditions: FormatConditions, found: Any, number: int) -> None:
        self.conditions, self.found, self.entry = conditions, found, found.getByIndex(number)
        self.StopIfTrue = True

    @property
    def Type(self) -> int:
        is_formula = self.entry.getType() == _CONDITION and self.entry.getPropertyValue("Operator") == _FORMULA
        return _EXPRESSION if is_formula else 1

    @property
    def Formula1(self) -> str:
        return f"={self.entry.getPropertyValue('Formula1')}"

    @property
    def AppliesTo(self) -> Range:
        from tests.excel.calc.ranges import Range

        return Range(self.conditions.cells.Worksheet, self.found.Range)

    @property
    def Interior(self) -> _ConditionFill:
        return _ConditionFill(self)

    def SetFirstPriority(self) -> None:
        """LibreOffice has no order of conditions of several ranges."""

    def Delete(self) -> None:
        self.conditions.formats.removeByID(self.found.ID)


class _ConditionFill(Behind):
    interface = "Interior"

    def __init__(self, condition: FormatCondition) -> None:
        self._condition = condition

    def _set(self, value: int) -> None:
        document = self._condition.conditions.cells.Worksheet.Parent.document
        styles, name = document.StyleFamilies.getByName("CellStyles"), f"fill {value:06x}"
        if not styles.hasByName(name):
            style = document.createInstance("com.sun.star.style.CellStyle")
            styles.insertByName(name, style)
            style.CellBackColor = _swapped(value)
        self._condition.entry.setPropertyValue("StyleName", name)

    Color = property(fset=_set)


def _swapped(colour: int) -> int:
    """Excel's colours have red last, LibreOffice's first."""
    return (colour & 0xFF) << 16 | colour & 0xFF00 | colour >> 16 & 0xFF


def _meet(one: Any, other: Any) -> bool:
    return bool(
        one.StartRow <= other.EndRow
        and other.StartRow <= one.EndRow
        and one.StartColumn <= other.EndColumn
        and other.StartColumn <= one.EndColumn
    )
