"""Rows of plain cells, read by patterns in a tenth of the time that a parser needs tag by tag.

Most rows of a table hold nothing but numbers, numbers of shared strings, and blank cells.  Whatever else stands in a
row (a formula, a text of its own, a comment) is not plain and left to the parser of :mod:`kaohe.files.xlsx.sheet_reader`.
"""

from __future__ import annotations

from collections.abc import Iterator

from kaohe.core.patterns import compile_on_use
from kaohe.files.ooxml.strings import is_usual

#: A cell's column, style, type (``n`` or ``s``) and value; those of a blank cell are empty.
PlainCell = tuple[bytes, bytes, bytes, bytes]

_REFERENCE = rb'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,9}")?'
_CELL = rb'(?: ?/>|(?: t="n")?><v>[0-9.eE+\-]{1,40}</v></c>| t="s"><v>[0-9]{1,9}</v></c>)'
#: A row has no more cells; one that claims to is left to the parser, which keeps none of them twice.
_CELLS_OF_ROW = b"{0,16384}+"
#: Attributes but ``hidden``, which a filter may have set.
_ATTRIBUTES = rb'(?: (?!hidden)[A-Za-z0-9:]{1,40}="[A-Za-z0-9.:\- ]{0,40}")*+'
_ROW = compile_on_use(
    rb'<row r="([0-9]{1,7})"'
    + _ATTRIBUTES
    + rb"(?: ?/>|>((?:"
    + _REFERENCE
    + _CELL
    + b")"
    + _CELLS_OF_ROW
    + b")</row>)"
)
_CELLS = compile_on_use(rb'<c r="([A-Z]+)[0-9]+"(?: s="([0-9]+)")?(?: ?/>|(?: t="([ns])")?><v>([^<]+)</v></c>)')
_DATA, _ROW_END = b"<sheetData>", b"</row>"


def plain_rows(text: bytes, place: int) -> Iterator[tuple[str, list[PlainCell], int]]:
    """Yield number, cells and end of each row of a part from ``place`` on, up to the first that is not plain."""
    while row := _ROW.match(text, place):
        place = row.end()
        yield row[1].decode(), _CELLS.findall(row[2] or b""), place


def data_start(text: bytes) -> int:
    """Return where the rows of a worksheet begin, 0 where that is not sure."""
    return text.find(_DATA) + len(_DATA) if _DATA in text and is_usual(text) else 0


def row_end(text: bytes, place: int) -> int:
    """Return where the row ends that begins at ``place``, 0 where none does."""
    end = text.find(_ROW_END, place)
    return 0 if end < 0 else end + len(_ROW_END)
