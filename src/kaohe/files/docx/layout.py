"""What notices, replies and the ranking list are laid out with: an upright A4 page with its footer, a table of fixed columns, its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element

from kaohe.files.docx.markup import element, paragraph, run, twips
from kaohe.files.docx.package import FOOTER_RELATION

_SHORT_SIDE, _LONG_SIDE = 210, 297
#: From the edge of the paper to header and footer, in twips: 10 mm.
_TO_EDGE = 567
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def a4(margin: float) -> Element:
    """Return the section of an upright A4 page with one margin on all sides (mm) and the document's footer."""
    reference = element("footerReference", type="default")
    reference.set("r:id", FOOTER_RELATION)
    reference.set("xmlns:r", _LINKS)
    margins = dict.fromkeys(("top", "right", "bottom", "left"), twips(margin))
    return element(
        "sectPr",
        reference,
        element("pgSz", w=twips(_SHORT_SIDE), h=twips(_LONG_SIDE)),
        element("pgMar", **margins, header=_TO_EDGE, footer=_TO_EDGE, gutter=0),
    )


def table(widths: Sequence[float], rows: Iterable[Element]) -> Element:
    """Return a table of columns of these widths (mm), centred."""
    head = element(
        "tblPr",
        element("tblStyle", val="FormTable"),
        element("tblW", w=twips(sum(widths)), type="dxa"),
        element("jc", val="center"),
        element("tblLayout", type="fixed"),
    )
    return element("tbl", head, element("tblGrid", *(element("gridCol", w=twips(width)) for width in widths)), *rows)


def heading_row(widths: Sequence[float], headings: Sequence[str]) -> Element:
    """Return the row of headings, repeated on each page."""
    cells = (cell(width, "FormHeading", heading) for width, heading in zip(widths, headings, strict=True))
    return element("tr", element("trPr", element("cantSplit"), element("tblHeader")), *cells)


def row(cells: Iterable[Element]) -> Element:
    """Return a row, all on one page."""
    return element("tr", element("trPr", element("cantSplit")), *cells)


def band(widths: Sequence[float], text: str) -> Element:
    """Return a row that is one cell: the name of a category."""
    return row([cell(sum(widths), "FormBand", text, element("gridSpan", val=len(widths)))])


def cell(width: float, style: str, text: str, *properties: Element) -> Element:
    """Return a cell with one paragraph in a style of the form."""
    room = element("tcW", w=twips(width), type="dxa")
    content = paragraph(style, *([run(text)] if text else []))
    return element("tc", element("tcPr", room, *properties, element("vAlign", val="center")), content)
