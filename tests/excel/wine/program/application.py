"""The application itself, its workbooks and windows."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import win32gui
from tests.excel.engine.app import Book, EngineApp
from tests.excel.engine.held import Held
from tests.excel.wine.program.formulas import CellError, calculate
from tests.excel.wine.program.objects import Collection, Makers, Of, Over, served
from tests.excel.wine.program.serving import Served
from tests.excel.wine.program.sheets import Names, Worksheet
from xlwings._xlwindows import calculation_i2s, calculation_s2i

from kaohe.excel.windows.calling import FunctionServer

# Members are spelt as in Excel.
# ruff: noqa: N802, N803, N815

#: What Excel answers to ``International``: country and language, decimal sign.
_INTERNATIONAL = {1: 86, 2: 86, 3: ".", 5: ","}
_A1 = 1
_NO_SUCH_NAME = 2029

#: The library and the line that stand in the add-in's code.
_BRIDGE = Path(r"C:\bridge.json")


class Excel(EngineApp):
    """The engine's application with a window of its own, and what computes cells."""

    def __init__(self) -> None:
        super().__init__()
        self._window = _window()
        self._server: FunctionServer | None = None
        self._calls = 0

    def load_addin(self) -> None:
        """Start the function server as the add-in's code does when the first cell asks."""
        bridge = json.loads(_BRIDGE.read_text(encoding="utf-8"))
        self._server = FunctionServer(Path(bridge["library"]), bridge["line"])

    def calculate_cells(self, cells: Any) -> None:
        """Calculate a range; without the add-in Excel knows none of its functions."""
        calculate(cells.sheet, cells._areas[0], self._ask)

    def _ask(self, name: str, arguments: Sequence[Any]) -> Any:
        if self._server is None:
            raise CellError(_NO_SUCH_NAME)
        self._calls += 1
        return self._server.call(name, *arguments)


def _window() -> int:
    """Return the main window: xlwings takes the number of its process for Excel's."""
    kind = win32gui.WNDCLASS()
    kind.lpszClassName, kind.lpfnWndProc = "XLMAIN", {}
    win32gui.RegisterClass(kind)
    return int(win32gui.CreateWindow("XLMAIN", "Excel", 0, 0, 0, 100, 100, 0, 0, 0, None))


def _state(name: str) -> tuple[property, Any]:
    def put(self: Application, value: Any) -> None:
        setattr(self.own, name, value)

    return property(lambda self: getattr(self.own, name)), put


class Application(Over):
    interface = "Application"
    Name, Version, Build, ReferenceStyle, Path = "Microsoft Excel", "16.0", 17328, _A1, "C:\\Office"

    def __init__(self, own: Excel, quit_: Callable[[], None]) -> None:
        super().__init__(own)
        self.behind = own.api.__dict__["_target"]
        self.Visible, self._quit = False, quit_

    @property
    def Application(self) -> Served:
        return self

    Parent = Application

    @property
    def Workbooks(self) -> Served:
        return Workbooks(self.own)

    @property
    def ActiveWorkbook(self) -> Served | None:
        return served(self.own._front)

    @property
    def ActiveSheet(self) -> Served | None:
        return served(self.own._front and self.own._front._active)

    @property
    def Selection(self) -> Served | None:
        return served(self.own.selection)

    @property
    def Hwnd(self) -> int:
        return self.own._window

    ScreenUpdating, put_ScreenUpdating = _state("screen_updating")
    DisplayAlerts, put_DisplayAlerts = _state("display_alerts")
    EnableEvents, put_EnableEvents = _state("enable_events")
    StatusBar, put_StatusBar = _state("status_bar")

    @property
    def Calculation(self) -> int:
        return calculation_s2i[self.own.calculation]

    def put_Calculation(self, value: int) -> None:
        self.own.calculation = calculation_i2s[value]
        if self.own.calculation == "automatic":  # now Excel makes up for what it left out
            self.Calculate()

    def put_Visible(self, value: bool) -> None:
        self.Visible = value

    def International(self, Index: int | None = None) -> Any:
        return tuple(_INTERNATIONAL.values()) if Index is None else _INTERNATIONAL[Index]

    def Calculate(self) -> None:
        for book in self.own._books:
            for sheet in book._sheets:
                self.own.calculate_cells(sheet.used_range)

    def Quit(self) -> None:
        self._quit()


class Workbooks(Collection):
    interface = "Workbooks"

    def items(self) -> list[Served]:
        return [served(book) for book in self.own._books]

    def Add(self, Template: str) -> Served:
        self.own.api.Workbooks.Add(Template)
        return served(self.own._front)

    def Open(self, Filename: str, **options: Any) -> Served | None:
        if Filename.endswith(".xlam"):  # an add-in is no workbook that is seen
            self.own.load_addin()
            return None
        return served(self.own.books.open(Filename))


class Workbook(Over):
    interface = "Workbook"

    def __init__(self, own: Book) -> None:
        super().__init__(own)
        self.behind = own._api

    @property
    def Name(self) -> str:
        return self.own.name

    @property
    def FullName(self) -> str:
        return str(self.own._path) if isinstance(self.own._path, Path) else self.own.name

    @property
    def Application(self) -> Served:
        return served(self.own.app)

    Parent = Application

    @property
    def Worksheets(self) -> Served:
        return Sheets(self.own)

    Sheets = Worksheets

    @property
    def Names(self) -> Served:
        return Names(self.own.names, lambda: [*self.own._wb.defined_names])

    @property
    def ActiveSheet(self) -> Served:
        return Worksheet(self.own._active)

    @property
    def Windows(self) -> Served:
        return Of("Windows", lambda: [_Window(window.Hwnd) for window in self.own._windows])

    def Close(self, SaveChanges: bool = False) -> None:
        assert not SaveChanges
        self.own.close()

    def ExportAsFixedFormat(self, Type: int, Filename: str) -> None:
        assert Type == 0
        Path(Filename).write_bytes(_print([sheet.ws.title for sheet in self.own._sheets]))


def _print(titles: Sequence[str]) -> bytes:
    """Return a PDF with a blank page for each sheet: this program knows no printer."""
    kids = " ".join(f"{number} 0 R" for number in range(3, 3 + len(titles)))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(titles)}>>"]
    objects += ["<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"] * len(titles)
    body = "".join(f"{number} 0 obj{text}endobj\n" for number, text in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}trailer<</Root 1 0 R>>\n%%EOF\n".encode("ascii")


class _Window(Over):
    interface = "Window"

    @property
    def Hwnd(self) -> int:
        return int(self.own)


class Sheets(Collection):
    interface = "Sheets"

    def items(self) -> list[Served]:
        return [Worksheet(sheet) for sheet in self.own._sheets]

    @property
    def Parent(self) -> Served:
        return Workbook(self.own)

    def Add(
        self, Before: Worksheet | None = None, After: Worksheet | None = None, Count: int = 1, Type: Any = None
    ) -> Served:
        if isinstance(Type, str):
            assert Before is not None
            self.own.sheets.api.Add(Before=Held("Worksheet", Before.behind), Count=Count, Type=Type)
            return Worksheet(self.own._active)
        near = Before or After or Worksheet(self.own._active)
        return Worksheet(self.own._insert_sheet(near.Index - 1 + (After is not None)))


Makers.of |= {"Book": Workbook}
