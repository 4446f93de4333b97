"""Which cell formats show dates, hundredths and struck out text, as styles.xml has them, without a tree of it."""

from __future__ import annotations

import pytest

from kaohe.files.ooxml.cell_formats import read_formats
from kaohe.files.ooxml.markup import DEEPEST, MarkupError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FORMATS = '<cellXfs><xf numFmtId="170"/><xf numFmtId="14" fontId="1"/><xf numFmtId="9"/><xf fontId="2"/><xf fontId="3"/></cellXfs>'
CODES = '<numFmts><numFmt numFmtId="170" formatCode="yyyy/m/d"/><numFmt numFmtId="171" formatCode="0.0"/></numFmts>'
FONTS = '<fonts><font/><font><b/><strike/></font><font><strike val="0"/><strike/></font><font><x><strike/></x></font></fonts>'


def styles(*lists: str) -> bytes:
    return f'<styleSheet xmlns="{MAIN}">{"".join(lists)}</styleSheet>'.encode()


@pytest.mark.parametrize("lists", [(CODES, FONTS, FORMATS), (FORMATS, FONTS, CODES)])
def test_formats_are_those_of_their_lists_in_any_order(lists: tuple[str, ...]) -> None:
    found = read_formats(styles(*lists))
    assert (found.dates, found.shares, found.struck) == ({"0", "1"}, {"2"}, {"1"})


def test_what_lies_elsewhere_is_no_format() -> None:
    other = f'<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><dxfs><dxf>{FONTS}</dxf></dxfs>'
    foreign = FORMATS.replace("<cellXfs>", '<cellXfs xmlns="urn:other">')
    found = read_formats(styles(FONTS, other, foreign))
    assert not any(found)


def test_without_namespace() -> None:
    assert read_formats(f"<styleSheet>{FONTS}{FORMATS}</styleSheet>".encode()).struck == {"1"}


@pytest.mark.parametrize(
    "damaged", [styles(FORMATS)[:-5], b"", b"<!DOCTYPE x><x/>", b"<a>" * (DEEPEST + 1) + b"</a>" * (DEEPEST + 1)]
)
def test_damaged_styles_are_refused(damaged: bytes) -> None:
    with pytest.raises(MarkupError):
        read_formats(damaged)
