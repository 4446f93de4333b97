"""Excel itself as the engine has it: workbooks, sheets, tables, names, the person's answers."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

import openpyxl
import xlwings as xw
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName
from tests.excel.engine.cells import ComError, Range
from tests.excel.engine.counter import counted
from tests.excel.engine.formatted import formatted
from tests.excel.engine.held import Held, target_of
from tests.excel.engine.sheet import REFUSED, Sheet
from tests.excel.engine.transfer import copy_sheet
from tests.libreoffice import convert
from xlwings import base_classes

__all__ = ["ComError", "Engine", "EngineApp", "open_workbook"]

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
    """One running Excel.

    ``answers`` are what the person will click, ``files`` what the person will choose in dialogues for files,
    ``boxes`` what the person was shown.
    """

    def __init__(self) -> None:
        self._books: list[Book] = []
        self._state: dict[str, Any] = {
            "screen_updating": True, "calculation": "automatic", "enable_events": True, "status_bar": False,
            "display_alerts": True, "cancel_key": 1,
        }  # fmt: skip
        self._answers: list[str] = []
        self._files: list[str | tuple[str, ...] | bool] = []
        self._boxes: list[str] = []
        self._said: list[str] = []
        self._selected: Range | None = None
        self._front: Book | None = None

    engine = Engine()
    pid = 1

    @property
    def api(self) -> Any:
        return Held("Application", _AppApi(self))

    def _open(self, path: Path | BytesIO, name: str) -> Book:
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


class _AppApi:
    """What of Excel's own application xlwings leaves to it."""

    def __init__(self, app: EngineApp) -> None:
        self._app = app

    @property
    def Workbooks(self) -> Held:  # noqa: N802
        return Held("Workbooks", SimpleNamespace(Add=self._add))

    def _add(self, Template: str) -> None:  # noqa: N803
        self._app._open(Path(Template), f"{Path(Template).stem}1")

    def GetOpenFilename(self, FileFilter: str, Title: str, MultiSelect: bool) -> str | tuple[str, ...] | bool:  # noqa: N802, N803
        _check_filter(FileFilter)
        return self._app._files.pop(0)

    def GetSaveAsFilename(self, InitialFilename: str, FileFilter: str, Title: str) -> str | tuple[str, ...] | bool:  # noqa: N802, N803
        _check_filter(FileFilter)
        return self._app._files.pop(0)

    @property
    def EnableCancelKey(self) -> int:  # noqa: N802
        return int(self._app._state["cancel_key"])

    @EnableCancelKey.setter
    def EnableCancelKey(self, value: int) -> None:  # noqa: N802
        self._app._state["cancel_key"] = value


def _check_filter(kinds: str) -> None:
    """Excel takes pairs of words and patterns, and no other commas."""
    words = kinds.split(",")
    assert len(words) % 2 == 0
    assert all("*." in pattern for pattern in words[1::2])


def _state_of(name: str) -> property:
    def read(app: EngineApp) -> Any:
        return app._state[name]

    def write(app: EngineApp, value: Any) -> None:
        if name == "calculation" and app._front is None:
            raise ComError(REFUSED, "Unable to set the Calculation property of the Application class")
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
    def app(self) -> EngineApp:
        return self._app

    @property
    def active(self) -> Book | None:
        return self._app._front

    def __call__(self, name: Any) -> Book:
        for book in self._app._books:
            if book._name == name:
                return book
        raise KeyError(name)

    def __len__(self) -> int:
        return len(self._app._books)

    def open(self, fullname: str, *options: Any, **more: Any) -> Book:
        return self._app._open(Path(fullname), Path(fullname).name)

    def __iter__(self) -> Iterator[Book]:
        return iter(self._app._books)


class SheetsApi:
    """Excel's own collection of sheets, which can insert one from a file."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def Add(self, Before: Any, Count: int, Type: str) -> None:  # noqa: N802, N803
        assert Count == 1, "else one for each selected sheet"
        (source,) = openpyxl.load_workbook(Type).worksheets
        place = self._book._sheets.index(target_of(Before).sheet)
        copy_sheet(source, self._book._insert_sheet(place, source.title).ws)


class _Items:
    """A collection that is asked by name or number."""

    def __init__(self, find: Callable[[Any], Held], count: Callable[[], int]) -> None:
        self._find, self._count = find, count

    @property
    def Count(self) -> int:  # noqa: N802
        return self._count()

    def Item(self, Index: Any) -> Held:  # noqa: N802, N803
        return self._find(Index)


class BookApi(SimpleNamespace):
    """The few members that xlwings leaves to Excel's own object."""

    @property
    def ActiveSheet(self) -> Any:  # noqa: N802
        return self.book._active.api


