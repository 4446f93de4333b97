"""Sheets and Excel Tables of the engine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import from_excel, to_excel
from tests.excel.engine.cells import ComError, Range, entered, range_of, shown_value
from tests.excel.engine.counter import counted
from tests.excel.engine.held import Held, target_of
from tests.excel.engine.remarks import Note, Rule
from tests.excel.engine.spreads import Spreads, cells_of
from xlwings import base_classes

from kaohe.excel.cells.places import areas_of

REFUSED = -2147352567


class _SheetApi:
    """The few members that xlwings leaves to Excel's own object."""

    def __init__(self, sheet: Sheet) -> None:
        self.__dict__["sheet"] = sheet
        self.__dict__["ProtectContents"] = False
        self.__dict__["Visible"] = {"hidden": 0, "veryHidden": 2}.get(sheet.ws.sheet_state, -1)
        self.__dict__["FilterMode"] = bool(sheet.ws.sheet_properties.filterMode)
        self.__dict__["PageSetup"] = SimpleNamespace()

    def Activate(self) -> None:  # noqa: N802
        self.sheet._book._active = self.sheet

    @property
    def Name(self) -> str:  # noqa: N802
        return str(self.sheet.ws.title)

    def Calculate(self) -> None:  # noqa: N802
        """The engine calculates nothing."""

    def Move(self, Before: Held) -> None:  # noqa: N802, N803
        """Move the sheet; it comes to the front, as in Excel."""
        if self.Visible == 2:
            raise ComError(REFUSED, "Move method of Worksheet class failed")
        self.sheet._book._move_sheet(self.sheet, target_of(Before).sheet)

    def Copy(self) -> None:  # noqa: N802
        """Copy the sheet into a workbook of its own, which comes to the front."""
        assert self.sheet.ws.sheet_state == "visible", "no workbook can consist of a hidden sheet"
        self.sheet._book._copy_out(self.sheet)

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "AutoFilterMode":
            self.sheet.ws.auto_filter.ref = None
        if name == "Visible":
            self.sheet.ws.sheet_state = "visible" if value == -1 else "hidden"
        self.__dict__[name] = value


