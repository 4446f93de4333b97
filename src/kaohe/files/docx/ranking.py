"""The ranking list (排名榜) as a Word document, on upright A4."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from xml.etree.ElementTree import Element

from kaohe.assessment.scoring import plain
from kaohe.core.cells import CellValue
from kaohe.core.decimals import fixed
from kaohe.core.settings import RankingColumn
from kaohe.files.docx.layout import a4, band, cell, heading_row, row, table
from kaohe.files.docx.markup import element, field, paragraph, root, run, tab, tab_stop, twips
from kaohe.files.docx.package import packed
from kaohe.reports.ranking_list import RankingGroup, RankingLine, RankingList

#: The width of upright A4 and its margins, in millimetres.
_WIDTH, _MARGIN = 210, 22
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
    body = element("body", paragraph("FormTitle", run(found.title)), *_blocks(found), a4(_MARGIN))
    footer = paragraph(
        "FormFooter",
        tab(), run("第 "), field("PAGE"), run(" 页，共 "), field("NUMPAGES"), run(" 页"),
        tabs=tab_stop("center", twips(_ROOM / 2)),
    )  # fmt: skip
    return packed(root("document", body), root("ftr", footer))


def _blocks(found: RankingList) -> Iterator[Element]:
    widths = _widths(found.columns)
    decimals = found.decimals
    rows = (row for group in found.groups for row in _group(group, found.columns, widths, decimals))
    yield table(widths, [heading_row(widths, found.columns), *rows])
    remarks = [group.remark for group in found.groups if group.remark]
    for remark in remarks or [""]:  # Word wants a paragraph behind a table in any case
        yield paragraph("FormRemark", *([run(remark)] if remark else []))


def _widths(columns: Sequence[RankingColumn]) -> list[float]:
    room = _ROOM - sum(_NARROW.get(column, 0) for column in columns)
    weights = {column: _WEIGHTS.get(column, 1.0) for column in columns if column not in _NARROW}
    share = room / sum(weights.values())
    return [_NARROW.get(column) or max(share * weights[column], _LEAST) for column in columns]


def _group(
    group: RankingGroup, columns: Sequence[RankingColumn], widths: Sequence[float], decimals: Sequence[int | None]
) -> Iterator[Element]:
    if group.name:
        yield band(widths, group.name)
    for place in group.places:
        cells = zip(columns, widths, _texts(place, columns, decimals), strict=True)
        yield row(cell(width, "FormText" if column in _TEXTS else "FormCentred", text) for column, width, text in cells)


def _texts(place: RankingLine, columns: Sequence[RankingColumn], decimals: Sequence[int | None]) -> Iterator[str]:
    for column, value, count in zip(columns, place.cells, decimals, strict=True):
        yield _text(value, count) + ("（并列）" if place.tied and column is RankingColumn.RANK else "")


def _text(value: CellValue, decimals: int | None) -> str:
    if isinstance(value, Decimal):
        return plain(value) if decimals is None else fixed(value, decimals)
    return "" if value is None else str(value)
