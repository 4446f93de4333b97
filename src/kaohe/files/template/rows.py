"""Like rows by the ten thousand: each is written as XML when the file is made, so that nobody holds their cells.

XlsxWriter keeps every cell until the end, and writes each attribute of each anew: eight times the time, and ten times
the memory.  Here a row is its values; what all rows of a pattern have in common is put together once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from xlsxwriter.format import Format

from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.patterns import compile_on_use
from kaohe.core.problem import FileProblem
from kaohe.core.spreadsheet import LONGEST_TEXT, column_letters, text_length
from kaohe.files.ooxml.markup import escape

#: Error values that every Excel can read in a formula; the newer ones are written as #VALUE!.
WRITABLE_ERRORS = frozenset(ExcelError) - {
    ExcelError.SPILL,
    ExcelError.CALC,
    ExcelError.GETTING_DATA,
    ExcelError.NOT_CALCULATED,
}
_NOT_IN_XML = compile_on_use("[\ud800-\udfff\ufffe\uffff]")
#: What a text holds that is not written as it is.
_SPECIAL = compile_on_use("[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x")
_COUNTS = compile_on_use(rb' count="\d+" uniqueCount="\d+"')
#: Rows that are handed on together.
_HANDFUL = 64


class Pattern(NamedTuple):
    """How the cells of a row look, from the left; ``formulas`` are those of computed cells, whose values are cached."""

    looks: tuple[Format, ...]
    formulas: tuple[str | None, ...]


class Row(NamedTuple):
    """A row to be written: which of the patterns it has, its values, and its height in points."""

    pattern: int
    values: Sequence[CellValue | int]
    height: float


class Rows:
    """``count`` rows from ``first`` on (from 0) that have these patterns; ``rows`` is gone through once, at the end."""

    def __init__(self, first: int, count: int, patterns: Sequence[Pattern], rows: Iterable[Row]) -> None:
        self.first, self.count = first, count
        self._patterns, self._rows = patterns, rows
        self._cells: list[Sequence[_Cell]] = []

    @property
    def width(self) -> int:
        """How many columns they take."""
        return max(len(pattern.looks) for pattern in self._patterns)

    def settle(self) -> None:
        """Put together what the rows have in common; XlsxWriter must still be ready to number their looks."""
        self._cells = [_compiled(pattern) for pattern in self._patterns]

    def written(self, sheet: str, texts: Texts) -> Iterator[bytes]:
        """Yield the rows as XML, some at a time; their texts go into the table.

        Raises:
            FileProblem: A text is longer than a cell of the ``sheet`` can hold.
        """
        numbered = enumerate(self._rows, start=self.first + 1)
        while handful := [*islice(numbered, _HANDFUL)]:
            yield "".join(
                [_row(sheet, number, row, self._cells[row.pattern], texts) for number, row in handful]
            ).encode()


class _Cell(NamedTuple):
    """What a cell starts with, and what follows the number of its row: of a plain value, of a computed number and text."""

    start: str
    plain: str
    number: str
    text: str


def _compiled(pattern: Pattern) -> list[_Cell]:
    cells = []
    for column, (look, formula) in enumerate(zip(*pattern, strict=True), start=1):
        style = f'" s="{look._get_xf_index()}"'  # type: ignore[no-untyped-call]
        computed = "" if formula is None else f"><f>{escape(formula.removeprefix('='))}</f><v>"
        cells.append(
            _Cell(f'<c r="{column_letters(column)}', style, computed and style + computed, f'{style} t="str"{computed}')
        )
    return cells


class Texts:
    """The table of the workbook's texts: what XlsxWriter wrote, and what rows add to it."""

    def __init__(self, known: Sequence[str]) -> None:
        self._places = {text: place for place, text in enumerate(known) if not is_run(text)}
        self._known = len(self._places)
        self._next = len(known)
        self._uses = 0

    def place(self, text: str) -> int:
        """Return where a text stands in the table."""
        self._uses += 1
        place = self._places.setdefault(text, self._next)
        self._next += place == self._next
        return place

    def extended(self, part: bytes, uses: int) -> Iterator[bytes]:
        """Yield the part that XlsxWriter wrote, with ``uses`` of its texts, with those of the rows."""
        counts = f' count="{uses + self._uses}" uniqueCount="{self._next}"'.encode()
        head, end, _ = _COUNTS.sub(counts, part, count=1).rpartition(b"</sst>")
        yield head
        texts = islice(self._places, self._known, None)
        while handful := [*islice(texts, _HANDFUL)]:
            yield "".join(map(_item, handful)).encode()
        yield end


def _item(text: str) -> str:
    if _SPECIAL.search(text):
        text = escape(encodable(text))
    kept = "" if text == text.strip() else ' xml:space="preserve"'
    return f"<si><t{kept}>{text}</t></si>"


def _row(sheet: str, number: int, row: Row, cells: Sequence[_Cell], texts: Texts) -> str:
    pixels = int(row.height * 4 / 3 + 0.5)
    pieces = [f'<row r="{number}" spans="1:{len(cells)}" ht="{pixels * 0.75:g}">']
    add = pieces.append
    for (start, plain, computed, computed_text), value in zip(cells, row.values, strict=True):
        if computed:
            if isinstance(value, Decimal | int):
                add(f"{start}{number}{computed}{_number(value)}</v></c>")
            else:
                add(f"{start}{number}{computed_text}{_result(value)}</v></c>")
        elif value is None:
            add(f"{start}{number}{plain}/>")
        elif isinstance(value, Decimal):
            add(f"{start}{number}{plain}><v>{float(value):.16G}</v></c>")
        elif isinstance(value, ExcelError):
            error = value if value in WRITABLE_ERRORS else ExcelError.VALUE
            add(f'{start}{number}{plain} t="e"><f>{error}</f><v>{error}</v></c>')
        elif isinstance(value, bool):
            add(f'{start}{number}{plain} t="b"><v>{value:d}</v></c>')
        else:
            text = value if isinstance(value, str) else str(value)
            if len(text) * 2 > LONGEST_TEXT:
                check_length(sheet, f"{start[6:]}{number}", text)
            add(f'{start}{number}{plain} t="s"><v>{texts.place(text)}</v></c>')
    add("</row>")
    return "".join(pieces)


def _number(value: Decimal | int) -> int | float:
    """Return a computed value as it is cached: whole numbers without a decimal point."""
    return int(value) if value == int(value) else float(value)


def _result(value: CellValue | int) -> str:
    """Return a computed text as it is cached; none is an empty text."""
    return escape(str(value)) if value else ""


def check_length(sheet: str, cell: str, text: str) -> None:
    """Refuse what no cell can hold: XlsxWriter would cut it silently.

    Raises:
        FileProblem: The text is longer than that.
    """
    length = text_length(text)
    if length > LONGEST_TEXT:
        where = f"“{sheet}”的 {cell}"
        raise FileProblem(f"{where} 要写入{length}个字符，Excel 一格最多放{LONGEST_TEXT}个。请先缩短原表中的这段文字。")


def encodable(text: str) -> str:
    """Replace what XML can't hold (half a surrogate pair, two non-characters) by the mark for unreadable."""
    return _NOT_IN_XML.sub("\ufffd", text)


def is_run(text: str) -> bool:
    """Say whether XlsxWriter takes a text for the XML of formatted pieces, and writes it as it is."""
    return text.startswith("<r>") and text.endswith("</r>")