@counted(writes=("save", "close"), steps=("sheets", "names"))
class Book(base_classes.Book):
    """One open workbook; ``values`` are what formulas showed when it was saved."""

    def __init__(self, app: EngineApp, path: Path | BytesIO, name: str) -> None:
        self._app, self._name, self._path = app, name, path
        self._windows = [SimpleNamespace(Hwnd=next(_WINDOWS))]  # the one in front first
        self._api = BookApi(
            ProtectStructure=False,
            MultiUserEditing=False,
            ReadOnly=False,
            FileFormat=51,
            HasVBProject=False,
            Path="" if isinstance(path, BytesIO) else str(path.parent),
            SaveAs=self._save_as,
            Saved=True,
            Windows=Held(
                "Windows", _Items(lambda number: Held("Window", self._windows[number - 1]), lambda: len(self._windows))
            ),
            ExportAsFixedFormat=self._print_to,
            Activate=lambda: setattr(self._app, "_front", self),
            Sheets=Held("Sheets", _Items(lambda name: self.sheets(name).api, lambda: len(self._sheets))),
            book=self,
        )
        self._wb = openpyxl.load_workbook(path)
        self._api.Date1904 = self._wb.epoch == CALENDAR_MAC_1904
        values = openpyxl.load_workbook(path, data_only=True)
        self._sheets = [Sheet(self, ws, values[ws.title]) for ws in self._wb.worksheets]
        for title, characters in formatted(path, self._wb.sheetnames).items():
            self.sheets(title).characters.update(characters)
        self._active = self._sheets[0]

    @property
    def api(self) -> Held:
        return Held("Workbook", self._api)

    @property
    def app(self) -> EngineApp:
        return self._app

    @property
    def name(self) -> str:
        return self._name

    @property
    def fullname(self) -> str:
        """As xlwings' own does of a workbook in a synced folder that it can't place."""
        raise xw.XlwingsError("Couldn't find the local OneDrive folder")

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)

    def activate(self) -> None:
        self._app._front = self

    def _save_as(self, Filename: str, FileFormat: int) -> None:  # noqa: N803
        self._wb.save(Filename)
        self._name, self._api.FileFormat = Path(Filename).name, FileFormat

    def open_window(self) -> None:
        """Open another window, as 视图 → 新建窗口 does; it comes to the front."""
        self._windows.insert(0, SimpleNamespace(Hwnd=next(_WINDOWS)))

    def _print_to(self, Type: int, Filename: str) -> None:  # noqa: N803
        """Print as Excel would: the sheets as they are, by LibreOffice where it is; Excel without a printer refuses."""
        if shutil.which("soffice") is None:
            raise ComError(REFUSED, "Document not saved")
        assert Type == 0
        with TemporaryDirectory() as folder:
            source = Path(folder, "printed.xlsx")
            self._wb.save(source)
            shutil.copy(convert(source, "pdf", Path(folder, "out")), Filename)

    def _move_sheet(self, sheet: Sheet, before: Sheet) -> None:
        for order, one, other in ((self._sheets, sheet, before), (self._wb._sheets, sheet.ws, before.ws)):
            order.remove(one)
            order.insert(order.index(other), one)
        self._active = sheet

    def _copy_out(self, sheet: Sheet) -> None:
        wb, content = openpyxl.Workbook(), BytesIO()
        copy_sheet(sheet.ws, wb.active)
        wb.active.title = sheet.ws.title
        wb.save(content)
        self._app._open(content, "工作簿1")

    def _insert_sheet(self, place: int, title: str | None = None) -> Sheet:
        if self._api.ProtectStructure:
            raise ComError(REFUSED, "The workbook is protected")
        assert title is None or title not in self._wb.sheetnames, "Excel would call it something else"
        sheet = Sheet(self, self._wb.create_sheet(title, place), None)
        self._sheets.insert(place, sheet)
        self._active = sheet  # as Excel does
        return sheet

    def save(self, path: Any = None, password: Any = None) -> None:
        self._wb.save(path)

    def close(self) -> None:
        books = self._app._books
        books.remove(self)
        if self._app._front is self:
            self._app._front = books[-1] if books else None


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
        raise ComError(REFUSED, "Subscript out of range")

    def __len__(self) -> int:
        return len(self._book._sheets)

    def __iter__(self) -> Iterator[Sheet]:
        return iter([*self._book._sheets])

    @property
    def api(self) -> Held:
        return Held("Sheets", SheetsApi(self._book))

    def add(self, before: Any, after: Any, name: None) -> Sheet:
        return self._book._insert_sheet(self._book._sheets.index(after) + 1)


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
        return Held("Name", _NameApi(self._book._wb.defined_names[self._name]))

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


xw.engines.add(xw.main.Engine(impl=Engine()))
xw.engines["openpyxl"].activate()


def open_workbook(path: Path, app: EngineApp | None = None) -> xw.Book:
    """Open a workbook and make it the one that macros are called from."""
    Engine.running = app or EngineApp()
    book = xw.Book(impl=Engine.running._open(path, path.name))
    book.set_mock_caller()
    return book
