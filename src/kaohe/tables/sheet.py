"""The tables of one sheet: one below the other, side by side, or one that goes on over printed pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kaohe.core.cells import CellRef
from kaohe.core.schema import DATA_TABLE, Field
from kaohe.core.table import Gap, GapKind, Layout, Table
from kaohe.tables.body import Body, read_body
from kaohe.tables.category import Caption, bands_of, read_caption, read_captions_beside, unit_categories
from kaohe.tables.columns import Placed, choose, choose_sums, read_base, read_columns, read_sums
from kaohe.tables.frame import Frame
from kaohe.tables.grid import Merges, SheetGrid
from kaohe.tables.header import POINTS_FIELDS, Header, find_headers

#: The last column that a sheet can have.
_LAST_COLUMN = 16_384


@dataclass(frozen=True, slots=True)
class FoundTable:
    """What stands below one header: a table, or the field that it lacks to be one."""

    header: Header
    table: Table | None
    missing: Field | None
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    """The rows below one header, up to the next; ``caption`` is the line above the header."""

    rows: range
    caption: Caption | None


@dataclass(frozen=True, slots=True)
class _Strip:
    """A header (or several side by side) with its rows, over the pages that repeat the header."""

    headers: Sequence[Header]
    pages: list[_Page]


def read_sheet(grid: SheetGrid) -> Iterator[FoundTable]:
    """Yield what stands below each header of a sheet."""
    merges = Merges(grid)
    strips = _strips(grid, merges)
    bands = iter(bands_of([page.caption for strip in strips for page in strip.pages]))
    for strip in strips:
        pages = [(page.rows, next(bands)) for page in strip.pages]
        spans = [_span(strip.headers, header) for header in strip.headers]
        above = read_captions_beside(grid, strip.headers[0].first_row, spans)
        for header, band in zip(strip.headers, above, strict=True):
            (first, named), *further = pages
            yield _read_table(grid, merges, strip.headers, header, [(first, band or named), *further])


def _strips(grid: SheetGrid, merges: Merges) -> list[_Strip]:
    """Return the strips of a sheet; the same headings again go on with the strip above, unless under another title."""
    blocks = [list(block) for _, block in groupby(find_headers(grid, merges), key=lambda header: header.first_row)]
    starts = [grid.first_row, *(block[0].last_row + 1 for block in blocks)]
    captions = [read_caption(grid, above, block[0].first_row) for above, block in zip(starts, blocks, strict=False)]
    ends = [
        caption.row if caption else block[0].first_row for caption, block in zip(captions[1:], blocks[1:], strict=True)
    ]
    strips: list[_Strip] = []
    for block, start, end, caption in zip(blocks, starts[1:], [*ends, grid.last_row + 1], captions, strict=False):
        if not (strips and _goes_on(strips[-1], block, caption)):
            strips.append(_Strip(block, []))
        strips[-1].pages.append(_Page(range(start, end), caption))
    return strips


def _goes_on(strip: _Strip, block: Sequence[Header], caption: Caption | None) -> bool:
    same = len(block) == len(strip.headers) and all(map(Header.repeats, block, strip.headers))
    title = strip.pages[0].caption
    return same and (caption is None or not caption.is_title or (title is not None and caption.text == title.text))


def _read_table(
    grid: SheetGrid,
    merges: Merges,
    beside: Sequence[Header],
    header: Header,
    pages: Sequence[tuple[range, str | None]],
) -> FoundTable:
    placed, gaps = choose(header, grid.name)
    missing = _missing(header)
    if missing is not None:
        return FoundTable(header, None, missing, gaps)
    frame = Frame.of(grid, merges, header, placed, _span(beside, header))
    body = read_body(frame, pages)
    layout = Layout.TEMPLATE if _is_template(grid, header) else Layout.OFFICE
    table = _table(frame, placed, header, body, layout)
    return FoundTable(header, table, None, (*gaps, *body.unplaced, *_lacks(table, header)))


def _missing(header: Header) -> Field | None:
    """Return the field without which nothing can be computed, if the header lacks one."""
    if Field.UNIT not in header.fields:
        return Field.UNIT
    return Field.REASONS if header.fields.isdisjoint(POINTS_FIELDS) else None


def _span(beside: Sequence[Header], header: Header) -> tuple[int, int]:
    """Return the first and last sheet column of a table: up to its neighbour, if there is one."""
    starts = [other.cells[0].column for other in beside]
    index = beside.index(header)
    first = starts[index] if index else 1
    return first, starts[index + 1] - 1 if index + 1 < len(starts) else _LAST_COLUMN


def _is_template(grid: SheetGrid, header: Header) -> bool:
    """Say whether a header is that of the template's own Excel Table.

    Excel numbers the name when the sheet is copied (kaohe_units2).  Rows below the Excel Table
    count too: not every program lets it grow when something is typed there.
    """
    return any(
        name.lower().startswith(DATA_TABLE) and row1 <= header.last_row <= row2
        for name, (row1, _, row2, _) in grid.tables
    )


def _table(frame: Frame, placed: Sequence[Placed], header: Header, body: Body, layout: Layout) -> Table:
    office = layout is Layout.OFFICE
    return Table(
        sheet=frame.grid.name,
        layout=layout,
        header_row=header.last_row,
        rows=tuple(body.rows),
        categories=unit_categories(frame, body, fill_down=office),
        columns=read_columns(frame.grid, frame.merges, placed, body.rows, body.further, by_values=office),
        sums=read_sums(frame.grid, choose_sums(header, placed), body.rows),
        base=read_base(frame.grid, header, body.rows),
    )


def _lacks(table: Table, header: Header) -> Iterator[Gap]:
    """Yield what a table lacks although it can be computed: units, or a column for a result."""
    where = CellRef(table.sheet, table.header_row, header.cells[0].column)
    if not table.rows:
        yield Gap(GapKind.NO_ROWS, where)
    for field in (Field.SCORE, Field.RANK):
        if table.column(field) is None:
            yield Gap(GapKind.NO_TARGET, where, (field,))
