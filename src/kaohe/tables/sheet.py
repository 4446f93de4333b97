"""The tables of one sheet: one below the other, side by side, or one that goes on over printed pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from kaohe.core.cells import CellRef
from kaohe.core.patterns import compile_on_use
from kaohe.core.reading import NO_ANSWERS, Answers, ColumnAnswer, ColumnReading, Role, RowRole
from kaohe.core.records import dataclass, replace
from kaohe.core.schema import DATA_TABLE, Field
from kaohe.core.spreadsheet import LAST_COLUMN
from kaohe.core.table import Column, Gap, GapKind, Layout, Table
from kaohe.tables.bases import bases_by_category, bases_of_kinds
from kaohe.tables.below import by_unit, ditto_gaps, is_log, list_gaps, look_gaps, note_gaps, shared_gaps
from kaohe.tables.body import Body, read_body
from kaohe.tables.category import Caption, bands_of, read_caption, read_captions_beside, unit_categories
from kaohe.tables.column_questions import column_gaps, column_readings, formula_gaps, known_coefficient, open_columns
from kaohe.tables.columns import read_columns
from kaohe.tables.frame import Frame
from kaohe.tables.grid import Merges, SheetGrid
from kaohe.tables.header import Header
from kaohe.tables.headers import find_headers
from kaohe.tables.maxima import NOTHING_SAID, find_worth
from kaohe.tables.one_unit import find_items, unit_of_sheet
from kaohe.tables.rank_headings import ranked_together
from kaohe.tables.terms import Told
from kaohe.tables.texts_around import texts_above, texts_beside, texts_in
from kaohe.tables.tiles import Tile
from kaohe.tables.understanding import Understood, all_rows, columns_of, understand, understand_template

#: Of a sheet with more tables the others are not read: in a small file they would take a minute.
MOST_TABLES = 5_000
#: How many rows are looked at before it is known which are units.
_SAMPLE = 60
#: Headings over 是 or 否 that say whether the points of a row count.
_FLAG = compile_on_use(r"(?:是否|可否|应否)(?:计入|计分|采纳|采用|生效|有效|认定|属实|执行|[加扣]分)")
_LATER_STAGE = compile_on_use("复[核评审查检]|核[定减]|整改")


@dataclass(frozen=True, slots=True)
class FoundTable:
    """What stands below one header: a table, or the field that it lacks to be one; ``columns`` and ``rows`` say how it was read.

    ``ranking`` is what lacks points but states scores: nothing can be computed of it, but its scores can be held against others.
    """

    header: Header
    table: Table | None
    missing: Field | None
    gaps: tuple[Gap, ...]
    columns: tuple[ColumnReading, ...] = ()
    rows: tuple[tuple[int, RowRole], ...] = ()
    ranking: Table | None = None


@dataclass(frozen=True, slots=True)
class SheetContext:
    """A sheet with its merged cells and a person's answers about it."""

    grid: SheetGrid
    merges: Merges
    answers: Answers


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


def read_sheet(grid: SheetGrid, answers: Answers = NO_ANSWERS) -> Iterator[FoundTable]:
    """Yield what stands below each header of a sheet."""
    merges = Merges(grid)
    place = SheetContext(grid, merges, answers)
    strips = _strips(grid, merges)
    beyond = [strip.headers[0] for strip in strips[MOST_TABLES:]]
    del strips[MOST_TABLES:]
    bands = iter(bands_of([page.caption for strip in strips for page in strip.pages]))
    for strip in strips:
        pages = [(page.rows, next(bands)) for page in strip.pages]
        spans = [_span(strip.headers, header) for header in strip.headers]
        above = read_captions_beside(grid, strip.headers[0].first_row, spans)
        for header, band in zip(strip.headers, above, strict=True):
            (first, named), *further = pages
            yield _read_table(place, strip.headers, header, [(first, band or named), *further])
    if beyond:
        where = CellRef(grid.name, beyond[0].last_row, beyond[0].cells[0].column)
        yield FoundTable(beyond[0], None, None, (Gap(GapKind.MANY_TABLES, where, (str(MOST_TABLES),)),))


