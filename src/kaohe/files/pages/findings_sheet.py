"""The sheet 核对结果: made once, then refreshed in place.

A hidden defined name marks the sheet as Kaohe's own, so it may be renamed and moved.  What the
user set on it (column widths, view, page) stays; its rows are written anew each time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kaohe.assessment.outcome import Outcome
from kaohe.core.schema import Mark, Sheet
from kaohe.core.spreadsheet import PAGE_FOOTER
from kaohe.files.ooxml.cell_xml import element
from kaohe.files.ooxml.markup import Element, MarkupError, escape, parse, set_attribute, splice
from kaohe.files.ooxml.own_sheet import free_name, own_sheet
from kaohe.files.ooxml.styles import StyleSheet
from kaohe.files.ooxml.workbook import DefinedName, Workbook, quoted
from kaohe.files.pages.findings_format import Looks, add_looks
from kaohe.files.pages.findings_rows import (
    COLUMNS,
    HEAD_ROW,
    LETTERS,
    FindingRow,
    FindingsFormat,
    entries,
    links,
    merged,
    rows,
    summary,
)

_FILTER = "_xlnm._FilterDatabase"
_TITLES = "_xlnm.Print_Titles"

#: Children of ``worksheet`` in the order of the schema, up to the last one that is Kaohe's.
_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks",
)  # fmt: skip
_LAST = len(_ORDER)
_OWN = frozenset({"dimension", "sheetData", "sheetCalcPr", "autoFilter", "sortState", "mergeCells", "hyperlinks"})

_BLANK = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<worksheet xmlns="{}" xmlns:r="{}">'
    '<sheetPr><tabColor rgb="FF2F5597"/><pageSetUpPr fitToPage="1"/></sheetPr>'
    '<sheetViews><sheetView showGridLines="0" workbookViewId="0">'
    '<pane ySplit="{}" topLeftCell="A{}" activePane="bottomLeft" state="frozen"/>'
    '<selection pane="bottomLeft" activeCell="A{}" sqref="A{}"/></sheetView></sheetViews>'
    '<sheetFormatPr defaultRowHeight="16.5"/><cols>{}</cols><sheetData/>'
    '<printOptions horizontalCentered="1"/>'
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" firstPageNumber="1" fitToHeight="0" orientation="landscape" useFirstPageNumber="1"/>'
    f"<headerFooter><oddFooter>{escape(PAGE_FOOTER)}</oddFooter></headerFooter></worksheet>"
)


def refresh_findings(workbook: Workbook, outcome: Outcome) -> None:
    """Write the findings of ``outcome`` into Kaohe's own sheet of the workbook, making it where it is missing."""
    name = own_sheet(workbook) or _add_sheet(workbook)
    part = workbook.sheet_part(name) or ""
    text = workbook.package.text(part)
    listed = entries(outcome, frozenset(sheet.name for sheet in workbook.sheets))
    styles = StyleSheet(workbook)
    looks = add_looks(styles)
    styles.save()
    if any(found["tag"] for found in element(b"f").finditer(text)):
        _forget_calculation_order(workbook)
    workbook.package.put_text(part, _drawn(text, listed, summary(outcome), looks))
    _define_names(workbook, name, len(listed))


def _add_sheet(workbook: Workbook) -> str:
    name = free_name(Sheet.FINDINGS, (sheet.name for sheet in workbook.sheets))
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(COLUMNS.values(), 1)
    )
    below = HEAD_ROW + 1
    blank = _BLANK.format(workbook.main_namespace, workbook.link_namespace, HEAD_ROW, below, below, below, columns)
    workbook.add_sheet(name, blank.encode())
    return name


