"""The form as a Word document.

Written on the standard library: what the form needs most (headings repeated on each page, rows
kept whole, page numbers, Chinese fonts) python-docx leaves to hand-made XML anyway, and it would
bring lxml into the bundle for offices.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from xml.etree.ElementTree import Element, tostring

from kaohe.files.docx.markup import element, field, paragraph, root, run, run_text, serialised, tab, tab_stop, twips
from kaohe.files.docx.package import FOOTER_RELATION, packed
from kaohe.reports.form import Band, Form, FormLine
from kaohe.reports.form.columns import HEADINGS, HEIGHT, KINDS, MARGIN, WIDTH, WIDTHS, ColumnKind
from kaohe.reports.form.paper import PADDING, may_break

#: The middle of the page, from the left margin.
_MIDDLE = twips(sum(WIDTHS) / 2)


def write_document(form: Form) -> bytes:
    """Return the form as a .docx file; the same form gives the same bytes."""
    return packed(_document(form), _footer(form))


def _document(form: Form) -> Iterator[bytes]:
    """Yield the document in pieces: its rows, which may be 100,000, are written one by one."""
    blocks = [*_head(form), _table(), *_remarks(form)]
    before, after = serialised(root("document", element("body", *blocks, _section()))).split(tostring(_rows_here()))
    yield before
    for band in form.bands:
        yield from map(str.encode, _rows(band))
    yield after


def _rows_here() -> Element:
    """Return what stands in the place of the rows until they are written."""
    return element("tr")


def _head(form: Form) -> Iterator[Element]:
    if form.words.title:
        yield paragraph("FormTitle", run(form.words.title))
    for left, right in form.words.sign_off:
        yield paragraph("FormSignOff", run(left), tab(), run(right), tabs=tab_stop("left", _MIDDLE))


def _remarks(form: Form) -> Iterator[Element]:
    """Yield what stands below the table; Word wants a paragraph there in any case."""
    yield paragraph("FormRemark", *([run(form.remark)] if form.remark else []))


def _table() -> Element:
    properties = element(
        "tblPr",
        element("tblStyle", val="FormTable"),
        element("tblW", w=twips(sum(WIDTHS)), type="dxa"),
        element("jc", val="center"),
        element("tblLayout", type="fixed"),
        element("tblCellMar", _padding("left"), _padding("right")),
    )
    grid = element("tblGrid", *(element("gridCol", w=twips(width)) for width in WIDTHS))
    return element("tbl", properties, grid, _heading_row(), _rows_here())


def _padding(side: str) -> Element:
    return element(side, w=twips(PADDING), type="dxa")


def _heading_row() -> Element:
    cells = [_cell(width, "FormHeading", heading) for heading, width in zip(HEADINGS, WIDTHS, strict=True)]
    return element("tr", element("trPr", element("cantSplit"), element("tblHeader")), *cells)


def _rows(band: Band) -> Iterator[str]:
    if band.category is not None:
        yield tostring(element("tr", element("trPr", element("cantSplit")), _band_cell(band.category)), "unicode")
    yield from map(_row, band.lines)


def _band_cell(category: str) -> Element:
    return _cell(sum(WIDTHS), "FormBand", category, element("gridSpan", val=len(WIDTHS)))


_STYLES = tuple("FormText" if kind is ColumnKind.LONG else "FormCentred" for kind in KINDS)


_WHOLE = tostring(element("trPr", element("cantSplit")), "unicode")


def _row(line: FormLine) -> str:
    cells = "".join(
        before + (run_text(text) if text else "") + after
        for (before, after), text in zip(_around_runs(), line.cells, strict=True)
    )
    return f"<w:tr>{'' if may_break(line) else _WHOLE}{cells}</w:tr>"


@cache
def _around_runs() -> tuple[tuple[str, str], ...]:
    """Return what stands before and after the run of a row's cells, by column."""
    end = "</w:p>"
    blank = (tostring(_cell(width, style, ""), "unicode") for width, style in zip(WIDTHS, _STYLES, strict=True))
    return tuple((before, end + after) for before, _, after in (cell.partition(end) for cell in blank))


def _cell(width: int, style: str, text: str, *properties: Element) -> Element:
    room = element("tcW", w=twips(width), type="dxa")
    centred = element("vAlign", val="center")
    content = paragraph(style, *([run(text)] if text else []))
    return element("tc", element("tcPr", room, *properties, centred), content)


def _section() -> Element:
    margin = twips(MARGIN)
    reference = element("footerReference", type="default")
    reference.set("r:id", FOOTER_RELATION)
    reference.set("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
    return element(
        "sectPr",
        reference,
        element("pgSz", w=twips(WIDTH), h=twips(HEIGHT), orient="landscape"),
        element(
            "pgMar", top=margin, right=margin, bottom=margin, left=margin, header=567, footer=567, gutter=0
        ),
    )  # fmt: skip


def _footer(form: Form) -> Element:
    pages = (run("第 "), field("PAGE"), run(" 页，共 "), field("NUMPAGES"), run(" 页"))
    code = run(f"数据校验码：{form.code}")
    return root("ftr", paragraph("FormFooter", code, tab(), *pages, tabs=tab_stop("center", _MIDDLE)))
