"""New values into the cells of a worksheet part, and every other byte of it as it was.

The part is scanned with patterns, not parsed into a tree: 100,000 rows pass in about a second,
and rows that nothing is written to are not looked into.  The result must still be well-formed,
or nothing is written at all.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from functools import cached_property

from kaohe.core.cells import CellRef, CellValue
from kaohe.core.patterns import compile_on_use
from kaohe.core.problem import FileProblem
from kaohe.core.records import NamedTuple
from kaohe.core.spreadsheet import column_letters, column_number
from kaohe.files.ooxml.cell_xml import PREFIX, element, has_formula, new_cell, set_value
from kaohe.files.ooxml.markup import ATTRIBUTES, MarkupError, Splice, check, set_attribute, splice
from kaohe.files.ooxml.package import Package
from kaohe.files.ooxml.styles import StyleSheet, unlocked_formats
from kaohe.files.ooxml.workbook import Workbook

Cells = Mapping[tuple[int, int], CellValue]
Rows = dict[int, dict[int, CellValue]]

_ROW_TAG = compile_on_use(rb"\s*+<(" + PREFIX + rb"row)(?=[\s/>])(" + ATTRIBUTES + rb")(/?>)")
_DATA, _ROW, _CELL = element(b"sheetData"), element(b"row"), element(b"c")
_ADDRESS = compile_on_use(rb"""(?:^|\s)r\s*=\s*["']([A-Za-z]*)(\d+)["']""")
_PAIR = compile_on_use(rb"""([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_RANGE = compile_on_use(r"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?")
#: The attributes of a row with the columns that it spans, as most programs write them.
_PLAIN_SPANS = compile_on_use(rb'([^\'=]* r="\d+" spans=")(\d{1,5}):(\d{1,5})("[^\']*)')
#: A cell as Excel and most others write it.
_PLAIN_CELL = compile_on_use(rb'<c r="([A-Z]{1,3})\d++"')


def set_cells(package: Package, sheet: str, cells: Cells) -> None:
    """Write values into cells of a sheet, keyed (row, column) from 1; formulas and styles stay.

    A value written to a formula cell becomes its cached value.  A number that its format would not show as it
    is gets the usual number format.  In a merged range, a value goes to the very cell that is named.  Missing rows and cells are made, in the format of their row or
    column.

    Raises:
        FileProblem: There is no such worksheet, or it is protected and a cell without a formula
            is locked (a formula's value is not typed by anyone, so protection does not bar it).
    """
    rows: Rows = {}
    for (row, column), value in cells.items():
        rows.setdefault(row, {})[column] = value
    set_rows(package, sheet, rows)


def set_rows(package: Package, sheet: str, rows: Rows) -> None:
    """Write values by row and column, as :func:`set_cells` does; ``rows`` is empty then.

    Raises:
        FileProblem: As there.
    """
    workbook = Workbook(package)
    part = workbook.sheet_part(sheet)
    if part is None or part not in package:
        raise FileProblem(f"没有找到工作表“{sheet}”，没有写入。文件可能已被他人改动，请重新计算。")
    editor = _SheetEditor(workbook, sheet, package.text(part))
    text = editor.edited(rows)
    check(text)
    package.put_text(part, text)


class _SheetEditor:
    """The text of one worksheet, and what must be known to edit it."""

    def __init__(self, workbook: Workbook, name: str, text: bytes) -> None:
        self.workbook = workbook
        self.name = name
        self.text = text
        self.data = _first(_DATA, text)
        self.prefix = self.data["tag"][: -len("sheetData")].decode()
        self._from_1904 = workbook.dates_from_1904
        self._made_rows: set[int] = set()
        self._made_columns: set[int] = set()
        self._widens = False

    def edited(self, rows: Rows) -> bytes:
        """Return the text with every value in its cell."""
        edits = self._row_edits(rows)
        if self._made_rows:
            edits += self._dimension_edit()
        if self._widens:
            self._styles.save()
        return splice(self.text, edits)

    def _row_edits(self, rows: Rows) -> list[Splice]:
        start, end = _inside(self.data)
        edits: list[Splice] = []
        shelf = _Shelf(end)
        for number, row in _rows(self.text, start, end):
            shelf.add(number, row.start)
            if number in rows:
                edits += self._cell_edits(number, row, rows.pop(number))
        fresh = {row: self._new_row(row, values) for row, values in sorted(rows.items())}
        if self.data["body"] is None and any(fresh.values()):
            return [_row_of(self.data).opened(b"".join(fresh.values()))]
        return edits + shelf.insertions(fresh)

    def _new_row(self, row: int, values: dict[int, CellValue]) -> bytes:
        filled = [(column, value) for column, value in sorted(values.items()) if value is not None]
        cells = b"".join(self._new_cell(row, column, value, b"") for column, value in filled)
        tag = f"{self.prefix}row"
        return f'<{tag} r="{row}">'.encode() + cells + f"</{tag}>".encode() if cells else b""

    def _cell_edits(self, number: int, row: _Row, values: dict[int, CellValue]) -> list[Splice]:
        """Return the edits that put values into a row; takes the values of cells that are there out of ``values``."""
        start, end = row.inner or (row.end, row.end)
        edits: list[Splice] = []
        shelf = _Shelf(end)
        for column, at in _plain_cells(self.text, start, end) or _other_cells(self.text, start, end):
            shelf.add(column, at)
            if column in values:
                cell = _whole_cell(self.text, at, end)
                edits.append((at, cell.end(), self._cell(number, column, cell, values.pop(column))))
        return edits + self._new_cell_edits(number, row, values, shelf) if values else edits

    def _new_cell_edits(self, number: int, row: _Row, values: dict[int, CellValue], shelf: _Shelf) -> list[Splice]:
        attributes = row.attributes
        fresh = {
            column: self._new_cell(number, column, value, attributes)
            for column, value in sorted(values.items())
            if value is not None
        }
        if not fresh:
            return []
        widened = _widened(attributes, fresh) if b"spans" in attributes else attributes
        if row.inner is None:
            return [row.opened(b"".join(fresh.values()), widened)]
        insertions = shelf.insertions(fresh)
        at = row.start + 1 + len(row.tag)
        return insertions if widened == attributes else [(at, at + len(attributes), widened), *insertions]

    def _cell(self, row: int, column: int, cell: re.Match[bytes], value: CellValue) -> bytes:
        new = set_value(cell, value, from_1904=self._from_1904)
        given = _attributes(cell["attributes"]).get("s", "0")
        if new != cell[0] and (style := self._shown(given, value)) != given:
            found = _first(_CELL, new)
            attributes = set_attribute(found["attributes"], "s", style)
            new = splice(new, [(found.start("attributes"), found.end("attributes"), attributes)])
        if self._protected and new != cell[0] and not has_formula(cell):
            self._refuse_locked(row, column, _attributes(cell["attributes"]).get("s", "0"))
        return new

    def _new_cell(self, row: int, column: int, value: CellValue, row_attributes: bytes) -> bytes:
        prescribed = self._prescribed_style(column, row_attributes)
        style = self._shown(prescribed, value) if prescribed else None
        if self._protected:
            self._refuse_locked(row, column, style or "0")
        self._made_rows.add(row)
        self._made_columns.add(column)
        address = f"{column_letters(column)}{row}"
        return new_cell(self.prefix, address, style, value, from_1904=self._from_1904)

    def _shown(self, style: str, value: CellValue) -> str:
        """Return the format that a result needs to be seen as it is: 99.6 is no 100, and a rank no date."""
        if not isinstance(value, Decimal) or not style.isdecimal() or not self._styles.hides(int(style), value):
            return style
        self._widens = True
        return str(self._styles.plain(int(style)))

    @cached_property
    def _styles(self) -> StyleSheet:
        return StyleSheet(self.workbook)

    def _prescribed_style(self, column: int, row_attributes: bytes) -> str | None:
        """Return the style a cell has in Excel before anything is typed into it."""
        if b"customFormat" in row_attributes:
            row = _attributes(row_attributes)
            if row.get("customFormat") in ("1", "true"):
                return row.get("s")
        return next((style for first, last, style in self._column_styles if first <= column <= last), None)

    @cached_property
    def _column_styles(self) -> list[tuple[int, int, str]]:
        head = self.text[: self.data.start()]
        columns = next(_found(element(b"cols"), head), None)
        given = (
            [_attributes(column["attributes"]) for column in _found(element(b"col"), columns["body"] or b"")]
            if columns
            else []
        )
        return [(int(each["min"]), int(each["max"]), each["style"]) for each in given if "style" in each]

    @cached_property
    def _protected(self) -> bool:
        protection = next(_found(element(b"sheetProtection"), self.text[self.data.end() :]), None)
        return protection is not None and _attributes(protection["attributes"]).get("sheet") in ("1", "true")

    @cached_property
    def _unlocked(self) -> frozenset[int]:
        return unlocked_formats(self.workbook)

    def _refuse_locked(self, row: int, column: int, style: str) -> None:
        if int(style) not in self._unlocked:
            address = CellRef(self.name, row, column).a1
            raise FileProblem(
                f"工作表“{self.name}”受保护，单元格 {address} 已锁定，没有写入。请先在“审阅”中撤销工作表保护再试。"
            )

    def _dimension_edit(self) -> list[Splice]:
        found = next(_found(element(b"dimension"), self.text[: self.data.start()]), None)
        if found is None:
            return []
        area = _RANGE.fullmatch(_attributes(found["attributes"]).get("ref", ""))
        if area is None:
            return []
        rows = self._made_rows | {int(area[2]), int(area[4] or area[2])}
        columns = self._made_columns | {column_number(area[1]), column_number(area[3] or area[1])}
        ref = f"{column_letters(min(columns))}{min(rows)}:{column_letters(max(columns))}{max(rows)}"
        if ref == area[0]:
            return []
        attributes = set_attribute(found["attributes"], "ref", ref)
        return [(found.start("attributes"), found.end("attributes"), attributes)]


def _found(
    pattern: re.Pattern[bytes], text: bytes, start: int = 0, end: int = sys.maxsize
) -> Iterator[re.Match[bytes]]:
    return (found for found in pattern.finditer(text, start, end) if found["tag"])


def _first(pattern: re.Pattern[bytes], text: bytes) -> re.Match[bytes]:
    found = next(_found(pattern, text), None)
    if found is None:
        raise MarkupError("a worksheet without sheetData")
    return found


def _inside(found: re.Match[bytes]) -> tuple[int, int]:
    """Return where an element's content starts and ends."""
    return found.span("body") if found["body"] is not None else (found.end(), found.end())


class _Row(NamedTuple):
    """A row's place in the text, its tag and attributes, and where its content starts and ends (None for ``<row/>``)."""

    start: int
    end: int
    tag: bytes
    attributes: bytes
    inner: tuple[int, int] | None

    def opened(self, content: bytes, attributes: bytes | None = None) -> Splice:
        """Return the edit that gives an empty-element tag content."""
        head = b"<" + self.tag + (self.attributes if attributes is None else attributes).rstrip()
        return self.start, self.end, head + b">" + content + b"</" + self.tag + b">"


def _row_of(found: re.Match[bytes]) -> _Row:
    inner = None if found["body"] is None else found.span("body")
    return _Row(found.start(), found.end(), found["tag"], found["attributes"], inner)


def _rows(text: bytes, start: int, end: int) -> Iterator[tuple[int, _Row]]:
    """Yield the rows of a sheet with their numbers; one without a number follows the one before."""
    number = 0
    for row in _all_rows(text, start, end):
        address = _ADDRESS.search(row.attributes)
        number = number + 1 if address is None else int(address[2])
        yield number, row


def _all_rows(text: bytes, start: int, end: int) -> Iterator[_Row]:
    """Yield the rows of a sheet; those that follow one another without comments and their like are found by their tags."""
    plain = text.find(b"<!", start, end) < 0 and text.find(b"<?", start, end) < 0
    while plain and (opening := _ROW_TAG.match(text, start, end)):
        tag, attributes, close = opening.groups()
        inside = after = opening.end()
        if close == b">":
            close = b"</" + tag + b">"
            inside = text.find(close, after, end)
            if inside < 0 or text.find(b"<" + tag, after, inside) >= 0:
                break
            after = inside + len(close)
        yield _Row(opening.start(1) - 1, after, tag, attributes, None if after == inside else (opening.end(), inside))
        start = after
    for found in _found(_ROW, text, start, end):
        yield _row_of(found)


def _other_cells(text: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield column and place of a row's cells; one without an address follows the one before."""
    number = 0
    for found in _found(_CELL, text, start, end):
        address = _ADDRESS.search(found["attributes"])
        number = number + 1 if address is None else column_number(address[1].decode())
        yield number, found.start()


def _plain_cells(text: bytes, start: int, end: int) -> list[tuple[int, int]]:
    """Return column and place of a row's cells where every one is written as Excel writes it, else nothing.

    That spares most rows a look into every cell: ``<`` stands at tags only, comments and their like aside.
    """
    if text.find(b"<!", start, end) >= 0 or text.find(b"<?", start, end) >= 0 or text.find(b":c", start, end) >= 0:
        return []
    cells = [(column_number(found[1].decode()), found.start()) for found in _PLAIN_CELL.finditer(text, start, end)]
    return cells if len(cells) == text.count(b"<c", start, end) else []


def _whole_cell(text: bytes, start: int, end: int) -> re.Match[bytes]:
    found = _CELL.match(text, start, end)
    if found is None:
        raise MarkupError("a cell without an end")
    return found


class _Shelf:
    """Where rows or cells stand, so that new ones get their place between them."""

    __slots__ = ("_end", "_numbers", "_starts")

    def __init__(self, end: int) -> None:
        self._end = end
        self._numbers: list[int] = []
        self._starts: list[int] = []

    def add(self, number: int, start: int) -> None:
        """Note one that is there."""
        self._numbers.append(number)
        self._starts.append(start)

    def insertions(self, fresh: Mapping[int, bytes]) -> list[Splice]:
        """Return the edits that put new ones (ascending by number) in order between those that are there."""
        gathered: dict[int, bytes] = {}
        for number, new in fresh.items():
            index = bisect_left(self._numbers, number)
            at = self._starts[index] if index < len(self._starts) else self._end
            gathered[at] = gathered.get(at, b"") + new
        return [(at, at, new) for at, new in gathered.items() if new]


def _widened(attributes: bytes, columns: Collection[int]) -> bytes:
    """Return a row's attributes with ``spans`` wide enough for new cells."""
    if plain := _PLAIN_SPANS.fullmatch(attributes):
        first, last = min(columns), max(columns)
        if int(plain[2]) <= first and last <= int(plain[3]):
            return attributes
        return b"%s%d:%d%s" % (plain[1], min(first, int(plain[2])), max(last, int(plain[3])), plain[4])
    spans = _attributes(attributes).get("spans")
    if not spans:
        return attributes
    known = [int(number) for number in re.findall(r"\d+", spans)]
    return set_attribute(attributes, "spans", f"{min(*known, *columns)}:{max(*known, *columns)}")


def _attributes(text: bytes) -> dict[str, str]:
    return {name.decode(): (double or single).decode() for name, double, single in _PAIR.findall(text)}
