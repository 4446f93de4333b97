"""Strings in parts: the workbook's table of them, and the runs of formatted text that each is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from xml.parsers import expat

from kaohe.core.looks import Look
from kaohe.core.patterns import compile_on_use
from kaohe.core.records import NamedTuple
from kaohe.files.ooxml.markup import MarkupError
from kaohe.files.ooxml.values import read_text

_PIECE = 1 << 20
#: What a text that is struck out, raised or lowered somewhere must hold; most workbooks don't, and read faster.
_LOOKS = (b"strike", b"vertAlign")
#: U+FFFE and U+FFFF, which no XML holds.
_NO_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
#: A text as it stands in a part, read by :class:`References`.
TEXT = rb"[^<\x00-\x08\x0b-\x1f]*+"
#: A string without formats, as most are.
_PLAIN_ITEM = compile_on_use(rb'<si><t(?: xml:space="preserve")?+>(' + TEXT + rb")</t></si>")
_ITEM, _ITEM_END = b"<si>", b"</si>"
#: So many texts are remembered.
_FEW = 256
_LEVELS = {"superscript": Look.RAISED, "subscript": Look.LOWERED}

#: A string's runs; the look of a run without a format of its own is None, as it is that of its cell.
Runs = tuple[tuple[str, Look | None], ...]


class Strings(NamedTuple):
    """The strings of a workbook as cells show them, and the runs of those that are formatted in parts."""

    texts: list[str]
    runs: Mapping[int, Runs]


def shows_looks(text: bytes) -> bool:
    """Say whether a part may hold text that is struck out, raised or lowered."""
    return any(mark in text for mark in _LOOKS)


class Ear:
    """Collects the text inside tags of one expat parser.

    ``runs`` are the pieces of a string; what stands inside ``rPh`` (readings above the
    characters) is no part of it.  ``looks`` are those of the runs, where the tags of formats are listened to.
    """

    def __init__(self) -> None:
        self.runs: list[str] = []
        self.looks: list[Look | None] = []
        self._look: Look | None = None
        self.parser = expat.ParserCreate("utf-8", " ")
        self._pieces: list[str] = []
        self._hear = self._pieces.append
        self._muted = False

    def listen(self, _attributes: dict[str, str]) -> None:
        """Start a tag whose text counts."""
        self._pieces.clear()
        self.parser.CharacterDataHandler = self._hear

    def heard(self) -> str:
        """End it, and return its text."""
        self.parser.CharacterDataHandler = None
        pieces = self._pieces
        return pieces[0] if len(pieces) == 1 else "".join(pieces)

    def end_run(self) -> None:
        """End a piece of a string."""
        text = self.heard()
        if not self._muted:
            self.runs.append(text)
            self.looks.append(self._look)

    def mute(self, _attributes: dict[str, str]) -> None:
        """Start readings."""
        self._muted = True

    def unmute(self) -> None:
        """End readings."""
        self._muted = False

    def string(self) -> str:
        """Return the string that its runs make, and forget them."""
        text = self.runs[0] if len(self.runs) == 1 else "".join(self.runs)
        self.runs, self.looks, self._look = [], [], None
        return text

    def formatted(self) -> Runs:
        """Return the runs of the string; nothing where none has a format of its own."""
        if all(look is None for look in self.looks):
            return ()
        return tuple(zip(map(read_text, self.runs), self.looks, strict=True))

    @property
    def starts(self) -> dict[str, Callable[[dict[str, str]], None]]:
        """What is to be called at the start of the tags of formats."""
        return {"r": self._start_run, "rPr": self._start_format, "strike": self._strike, "vertAlign": self._align}

    def _start_run(self, _attributes: dict[str, str]) -> None:
        self._look = None

    def _start_format(self, _attributes: dict[str, str]) -> None:
        self._look = Look.PLAIN

    def _strike(self, attributes: dict[str, str]) -> None:
        if is_on(attributes):
            self._look = (self._look or Look.PLAIN) | Look.STRUCK

    def _align(self, attributes: dict[str, str]) -> None:
        self._look = (self._look or Look.PLAIN) | _LEVELS.get(attributes.get("val", ""), Look.PLAIN)


class References:
    """Reads texts in which references stand for characters: ``&amp;``, and ``&#24207;``, as some programs write all of Chinese.

    Expat does, to which each text is handed, as it knows which there are.
    """

    def __init__(self) -> None:
        self._known: dict[bytes, str] = {}  # the formulas of a table are the same in each row
        self._pieces: list[str] = []
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.CharacterDataHandler = self._pieces.append
        self._parser.Parse(b"<t>", False)

    def read(self, text: bytes) -> str:
        """Return a text that holds no tag.

        Raises:
            ExpatError: A reference in it stands for no character.
            ValueError: It is no UTF-8.
        """
        if b"&" not in text:
            return text.decode()
        if (known := self._known.get(text)) is not None:
            return known
        self._pieces.clear()
        self._parser.Parse(text + b"<i/>", False)  # half a reference at its end is an error
        if len(self._known) == _FEW:
            self._known.clear()
        return self._known.setdefault(text, "".join(self._pieces))


def is_on(attributes: Mapping[str, str]) -> bool:
    """Say whether a format that can be switched off (``strike``) is on."""
    return attributes.get("val", "1") not in ("0", "false", "off")


def run(parser: expat.XMLParserType, pieces: Iterable[bytes | memoryview]) -> None:
    """Parse UTF-8 text, given in ``pieces`` (see :func:`cut`), with the handlers of ``parser``.

    Raises:
        MarkupError: It is not well-formed, or declares a document type, which no Office program writes.
    """
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError) as error:
        raise MarkupError(str(error)) from error
    finally:
        # Handlers lead back to the parser: without them what was read is freed as soon as nobody needs it.
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None


def cut(text: bytes, start: int = 0, end: int | None = None) -> Iterator[memoryview]:
    """Yield ``text[start:end]`` in pieces, as expat keeps a copy of what it is given."""
    view = memoryview(text)[start:end]
    for place in range(0, len(view), _PIECE):
        yield view[place : place + _PIECE]


def is_usual(text: bytes) -> bool:
    """Say whether a part has no comments, sections or instructions, so that each ``<`` in it begins a tag.

    Such a part may be read by patterns, as far as they hold nothing that a parser would refuse.
    """
    # A single byte is looked for ten times as fast as two or three, and most parts lack it.
    return (
        (b"!" not in text or b"<!" not in text)
        and (b"]" not in text or b"]]>" not in text)
        and (text.find(b"?", text.find(b"?>") + 2) < 0 or text.find(b"<?", 1) < 0)
        and (text.isascii() or not any(map(text.__contains__, _NO_CHARACTERS)))
    )


def read_strings(text: bytes, namespace: str, *, looks: bool = False) -> Strings:
    """Return the strings of a sharedStrings part; ``looks`` asks for runs that no part of the text is struck in."""
    reader = _StringsReader(namespace, looks=looks or shows_looks(text))
    run(reader.ear.parser, reader.pieces(text))
    return Strings(reader.texts, reader.runs)


class _StringsReader:
    """Expat's handlers for a table of strings; plain strings are read by a pattern in between."""

    def __init__(self, namespace: str, *, looks: bool) -> None:
        self.texts: list[str] = []
        self.runs: dict[int, Runs] = {}
        self.ear = ear = Ear()
        self._references = References()
        self._looks = looks
        self._root, self._item = f"{namespace} sst", f"{namespace} si"
        self._between = False  # whether the parser stands before or behind a string
        starts = {"t": ear.listen, "rPh": ear.mute, **(ear.starts if looks else {})}
        self._starts = {f"{namespace} {tag}": handler for tag, handler in starts.items()}
        self._ends = {f"{namespace} t": ear.end_run, f"{namespace} rPh": ear.unmute}
        ear.parser.StartElementHandler, ear.parser.EndElementHandler = self._start, self._end

    def pieces(self, text: bytes) -> Iterator[memoryview]:
        """Yield what the parser has to read."""
        place = max(text.find(_ITEM), 0) if is_usual(text) else 0
        yield from cut(text, 0, place)
        while self._between:
            place = self._read_plain(text, place)
            end = text.find(_ITEM_END, place)
            if end < 0:
                break
            self._between = False
            yield memoryview(text)[place : end + len(_ITEM_END)]
            place = end + len(_ITEM_END)
        yield from cut(text, place)

    def _read_plain(self, text: bytes, place: int) -> int:
        while plain := _PLAIN_ITEM.match(text, place):
            self.texts.append(read_text(self._references.read(plain[1])))
            place = plain.end()
        return place

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._between = name == self._root
        if handle := self._starts.get(name):
            handle(attributes)

    def _end(self, name: str) -> None:
        self._between = name == self._item
        if handle := self._ends.get(name):
            handle()
        elif self._between:
            if self._looks and (formatted := self.ear.formatted()):
                self.runs[len(self.texts)] = formatted
            self.texts.append(read_text(self.ear.string()))


def _refuse_doctype(*_: object) -> None:
    raise MarkupError("document type")
