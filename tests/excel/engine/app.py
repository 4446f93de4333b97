"""Excel itself as the engine has it: workbooks, sheets, tables, names, the person's answers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import xlwings as xw
from openpyxl.workbook.defined_name import DefinedName
from tests.excel.engine.cells import ComError, Note, Range, Rule, entered, range_of, shown_value
from tests.excel.engine.counter import counted
from xlwings import base_classes

from kaohe.excel.places import areas_of

__all__ = ["ComError", "Engine", "EngineApp", "open_workbook"]

_REFUSED = -2147352567
_WINDOWS = count(100)


class Engine:
    """What xlwings asks of an engine; ``running`` is the one Excel that is running, if any."""

    name, type = "openpyxl", "desktop"
    running: EngineApp | None = None

    @property
    def apps(self) -> list[EngineApp]:
        return [Engine.running] if Engine.running else []


@counted(writes=("alert",), steps=("books", "selection"))
class EngineApp(base_classes.App):
    """One running Excel.  ``answers`` are what the person will click, ``boxes`` what the person was shown."""

    def __init__(self) -> None:
        self._books: list[Book] = []
        self._state: dict[str, Any] = {
            "screen_updating": True, "calculation": "automatic", "enable_events": True, "status_bar": False,
            "display_alerts": True,
        }  # fmt: skip
        self._answers: list[str] = []
        self._boxes: list[str] = []
        self._said: list[str] = []
        self._selected: Range | None = None
        self._front: Book | None = None

    engine = Engine()
    pid = 1

    @property
    def api(self) -> Any:
        return SimpleNamespace(Workbooks=SimpleNamespace(Add=self._add_from))

    def _add_from(self, template: str) -> None:
        self._open(Path(template), f"{Path(template).stem}1")

    def _open(self, path: Path, name: str) -> Book:
        book = Book(self, path, name)
        self._books.append(book)
        self._front = book
        return book

    @property
    def books(self) -> Books:
        return Books(self)

    @property
    def selection(self) -> Range | None:
        return self._selected

    def activate(self, steal_focus: bool = False) -> None:
        """Windows are beyond the engine."""

    def alert(self, prompt: str, title: str, buttons: str, mode: str | None, callback: Any) -> str:
        self._boxes.append(prompt)
        return "ok" if buttons == "ok" else self._answers.pop(0)


def _state_of(name: str) -> property:
    def read(app: EngineApp) -> Any:
        return app._state[name]

    def write(app: EngineApp, value: Any) -> None:
        app._state[name] = value
        if name == "status_bar" and value:
            app._said.append(value)

    return property(read, write)


for _name in ("screen_updating", "calculation", "enable_events", "status_bar", "display_alerts"):
    setattr(EngineApp, _name, _state_of(_name))
counted()(EngineApp)


class Books(base_classes.Books):
    def __init__(self, app: EngineApp) -> None:
        self._app = app

    @property
    def active(self) -> Book | None:
        return self._app._front

    def __call__(self, name: Any) -> Book:
        return next(book for book in self._app._books if book._name == name)

    def __len__(self) -> int:
        return len(self._app._books)

    def __iter__(self) -> Iterator[Book]:
        return iter(self._app._books)


@counted(writes=("save",), steps=("sheets", "names"))
class Book(base_classes.Book):
    """One open workbook; ``values`` are what formulas showed when it was saved."""

    def __init__(self, app: EngineApp, path: Path, name: str) -> None:
        self._app, self._name, self._path = app, name, path
        window = SimpleNamespace(Hwnd=next(_WINDOWS))
        self._api = SimpleNamespace(ProtectStructure=False, MultiUserEditing=False, Windows=lambda number: window)
        self._wb = openpyxl.load_workbook(path)
        values = openpyxl.load_workbook(path, data_only=True)
        self._sheets = [Sheet(self, ws, values[ws.title]) for ws in self._wb.worksheets]
        self._active = self._sheets[0]

    @property
    def api(self) -> Any:
        return self._api

    @property
    def app(self) -> EngineApp:
        return self._app

    @property
    def name(self) -> str:
        return self._name

    @property
    def fullname(self) -> str:
        return f"https://d.docs.live.net/0123456789abcdef/{self._name}"

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)

    def activate(self) -> None:
        self._app._front = self

    def save(self, path: Any = None, password: Any = None) -> None:
        self._wb.save(path)


@counted(writes=("add",), steps=("active",))
class Sheets(base_classes.Sheets):
    def __init__(self, book: Book) -> None:
        self._book = book

    @property
    def active(self) -> Sheet:
        return self._book._active

    def __call__(self, name_or_index: Any) -> Sheet:
        if isinstance(name_or_index, int):
            return self._book._sheets[name_or_index - 1]
        for sheet in self._book._sheets:
            if sheet.ws.title.casefold() == name_or_index.casefold():
                return sheet
        raise ComError(_REFUSED, "Subscript out of range")

    def __len__(self) -> int:
        return len(self._book._sheets)

    def __iter__(self) -> Iterator[Sheet]:
        return iter([*self._book._sheets])

    def add(self, before: Any, after: Any, name: None) -> Sheet:
        if self._book._api.ProtectStructure:
            raise ComError(_REFUSED, "The workbook is protected")
        place = self._book._sheets.index(after) + 1
        ws = self._book._wb.create_sheet(index=place)
        sheet = Sheet(self._book, ws, None)
        self._book._sheets.insert(place, sheet)
        self._book._active = sheet  # as Excel does
        return sheet


class _SheetApi:
    """The few members that xlwings leaves to Excel's own object."""

    def __init__(self, sheet: Sheet) -> None:
        self.__dict__["sheet"] = sheet
        self.__dict__["ProtectContents"] = False
        self.__dict__["PageSetup"] = SimpleNamespace()

    def Activate(self) -> None:  # noqa: N802
        self.sheet._book._active = self.sheet

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "AutoFilterMode":
            self.sheet.ws.auto_filter.ref = None
        self.__dict__[name] = value


