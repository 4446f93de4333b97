"""One cell's value as XML: the right ``t``, the right child, nothing a program could misread."""

from __future__ import annotations

import math
import re
import sys
from decimal import Decimal
from functools import cache

from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.patterns import compile_on_use
from kaohe.core.spreadsheet import cut_text, days_of
from kaohe.files.ooxml.markup import ATTRIBUTES, MarkupError, escape, set_attribute

#: What a scan steps over: in there, ``<c`` is no cell.
JUNK = rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
#: The prefix of a tag, with its colon.
PREFIX = rb"""(?:[^\s<>/:="'!?&]++:)?"""

#: Errors that the file format has no word for; programs show them as this one.
_WORDLESS = frozenset({ExcelError.SPILL, ExcelError.CALC, ExcelError.NOT_CALCULATED})


@cache
def element(tag: bytes) -> re.Pattern[bytes]:
    """Return a pattern for whole elements of a local name that do not nest.

    ``finditer`` with it also yields what :data:`JUNK` names (group ``tag`` is None there), so that
    elements in comments are not found.  Groups: ``tag`` as written, ``attributes``, ``body`` (None
    for an empty-element tag).
    """
    whole = _whole(tag, rb"?P<tag>", rb"?P<attributes>", rb"?P<body>", large=True)
    return re.compile(JUNK + rb"|" + whole, re.DOTALL)


def _whole(
    tag: bytes, name: bytes = b"?:", attributes: bytes = b"?:", body: bytes = b"?:", *, large: bool = False
) -> bytes:
    """Return the pattern of an element; the arguments say which groups it has, and whether it may hold a whole sheet."""
    written = PREFIX + tag
    start = rb"<(" + name + written + rb")(?=[\s/>])(" + attributes + ATTRIBUTES + rb")"
    inner = rb"(" + body + _again(rb"[^<]++|" + JUNK + rb"|<(?!/" + written + rb"\s*+>)", large=large) + rb")"
    return start + rb"(?:/>|>" + inner + rb"</" + written + rb"\s*+>)"


def _again(one: bytes, *, large: bool) -> bytes:
    """Return the pattern of as many as there are, none given back.

    An atomic group is right in all Pythons, but keeps a note of each tag until it ends: 60 MB for 10,000 rows.  Possessive repeats
    of groups keep none, and go wrong before 3.11.5.
    """
    possessive = large and sys.version_info >= (3, 11, 5)
    return rb"(?:" + one + rb")*+" if possessive else rb"(?>(?:" + one + rb")*)"


#: The children of a cell, in the order of the schema; what follows them are extensions.
_CHILDREN = compile_on_use(
    rb"\s*+(?P<formula>" + _whole(b"f") + rb")?\s*+(?:" + _whole(b"v", body=b"?P<value>") + rb")?\s*+"
    rb"(?:" + _whole(b"is") + rb")?\s*+(?P<rest>.*)",
    re.DOTALL,
)  # fmt: skip
_REMARK = compile_on_use(rb"(<!\[CDATA\[.*?\]\]>)|" + JUNK, re.DOTALL)
_TYPE = compile_on_use(rb"""(?:^|\s)t\s*=\s*["']([^"']*)["']""")


def set_value(cell: re.Match[bytes], value: CellValue, *, from_1904: bool = False) -> bytes:
    """Return a cell (a match of ``element(b"c")``) with a new value.

    Its style and its formula stay; a formula's value becomes the cached one.  A cell that holds
    the value already is returned as it is.
    """
    attributes, children = cell["attributes"], _children(cell)
    formula = children["formula"] or b""
    type_found = _TYPE.search(attributes)
    old_type = type_found[1].decode() if type_found else None
    prefix = cell["tag"][:-1].decode()
    new_type, inner = _fragment(value, prefix, cached=bool(formula) or old_type == "str", from_1904=from_1904)
    if new_type is None and old_type in (None, "n") and _same_number(children["value"], value):
        return cell[0]
    if new_type != old_type:
        attributes = set_attribute(attributes, "t", new_type)
    if b"vm" in attributes:
        attributes = set_attribute(attributes, "vm", None)  # it describes the old value
    return _cell(cell["tag"], attributes, formula + inner + children["rest"])


def _children(cell: re.Match[bytes]) -> re.Match[bytes]:
    body = cell["body"] or b""
    if b"<!--" in body or b"<?" in body:
        body = _REMARK.sub(lambda found: found[1] or b"", body)
    found = _CHILDREN.fullmatch(body)
    if found is None:
        raise MarkupError("a cell that is no cell")
    return found


def new_cell(prefix: str, address: str, style: str | None, value: CellValue, *, from_1904: bool = False) -> bytes:
    """Return a cell for a place that had none; ``style`` is what the row or column prescribes."""
    new_type, inner = _fragment(value, prefix, cached=False, from_1904=from_1904)
    attributes = f' r="{address}"' + (f' s="{style}"' if style else "") + (f' t="{new_type}"' if new_type else "")
    return _cell(f"{prefix}c".encode(), attributes.encode(), inner)


def has_formula(cell: re.Match[bytes]) -> bool:
    """Whether a cell (a match of ``element(b"c")``) computes its value."""
    return _children(cell)["formula"] is not None


def number_text(value: float) -> str:
    """Return the shortest text that reads back as the same double, without ``.0``.

    Raises:
        ValueError: It is infinite or not a number, which no cell can hold.
    """
    if not math.isfinite(value):
        raise ValueError(f"no cell holds {value}")
    return repr(value).removesuffix(".0") if value else "0"


def inline_text(text: str, prefix: str = "") -> str:
    """Return ``text`` as an inline string, which no program takes for a formula."""
    return f'<{prefix}is><{prefix}t xml:space="preserve">{escape(cut_text(text))}</{prefix}t></{prefix}is>'


def _cell(tag: bytes, attributes: bytes, inner: bytes) -> bytes:
    head = b"<" + tag + attributes.rstrip()
    return head + b">" + inner + b"</" + tag + b">" if inner else head + b"/>"


def _fragment(value: CellValue, prefix: str, *, cached: bool, from_1904: bool) -> tuple[str | None, bytes]:
    """Return a cell's type and the XML of its value; ``cached`` where a formula gives it."""
    if isinstance(value, Decimal):
        return None, _v(prefix, number_text(float(value)))
    if value is None:
        # Without a value Excel would calculate the formula on opening, add-in or not.
        return ("str", _v(prefix, "")) if cached else (None, b"")
    if isinstance(value, ExcelError):
        return "e", _v(prefix, ExcelError.VALUE if value in _WORDLESS else value)
    if isinstance(value, str):
        return (
            ("str", _v(prefix, escape(cut_text(value))))
            if cached
            else ("inlineStr", inline_text(value, prefix).encode())
        )
    if isinstance(value, bool):
        return "b", _v(prefix, str(int(value)))
    return None, _v(prefix, number_text(days_of(value, from_1904=from_1904)))


def _v(prefix: str, text: str) -> bytes:
    return f"<{prefix}v>{text}</{prefix}v>".encode()


def _same_number(old: bytes | None, value: CellValue) -> bool:
    """Whether a cell holds this double already, in however many digits."""
    if old is None or not isinstance(value, Decimal):
        return old is None and value is None
    try:
        return number_text(float(old)) == number_text(float(value))
    except ValueError:
        return False
