"""Strings in parts: the workbook's table of them, and the runs of formatted text that each is made of."""

from __future__ import annotations

from xml.parsers import expat

from kaohe.files.ooxml.markup import MarkupError
from kaohe.files.ooxml.values import read_text

_PIECE = 1 << 20


class Ear:
    """Collects the text inside tags of one expat parser.

    ``runs`` are the pieces of a string; what stands inside ``rPh`` (readings above the
    characters) is no part of it.
    """

    def __init__(self) -> None:
        self.runs: list[str] = []
        self.parser = expat.ParserCreate("utf-8", " ")
        self._pieces: list[str] = []
        self._muted = False

    def listen(self, _attributes: dict[str, str]) -> None:
        """Start a tag whose text counts."""
        self._pieces = []
        self.parser.CharacterDataHandler = self._pieces.append

    def heard(self) -> str:
        """End it, and return its text."""
        self.parser.CharacterDataHandler = None
        return "".join(self._pieces)

    def end_run(self) -> None:
        """End a piece of a string."""
        text = self.heard()
        if not self._muted:
            self.runs.append(text)

    def mute(self, _attributes: dict[str, str]) -> None:
        """Start readings."""
        self._muted = True

    def unmute(self) -> None:
        """End readings."""
        self._muted = False

    def string(self) -> str:
        """Return the string that its runs make, and forget them."""
        text = self.runs[0] if len(self.runs) == 1 else "".join(self.runs)
        self.runs = []
        return text


def run(parser: expat.XMLParserType, text: bytes) -> None:
    """Parse UTF-8 ``text`` with the handlers of ``parser``.

    Raises:
        MarkupError: It is not well-formed, or declares a document type, which no Office program writes.
    """
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    view = memoryview(text)
    try:
        # In pieces, as expat keeps a copy of what it is given.
        for start in range(0, len(view), _PIECE):
            parser.Parse(view[start : start + _PIECE], False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError) as error:
        raise MarkupError(str(error)) from error


def read_strings(text: bytes, namespace: str) -> list[str]:
    """Return the strings of a sharedStrings part, as cells show them."""
    strings: list[str] = []
    ear = Ear()
    starts = {f"{namespace} t": ear.listen, f"{namespace} rPh": ear.mute}
    ends = {f"{namespace} t": ear.end_run, f"{namespace} rPh": ear.unmute}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name in starts:
            starts[name](attributes)

    def end(name: str) -> None:
        if name in ends:
            ends[name]()
        elif name == item:
            strings.append(read_text(ear.string()))

    item = f"{namespace} si"
    ear.parser.StartElementHandler, ear.parser.EndElementHandler = start, end
    run(ear.parser, text)
    return strings


def _refuse_doctype(*_: object) -> None:
    raise MarkupError("document type")
