"""The workbook part: which sheets there are, how names are defined, how a sheet is added."""

from __future__ import annotations

from kaohe.core.records import NamedTuple
from kaohe.files.ooxml.markup import (
    Element,
    MarkupError,
    append_child,
    escape,
    escape_attribute,
    parse,
    set_attribute,
    splice,
)
from kaohe.files.ooxml.package import Package

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_LINKS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"

#: What may stand before ``definedNames`` and ``calcPr``, in the order of the schema.
_BEFORE_NAMES = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences",
)  # fmt: skip
_BEFORE_CALC = (*_BEFORE_NAMES, "definedNames")


class SheetEntry(NamedTuple):
    """One tab: its name, the part that holds it (None where the link is broken), its sheetId and who sees it.

    ``state`` is ``visible``, ``hidden`` or ``veryHidden``.
    """

    name: str
    part: str | None
    sheet_id: int
    state: str = "visible"


class DefinedName(NamedTuple):
    """A defined name; ``scope`` is the position of its sheet, None for the whole workbook."""

    name: str
    refers_to: str
    scope: int | None = None
    hidden: bool = False


class Workbook:
    """The workbook part of a package, read once; each change is put into the package at once."""

    def __init__(self, package: Package) -> None:
        """Find the workbook part of ``package``.

        Raises:
            ArchiveError: There is none.
            MarkupError: It is not the XML of a workbook (``.xlsb`` keeps its in another form).
        """
        self.package = package
        self.part = package.related("", "officeDocument") or "xl/workbook.xml"
        self._load()

    def _load(self) -> None:
        self._text = self.package.text(self.part)
        self._root = parse(self._text)
        if self._root.name != "workbook":
            raise MarkupError(f"{self.part} is no workbook")

    def _save(self, *edits: tuple[int, int, bytes]) -> None:
        self.package.put_text(self.part, splice(self._text, edits))
        self._load()

    @property
    def strict(self) -> bool:
        """Whether the file is in the strict form of the standard, with other namespaces."""
        return self._root.namespace == STRICT_MAIN

    @property
    def main_namespace(self) -> str:
        """The namespace of its sheets and styles."""
        return STRICT_MAIN if self.strict else MAIN

    @property
    def link_namespace(self) -> str:
        """The namespace of ``r:id``."""
        return STRICT_LINKS if self.strict else LINKS

    @property
    def dates_from_1904(self) -> bool:
        """Whether day 0 is 1904-01-01."""
        return _true(self._child_attribute("workbookPr", "date1904"))

    @property
    def holds_dummy_results(self) -> bool:
        """Whether formulas may hold a 0 that nobody calculated.

        Libraries store it, and ask the program that opens the file to calculate; they don't write the order of
        calculation, which Excel writes with its own results.
        """
        chain = self.package.related(self.part, "calcChain")
        return _true(self._child_attribute("calcPr", "fullCalcOnLoad")) and chain is None

    @property
    def structure_locked(self) -> bool:
        """Whether sheets may not be added."""
        return _true(self._child_attribute("workbookProtection", "lockStructure"))

    @property
    def write_password(self) -> bool:
        """Whether Excel asks for a password before it lets anyone change the file."""
        return any(self._child_attribute("fileSharing", name) for name in ("reservationPassword", "hashValue"))

    def _child_attribute(self, child: str, attribute: str) -> str:
        element = self._root.child(child)
        return element.attributes.get(attribute, "") if element else ""

    @property
    def sheets(self) -> tuple[SheetEntry, ...]:
        """The tabs from left to right, hidden ones and chart sheets too."""
        parts = {link.id: link.target for link in self.package.relationships(self.part) if not link.external}
        return tuple(self._entry(sheet, parts) for sheet in self._sheet_elements())

    def _sheet_elements(self) -> list[Element]:
        sheets = self._root.child("sheets")
        return list(sheets.all("sheet")) if sheets else []

    def _entry(self, sheet: Element, parts: dict[str, str]) -> SheetEntry:
        given = sheet.attributes
        link = next((value for key, value in given.items() if key.endswith("relationships id")), "")
        part = parts.get(link)
        sheet_id = given.get("sheetId", "")
        number = int(sheet_id) if sheet_id.isdecimal() else 0
        return SheetEntry(given.get("name", ""), part, number, given.get("state", "visible"))

    def sheet_part(self, name: str) -> str | None:
        """Return the part of a sheet, None where there is no such sheet."""
        return next((sheet.part for sheet in self.sheets if sheet.name == name), None)

    def add_sheet(self, name: str, content: bytes) -> str:
        """Append a worksheet behind all others and return its part; no other sheet is renumbered."""
        part = self.package.fresh_name("xl/worksheets/sheet{}.xml")
        self.package.add(part, content, _SHEET_TYPE)
        link = self.package.relate(self.part, "worksheet", part, strict=self.strict)
        sheets = self._root.child("sheets")
        if sheets is None:
            raise MarkupError("a workbook without sheets")
        fresh_id = max((sheet.sheet_id for sheet in self.sheets), default=0) + 1
        prefix = self._link_prefix(sheets)
        tag = f'<{sheets.prefix}sheet name="{escape_attribute(name)}" sheetId="{fresh_id}" {prefix}="{link}"/>'
        self._save(append_child(self._text, sheets, tag.encode()))
        return part

    def _link_prefix(self, sheets: Element) -> str:
        """Return how ``r:id`` is to be written, declaring the prefix where the root may not do so."""
        declared = f'xmlns:r="{self.link_namespace}"'.encode()
        at_hand = declared in self._text[self._root.start : self._root.open_end]
        return "r:id" if at_hand else f'xmlns:r="{self.link_namespace}" r:id'

    @property
    def names(self) -> tuple[DefinedName, ...]:
        """All defined names, hidden ones too."""
        return tuple(self._name(element) for element in self._name_elements())

    def _name_elements(self) -> list[Element]:
        names = self._root.child("definedNames")
        return list(names.all("definedName")) if names else []

    def _name(self, element: Element) -> DefinedName:
        given = element.attributes
        scope = given.get("localSheetId", "")
        text = _unescaped(self._text[element.open_end : element.close_start])
        return DefinedName(
            given.get("name", ""), text, int(scope) if scope.isdecimal() else None, _true(given.get("hidden", ""))
        )

    def define(self, name: DefinedName) -> None:
        """Add a defined name, or let the one of the same name and scope refer to something else."""
        refers_to = escape(name.refers_to).encode()
        for element, old in zip(self._name_elements(), self.names, strict=True):
            if (old.name, old.scope) == (name.name, name.scope):
                if old.refers_to != name.refers_to:
                    self._save((element.open_end, element.close_start, refers_to))
                return
        self._append_name(name, refers_to)

    def _append_name(self, name: DefinedName, refers_to: bytes) -> None:
        prefix = self._root.prefix
        scope = "" if name.scope is None else f' localSheetId="{name.scope}"'
        hidden = ' hidden="1"' if name.hidden else ""
        head = f'<{prefix}definedName name="{escape_attribute(name.name)}"{scope}{hidden}>'
        tag = head.encode() + refers_to + f"</{prefix}definedName>".encode()
        names = self._root.child("definedNames")
        if names is not None:
            self._save(append_child(self._text, names, tag))
            return
        at = self._end_of(_BEFORE_NAMES)
        self._save((at, at, f"<{prefix}definedNames>".encode() + tag + f"</{prefix}definedNames>".encode()))

    def undefine(self, name: str, scope: int | None) -> None:
        """Remove a defined name where it is; an empty list of names goes with it."""
        gone = [
            element
            for element, old in zip(self._name_elements(), self.names, strict=True)
            if (old.name, old.scope) == (name, scope)
        ]
        names = self._root.child("definedNames")
        if names is not None and len(gone) == len(names.children):
            gone = [names]
        if gone:
            self._save(*((element.start, element.end, b"") for element in gone))

    def calculate_on_load(self) -> None:
        """Ask the program that opens the workbook to calculate every formula once."""
        calc = self._root.child("calcPr")
        if calc is None:
            at = self._end_of(_BEFORE_CALC)
            self._save((at, at, f'<{self._root.prefix}calcPr fullCalcOnLoad="1"/>'.encode()))
        elif not _true(calc.attributes.get("fullCalcOnLoad", "")):
            tag = self._text[calc.start : calc.open_end]
            self._save((calc.start, calc.open_end, set_attribute(tag, "fullCalcOnLoad", "1")))

    def _end_of(self, before: tuple[str, ...]) -> int:
        """Return where an element belongs that the schema puts behind those named ``before``."""
        ends = [child.end for child in self._root.children if child.name in before]
        return max(ends, default=self._root.open_end)


def quoted(sheet: str) -> str:
    """Return a sheet's name as references write it: ``'考核数据'``, quotes doubled."""
    return "'" + sheet.replace("'", "''") + "'"


def _true(value: str) -> bool:
    return value.strip().lower() in ("1", "true", "on")


def _unescaped(text: bytes) -> str:
    """Return the text of an element; in an encoding without Chinese it is written by numbers (``&#26680;``)."""
    if b"&" not in text:
        return text.decode()
    from html import unescape  # a table of 2,000 names, for the few names that need any

    return unescape(text.decode())
