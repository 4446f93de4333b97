"""Like rows by the ten thousand: each is written as XML when the file is made, so that nobody holds their cells.

XlsxWriter keeps every cell until the end, and writes each attribute of each anew: eight times the time, and ten times
the memory.  Here a row is its values; what all rows of a pattern have in common is put together once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from types import NoneType
from typing import Any

from xlsxwriter.format import Format

from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.patterns import compile_on_use
from kaohe.core.problem import FileProblem
from kaohe.core.records import NamedTuple
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
        self._styles: list[list[str]] = []

    @property
    def width(self) -> int:
        """How many columns they take."""
        return max(len(pattern.looks) for pattern in self._patterns)

    def settle(self) -> None:
        """Number the looks, as long as XlsxWriter can still do so."""
        self._styles = [[look._get_xf_index() for look in pattern.looks] for pattern in self._patterns]  # type: ignore[no-untyped-call]

    def written(self, sheet: str, texts: Texts) -> Iterator[bytes]:
        """Yield the rows as XML, some at a time; their texts go into the table.

        Raises:
            FileProblem: A text is longer than a cell of the ``sheet`` can hold.
        """
        forms: dict[tuple[int, tuple[type, ...]], _Form] = {}
        numbered = enumerate(self._rows, start=self.first + 1)
        while handful := [*islice(numbered, _HANDFUL)]:
            pieces = []
            for number, (pattern, values, height) in handful:
                kinds = (pattern, tuple(map(type, values)))
                form = forms.get(kinds)
                if form is None:
                    formulas = self._patterns[pattern].formulas
                    form = forms[kinds] = _form(self._styles[pattern], formulas, kinds[1], texts)
                try:
                    pieces.append(form.filled(number, values, height))
                except _TooLongError:
                    _check_row(sheet, number, values)
                    raise
            yield "".join(pieces).encode()


class _Form(NamedTuple):
    """The XML of rows that have one pattern and values of the same types, and how the values are put into it.

    The number of the row stands between its ``parts``.
    """

    parts: tuple[str, ...]
    places: tuple[tuple[int, Callable[[Any], object]], ...]

    def filled(self, number: int, values: Sequence[CellValue | int], height: float) -> str:
        points = int(height * 4 / 3 + 0.5) * 0.75  # whole pixels
        written = [write(values[place]) for place, write in self.places]
        return str(number).join(self.parts) % (points, *written)


#: Stands in a form for the number of the row.
_NUMBER = "\0"


def _form(styles: Sequence[str], formulas: Sequence[str | None], kinds: Sequence[type], texts: Texts) -> _Form:
    cells, places = [], []
    for place, (style, formula, kind) in enumerate(zip(styles, formulas, kinds, strict=True)):
        start = f'<c r="{column_letters(place + 1)}{_NUMBER}" s="{style}"'
        mark, inner, write = _typed(kind, texts) if formula is None else _computed(kind, formula)
        cells.append(f"{start}{mark}>{inner}</c>" if inner else f"{start}/>")
        if write is not None:
            places.append((place, write))
    xml = f'<row r="{_NUMBER}" spans="1:{len(cells)}" ht="%.16g">{"".join(cells)}</row>'
    return _Form(tuple(xml.split(_NUMBER)), tuple(places))


#: The type of a cell, what stands in it with a place for its value, and how that is written.
_Content = tuple[str, str, Callable[[Any], object] | None]


def _typed(kind: type, texts: Texts) -> _Content:
    if kind is NoneType:
        return "", "", None
    if issubclass(kind, Decimal):
        return "", "<v>%.16G</v>", float
    if issubclass(kind, ExcelError):
        return ' t="e"', "%s", _error
    if issubclass(kind, bool):
        return ' t="b"', "<v>%d</v>", int
    return texts.cell(kind)


def _computed(kind: type, formula: str) -> _Content:
    start = f"<f>{escape(formula.removeprefix('=')).replace('%', '%%')}</f>"
    if kind is NoneType:
        return ' t="str"', f"{start}<v></v>", None
    if issubclass(kind, int):
        return "", f"{start}<v>%s</v>", int
    if issubclass(kind, Decimal):
        return "", f"{start}<v>%s</v>", _number
    return ' t="str"', f"{start}<v>%s</v>", _result


def _number(value: Decimal) -> float:
    whole = int(value)
    return whole if value == whole else float(value)


def _result(value: object) -> str:
    text = str(value)
    return escape(text) if _SPECIAL.search(text) else text


def _error(value: ExcelError) -> str:
    error = value if value in WRITABLE_ERRORS else ExcelError.VALUE
    return f"<f>{error}</f><v>{error}</v>"


class _TooLongError(Exception):
    """A text does not fit into a cell."""


class Texts:
    """Where the texts of rows stand: in the table of the workbook's texts, behind those of XlsxWriter; or ``inline``, in their cells."""

    def __init__(self, known: Sequence[str], *, inline: bool = False) -> None:
        self._inline = inline
        self._places = {text: place for place, text in enumerate(known) if not is_run(text)}
        self._known = len(self._places)
        self._next = len(known)
        self._uses = 0

    def cell(self, kind: type) -> _Content:
        """Return how a cell holds a value of a type that is neither number nor mark: as a text."""
        write: Callable[[Any], object] = self._item if self._inline else self._place
        whole = write if issubclass(kind, str) else lambda value: write(str(value))
        return (' t="inlineStr"', "<is>%s</is>", whole) if self._inline else (' t="s"', "<v>%d</v>", whole)

    def _item(self, text: str) -> str:
        _check(text)
        return _item(text)

    def _place(self, text: str) -> int:
        if len(text) > _SURELY_SHORT:
            _check(text)
        self._uses += 1
        place = self._places.setdefault(text, self._next)
        if place == self._next:
            self._next += 1
        return place

    def extended(self, part: bytes, uses: int) -> Iterator[bytes]:
        """Yield the part that XlsxWriter wrote, with ``uses`` of its texts, with those of the rows."""
        counts = f' count="{uses + self._uses}" uniqueCount="{self._next}"'.encode()
        head, end, _ = _COUNTS.sub(counts, part, count=1).rpartition(b"</sst>")
        yield head
        texts = islice(self._places, self._known, None)
        while handful := [*islice(texts, _HANDFUL)]:
            yield "".join([f"<si>{_item(text)}</si>" for text in handful]).encode()
        yield end


#: A character takes two units of a cell's room at most.
_SURELY_SHORT = LONGEST_TEXT // 2


def _check(text: str) -> None:
    if len(text) > _SURELY_SHORT and text_length(text) > LONGEST_TEXT:
        raise _TooLongError


def _item(text: str) -> str:
    if _SPECIAL.search(text):
        text = escape(encodable(text))
    kept = "" if text == text.strip() else ' xml:space="preserve"'
    return f"<t{kept}>{text}</t>"


def _check_row(sheet: str, number: int, values: Iterable[object]) -> None:
    """Refuse the first text of a row, counted from 1, that no cell can hold."""
    for column, value in enumerate(values, start=1):
        if isinstance(value, str):
            check_length(sheet, f"{column_letters(column)}{number}", value)


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
