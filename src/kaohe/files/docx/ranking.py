"""The ranking list (排名榜) as a Word document, on upright A4."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from xml.etree.ElementTree import Element

from kaohe.assessment.scoring import plain
from kaohe.core.cells import CellValue
from kaohe.core.decimals import fixed
from kaohe.core.settings import RankingColumn
from kaohe.files.docx.markup import element, field, paragraph, root, run, tab, tab_stop, twips
from kaohe.files.docx.package import FOOTER_RELATION, packed
from kaohe.reports.ranking_list import Place, RankingGroup, RankingList

#: A4 upright, in millimetres.
_WIDTH, _HEIGHT, _MARGIN = 210, 297, 22
_ROOM = _WIDTH - 2 * _MARGIN
_NARROW = {
    RankingColumn.RANK: 26,
    RankingColumn.SCORE: 24,
    RankingColumn.GRADE: 22,
    RankingColumn.ADDED: 18,
    RankingColumn.DEDUCTED: 18,
    RankingColumn.ITEMS: 24,
}
_WEIGHTS = {RankingColumn.REASONS: 3.0}
_TEXTS = (RankingColumn.UNIT, RankingColumn.REASONS)
_LEAST = 20.0


def write_ranking(found: RankingList) -> bytes:
    """Return the list as a .docx file; the same list gives the same bytes."""
    body = element("body", paragraph("FormTitle", run(found.title)), *_blocks(found), _section())
    footer = paragraph(
        "FormFooter",
        tab(), run("第 "), field("PAGE"), run(" 页，共 "), field("NUMPAGES"), run(" 页"),
        tabs=tab_stop("center", twips(_ROOM / 2)),
    )  # fmt: skip
    return packed(root("document", body), root("ftr", footer))


def _blocks(found: RankingList) -> Iterator[Element]:
    widths = _widths(found.columns)
    head = element(
        "tblPr",
        element("tblStyle", val="FormTable"),
        element("tblW", w=twips(sum(widths)), type="dxa"),
        element("jc", val="center"),
        element("tblLayout", type="fixed"),
    )
    grid = element("tblGrid", *(element("gridCol", w=twips(width)) for width in widths))
    decimals = found.decimals
    rows = (row for group in found.groups for row in _group(group, found.columns, widths, decimals))
    yield element("tbl", head, grid, _heading(found, widths), *rows)
    remarks = [group.remark for group in found.groups if group.remark]
    for remark in remarks or [""]:  # Word wants a paragraph behind a table in any case
        yield paragraph("FormRemark", *([run(remark)] if remark else []))


def _widths(columns: Sequence[RankingColumn]) -> list[float]:
    room = _ROOM - sum(_NARROW.get(column, 0) for column in columns)
    weights = {column: _WEIGHTS.get(column, 1.0) for column in columns if column not in _NARROW}
    share = room / sum(weights.values())
    return [_NARROW.get(column) or max(share * weights[column], _LEAST) for column in columns]


def _heading(found: RankingList, widths: Sequence[float]) -> Element:
    cells = (_cell(width, "FormHeading", heading) for heading, width in zip(found.columns, widths, strict=True))
    return element("tr", element("trPr", element("cantSplit"), element("tblHeader")), *cells)


def _group(
    group: RankingGroup, columns: Sequence[RankingColumn], widths: Sequence[float], decimals: Sequence[int | None]
) -> Iterator[Element]:
    if group.name:
        span = element("gridSpan", val=len(widths))
        yield element("tr", _whole(), _cell(sum(widths), "FormBand", group.name, span))
    for place in group.places:
        cells = zip(columns, widths, _texts(place, columns, decimals), strict=True)
        yield element(
            "tr",
            _whole(),
            *(_cell(width, "FormText" if column in _TEXTS else "FormCentred", text) for column, width, text in cells),
        )


def _texts(place: Place, columns: Sequence[RankingColumn], decimals: Sequence[int | None]) -> Iterator[str]:
    for column, value, count in zip(columns, place.cells, decimals, strict=True):
        yield _text(value, count) + ("（并列）" if place.tied and column is RankingColumn.RANK else "")


def _text(value: CellValue, decimals: int | None) -> str:
    if isinstance(value, Decimal):
        return plain(value) if decimals is None else fixed(value, decimals)
    return "" if value is None else str(value)


def _whole() -> Element:
    return element("trPr", element("cantSplit"))


def _cell(width: float, style: str, text: str, *properties: Element) -> Element:
    room = element("tcW", w=twips(width), type="dxa")
    content = paragraph(style, *([run(text)] if text else []))
    return element("tc", element("tcPr", room, *properties, element("vAlign", val="center")), content)


def _section() -> Element:
    margin = twips(_MARGIN)
    reference = element("footerReference", type="default")
    reference.set("r:id", FOOTER_RELATION)
    reference.set("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
    margins = {"top": margin, "right": margin, "bottom": margin, "left": margin}
    return element(
        "sectPr",
        reference,
        element("pgSz", w=twips(_WIDTH), h=twips(_HEIGHT)),
        element("pgMar", **margins, header=567, footer=567, gutter=0),
    )
