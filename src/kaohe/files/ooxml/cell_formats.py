"""Which cell formats of a workbook show dates, hundredths or struck out text: styles.xml, read past rather than kept."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from xml.parsers import expat

from kaohe.core.number_formats import BUILT_IN, BUILT_IN_DATES, shows_date, shows_share
from kaohe.core.records import NamedTuple
from kaohe.files.ooxml.markup import DEEPEST, MarkupError
from kaohe.files.ooxml.strings import cut, run


class CellFormats(NamedTuple):
    """The numbers of cell formats (attribute ``s`` of a cell) that show dates, hundredths, or what is struck out."""

    dates: frozenset[str] = frozenset()
    shares: frozenset[str] = frozenset()
    struck: frozenset[str] = frozenset()


def read_formats(styles: bytes) -> CellFormats:
    """Return what the cell formats of styles.xml show.

    A tree of it would take a kilobyte a format, and a small file may hold half a million.

    Raises:
        MarkupError: It is not well-formed.
    """
    heard = _Styles()
    run(heard.parser, cut(styles))
    dates = {key for key, code in heard.codes.items() if shows_date(code)}
    dates |= {str(key) for key in BUILT_IN_DATES if str(key) not in heard.codes}
    shares = {key for key, code in heard.codes.items() if shows_share(code)}
    shares |= {str(key) for key, code in BUILT_IN.items() if shows_share(code)}
    return CellFormats(
        frozenset(heard.with_number_format(dates)),
        frozenset(heard.with_number_format(shares)),
        frozenset(heard.with_font(heard.struck)),
    )


class _Styles:
    """What expat tells of styles.xml: only the items of three lists count, each a child of a child of the root."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self.codes: dict[str, str] = {}
        self.struck: set[str] = set()
        self._fonts = 0
        self._open: list[str] = []
        self._lists: dict[tuple[str, str], Callable[[dict[str, str]], None]] = {}
        self._strike = ""
        self._formats: list[tuple[str, str]] = []
        self._known: dict[tuple[str, str], tuple[str, str]] = {}
        self._told = True

    def with_number_format(self, wanted: Container[str]) -> Iterator[str]:
        """Yield the numbers of the cell formats with one of these number formats."""
        return (str(number) for number, (own, _) in enumerate(self._formats) if own in wanted)

    def with_font(self, wanted: Container[str]) -> Iterator[str]:
        """Yield the numbers of the cell formats with one of these fonts."""
        return (str(number) for number, (_, own) in enumerate(self._formats) if own in wanted) if wanted else iter(())

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        above = self._open
        if not above:
            self._begin(name)
        elif len(above) == 2 and (take := self._lists.get((above[1], name))) is not None:
            take(attributes)
        elif len(above) == 3 and name == self._strike and not self._told:
            self._told = True
            if attributes.get("val", "1") not in ("0", "false"):
                self.struck.add(str(self._fonts - 1))
        elif len(above) >= DEEPEST:
            raise MarkupError("elements nested too deeply")
        above.append(name)

    def _end(self, _name: str) -> None:
        self._open.pop()
        if len(self._open) == 2:
            self._told = True

    def _begin(self, root: str) -> None:
        space = root[: root.rfind(" ") + 1]
        items = (
            ("numFmts", "numFmt", self._take_code),
            ("fonts", "font", self._take_font),
            ("cellXfs", "xf", self._take_format),
        )
        self._lists = {(space + inside, space + item): take for inside, item, take in items}
        self._strike = space + "strike"

    def _take_code(self, attributes: dict[str, str]) -> None:
        self.codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")

    def _take_font(self, _attributes: dict[str, str]) -> None:
        self._fonts += 1
        self._told = False

    def _take_format(self, attributes: dict[str, str]) -> None:
        own = attributes.get("numFmtId", ""), attributes.get("fontId", "")
        self._formats.append(self._known.setdefault(own, own))
