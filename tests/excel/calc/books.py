"""Excel itself, workbooks, windows and names."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

from tests.excel.calc.com import Behind, Collection
from tests.excel.calc.formulas import Formulas
from tests.excel.calc.office import Office, setting
from tests.excel.calc.ranges import Range
from tests.excel.calc.sheets import Sheets, Worksheet
from tests.excel.calc.windows import refusal

_AUTOMATIC = -4105
_OPEN_XML, _OLD = 51, 56
_FILTERS = {_OPEN_XML: "Calc MS Excel 2007 XML", _OLD: "MS Excel 97"}
_FORMATS = {".xls": _OLD}
_WINDOWS = count(65_536)


class Application(Behind):
    """One running Excel, that is LibreOffice with the documents that were opened in it."""

    interface = "Application"

    def __init__(self, office: Office) -> None:
        self.office = office
        self.opened: list[Workbook] = []
        self.front: Workbook | None = None
        self.selected: Range | None = None
        self.Visible = False
        self.ScreenUpdating = self.DisplayAlerts = self.EnableEvents = True
        self.StatusBar: str | bool = False
        self.EnableCancelKey = 1
        self.Version, self.Build = "16.0", "LibreOffice"
        self.ReferenceStyle = 1
        self._calculation = _AUTOMATIC
        self.Hwnd = next(_WINDOWS)

    @property
    def Application(self) -> Application:
        return self

    @property
    def Workbooks(self) -> Workbooks:
        return Workbooks(self)

    @property
    def ActiveWorkbook(self) -> Workbook | None:
        return self.front

    @property
    def Selection(self) -> Range | None:
        """Return what was selected in the workbook in front; its first cell where nothing was yet."""
        if self.front is None:
            return None
        if self.selected is None or self.selected.Worksheet.Parent is not self.front:
            return self.front.ActiveSheet.Range("A1")
        return self.selected

    @property
    def Calculation(self) -> int:
        return self._calculation

    @Calculation.setter
    def Calculation(self, value: int) -> None:
        if self.front is None:
            raise refusal("Unable to set the Calculation property of the Application class")
        self._calculation = value
        for book in self.opened:
            book.document.enableAutomaticCalculation(value == _AUTOMATIC)

    def International(self, Index: int) -> Any:
        return {1: 86, 3: "."}[Index]

    def Quit(self) -> None:
        for book in [*self.opened]:
            book.Close()

    def open(self, path: str | None, *, as_template: bool = False) -> Workbook:
        """Open a file, or an empty workbook; it comes to the front."""
        document = self.office.load(path, as_template=as_template)
        if path is None or as_template:
            name, path = f"{Path(path).stem if path else 'Book'}{len(self.opened) + 1}", None
        else:
            name = Path(path).name
        document.enableAutomaticCalculation(self._calculation == _AUTOMATIC)
        self.front = Workbook(self, document, name, path)
        self.opened.append(self.front)
        return self.front


class Workbooks(Collection):
    interface = "Workbooks"

    def __init__(self, app: Application) -> None:
        self.Application = app

    def items(self) -> list[Workbook]:
        return self.Application.opened

    def Open(self, Filename: str, **_: Any) -> Workbook:
        return self.Application.open(Filename)

    def Add(self, Template: str | None = None) -> Workbook:
        return self.Application.open(Template, as_template=Template is not None)


class Workbook(Behind):
    interface = "Workbook"

    def __init__(self, app: Application, document: Any, name: str, path: str | None) -> None:
        self.Application, self.document, self.Name, self._path = app, document, name, path
        self.formulas = Formulas(document)
        self.MultiUserEditing = self.ReadOnly = self.HasVBProject = False
        self.FileFormat = _FORMATS.get(Path(path or "").suffix, _OPEN_XML)
        self._hwnd = next(_WINDOWS)
        #: The sheet in front.  LibreOffice's own windows are left alone: version 7.4 breaks down now and then when a
        #: sheet that came from another document is brought to the front where nobody sees it.
        self.active = str(document.Sheets.getByIndex(0).Name)

    @property
    def Path(self) -> str:
        return str(Path(self._path).parent) if self._path else ""

    @property
    def FullName(self) -> str:
        return self._path or self.Name

    @property
    def Worksheets(self) -> Sheets:
        return Sheets(self)

    Sheets = Worksheets

    @property
    def Names(self) -> Names:
        return Names(self, self.document.NamedRanges)

    @property
    def ActiveSheet(self) -> Worksheet:
        return Worksheet(self, self.document.Sheets.getByName(self.active))

    @property
    def ProtectStructure(self) -> bool:
        return bool(self.document.isProtected())

    @property
    def Date1904(self) -> bool:
        return bool(self.document.NullDate.Year == 1904)

    @property
    def Windows(self) -> Windows:
        return Windows(self._hwnd)

    @property
    def Saved(self) -> bool:
        return not self.document.isModified()

    @Saved.setter
    def Saved(self, value: bool) -> None:
        self.document.setModified(not value)

    def Activate(self) -> None:
        self.Application.front = self

    def SaveAs(self, Filename: str, FileFormat: int = _OPEN_XML, **_: Any) -> None:
        self.document.storeToURL(Path(Filename).as_uri(), (setting("FilterName", _FILTERS[FileFormat]),))
        self._path, self.Name, self.FileFormat = Filename, Path(Filename).name, FileFormat

    def Save(self) -> None:
        self.SaveAs(self.FullName, self.FileFormat)

    def ExportAsFixedFormat(self, Type: int, Filename: str, **_: Any) -> None:
        if Type != 0:
            raise NotImplementedError("only PDF")
        self.document.storeToURL(Path(Filename).as_uri(), (setting("FilterName", "calc_pdf_Export"),))

    def Close(self, SaveChanges: bool = False, **_: Any) -> None:
        """Take the workbook from those that are open.

        Its document stays with LibreOffice until that ends: version 7.4 now and then breaks down when a document is
        closed whose sheets came from another, or went into another.
        """
        app = self.Application
        app.opened.remove(self)
        if app.front is self:
            app.front = app.opened[-1] if app.opened else None


class Windows(Collection):
    interface = "Windows"

    def __init__(self, number: int) -> None:
        self._number = number

    def items(self) -> list[Window]:
        return [Window(self._number)]


class Window(Behind):
    interface = "Window"

    def __init__(self, number: int) -> None:
        self.Hwnd = number


class Names(Collection):
    """The names of a workbook, or of one sheet."""

    interface = "Names"

    def __init__(self, book: Workbook, named: Any) -> None:
        self.book, self.named = book, named

    def items(self) -> list[Name]:
        return [Name(self, name) for name in self.named.ElementNames]

    def Item(self, Index: Any = None, **_: Any) -> Name:
        known = {name.casefold(): name for name in self.named.ElementNames}
        if isinstance(Index, str) and Index.casefold() not in known:
            raise refusal("Application-defined or object-defined error")
        return Name(self, known[Index.casefold()]) if isinstance(Index, str) else self.items()[int(Index) - 1]

    def Add(self, Name: str, RefersTo: str, **_: Any) -> Any:
        content = self.book.formulas.from_excel(RefersTo).removeprefix("=")
        if self.named.hasByName(Name):
            self.named.getByName(Name).Content = content
        else:
            self.named.addNewByName(Name, content, self.book.formulas.first_cell, 0)
        return globals()["Name"](self, Name)


class Name(Behind):
    interface = "Name"

    def __init__(self, names: Names, name: str) -> None:
        self._names, self.Name, self.Visible = names, name, True  # LibreOffice hides no names

    @property
    def RefersTo(self) -> str:
        return self._names.book.formulas.to_excel(self._names.named.getByName(self.Name).Content)

    def Delete(self) -> None:
        self._names.named.removeByName(self.Name)
