"""One worksheet part read in a single pass: values, formulas, merged areas.

Rows of usual cells are read by patterns; for all else expat calls back for each tag, so no tree is built: a million rows
that only have borders cost time but no memory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from kaohe.core.cells import CellValue
from kaohe.core.looks import Look, Piece, seen_text, struck_text
from kaohe.core.patterns import compile_on_use
from kaohe.core.records import dataclass, field
from kaohe.core.spreadsheet import LAST_COLUMN, LAST_ROW, LONGEST_TEXT, column_number
from kaohe.files.ooxml.markup import MarkupError
from kaohe.files.ooxml.strings import Ear, References, Runs, Strings, cut, run, shows_looks
from kaohe.files.ooxml.values import (
    read_date,
    read_error,
    read_iso_date,
    read_number,
    read_text,
    read_truth,
    shared_string,
)
from kaohe.files.xlsx.plain_rows import PlainCell, WordedCell, data_start, row_end, usual_rows

#: More places than this, up to each row's last filled cell, are not laid out in memory.
MOST_PLACES = 20_000_000
#: An array formula over more cells than this is marked in its first cell only, as are those of a sheet after so many.
_LARGEST_ARRAY, _ALL_ARRAYS = 100_000, 500_000

_TRUE = ("1", "true")
_RANGE = compile_on_use(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")

Area = tuple[int, int, int, int]

_READERS: dict[str, Callable[[str], CellValue]] = {
    "n": read_number,
    "e": read_error,
    "b": read_truth,
    "d": read_iso_date,
}


#: Types whose value is a mark, not a text: an empty one (``<v/>``, as some exporters write it) is none.
_READERS_OF_MARKS = frozenset({"s", *_READERS})


class SheetTooLargeError(Exception):
    """A worksheet has more places than ``MOST_PLACES``."""


@dataclass(frozen=True, slots=True)
class Workings:
    """What the cells of a workbook share: its strings, where days are counted from, and its styles.

    ``date_styles`` are those that show dates, ``struck_styles`` those that strike out what a cell shows,
    ``share_styles`` those that show hundredths (5%).
    """

    namespace: str
    strings: Strings
    date_styles: frozenset[str]
    struck_styles: frozenset[str]
    share_styles: frozenset[str]
    from_1904: bool


@dataclass(slots=True)
class SheetContent:
    """The content of a worksheet; ``rows`` hold values from column A on, up to the last filled one.

    ``uncalculated`` are the cells (row, column) with a formula but without its value, as programs
    leave them that can't calculate.  A value that is an empty text is a value.  For what is hidden, ``struck``,
    ``seen`` and ``shares``, see :class:`kaohe.tables.SheetGrid`.
    """

    rows: dict[int, list[CellValue]] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    struck: dict[tuple[int, int], str] = field(default_factory=dict)
    seen: dict[tuple[int, int], str] = field(default_factory=dict)
    shares: set[tuple[int, int]] = field(default_factory=set)

    def forget_dummy_results(self) -> None:
        """Take the 0 of formulas for no result: of all where no formula has another, else of those that give text."""
        results = {place: self._value(*place) for place in self.formulas}
        none_else = all(value is None or value == 0 for value in results.values())
        for (row, column), value in results.items():
            if value == 0 and type(value) is Decimal and (none_else or _joins_texts(self.formulas[row, column])):
                self.rows[row][column - 1] = None
                self.uncalculated.add((row, column))

    def _value(self, row: int, column: int) -> CellValue:
        cells = self.rows.get(row, ())
        return cells[column - 1] if column <= len(cells) else None


def _joins_texts(formula: str) -> bool:
    """Say whether a formula gives a text whatever it refers to: its last step is ``&``."""
    depth = 0
    for char in re.sub(r'"[^"]*"', "", formula):
        depth += (char == "(") - (char == ")")
        if char == "&" and not depth:
            return not re.search(r"[<>=]", formula.lstrip("="))
    return False


def read_sheet_part(text: bytes, workings: Workings) -> SheetContent | None:
    """Return what UTF-8 ``text`` of a part holds; None where it is no worksheet (but a chart sheet, say).

    Raises:
        MarkupError: The part is damaged.
        SheetTooLargeError: Its cells would not fit into memory.
    """
    reader = _SheetReader(workings)
    reader.parse(text)
    return reader.content if reader.is_worksheet else None


def area_of(reference: str) -> Area | None:
    """Return the rows and columns of a reference such as ``A1:E3`` or ``$B$2``; None where it is none."""
    found = _RANGE.fullmatch(reference)
    if found is None:
        return None
    column1, row1, column2, row2 = found.groups()
    first = int(row1), column_number(column1)
    last = (int(row2), column_number(column2)) if row2 else first
    area = *map(min, first, last), *map(max, first, last)
    return area if area[2] <= LAST_ROW and area[3] <= LAST_COLUMN else None  # type: ignore[return-value]


class _SheetReader:
    """Expat's handlers for one worksheet; the row and column are where the reading stands."""

    def __init__(self, workings: Workings) -> None:
        self.content = SheetContent()
        self.is_worksheet = False
        self._workings = workings
        self._strings = workings.strings.texts
        self._row = self._column = self._places = self._spread_cells = 0
        self._cells: list[CellValue] = []
        self._columns: dict[str, int] = {}
        self._columns_of: dict[bytes, int] = {}
        self._dates = {style.encode() for style in workings.date_styles}
        self._shares = {style.encode() for style in workings.share_styles}
        self._cell: dict[str, str] = {}
        self._value: str | None = None
        self._shared: dict[str, str] = {}
        self._latest: dict[int, str] = {}
        self._formula: dict[str, str] = {}
        self._has_formula = self._filtered = self._between_rows = False
        self._ear, self._references = Ear(), References()
        self._parser = self._ear.parser
        self._watches = bool(workings.struck_styles or workings.strings.runs)

    def parse(self, text: bytes) -> None:
        parser = self._parser
        self._watches = self._watches or shows_looks(text)
        parser.StartElementHandler = self._start_root
        run(parser, cut(text) if self._watches else self._pieces(text))

    def _pieces(self, text: bytes) -> Iterator[memoryview]:
        """Yield what the parser has to read; plain rows are read in between, where it stands between two rows."""
        place = data_start(text)
        yield from cut(text, 0, place)
        while self._between_rows:
            place = self._read_usual_rows(text, place)
            end = row_end(text, place)
            if not end:
                break
            self._between_rows = False
            yield memoryview(text)[place:end]
            place = end
        yield from cut(text, place)

    def _read_usual_rows(self, text: bytes, place: int) -> int:
        """Read the rows from ``place`` on as long as they are usual; return where they end."""
        for number, plain, worded, end in usual_rows(text, place):
            self._row = _place(number, self._row, LAST_ROW)
            self._cells = []
            if plain:
                self._read_plain(plain)
            else:
                self._read_worded(worded)
            self._end_row()
            place = end
        return place

    def _read_plain(self, plain: Sequence[PlainCell]) -> None:
        cells, columns, dates, shares = self._cells, self._columns_of, self._dates, self._shares
        for letters, style, kind, value in plain:
            column = columns.get(letters) or self._number_of(letters)
            if not value:
                continue
            if kind == b"s":
                read: CellValue = shared_string(self._strings, value)
            elif style in dates:
                read = read_date(value.decode(), from_1904=self._workings.from_1904)
            else:
                read = read_number(value.decode())
                if style in shares:
                    self.content.shares.add((self._row, column))
            if column == len(cells) + 1:
                cells.append(read)
            else:
                _put(cells, column, read)

    def _read_worded(self, worded: Sequence[WordedCell]) -> None:
        columns, read = self._columns_of, self._references.read
        for letters, style, kind, formula, shared, text, tag, value in worded:
            self._column = columns.get(letters) or self._number_of(letters)
            self._has_formula = bool(formula)
            if formula:
                self._put_formula(read(text), shared.decode() if shared else None)
            self._take(kind.decode() or "n", style.decode(), read(value) if tag else None)

    def _number_of(self, letters: bytes) -> int:
        column = self._columns_of[letters] = column_number(letters.decode())
        if column > LAST_COLUMN:
            raise MarkupError(f"no such column {letters.decode()}")
        return column

    def _start_root(self, name: str, _attributes: dict[str, str]) -> None:
        space = self._workings.namespace + " "
        self.is_worksheet = name == space + "worksheet"
        starts = {space + tag: handler for tag, handler in self._starts().items()}
        if self._watches:
            starts |= {space + tag: handler for tag, handler in self._ear.starts.items()}
        ends = {space + tag: handler for tag, handler in self._ends().items()}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if handle := starts.get(tag):
                handle(attributes)

        def end(tag: str) -> None:
            if handle := ends.get(tag):
                handle()

        self._parser.StartElementHandler = start if self.is_worksheet else None
        self._parser.EndElementHandler = end if self.is_worksheet else None

    def _starts(self) -> dict[str, Callable[[dict[str, str]], None]]:
        return {
            "row": self._start_row, "c": self._start_cell, "v": self._ear.listen, "t": self._ear.listen,
            "f": self._start_formula, "rPh": self._ear.mute, "mergeCell": self._merge, "col": self._start_columns,
            "sheetPr": self._start_properties, "sheetData": self._start_data,
        }  # fmt: skip

    def _ends(self) -> dict[str, Callable[[], None]]:
        return {
            "row": self._end_row, "c": self._end_cell, "v": self._end_value, "t": self._ear.end_run,
            "f": self._end_formula, "rPh": self._ear.unmute,
        }  # fmt: skip

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row = _place(attributes.get("r"), self._row, LAST_ROW)
        self._column, self._cells = 0, []
        if attributes.get("hidden") in _TRUE and not self._filtered:
            self.content.hidden_rows.add(self._row)

    def _start_properties(self, attributes: dict[str, str]) -> None:
        # The rows that a filter leaves out are marked like those that somebody hid.
        self._filtered = attributes.get("filterMode") in _TRUE

    def _start_data(self, _attributes: dict[str, str]) -> None:
        self._between_rows = True

    def _start_columns(self, attributes: dict[str, str]) -> None:
        first, last = int(attributes.get("min", 0)), int(attributes.get("max", 0))
        if attributes.get("hidden") in _TRUE and 0 < first <= last <= LAST_COLUMN:
            self.content.hidden_columns.update(range(first, last + 1))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._cell, self._value, self._has_formula = attributes, None, False
        if self._ear.runs:  # of texts in no cell
            self._ear.string()
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            letters = reference.rstrip("0123456789")
            column = self._columns.get(letters)
            self._column = self._columns[letters] = column_number(letters) if column is None else column
        if not 0 < self._column <= LAST_COLUMN:
            raise MarkupError(f"no such cell {reference}")

    def _start_formula(self, attributes: dict[str, str]) -> None:
        self._formula, self._has_formula = attributes, True
        self._ear.listen(attributes)

    def _end_formula(self) -> None:
        given = self._formula
        formula = self._put_formula(self._ear.heard(), given.get("si", "") if given.get("t") == "shared" else None)
        if given.get("t") == "array":
            self._spread(given.get("ref", ""), formula)

    def _put_formula(self, text: str, shared: str | None) -> str:
        """Note the formula of a cell, and return it; cells that share one name it by number, and show that of the first."""
        if shared is not None:
            text = self._shared.setdefault(shared, text)
        formula = "=" + text
        if formula == (latest := self._latest.get(self._column)):
            formula = latest  # the columns of an Excel Table repeat theirs in each row: one text for all of them
        self._latest[self._column] = self.content.formulas[self._row, self._column] = formula
        return formula

    def _spread(self, reference: str, formula: str) -> None:
        """Mark every cell of an array formula: none of them may be typed over."""
        row1, column1, row2, column2 = area_of(reference) or (1, 1, 0, 0)
        cells = (row2 - row1 + 1) * (column2 - column1 + 1)
        self._spread_cells += cells
        if cells <= _LARGEST_ARRAY and self._spread_cells <= _ALL_ARRAYS:
            for row in range(row1, row2 + 1):
                for column in range(column1, column2 + 1):
                    self.content.formulas.setdefault((row, column), formula)

    def _end_value(self) -> None:
        self._value = self._ear.heard()

    def _end_cell(self) -> None:
        value, ear = self._value, self._ear
        runs = ear.formatted() if self._watches else ()
        if ear.runs:
            value = ear.string()
        if self._take(self._cell.get("t", "n"), self._cell.get("s"), value) and self._watches and value is not None:
            self._look(value, runs)

    def _take(self, kind: str, style: str | None, value: str | None) -> bool:
        """Lay the value of a cell into its row, and say whether it has one."""
        if self._has_formula and not value and not (value == "" and kind == "str"):
            self.content.uncalculated.add((self._row, self._column))
        if value is None or (kind in _READERS_OF_MARKS and not value.strip()):
            return False
        if len(value) > LONGEST_TEXT:
            raise MarkupError("a text that no cell holds")
        if kind == "s":
            read: CellValue = shared_string(self._strings, value)
        elif kind == "n" and style in self._workings.date_styles:
            read = read_date(value, from_1904=self._workings.from_1904)
        else:
            read = _READERS.get(kind, read_text)(value)
            if style in self._workings.share_styles:
                self.content.shares.add((self._row, self._column))
        _put(self._cells, self._column, read)
        return True

    def _look(self, text: str, runs: Runs) -> None:
        """Note what a person sees of a cell beyond its value; runs without a format have that of the cell."""
        place = self._row, self._column
        usual = Look.STRUCK if self._cell.get("s") in self._workings.struck_styles else Look.PLAIN
        if self._cell.get("t") == "s":
            runs = self._workings.strings.runs.get(int(text), ())
            text = shared_string(self._strings, text)
        pieces = [Piece(each, usual if look is None else look) for each, look in runs] or [Piece(text, usual)]
        if struck := struck_text(pieces):
            self.content.struck[place] = struck
        if seen := seen_text(pieces):
            self.content.seen[place] = seen

    def _end_row(self) -> None:
        self._between_rows = True
        if self._cells:
            self._places += len(self._cells)
            if self._places > MOST_PLACES:
                raise SheetTooLargeError
            self.content.rows[self._row] = self._cells

    def _merge(self, attributes: dict[str, str]) -> None:
        area = area_of(attributes.get("ref", ""))
        if area is not None:
            self.content.merged.append(area)


def _put(cells: list[CellValue], column: int, value: CellValue) -> None:
    """Lay a value into a row, whose cells begin in column 1."""
    missing = column - len(cells)
    if missing > 1:
        cells += [None] * (missing - 1)
    if missing > 0:
        cells.append(value)
    else:
        cells[column - 1] = value


def _place(number: str | None, previous: int, last: int) -> int:
    """Return the number of a row: as written, or one more than the row before."""
    place = previous + 1 if number is None else int(number)
    if not 0 < place <= last:
        raise MarkupError(f"no such row {number}")
    return place
