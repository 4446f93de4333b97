"""Rows of usual cells, read by patterns in a fraction of the time that a parser needs tag by tag.

Most rows of a table hold nothing but numbers, numbers of shared strings, and blank cells: plain ones.  Others have formulas, or
texts of their own, as many programs write them: worded ones.  Whatever else stands in a row (formatted text, an
array formula, a comment) is left to the parser of :mod:`kaohe.files.xlsx.sheet_reader`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaohe.core.patterns import compile_on_use
from kaohe.files.ooxml.strings import TEXT, is_usual

#: A cell's column, style, type (``n`` or ``s``) and value; those of a blank cell are empty.
PlainCell = tuple[bytes, bytes, bytes, bytes]
#: A cell's column, style and type; the tag of its formula, the number of a shared one, its text; the tag of its value, and that.
WordedCell = tuple[bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes]

_REFERENCE = rb'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,9}")?'
_PLAIN_CELL = rb'(?: ?/>|(?: t="n")?><v>[0-9.eE+\-]{1,40}</v></c>| t="s"><v>[0-9]{1,9}</v></c>)'
_FORMULA = rb'<f(?: t="shared"(?: ref="[A-Z0-9:]{1,40}")? si="[0-9]{1,9}")?(?: ?/>|>' + TEXT + rb"</f>)"
_STRING = rb'<is><t(?: xml:space="preserve")?+>' + TEXT + rb"</t></is>"
_VALUE = rb"<v ?/>|<v>" + TEXT + rb"</v>|" + _STRING
_WORDED_CELL = rb'(?: t="[A-Za-z]{1,9}")?(?: ?/>|>(?>(?:' + _FORMULA + rb")?)(?>(?:" + _VALUE + rb")?)</c>)"
#: A row has no more cells; one that claims to is left to the parser, which keeps none of them twice.
_CELLS_OF_ROW = b"{0,16384}"
#: Attributes but ``hidden``, which a filter may have set, and those that would say what the tags mean.
_ATTRIBUTES = rb'((?>(?: (?!hidden|xmlns|r=)(?:[A-Za-z][A-Za-z0-9]{0,20}:)?[A-Za-z]{1,40}="[A-Za-z0-9.:\- ]{0,40}")*))'


def _row_of(cell: bytes) -> re.Pattern[bytes]:
    cells = b"(?>(?:" + _REFERENCE + cell + b")" + _CELLS_OF_ROW + b")"
    return compile_on_use(rb'<row r="([0-9]{1,7})"' + _ATTRIBUTES + rb"(?: ?/>|>(" + cells + b")</row>)")


_PLAIN_ROW, _WORDED_ROW = _row_of(_PLAIN_CELL), _row_of(_WORDED_CELL)
_PLAIN_CELLS = compile_on_use(rb'<c r="([A-Z]+)[0-9]+"(?: s="([0-9]+)")?(?: ?/>|(?: t="([ns])")?><v>([^<]+)</v></c>)')
_WORDED_CELLS = compile_on_use(
    rb'<c r="([A-Z]+)[0-9]+"(?: s="([0-9]+)")?(?: t="([A-Za-z]+)")?(?: ?/>|>'
    rb'(?>(?:(<f)(?: t="shared"(?: ref="[^"]+")? si="([0-9]+)")?(?: ?/>|>([^<]*+)</f>))?)'
    rb"(?>(?:(<v|<is)(?: ?/>|(?:><t[^>]*+)?>([^<]*+)</[vt]>(?:</is>)?+))?)</c>)"
)
_ATTRIBUTE = compile_on_use(rb" (?:([A-Za-z0-9]+):)?([A-Za-z]+)=")
_DATA, _ROW_END = b"<sheetData>", b"</row>"


def usual_rows(text: bytes, place: int) -> Iterator[tuple[str, list[PlainCell], list[WordedCell], int]]:
    """Yield number, cells (all plain, or else worded) and end of each row from ``place`` on, up to the first of another kind."""
    known: set[bytes] = set()
    while True:
        plain = _PLAIN_ROW.match(text, place)
        row = plain or _WORDED_ROW.match(text, place)
        if row is None or not (row[2] in known or _are_usual(row[2], text)):
            return
        known.add(row[2])
        place, cells = row.end(), row[3] or b""
        if plain:
            yield row[1].decode(), _PLAIN_CELLS.findall(cells), [], place
        else:
            yield row[1].decode(), [], _WORDED_CELLS.findall(cells), place


def _are_usual(attributes: bytes, text: bytes) -> bool:
    """Say whether a parser takes a row's attributes: each is there once, and its prefix is the root's."""
    names = _ATTRIBUTE.findall(attributes)
    prefixes = [prefix for prefix, _ in names if prefix]
    root = text[: text.find(b">", text.find(b"<worksheet"))]
    declared = all(b" xmlns:" + prefix + b'="' in root for prefix in prefixes)
    return len(set(names)) == len(names) and len(prefixes) < 2 and declared


def data_start(text: bytes) -> int:
    """Return where the rows of a worksheet begin, 0 where that is not sure."""
    return text.find(_DATA) + len(_DATA) if _DATA in text and is_usual(text) else 0


def row_end(text: bytes, place: int) -> int:
    """Return where the row ends that begins at ``place``, 0 where none does."""
    end = text.find(_ROW_END, place)
    return 0 if end < 0 else end + len(_ROW_END)
