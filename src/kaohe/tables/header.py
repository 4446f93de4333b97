"""Finding header rows by their words, in one row or in several under merged groups."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Set

from kaohe.core.patterns import compile_on_use
from kaohe.core.records import dataclass
from kaohe.core.schema import Field
from kaohe.core.text import fold
from kaohe.tables.grid import Merges, SheetGrid
from kaohe.tables.heading import (
    LONGEST,
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

POINTS_FIELDS = (Field.REASONS, Field.ADDED, Field.DEDUCTED)

#: A mean is a score; those that it is taken of stand beside it.
_MEAN = compile_on_use(r"平均(?:得|总|成)?[分绩]\s*$")
#: So many full marks in headings say that points stand below.
_FEWEST_MARKS = 2


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
        meant |= {Field.SCORE} if any(_MEAN.search(cell.text) for cell in self.cells) else set()
        return meant | {Field.ADDED} if marks >= _FEWEST_MARKS else meant

    def columns(self, field: Field) -> Iterator[int]:
        """Yield the columns whose heading means a field, left to right."""
        return (cell.column for cell in self.cells if cell.heading and cell.heading.field is field)

    def repeats(self, other: Header) -> bool:
        """Say whether the same headings stand in the same columns, as on each printed page."""
        return [(cell.column, keys(cell.text)) for cell in self.cells] == [
            (cell.column, keys(cell.text)) for cell in other.cells
        ]


def read_header(grid: SheetGrid, merges: Merges, row: int, suits: Callable[[frozenset[Field]], bool]) -> Header | None:
    """Return the header that begins in a row, if what its headings mean suits."""
    fewest = 2 if suits is is_assessment else 1
    known = _known_fields(grid, row, fewest)
    if len(known) < fewest or known.isdisjoint({Field.UNIT, *POINTS_FIELDS, Field.SCORE}):
        return None
    first = row - 1 if _is_group_row(grid, merges, row - 1) else row
    last = _last_row(grid, merges, row)
    columns = sorted({column for each in range(first, last + 1) for column, _ in _shown(grid, merges, each)})
    groups = {each: _groups(grid, merges, each, last) for each in range(first, last)}
    cells = (_read_cell(grid, merges, range(first, last + 1), groups, column) for column in columns)
    header = Header(
        first, last, tuple(settle_spans(grid, merges, range(first, last + 1), [cell for cell in cells if cell.text]))
    )
    return header if suits(header.fields) else None


def _known_fields(grid: SheetGrid, row: int, fewest: int) -> Set[Field]:
    """Return the fields that the cells of a row mean as headings, nothing where these are fewer; several full marks are points."""
    texts = [value for _, value in grid.filled(row) if isinstance(value, str) and len(value) <= LONGEST]
    known: set[Field] = set()
    marks, left = 0, len(texts)
    for text in texts:
        left -= 1
        if heading := recognise(text):
            known.add(heading.field)
        elif _MEAN.search(text):
            known.add(Field.SCORE)
        marks += full_mark(text) is not None
        if (
            len(known) + left + (marks + left >= _FEWEST_MARKS) < fewest
        ):  # as in most rows of units, after a cell or two
            return frozenset()
    return known | {Field.ADDED} if marks >= _FEWEST_MARKS else known


def is_assessment(fields: frozenset[Field]) -> bool:
    """Say whether these columns make an assessment table, or one that lacks just one of them.

    A list of telephone numbers has numbers and units too, a list of rules numbers and reasons.
    """
    if Field.UNIT in fields:
        return not fields.isdisjoint({*POINTS_FIELDS, Field.SCORE, Field.RANK})
    return not fields.isdisjoint({Field.SCORE, Field.RANK}) and len(fields) > 1


def _is_group_row(grid: SheetGrid, merges: Merges, row: int) -> bool:
    """Say whether a row above known headings holds group headings, not a title, a sign-off line or categories.

    A heading that is merged down into the row of the known ones (单位 beside 1月 over 扣分 | 得分) is one of them.
    """
    values = [value for _, value in grid.filled(row)]
    texts = [value for value in values if isinstance(value, str) and len(value) <= LONGEST and ":" not in fold(value)]
    areas = (merges.area(row, column) for column, _ in grid.filled(row))
    merged_down = any(area is not None and area.row1 == row < area.row2 for area in areas)
    grouping = merged_down or any(is_sub_heading(text) and not names_class(text) for text in texts)
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


_Groups = Mapping[int, str]


def _read_cell(grid: SheetGrid, merges: Merges, rows: range, groups: Mapping[int, _Groups], column: int) -> HeadCell:
    shown = (text for row in rows if (text := _text_at(grid, merges, row, groups.get(row, {}), column)))
    parts = tuple(dict.fromkeys(shown))
    if not parts:
        return HeadCell(column, "", None)
    if len(parts) == 1:
        return HeadCell(column, parts[0], recognise(parts[0]), parts)
    found = next(filter(None, (recognise_pair(group, parts[-1]) for group in reversed(parts[:-1]))), None)
    return HeadCell(column, "/".join(parts), found, parts)


def _text_at(grid: SheetGrid, merges: Merges, row: int, groups: _Groups, column: int) -> str:
    """Return the heading text that shows at a cell; for a group's further columns, the group's text."""
    value = grid.value(row, column)
    if value is not None:
        return str(value).strip()
    area = merges.area(row, column)
    if area is not None:
        return str(grid.value(row, area.column1) or "").strip() if area.row1 == row else ""
    return groups.get(column, "")


def _groups(grid: SheetGrid, merges: Merges, row: int, last: int) -> _Groups:
    """Return the groups that unmerged blanks of a row belong to, by column (CSV knows no merged cells).

    A group reaches over the blanks beside it as far as headings stand in the last row.
    """
    found: dict[int, str] = {}
    group = ""
    values, below = grid.row(row), grid.row(last)
    for at, heading in enumerate(below):
        column, value = grid.first_column + at, values[at] if at < len(values) else None
        if heading is None:
            group = ""
        elif value is None and group:
            found[column] = group
        if heading is None or merges.area(row, column) is not None:
            group = ""
        elif value is not None:
            group = str(value).strip()
    return found
