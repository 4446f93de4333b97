"""Strings in parts: the workbook's table of them, and the runs of formatted text that each is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple
from xml.parsers import expat

from kaohe.core.looks import Look
from kaohe.files.ooxml.markup import MarkupError
from kaohe.files.ooxml.values import read_text

_PIECE = 1 << 20
#: What a text that is struck out, raised or lowered somewhere must hold; most workbooks don't, and read faster.
_LOOKS = (b"strike", b"vertAlign")
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


def read_strings(text: bytes, namespace: str, *, looks: bool = False) -> Strings:
    """Return the strings of a sharedStrings part; ``looks`` asks for runs that no part of the text is struck in."""
    strings: list[str] = []
    runs: dict[int, Runs] = {}
    ear = Ear()
    looks = looks or shows_looks(text)
    starts: dict[str, Callable[[dict[str, str]], None]] = {
        f"{namespace} t": ear.listen,
        f"{namespace} rPh": ear.mute,
    }
    if looks:
        starts |= {f"{namespace} {tag}": handler for tag, handler in ear.starts.items()}
    ends = {f"{namespace} t": ear.end_run, f"{namespace} rPh": ear.unmute}

    def start(name: str, attributes: dict[str, str]) -> None:
        if handle := starts.get(name):
            handle(attributes)

    def end(name: str) -> None:
        if handle := ends.get(name):
            handle()
        elif name == item:
            if looks and (formatted := ear.formatted()):
                runs[len(strings)] = formatted
            strings.append(read_text(ear.string()))

    item = f"{namespace} si"
    ear.parser.StartElementHandler, ear.parser.EndElementHandler = start, end
    run(ear.parser, cut(text))
    return Strings(strings, runs)


def _refuse_doctype(*_: object) -> None:
    raise MarkupError("document type")