def _drawn(text: bytes, listed: Sequence[FindingRow], headline: str, looks: Looks) -> bytes:
    """Return the part with Kaohe's own elements anew and all others as they were."""
    outline = _without_rows(text)
    root = parse(outline)
    page = FindingsFormat(looks, _widths(root), root.prefix)
    pieces = [*_kept(outline, root), *_own(listed, headline, page)]
    pieces.sort(key=lambda piece: piece[0])
    inner = b"".join(piece for _, piece in pieces)
    return outline[: root.open_end] + inner + outline[root.close_start :]


def _without_rows(text: bytes) -> bytes:
    """Empty ``sheetData``, so that the rest is a small tree whatever the number of findings."""
    data = next((found for found in element(b"sheetData").finditer(text) if found["tag"]), None)
    if data is None:
        raise MarkupError("a worksheet without sheetData")
    return splice(text, [(data.start(), data.end(), b"<" + data["tag"] + b"/>")])


def _kept(outline: bytes, root: Element) -> Iterator[tuple[int, bytes]]:
    """Yield the user's elements with their rank; one that is unknown goes with the one before it."""
    rank = 0
    for child in root.children:
        if child.namespace == root.namespace:
            rank = _ORDER.index(child.name) if child.name in _ORDER else _LAST
        if child.namespace != root.namespace or child.name not in _OWN:
            whole = outline[child.start : child.end]
            if child.name == "sheetPr":  # no row is filtered out any more
                opening = set_attribute(outline[child.start : child.open_end], "filterMode", None)
                whole = opening + outline[child.open_end : child.end]
            yield rank, whole


def _own(listed: Sequence[FindingRow], headline: str, page: FindingsFormat) -> Iterator[tuple[int, bytes]]:
    last = f"{LETTERS[-1]}{HEAD_ROW + max(len(listed), 1)}"
    ranges = merged(listed)
    merges = "".join(f'<{page.prefix}mergeCell ref="{each}"/>' for each in ranges)
    yield _piece("dimension", page, attributes=f' ref="A1:{last}"')
    yield _piece("sheetData", page, "".join(rows(listed, headline, page)))
    yield _piece("mergeCells", page, merges, f' count="{len(ranges)}"')
    if listed:
        yield _piece("autoFilter", page, attributes=f' ref="A{HEAD_ROW}:{last}"')
    led = "".join(links(listed, page.prefix))
    if led:
        yield _piece("hyperlinks", page, led)


def _piece(name: str, page: FindingsFormat, inner: str = "", attributes: str = "") -> tuple[int, bytes]:
    tag = page.prefix + name
    whole = f"<{tag}{attributes}>{inner}</{tag}>" if inner else f"<{tag}{attributes}/>"
    return _ORDER.index(name), whole.encode()


def _widths(root: Element) -> list[float]:
    """Return the width of each column as the user has it now."""
    widths = list(COLUMNS.values())
    columns = root.child("cols")
    for column in columns.children if columns else ():
        given = column.attributes
        for number in range(int(given["min"]), min(int(given["max"]), len(widths)) + 1):
            widths[number - 1] = float(given.get("width", widths[number - 1]))
    return widths


def _define_names(workbook: Workbook, name: str, listed: int) -> None:
    position = [sheet.name for sheet in workbook.sheets].index(name)
    sheet = quoted(name)
    workbook.define(DefinedName(Mark.FINDINGS, f"{sheet}!$A$1", hidden=True))
    workbook.define(DefinedName(_TITLES, f"{sheet}!${HEAD_ROW}:${HEAD_ROW}", position))
    if listed:
        area = f"{sheet}!$A${HEAD_ROW}:${LETTERS[-1]}${HEAD_ROW + listed}"
        workbook.define(DefinedName(_FILTER, area, position, hidden=True))
    else:
        workbook.undefine(_FILTER, position)


def _forget_calculation_order(workbook: Workbook) -> None:
    """Drop the list of formula cells, which names the formulas a user typed on this sheet; Excel makes it anew."""
    chain = workbook.package.related(workbook.part, "calcChain")
    if chain:
        workbook.package.drop(chain, owner=workbook.part)
