"""Reasons against the catalogue: what CHECK_REASON and STANDARD_REASON compute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kaohe.assessment.adoption import adopt, standard_wording
from kaohe.assessment.appraisal import Appraisal, Appraiser
from kaohe.assessment.ledger import open_ledger
from kaohe.assessment.planning import check_line
from kaohe.assessment.rules import check
from kaohe.assessment.standing import Assessment, stand
from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.findings import Edit, Finding, Span
from kaohe.core.schema import Field, Sheet
from kaohe.core.settings import Settings
from kaohe.core.table import Column, Layout, Table
from kaohe.excel.functions import messages, shapes
from kaohe.excel.functions.catalogues import appraiser_for
from kaohe.excel.functions.kept import Kept
from kaohe.excel.functions.model import Argument, CellResult, Failure, Result
from kaohe.matching.model import Verdict
from kaohe.reason.model import Clause, Item


def check_reason(reasons: Argument, catalogue: Argument = None, score: Argument = None) -> Result:
    """Return what the column 核对 says of each reason, and of the score typed for it, in one line.

    It is the line that recalculating the template writes.  An Excel error gives itself.
    """
    appraiser, sides = appraiser_for(catalogue), shapes.side_by_side(加扣分原因=reasons, 得分=score)
    if isinstance(appraiser, Failure):
        return appraiser
    if isinstance(sides, Failure):
        return sides
    if not sides.is_range:
        ((text, stated),) = sides.values
        return (
            messages.error_cell("加扣分原因", text) if isinstance(text, ExcelError) else _line(text, stated, appraiser)
        )
    lines = _check_lines([text for text, _ in sides.values], [stated for _, stated in sides.values], appraiser)
    return sides.shape(
        [
            messages.error_cell("加扣分原因", text) if isinstance(text, ExcelError) else line
            for (text, _), line in zip(sides.values, lines, strict=True)
        ]
    )


def standard_reason(reasons: Argument, catalogue: Argument = None) -> Result:
    """Return the text with each item that says an entry, typography and confirmed aliases apart, in its wording."""
    appraiser = appraiser_for(catalogue)
    if isinstance(appraiser, Failure):
        return appraiser

    def of(cell: CellValue) -> CellResult:
        if isinstance(cell, ExcelError):
            return messages.error_cell("加扣分原因", cell)
        if isinstance(cell, str):
            return _standardise(appraiser[cell])
        return "" if cell is None else messages.wrong_kind("加扣分原因", cell, "文字")

    return shapes.map_cells(of, 加扣分原因=reasons)


#: Lines by text and stated score, for each of the last catalogues.
_lines: Kept[dict[tuple[object, ...], CellValue]] = Kept(lambda appraiser: {})
_MOST_LINES = 50_000


def _line(text: CellValue, stated: CellValue, appraiser: Appraiser) -> CellValue:
    """Return the line of one cell; kept, as a column of formulas asks for each cell again whenever anything changes."""
    lines, key = _lines(appraiser), (type(text), text, type(stated), stated)
    if key not in lines:
        if len(lines) > _MOST_LINES:
            lines.clear()
        lines[key] = _check_lines([text], [stated], appraiser)[0]
    return lines[key]


#: Findings on the score that is given beside the reasons.
_ON_SCORES = frozenset({"P413", "S103", "S108"})


def _check_lines(texts: Sequence[CellValue], stated: Sequence[CellValue], appraiser: Appraiser) -> Sequence[CellValue]:
    """Return the lines that a table with these cells would get; an Excel error counts as blank."""
    rows = range(1, len(texts) + 1)
    reasons = Column(
        Field.REASONS, 1, Field.REASONS, [None if isinstance(text, ExcelError) else text for text in texts]
    )
    scores = Column(Field.SCORE, 2, Field.SCORE, stated)
    columns, base = (reasons, scores), Settings().base
    table = Table(Sheet.DATA, Layout.OFFICE, 0, rows, [None] * len(texts), columns, base_value=base)
    standings = stand([open_ledger(table, appraiser)], Settings())
    by_row: defaultdict[int, list[Finding]] = defaultdict(list)
    for each in check(Assessment((), Settings(), (), own_catalogue=True, standings=standings)):
        if each.where is not None and (each.where.column == reasons.index or each.code in _ON_SCORES):
            by_row[each.where.row].append(each)
    return [check_line(by_row.get(row, ())) for row in rows]


def _standardise(appraisal: Appraisal) -> str:
    edits = [
        Edit(_wording_span(item, appraisal.text), standard_wording(item.reason, match.entries[0]))
        for item, match in zip(appraisal.reading.items, appraisal.matches, strict=True)
        if match.verdict is Verdict.STANDARD
    ]
    return adopt(appraisal.text, edits, appraisal.sign)


def _wording_span(item: Item | Clause, text: str) -> Span:
    """Return where the reason's words stand, without the blanks and list marks around them."""
    start = text.index(item.reason, *item.reason_span)
    return Span(start, start + len(item.reason))