@counted(writes=("delete",), steps=("range", "cells", "tables", "book", "used_range"))
class Sheet(base_classes.Sheet):
    def __init__(self, book: Any, ws: Any, values: Any) -> None:
        self._book, self._ws = book, ws
        self._shown = {} if values is None else _formula_values(ws, values)
        self._rules = [
            Rule(tuple(map(tuple, areas_of(str(found.sqref).replace(" ", ",")))), (rule.formula or [None])[0], rule)
            for found in ws.conditional_formatting
            for rule in found.rules
        ]
        self._spreads = Spreads()
        self._characters: dict[tuple[int, int], list[Any]] = {}
        self._api = _SheetApi(self)

    def __getattr__(self, name: str) -> Any:
        """The engine's own ways to a sheet, which no macro counts: ``ws``, ``rules``, ``spreads``, ``characters``."""
        if name in {"ws", "rules", "spreads", "characters"}:
            return self.__dict__[f"_{name}"]
        raise AttributeError(name)

    @property
    def api(self) -> Held:
        return Held("Worksheet", self._api)

    @property
    def name(self) -> str:
        return str(self._ws.title)

    @name.setter
    def name(self, value: str) -> None:
        """Rename the sheet; defined names and formulas go along."""
        self._lead_names_to(value)
        for each in self._book._sheets:
            each._let_formulas_follow(self._ws.title, value)
        self._ws.title = value

    def _lead_names_to(self, title: str | None) -> None:
        """Let names that lead to this sheet lead to another title, or (None) to nothing."""
        for each in self._book._wb.defined_names.values():
            sheet, _, cells = str(each.attr_text).rpartition("!")
            if sheet.strip("'") == self._ws.title:
                each.attr_text = "#REF!" if title is None else f"'{title}'!{cells}"

    @property
    def book(self) -> Any:
        return self._book

    @property
    def used_range(self) -> Range:
        ws = self._ws
        return Range(self, ((ws.min_row, ws.min_column, ws.max_row, ws.max_column),))

    @property
    def notes(self) -> list[Note]:
        return [Note(self, cell) for row in self._ws.iter_rows() for cell in row if getattr(cell, "comment", None)]

    @property
    def tables(self) -> Any:
        return Tables(self)

    @property
    def names(self) -> Any:
        return SheetNames(self)

    @property
    def cells(self) -> Range:
        return Range(self, ((1, 1, 1_048_576, 16_384),))

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        assert isinstance(arg1, str), "an address costs one call, numbers three"
        assert arg2 is None
        assert len(arg1) <= 255, "Excel takes no longer address"
        return range_of(self, arg1)

    def delete(self) -> None:
        self._lead_names_to(None)
        for each in self._book._sheets:
            each._lose_formulas_about(self._ws.title)
        self._book._sheets.remove(self)
        self._book._wb.remove(self._ws)
        if self._book._active is self:
            self._book._active = self._book._sheets[0]

    def _let_formulas_follow(self, old: str, new: str) -> None:
        for row in self._ws.iter_rows():
            for cell in row:
                if cell.data_type == "f" and isinstance(cell.value, str):
                    cell.value = cell.value.replace(f"'{old}'!", f"'{new}'!").replace(f"{old}!", f"'{new}'!")

    def _lose_formulas_about(self, title: str) -> None:
        """Let formulas about a sheet that goes lead to nothing, as in Excel."""
        for row in self._ws.iter_rows():
            for cell in row:
                if cell.data_type == "f" and isinstance(cell.value, str):
                    cell.value = cell.value.replace(f"'{title}'!", "#REF!").replace(f"{title}!", "#REF!")

    def _defined_names(self) -> dict[str, str]:
        return {name: str(each.attr_text) for name, each in self._book._wb.defined_names.items()}

    def _require_unprotected(self) -> None:
        if self._api.ProtectContents:
            raise ComError(REFUSED, "The cell is on a protected sheet")

    def _value(self, row: int, column: int) -> Any:
        cell = self._ws.cell(row, column)
        if cell.value is None or cell.data_type == "f":
            filled = self._spreads.shown(row, column)
            if filled is not None:
                return shown_value(filled, False)
        if cell.data_type == "f":
            value = self._shown.get((row, column))
            return shown_value(
                value, isinstance(value, str) and value.startswith("#") and value.endswith(("!", "?", "A"))
            )
        return shown_value(cell.value, cell.data_type == "e")

    def _formula(self, row: int, column: int) -> str:
        value = self._ws.cell(row, column).value
        if value is None:
            return self._spreads.told(row, column)
        value = getattr(value, "text", value)  # an array formula
        if isinstance(value, datetime):
            value = float(to_excel(value, self._book._wb.epoch))
        return f"{value:.15g}" if isinstance(value, float | int) and not isinstance(value, bool) else str(value)

    def _spread(self, area: tuple[int, int, int, int], formula: str, kind: str) -> None:
        row, column = area[:2]
        self._spreads.add(row, column, formula, kind)
        filled, _, _ = self._spreads.areas[row, column]
        blank = all(self._ws.cell(*cell).value is None for cell in cells_of(filled))
        assert blank, "a spilled formula among filled cells gives #SPILL!"
        assert kind == "Formula2" or area == filled, "an array formula is entered into all its cells"
        self._ws.cell(row, column).value = formula

    def _enter(self, row: int, column: int, value: Any) -> None:
        cell = self._ws.cell(row, column)
        if type(cell).__name__ == "MergedCell":
            return  # hidden under the area's first cell
        content, kind = entered(value)
        if cell.number_format == "@" and content is not None:  # formatted as text: whatever is entered stays text
            content, kind = f"{content:.15g}" if isinstance(content, float) else str(content), "s"
        self._characters.pop((row, column), None)
        if kind != "f" or content != cell.value:  # the same formula again shows the same
            self._shown.pop((row, column), None)
        if isinstance(content, str) and content.startswith("=HYPERLINK("):
            self._shown[row, column] = content.split('"')[-2]  # the one formula that the engine calculates
        self._book._api.Saved = False
        if isinstance(content, float) and is_date_format(cell.number_format):
            content = from_excel(content, self._book._wb.epoch)
        cell.value = content
        if kind is not None:
            cell.data_type = kind


# Members of the engine's own, for its ranges: not asked by macros, so not counted.
Sheet.require_unprotected = Sheet._require_unprotected  # type: ignore[attr-defined]
Sheet.defined_names = Sheet._defined_names  # type: ignore[attr-defined]
Sheet.shown = Sheet._value  # type: ignore[attr-defined]
Sheet.formula = Sheet._formula  # type: ignore[attr-defined]
Sheet.enter = Sheet._enter  # type: ignore[attr-defined]
Sheet.spread = Sheet._spread  # type: ignore[attr-defined]


@counted(writes=("delete",), steps=())
class SheetNames(base_classes.Names):
    """The names of a sheet's own."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def contains(self, name: str) -> bool:
        return name in self._sheet.ws.defined_names

    def __call__(self, name: str) -> Any:
        return SimpleNamespace(refers_to=f"={self._sheet.ws.defined_names[name].attr_text}")


@counted(steps=())
class Tables(base_classes.Tables):
    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def __len__(self) -> int:
        return len(self._sheet.ws.tables)

    def __iter__(self) -> Iterator[Table]:
        return (Table(self._sheet, table) for table in self._sheet.ws.tables.values())


@counted(steps=("range",))
class Table(base_classes.Table):
    def __init__(self, sheet: Sheet, table: Any) -> None:
        self._sheet, self._table = sheet, table

    @property
    def name(self) -> str:
        return str(self._table.displayName)

    @property
    def range(self) -> Range:
        return range_of(self._sheet, self._table.ref)

    def resize(self, range: Any) -> None:  # noqa: A002
        self._table.ref = range.address.replace("$", "")
        if self._table.autoFilter is not None:
            self._table.autoFilter.ref = self._table.ref


def _formula_values(ws: Any, values: Any) -> dict[tuple[int, int], Any]:
    return {
        (cell.row, cell.column): values.cell(cell.row, cell.column).value
        for row in ws.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
