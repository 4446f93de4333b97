"""Finding header rows by their words, in one row or in several under merged groups."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence, Set
from decimal import Decimal
from itertools import pairwise

from kaohe.core.records import dataclass, replace
from kaohe.core.schema import DATA_TABLE, Field
from kaohe.core.text import fold
from kaohe.tables.content import mentions_points, profile
from kaohe.tables.grid import Merges, SheetGrid
from kaohe.tables.heading import (
    LONGEST,
    WHOSE,
    is_heading_word,
    is_measure,
    is_sub_heading,
    keys,
    recognise,
    recognise_pair,
)
from kaohe.tables.heading_numbers import full_mark
from kaohe.tables.row_kinds import names_class
from kaohe.tables.span import HeadCell, settle_spans

#: A header never has more rows than this, whatever is merged.
DEEPEST = 4

#: Columns without a heading that a table may have between two with one, and one more.
_WIDEST_GAP = 2
#: So many rows say whether points stand below.
_SAMPLE = 60

POINTS_FIELDS = (Field.REASONS, Field.ADDED, Field.DEDUCTED)

#: So many full marks in headings say that points stand below.
_FEWEST_MARKS = 2
#: Headings that no row of units holds, and how many others one may seem to hold.
_ONLY_HEADINGS, _CHANCE = frozenset({Field.NUMBER, Field.SCORE, Field.RANK}), 2


@dataclass(frozen=True, slots=True)
class Header:
    """The headings of one table, left to right; side-by-side tables have one header each.

    From column ``apart`` on they stand some blank columns beside the others, over texts, or repeat them: the table's own,
    notes, or another table.
    ``end`` is the column where a list that is none of the table's begins.
    """

    first_row: int
    last_row: int
    cells: tuple[HeadCell, ...]
    apart: int | None = None
    end: int | None = None

    @property
    def fields(self) -> frozenset[Field]:
        """The fields that at least one heading means; several full marks (安全（20分）) are points."""
        meant = frozenset(cell.heading.field for cell in self.cells if cell.heading)
        marks = sum(full_mark(cell.text) is not None for cell in self.cells if cell.heading is None)
        return meant | {Field.ADDED} if marks >= _FEWEST_MARKS else meant

    def columns(self, field: Field) -> Iterator[int]:
        """Yield the columns whose heading means a field, left to right."""
        return (cell.column for cell in self.cells if cell.heading and cell.heading.field is field)

    def repeats(self, other: Header) -> bool:
        """Say whether the same headings stand in the same columns, as on each printed page."""
        return [(cell.column, keys(cell.text)) for cell in self.cells] == [
            (cell.column, keys(cell.text)) for cell in other.cells
        ]


def find_headers(grid: SheetGrid, merges: Merges) -> Iterator[Header]:
    """Yield every header of an assessment table, top to bottom, then left to right.

    What stands below the headings of the template's own Excel Table are units, whatever they are called.  Where words find none, units over something that can only be points will do: what it is, is asked.
    """
    found = False
    for header in _headers(grid, merges, _is_assessment):
        found = True
        yield header
    if not found:
        yield from _headers(grid, merges, lambda fields: Field.UNIT in fields, above_points=True)


def _headers(
    grid: SheetGrid, merges: Merges, suits: Callable[[frozenset[Field]], bool], *, above_points: bool = False
) -> Iterator[Header]:
    read, above = 0, None  # the last row of the header above
    units = _rows_of_template(grid)
    for row, values in enumerate(grid.cells, grid.first_row):
        if row <= read or not _could_be_header(values) or any(row in rows for rows in units):
            continue
        header = _read_header(grid, merges, row, suits)
        if above_points and header is not None and not _heads_points(grid, header):
            header = None
        if header is not None and (above is None or _is_further(header, above)):
            yield from _side_by_side(grid, header)
            read, above = header.last_row, header


def _rows_of_template(grid: SheetGrid) -> list[range]:
    return [range(top + 1, end + 1) for name, (top, _, end, _) in grid.tables if name.lower().startswith(DATA_TABLE)]


def _is_further(header: Header, above: Header) -> bool:
    """Say whether a header below another is one, and not a row of units in which two cells happen to read like headings.

    丁镇 | 乡镇 | 迟报材料，扣分 has a word for units and one for points, but no row of units says 得分 or 序号.
    """
    if len(header.fields) > _CHANCE or not header.fields.isdisjoint(_ONLY_HEADINGS):
        return True
    meant = {cell.column: cell.heading.field for cell in above.cells if cell.heading}
    return all(cell.heading is None or meant.get(cell.column) is cell.heading.field for cell in header.cells)


def _could_be_header(values: Sequence[object]) -> bool:
    """Say whether a row is worth a closer look; a row of units, which holds numbers and few short texts, is not."""
    texts = numbers = 0
    for value in values:
        if isinstance(value, Decimal):
            numbers += 1
        elif isinstance(value, str) and len(value) <= LONGEST:
            texts += 1
    return texts > (3 if numbers else 1)


def _heads_points(grid: SheetGrid, header: Header) -> bool:
    """Say whether points stand below a header: 扣0.5分 in words, or numbers below 0."""
    rows = range(header.last_row + 1, min(grid.last_row, header.last_row + _SAMPLE) + 1)
    values = (value for row in rows for _, value in grid.filled(row))
    return any((mentions_points(v) if isinstance(v, str) else isinstance(v, Decimal) and v < 0) for v in values)


def _read_header(grid: SheetGrid, merges: Merges, row: int, suits: Callable[[frozenset[Field]], bool]) -> Header | None:
    known = _known_fields(grid, row)
    fewest = 2 if suits is _is_assessment else 1
    if len(known) < fewest or known.isdisjoint({Field.UNIT, *POINTS_FIELDS, Field.SCORE}):
        return None
    first = row - 1 if _is_group_row(grid, row - 1) else row
    last = _last_row(grid, merges, row)
    columns = sorted({column for each in range(first, last + 1) for column, _ in _shown(grid, merges, each)})
    cells = (_read_cell(grid, merges, first, last, column) for column in columns)
    header = Header(
        first, last, tuple(settle_spans(grid, merges, range(first, last + 1), [cell for cell in cells if cell.text]))
    )
    return header if suits(header.fields) else None


def _known_fields(grid: SheetGrid, row: int) -> Set[Field]:
    """Return the fields that the cells of a row mean as headings; several full marks are points."""
    known: set[Field] = set()
    marks = 0
    for _, value in grid.filled(row):
        if isinstance(value, str) and len(value) <= LONGEST:
            if heading := recognise(value):
                known.add(heading.field)
            marks += full_mark(value) is not None
    return known | {Field.ADDED} if marks >= _FEWEST_MARKS else known


def _is_assessment(fields: frozenset[Field]) -> bool:
    """Say whether these columns make an assessment table, or one that lacks just one of them.

    A list of telephone numbers has numbers and units too, a list of rules numbers and reasons.
    """
    if Field.UNIT in fields:
        return not fields.isdisjoint({*POINTS_FIELDS, Field.SCORE, Field.RANK})
    return not fields.isdisjoint({Field.SCORE, Field.RANK}) and len(fields) > 1


def _is_group_row(grid: SheetGrid, row: int) -> bool:
    """Say whether a row above known headings holds group headings, not a title, a sign-off line or categories."""
    values = [value for _, value in grid.filled(row)]
    texts = [value for value in values if isinstance(value, str) and len(value) <= LONGEST and ":" not in fold(value)]
    grouping = any(is_sub_heading(text) and not names_class(text) for text in texts)
    return len(texts) > 1 and len(texts) == len(values) and grouping


def _last_row(grid: SheetGrid, merges: Merges, row: int) -> int:
    """Return the last row of the header that starts at ``row``: headings merged downwards, or words below groups."""
    last = row
    for column, value in grid.filled(row):
        area = merges.area(row, column)
        if area is not None and (recognise(value) or (isinstance(value, str) and is_heading_word(value))):
            last = max(last, min(area.row2, row + DEEPEST - 1))
    while last - row + 1 < DEEPEST and _is_sub_row(grid, merges, row, last + 1):
        last += 1
    return last


def _is_sub_row(grid: SheetGrid, merges: Merges, header_row: int, row: int) -> bool:
    """Say whether a row below a header refines it (加分 over 原因, 分值) instead of starting the units.

    It leaves out the columns of numbers and units, which have no parts.
    """
    below = dict(grid.filled(row))
    if not below or not all(isinstance(value, str) and len(value) <= LONGEST for value in below.values()):
        return False
    if len(below) == 1:
        return is_measure(str(*below.values()))
    whole = {
        column
        for column, value in grid.filled(header_row)
        if (heading := recognise(value)) and heading.field in (Field.NUMBER, Field.UNIT)
    }
    if not whole.isdisjoint(below):
        return False
    words = sum(is_sub_heading(str(value)) for value in below.values())
    return words * 2 > len(below) or _parts_groups(grid, merges, header_row, below)


def _parts_groups(grid: SheetGrid, merges: Merges, header_row: int, below: Collection[int]) -> bool:
    """Say whether a row's texts all stand below headings that reach over several columns, merged or with blanks beside.

    扣分 | (blank) | (blank) over 日常 | 年终 | 督查: whatever the words are, they are parts of the heading above.
    """
    starts = sorted(column for column, _ in grid.filled(header_row))
    grouped: set[int] = set()
    single: set[int] = set()
    for start, following in zip(starts, [*starts[1:], max(below) + 1], strict=True):
        area = merges.area(header_row, start)
        end = area.column2 + 1 if area is not None and area.row1 == header_row else max(following, start + 1)
        covered = {column for column in range(start, end) if column in below}
        if end - start > 1 and len(covered) > 1:
            grouped |= covered
        else:
            single |= covered
    known = {column for column in single if recognise(grid.value(header_row, column))}
    return bool(grouped) and set(below) <= grouped | known


def _shown(grid: SheetGrid, merges: Merges, row: int) -> Iterator[tuple[int, str]]:
    """Yield (column, text) for the texts of a row, a merged one in each column it covers."""
    for column, value in grid.filled(row):
        area = merges.area(row, column)
        for covered in range(column, (area.column2 if area else column) + 1):
            yield covered, str(value)


def _read_cell(grid: SheetGrid, merges: Merges, first: int, last: int, column: int) -> HeadCell:
    shown = (text for row in range(first, last + 1) if (text := _text_at(grid, merges, row, last, column)))
    parts = tuple(dict.fromkeys(shown))
    if not parts:
        return HeadCell(column, "", None)
    if len(parts) == 1:
        return HeadCell(column, parts[0], recognise(parts[0]), parts)
    found = next(filter(None, (recognise_pair(group, parts[-1]) for group in reversed(parts[:-1]))), None)
    return HeadCell(column, "/".join(parts), found, parts)


def _text_at(grid: SheetGrid, merges: Merges, row: int, last: int, column: int) -> str:
    """Return the heading text that shows at a cell; for a group's further columns, the group's text."""
    value = grid.value(row, column)
    if value is not None:
        return str(value).strip()
    area = merges.area(row, column)
    if area is not None:
        return str(grid.value(row, area.column1) or "").strip() if area.row1 == row else ""
    if row == last or grid.value(last, column) is None:
        return ""
    return _group_left_of(grid, merges, row, last, column)


def _group_left_of(grid: SheetGrid, merges: Merges, row: int, last: int, column: int) -> str:
    """Return the group that an unmerged blank beside it belongs to (CSV knows no merged cells)."""
    for left in range(column - 1, grid.first_column - 1, -1):
        if grid.value(last, left) is None or merges.area(row, left) is not None:
            return ""
        if (value := grid.value(row, left)) is not None:
            return str(value).strip()
    return ""


def _side_by_side(grid: SheetGrid, header: Header) -> Iterator[Header]:
    """Split a header where its first column, or that of units, comes again, if every piece is a table of its own."""
    starts, doubtful = _unknown_units(grid, header)
    if starts:
        yield from _cut(header, starts)
        return
    header = _without_notes(grid, header)
    known = [(cell.column, cell.heading.field) for cell in header.cells if cell.heading and cell.heading.doubt < WHOSE]
    repeated = [column for column, field in known if field is known[0][1]] if known else []
    for alike in (repeated, _same_units(header)):
        pieces = _cut(header, alike[1:])
        if len(pieces) > 1 and all(_is_assessment(each.fields) and Field.UNIT in each.fields for each in pieces):
            yield from pieces
            return
    yield header if doubtful is None or header.apart is not None else replace(header, apart=doubtful)


def _unknown_units(grid: SheetGrid, header: Header) -> tuple[list[int], int | None]:
    """Return the columns where tables start beside each other, and the first one that may start another.

    Headings of results that come again behind names of others (供电所 | 扣分 | 得分 | 供电所 | 扣分 | 得分) head a table of
    those, whatever the names' heading is.  Where only points come again, they may as well be the same units'.
    """
    starts: list[int] = []
    cells, first = header.cells, 0
    for at in range(1, len(cells)):
        left, right = cells[first:at], cells[at:]
        if not (_starts_with_names(grid, header, left) and _starts_with_names(grid, header, right)):
            continue
        before, after = _flat(left), _flat(right)
        again = before.keys() & after.keys()
        results = [any(field in _RESULTS for field in fields.values()) for fields in (before, after)]
        if any(before[key] in _RESULTS for key in again) or (
            not any(results) and len(again) > 1 and again == before.keys()
        ):
            starts.append(right[0].column)
            first = at
        elif again and results[0] >= results[1]:
            return starts, right[0].column
    return starts, None if starts else _second_run(cells)


def _second_run(cells: Sequence[HeadCell]) -> int | None:
    """Return the column where the headings of one unit's row come again, its result among them: 扣分 | 得分 | 扣分 | 得分."""
    flat = [(cell, keys(cell.text)) for cell in cells if len(cell.parts) == 1 and _is_of_points(cell)]
    again = [at for at, (_, key) in enumerate(flat) if key in (earlier for _, earlier in flat[:at])]
    results = [at for at in again if (heading := flat[at][0].heading) is not None and heading.field in _RESULTS]
    return flat[again[0]][0].column if results else None