def _blocks(grid: SheetGrid, merges: Merges) -> list[list[Header]]:
    """Return the headers of each row that has some, up to the first of more tables than are read."""
    blocks: list[list[Header]] = []
    tables = 0
    for _, block in groupby(find_headers(grid, merges), key=lambda header: header.first_row):
        blocks.append(list(block))
        tables += not any(_repeats(blocks[-1], above) for above in blocks[-2:-1])
        if tables > MOST_TABLES:
            break
    return blocks


def _repeats(block: Sequence[Header], other: Sequence[Header]) -> bool:
    return len(block) == len(other) and all(map(Header.repeats, block, other))


def _strips(grid: SheetGrid, merges: Merges) -> list[_Strip]:
    """Return the strips of a sheet; the same headings again go on with the strip above, unless under another title."""
    blocks = _blocks(grid, merges)
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
    title = strip.pages[0].caption
    return _repeats(block, strip.headers) and (
        caption is None or not caption.is_title or (title is not None and caption.text == title.text)
    )


def _read_table(
    place: SheetContext,
    beside: Sequence[Header],
    header: Header,
    pages: Sequence[tuple[range, str | None]],
) -> FoundTable:
    grid, merges = place.grid, place.merges
    span = _span(beside, header)
    template = _is_template(grid, header)
    above = [*texts_above(grid, header), *texts_beside(grid, header)]

    def over(rows: Sequence[int], notes: Sequence[Told] = (), bands: Sequence[Told] = ()) -> Understood:
        if template:
            return understand_template(grid, merges, header, rows, place.answers, span[1])
        return understand(grid, merges, header, rows, [*above, *notes], place.answers, span[1], worth, bands)

    sample = _sample(grid, pages)
    worth = NOTHING_SAID if template else find_worth(grid, span, header, sample)
    first_look = over([row for row in sample if row not in worth.rows])
    missing = _missing(first_look, template=template)
    if not template and missing in (None, Field.UNIT) and (gap := _one_unit(first_look, grid.name, above)) is not None:
        return FoundTable(header, None, None, (gap,), column_readings(first_look, grid.name))
    if missing is not None:
        states = first_look.column_of(Field.UNIT) is not None and first_look.column_of(Field.SCORE) is not None
        ranking = _ranking(place, header, first_look, span, pages) if states and not template else None
        readings = column_readings(first_look, grid.name)
        return FoundTable(header, None, missing, tuple(first_look.gaps), readings, ranking=ranking)
    frame = Frame.of(grid, merges, header, first_look.used, span, worth.rows)
    body = read_body(frame, pages, foot=not template)
    notes = texts_in(grid, (row for row, role in body.roles if role is RowRole.NOTE and row not in worth.rows))
    bands = texts_in(grid, (row for row, role in body.roles if role is RowRole.BAND))
    understood = over(all_rows(body.rows, body.further), notes, bands) if body.rows else first_look
    layout = Layout.TEMPLATE if template else Layout.OFFICE
    names = grid.values(body.rows, frame.unit)
    entries = len(body.rows)
    is_own_log = not template and not frame.results and is_log(names, dated=understood.dated)
    grouped = by_unit(body, names) if is_own_log else None
    if grouped is not None:
        body = grouped
        names = grid.values(body.rows, frame.unit)
    categories = unit_categories(frame, body, fill_down=not template)
    bases = _bases_of_units(understood, frame, body, categories)
    columns = sorted({each.column for each in understood.used} - frame.results - {frame.unit, frame.number})
    asides = [
        *ditto_gaps(grid, columns, body.rows, body.disturbed),
        *list_gaps(grid.name, body.lists, names, body.disturbed),
        *shared_gaps(grid, [tile.column for tile in understood.shared], understood.column_of(Field.SCORE), names, body),
        *note_gaps(
            grid.name,
            [*texts_in(grid, range(max(header.first_row - 8, grid.first_row), header.first_row)), *notes],
            names,
            body.disturbed,
        ),
        *look_gaps(grid, [each.column for each in understood.used], body),
    ]
    table = replace(_table(frame, understood, body, layout, categories, above, log=grouped is not None), bases=bases)
    gaps = (
        *understood.gaps,
        *column_gaps(understood, grid, all_rows(body.rows, body.further)),
        *formula_gaps(grid, understood.tiles),
        *body.unplaced,
        *asides,
        *(_log_gap(table, entries) if table.log else _lacks(table, header)),
    )
    return FoundTable(header, table, None, gaps, column_readings(understood, grid.name), body.roles)