@counted(writes=("delete",), steps=("range", "cells", "tables", "book", "used_range"))
class Sheet(base_classes.Sheet):
    def __init__(self, book: Book, ws: Any, values: Any) -> None:
        self._book, self._ws = book, ws
        self._shown = {} if values is None else _formula_values(ws, values)
        self._rules = [
            Rule(tuple(map(tuple, areas_of(str(found.sqref).replace(" ", ",")))), (rule.formula or [None])[0], rule)
            for found in ws.conditional_formatting
            for rule in found.rules
        ]
        self._api = _SheetApi(self)

    def __getattr__(self, name: str) -> Any:
        """The engine's own ways to a sheet, which no macro counts: ``ws``, ``rules``."""
        if name in {"ws", "rules"}:
            return self.__dict__[f"_{name}"]
        raise AttributeError(name)

    @property
    def api(self) -> Any:
        return self._api

    @property
    def name(self) -> str:
        return str(self._ws.title)

    @name.setter
    def name(self, value: str) -> None:
        self._ws.title = value

    @property
    def book(self) -> Book:
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
    def cells(self) -> Range:
        return Range(self, ((1, 1, 1_048_576, 16_384),))

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        assert isinstance(arg1, str), "an address costs one call, numbers three"
        assert arg2 is None
        assert len(arg1) <= 255, "Excel takes no longer address"
        return range_of(self, arg1)

    def delete(self) -> None:
        self._book._sheets.remove(self)
        self._book._wb.remove(self._ws)
        self._book._active = self._book._sheets[0]

    def _defined_names(self) -> dict[str, str]:
        return {name: str(each.attr_text) for name, each in self._book._wb.defined_names.items()}

    def _require_unprotected(self) -> None:
        if self._api.ProtectContents:
            raise ComError(_REFUSED, "The cell is on a protected sheet")

    def _value(self, row: int, column: int) -> Any:
        cell = self._ws.cell(row, column)
        if cell.data_type == "f":
            value = self._shown.get((row, column))
            return shown_value(
                value, isinstance(value, str) and value.startswith("#") and value.endswith(("!", "?", "A"))
            )
        return shown_value(cell.value, cell.data_type == "e")

    def _formula(self, row: int, column: int) -> str:
        value = self._ws.cell(row, column).value
        if value is None:
            return ""
        value = getattr(value, "text", value)  # an array formula
        return f"{value:.15g}" if isinstance(value, float | int) and not isinstance(value, bool) else str(value)

    def _enter(self, row: int, column: int, value: Any) -> None:
        cell = self._ws.cell(row, column)
        if type(cell).__name__ == "MergedCell":
            return  # hidden under the area's first cell
        content, kind = entered(value)
        if cell.number_format == "@" and content is not None:  # formatted as text: whatever is entered stays text
            content, kind = f"{content:.15g}" if isinstance(content, float) else str(content), "s"
        if kind != "f" or content != cell.value:  # the same formula again shows the same
            self._shown.pop((row, column), None)
        if isinstance(content, str) and content.startswith("=HYPERLINK("):
            self._shown[row, column] = content.split('"')[-2]  # the one formula that the engine calculates
        cell.value = content
        if kind is not None:
            cell.data_type = kind


# Members of the engine's own, for its ranges: not asked by macros, so not counted.
Sheet.require_unprotected = Sheet._require_unprotected  # type: ignore[attr-defined]
Sheet.defined_names = Sheet._defined_names  # type: ignore[attr-defined]
Sheet.shown = Sheet._value  # type: ignore[attr-defined]
Sheet.formula = Sheet._formula  # type: ignore[attr-defined]
Sheet.enter = Sheet._enter  # type: ignore[attr-defined]


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


@counted(writes=("add",))
class Names(base_classes.Names):
    def __init__(self, book: Book) -> None:
        self._book = book

    def contains(self, name: str) -> bool:
        return name in self._book._wb.defined_names

    def __call__(self, name: str) -> Name:
        return Name(self._book, name)

    def add(self, name: str, refers_to: str) -> Name:
        self._book._wb.defined_names[name] = DefinedName(name, attr_text=refers_to.removeprefix("="))
        return Name(self._book, name)


@counted(writes=("delete",))
class Name(base_classes.Name):
    def __init__(self, book: Book, name: str) -> None:
        self._book, self._name = book, name

    @property
    def api(self) -> Any:
        return _NameApi(self._book._wb.defined_names[self._name])

    @property
    def refers_to(self) -> str:
        return f"={self._book._wb.defined_names[self._name].attr_text}"

    def delete(self) -> None:
        del self._book._wb.defined_names[self._name]


class _NameApi:
    def __init__(self, name: DefinedName) -> None:
        self.__dict__["name"] = name

    def __setattr__(self, member: str, value: Any) -> None:
        assert member == "Visible"
        self.name.hidden = not value


def _formula_values(ws: Any, values: Any) -> dict[tuple[int, int], Any]:
    return {
        (cell.row, cell.column): values.cell(cell.row, cell.column).value
        for row in ws.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


xw.engines.add(xw.main.Engine(impl=Engine()))
xw.engines["openpyxl"].activate()


def open_workbook(path: Path, app: EngineApp | None = None) -> xw.Book:
    """Open a workbook and make it the one that macros are called from."""
    Engine.running = app or EngineApp()
    book = xw.Book(impl=Engine.running._open(path, path.name))
    book.set_mock_caller()
    return book