_RESULTS = (Field.SCORE, Field.RANK)


def _starts_with_names(grid: SheetGrid, header: Header, cells: Sequence[HeadCell]) -> bool:
    """Say whether headings begin with one over names of units, behind that of their numbers perhaps."""
    numbered = cells[0].heading is not None and cells[0].heading.field is Field.NUMBER
    return any(
        not _is_of_points(cell) and _names_below(grid, header, cell.column) for cell in cells[numbered : numbered + 1]
    )


def _flat(cells: Sequence[HeadCell]) -> dict[tuple[str, ...], Field]:
    """Return the fields of the headings of points and results that stand under no group, by heading."""
    return {keys(c.text): c.heading.field for c in cells if c.heading and len(c.parts) == 1 and _is_of_points(c)}


def _is_of_points(cell: HeadCell) -> bool:
    return cell.heading is not None and cell.heading.field in (*POINTS_FIELDS, Field.SCORE, Field.RANK)


def _names_below(grid: SheetGrid, header: Header, column: int) -> bool:
    """Say whether short, different texts without points stand below a heading, and no numbers."""
    rows = range(header.last_row + 1, min(grid.last_row, header.last_row + _SAMPLE) + 1)
    return profile([grid.value(row, column) for row in rows]).names_units


def _without_notes(grid: SheetGrid, header: Header) -> Header:
    """Leave out a list that stands some blank columns beside a table and names no units: a numbered key to the reasons.

    Columns without a text below their headings explain nothing: they are the table's own, however far away.  Others
    may be either, and are marked.
    """
    for number, (left, right) in enumerate(pairwise(header.cells), 1):
        beside = Header(header.first_row, header.last_row, header.cells[number:])
        table = Header(header.first_row, header.last_row, header.cells[:number])
        far = right.column - left.column > _WIDEST_GAP
        if far and Field.UNIT not in beside.fields and _is_assessment(table.fields) and _explains(grid, beside):
            if Field.NUMBER in beside.fields:
                return replace(table, end=right.column)
            return replace(header, apart=right.column)
    return header


def _explains(grid: SheetGrid, beside: Header) -> bool:
    rows = range(beside.last_row + 1, grid.last_row + 1)
    columns = {cell.column for cell in beside.cells}
    return any(isinstance(value, str) for row in rows for column, value in grid.filled(row) if column in columns)


def _cut(header: Header, starts: Sequence[int]) -> list[Header]:
    ends = [header.cells[0].column, *starts, header.cells[-1].column + 1]
    return [
        replace(header, cells=tuple(cell for cell in header.cells if start <= cell.column < end))
        for start, end in pairwise(ends)
    ]


def _same_units(header: Header) -> list[int]:
    """Return the columns of units that are headed alike, each with points of its own: tables beside each other."""
    units = [cell for cell in header.cells if cell.heading and cell.heading.field is Field.UNIT]
    alike = [cell.column for cell in units if keys(cell.text) == keys(units[0].text)]
    pieces = _cut(header, alike[1:]) if alike else []
    return alike if all(not piece.fields.isdisjoint(POINTS_FIELDS) for piece in pieces) else []