def _ranking(
    place: SheetContext,
    header: Header,
    understood: Understood,
    span: tuple[int, int],
    pages: Sequence[tuple[range, str | None]],
) -> Table | None:
    """Return a table that states scores but no points; none of its units can be computed."""
    frame = Frame.of(place.grid, place.merges, header, understood.used, span)
    body = read_body(frame, pages)
    if not body.rows:
        return None
    categories = unit_categories(frame, body, fill_down=True)
    table = _table(frame, understood, body, Layout.OFFICE, categories, texts_above(place.grid, header), log=False)
    return replace(table, disturbed=frozenset(range(len(table.rows))))


def _one_unit(understood: Understood, sheet: str, above: Sequence[Told]) -> Gap | None:
    """Return what is to be said where the rows are items of one unit, None where they are units."""
    items = find_items(understood.tiles, understood.column_of(Field.UNIT), owner := unit_of_sheet(above))
    if items is None:
        return None
    where = CellRef(sheet, understood.header.last_row, items.column)
    return Gap(
        GapKind.ONE_UNIT, where, (owner or "", items.text), ColumnAnswer(sheet, items.column, items.text, Role.UNIT)
    )


def _sample(grid: SheetGrid, pages: Sequence[tuple[range, str | None]]) -> list[int]:
    """Return the first rows below a header that look like units: more than one cell is filled."""
    rows: list[int] = []
    for page, _ in pages:
        for row in page:
            if sum(1 for _ in grid.filled(row)) > 1:
                rows.append(row)
            if len(rows) >= _SAMPLE:
                return rows
    return rows


def _bases_of_units(
    understood: Understood, frame: Frame, body: Body, categories: Sequence[str | None]
) -> tuple[Decimal, ...]:
    """Return the base of each unit where texts, or the categories themselves, name one for each kind; where they can't be told, ask."""
    making = understood.making
    if not making.kinds and not any(tile.role in (Role.BASE, Role.MARKS) for tile in understood.tiles):
        first = dict(zip(reversed(categories), reversed(body.rows), strict=True))
        column = frame.category or frame.unit
        names = [Told(row, column, category) for category, row in first.items() if category is not None]
        making.kinds = () if making.base is not None else tuple(bases_of_kinds((), names))
    if not making.kinds:
        return ()
    bases = bases_by_category(making.kinds, categories)
    if bases is None:
        body.disturbed.update(range(len(body.rows)))
        return ()
    making.kinds = ()
    return bases


def _missing(understood: Understood, *, template: bool) -> Field | None:
    """Return the field without which nothing can be computed, if the columns lack one."""
    if understood.column_of(Field.UNIT) is None:
        return Field.UNIT
    counted = any(tile.role.counts for tile in understood.tiles)
    if counted or (not template and any(understood.open)):
        return None
    return Field.REASONS


def _span(beside: Sequence[Header], header: Header) -> tuple[int, int]:
    """Return the first and last sheet column of a table: up to its neighbour or a list beside it, if there is one."""
    starts = [other.cells[0].column for other in beside]
    index = beside.index(header)
    first = starts[index] if index else 1
    end = starts[index + 1] if index + 1 < len(starts) else header.end or LAST_COLUMN + 1
    return first, end - 1


