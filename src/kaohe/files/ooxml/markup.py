"""XML parts as bytes with a map: where each element starts and ends, so that edits are splices.

Writing a parsed tree out again would change quotes, prefixes, entities and white space all over
a part.  Here expat says at which byte each element starts and ends, and everything between two
edits stays byte for byte.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from xml.parsers import expat

from kaohe.core.patterns import compile_on_use
from kaohe.core.records import dataclass, field

#: Inside a start tag, after the name: attributes, in whose quotes a ``>`` may stand.
ATTRIBUTES = rb"""(?>(?:[^>"'/]++|"[^"]*+"|'[^']*+'|/(?!>))*)"""
_START_TAG = compile_on_use(rb"<([^\s/>]+)(" + ATTRIBUTES + rb")(/?)>")

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: The encodings that a declaration may name; of the hundred codecs of Python, many are no encodings of text at all.
_ENCODINGS = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "ascii", "ascii": "ascii", "utf-16": "utf-16",
    "utf-16le": "utf-16-le", "utf-16be": "utf-16-be", "iso-8859-1": "latin-1", "latin1": "latin-1",
    "windows-1252": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5",
    "shift_jis": "cp932", "euc-kr": "cp949",
}  # fmt: skip
#: What a parser is given at once, as expat keeps a copy of it.
_PIECE = 1 << 20
#: Elements inside one another; no part of Office comes near.
DEEPEST = 256
_DECLARED = compile_on_use(rb"""^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_ILLEGAL = compile_on_use("[\x00-\x08\x0b\x0c\r\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_SURROGATES = compile_on_use("[\ud800-\udfff]")
_ESCAPED = compile_on_use("_x([0-9A-Fa-f]{4})_")

Splice = tuple[int, int, bytes]


class MarkupError(Exception):
    """A part is not well-formed XML, or declares a document type (which no Office program writes)."""


@dataclass(slots=True)
class Element:
    """One element of a part; offsets count bytes of the UTF-8 text it was parsed from.

    ``start`` to ``open_end`` is the start tag, ``close_start`` to ``end`` the end tag; of an
    empty-element tag, ``open_end``, ``close_start`` and ``end`` are the same.  ``name`` is the
    local name, ``tag`` the name as written; attributes in a namespace have keys like ``uri name``.
    """

    name: str
    namespace: str
    attributes: Mapping[str, str]
    tag: str
    start: int
    open_end: int
    close_start: int
    end: int
    children: list[Element] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether it is one tag, ``<a/>``."""
        return self.open_end == self.end

    @property
    def prefix(self) -> str:
        """The prefix as written, with its colon, or nothing."""
        head, colon, _ = self.tag.rpartition(":")
        return head + colon

    def child(self, name: str) -> Element | None:
        """Return the first child of that local name in this element's own namespace."""
        return next(self.all(name), None)

    def all(self, name: str) -> Iterator[Element]:
        """Yield the children of that local name in this element's own namespace."""
        return (child for child in self.children if child.name == name and child.namespace == self.namespace)


def parse(text: bytes) -> Element:
    """Return the root element of UTF-8 text (see :func:`decode`).

    Raises:
        MarkupError: It is not well-formed, or has a document type.
    """
    builder = _Builder(text)
    _run(builder.parser, text)
    return builder.root


def check(text: bytes) -> None:
    """Raise MarkupError unless UTF-8 text is well-formed; fast, as nothing is built."""
    _run(_parser(), text)


class _Builder:
    """Collects expat's events into elements with byte offsets."""

    def __init__(self, text: bytes) -> None:
        self.text = text
        self.parser = _parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self._open: list[Element] = [Element("", "", {}, "", 0, 0, 0, 0)]

    @property
    def root(self) -> Element:
        return self._open[0].children[0]

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) > DEEPEST:
            raise MarkupError("elements nested too deeply")
        start = self.parser.CurrentByteIndex
        tag = _START_TAG.match(self.text, start)
        if tag is None:  # expat and the pattern disagree about what a tag is
            raise MarkupError(f"no tag at byte {start}")
        namespace, _, local = name.rpartition(" ")
        written = tag[1].decode("utf-8")
        element = Element(local, namespace, attributes, written, start, tag.end(), tag.end(), tag.end())
        self._open[-1].children.append(element)
        self._open.append(element)

    def _end(self, _name: str) -> None:
        element = self._open.pop()
        if self.text[element.open_end - 2 : element.open_end] != b"/>":
            element.close_start = self.parser.CurrentByteIndex
            element.end = self.text.index(b">", element.close_start) + 1


def _parser() -> expat.XMLParserType:
    # Naming the encoding overrules the declaration, which may still say UTF-16.
    parser = expat.ParserCreate("utf-8", " ")
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_: object) -> None:
    raise MarkupError("document type")


def _run(parser: expat.XMLParserType, text: bytes) -> None:
    view = memoryview(text)
    try:
        for start in range(0, len(view), _PIECE):
            parser.Parse(view[start : start + _PIECE], False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError) as error:
        raise MarkupError(str(error)) from error
    finally:  # handlers and parser hold one another: without this they would stay until cycles are looked for
        parser.StartElementHandler = parser.EndElementHandler = None


def splice(text: bytes, edits: Iterable[Splice]) -> bytes:
    """Return ``text`` with each (start, end, new) made; edits must not overlap."""
    made, view, at = BytesIO(), memoryview(text), 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        made.write(view[at:start])
        made.write(new)
        at = end
    made.write(view[at:])
    return made.getvalue()


def append_child(text: bytes, parent: Element, child: bytes) -> Splice:
    """Return the edit that puts ``child`` last into ``parent``."""
    if not parent.empty:
        return parent.close_start, parent.close_start, child
    opened = text[parent.start : parent.open_end - 2].rstrip() + b">"
    return parent.start, parent.end, opened + child + f"</{parent.tag}>".encode()


def set_attribute(start_tag: bytes, name: str, value: str | None) -> bytes:
    """Return a start tag (or the attributes in it) with one attribute set, or removed for None.

    An attribute that is there keeps its place; a new one comes last.
    """
    pattern = rb"""(\s+)""" + re.escape(name.encode()) + rb"""\s*=\s*(?:"[^"]*"|'[^']*')"""
    found = _outside_quotes(pattern, start_tag)
    new = b"" if value is None else f'{name}="{escape_attribute(value)}"'.encode()
    if found is not None:
        return start_tag[: found.start()] + (found[1] + new if new else b"") + start_tag[found.end() :]
    if not new:
        return start_tag
    end = len(start_tag) - (2 if start_tag.endswith(b"/>") else 1 if start_tag.endswith(b">") else 0)
    return start_tag[:end].rstrip() + b" " + new + start_tag[end:]


def _outside_quotes(pattern: bytes, start_tag: bytes) -> re.Match[bytes] | None:
    """Find an attribute, not the same characters inside another attribute's value."""
    for found in re.finditer(pattern + rb"""|"[^"]*"|'[^']*'""", start_tag):
        if found[1] is not None:
            return found
    return None


def decode(part: bytes) -> tuple[bytes, str]:
    """Return a part as UTF-8 without byte order mark, and the codec (with mark) it came in.

    Raises:
        MarkupError: The encoding is unknown, or the bytes are not in it.
    """
    for mark, codec in _BOMS:
        if part.startswith(mark):
            return _transcode(part[len(mark) :], codec), f"{codec}+bom"
    if part[:2] in (b"<\x00", b"\x00<"):
        codec = "utf-16-le" if part[1] == 0 else "utf-16-be"
        return _transcode(part, codec), codec
    declared = _DECLARED.match(part[:200])
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    if name not in _ENCODINGS:
        raise MarkupError(f"unknown encoding {name}")
    codec = _ENCODINGS[name]
    return _transcode(part, codec), codec


def encode(text: bytes, codec: str) -> bytes:
    """Undo :func:`decode`."""
    name, _, bom = codec.partition("+")
    mark = next((mark for mark, marked in _BOMS if bom and marked == name), b"")
    return mark + (text if name == "utf-8" else text.decode("utf-8").encode(name, "xmlcharrefreplace"))


def _transcode(part: bytes, codec: str) -> bytes:
    if codec == "utf-8":
        return part
    try:
        return part.decode(codec).encode("utf-8")
    except (LookupError, UnicodeError) as error:
        raise MarkupError(str(error)) from error


def escape(text: str) -> str:
    """Return text for element content; characters that XML cannot hold become ``_xHHHH_``, as in Excel.

    A literal ``_x0041_`` is escaped too, or Excel would show ``A``; lone surrogates, which no
    encoding can hold, become U+FFFD.
    """
    return writable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def writable(text: str) -> str:
    """Return text of characters that XML can hold, to be escaped where it is put into XML; see :func:`escape`."""
    return _ILLEGAL.sub(lambda found: f"_x{ord(found[0]):04X}_", _SURROGATES.sub("\ufffd", text))


def escape_attribute(text: str) -> str:
    """Return text for a double-quoted attribute."""
    return escape(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def unescape(text: str) -> str:
    """Undo the ``_xHHHH_`` of :func:`escape`."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