def _is_template(grid: SheetGrid, header: Header) -> bool:
    """Say whether a header is that of the template's own Excel Table.

    Excel numbers the name when the sheet is copied (kaohe_units2).  Rows below the Excel Table
    count too: not every program lets it grow when something is typed there.
    """
    return any(
        name.lower().startswith(DATA_TABLE) and row1 <= header.last_row <= row2
        for name, (row1, _, row2, _) in grid.tables
    )


def _log_gap(table: Table, entries: int) -> Iterator[Gap]:
    unit = table.columns[0] if (named := table.column(Field.UNIT)) is None else named
    where = CellRef(table.sheet, table.header_row, unit.index)
    yield Gap(GapKind.LOG, where, (str(entries), str(len(table.rows))))


def _table(
    frame: Frame,
    understood: Understood,
    body: Body,
    layout: Layout,
    categories: tuple[str | None, ...],
    above: Sequence[Told],
    *,
    log: bool,
) -> Table:
    office = layout is Layout.OFFICE
    grid, merges, making = frame.grid, frame.merges, understood.making
    tiles = understood.tiles

    def columns(*wanted: Tile, calculated: bool = False) -> tuple[Column, ...]:
        return columns_of(grid, merges, wanted, body.rows, body.further, calculated=calculated)

    def first_of(role: Role) -> Column | None:
        found = columns(*(tile for tile in tiles if tile.sure and tile.role is role))
        return found[0] if found else None

    single = read_columns(grid, merges, understood.placed, body.rows, body.further)
    points = columns(*understood.counted) if office else ()
    asked = columns(*understood.open)
    coefficient = known_coefficient(understood)
    unclear = [t for t in tiles if t.sure and t.role is Role.COEFFICIENT and t is not coefficient]
    return Table(
        sheet=grid.name,
        layout=layout,
        header_row=understood.header.last_row,
        rows=tuple(body.rows),
        categories=categories,
        columns=_in_order(single, points),
        sums=columns(
            *(t for t in tiles if office and t.sure and t.role is Role.SUM and t.parts_summed), calculated=True
        ),
        base=first_of(Role.BASE),
        base_value=making.base,
        asked_base=making.asked_base,
        limits=making.limits,
        marks=columns(*(tile for tile in tiles if tile.sure and tile.role is Role.MARKS)),
        shared_by=making.shared_by,
        coefficient=columns(coefficient)[0] if coefficient is not None else None,
        places=making.places,
        open=(*open_columns(asked, tiles), *open_columns(columns(*unclear), tiles)),
        remarks=columns(*_remark_tiles(tiles)),
        flags=columns(*(tile for tile in tiles if not tile.answered and _FLAG.search(tile.text))),
        vetoes=columns(*(tile for tile in tiles if tile.sure and tile.role is Role.VETO)),
        disturbed=frozenset(body.disturbed),
        log=log,
        grades=first_of(Role.GRADE),
        ranked_together=office and ranked_together(tiles, above),
        ties=next(iter(columns(*(tile for tile in tiles if not office and tile.text.strip() == Field.TIE))), None),
    )


def _in_order(single: Sequence[Column], points: Sequence[Column]) -> tuple[Column, ...]:
    """Return the columns of a table left to right, further lines behind the first."""
    return tuple(sorted((*single, *points), key=lambda column: column.index))


def _remark_tiles(tiles: Sequence[Tile]) -> Iterator[Tile]:
    """Yield the columns of remarks that may hold points; what explains a later stage (复核说明) is done with."""
    staged = any(tile.role is Role.EARLIER for tile in tiles)
    for tile in tiles:
        explained = staged and _LATER_STAGE.search(tile.text)
        if tile.sure and tile.role is Role.REMARK and not tile.answered and not explained:
            yield tile


def _lacks(table: Table, header: Header) -> Iterator[Gap]:
    """Yield what a table lacks although it can be computed: units, or a column for a result."""
    where = CellRef(table.sheet, table.header_row, header.cells[0].column)
    if not table.rows:
        yield Gap(GapKind.NO_ROWS, where)
    for field in (Field.SCORE, Field.RANK):
        if table.column(field) is None:
            yield Gap(GapKind.NO_TARGET, where, (field,))
