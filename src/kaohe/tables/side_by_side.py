"""One header over several tables beside each other, or over a table and a list that is none of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kaohe.core.records import replace
from kaohe.core.schema import Field
from kaohe.tables.content import profile
from kaohe.tables.grid import SheetGrid, is_blank
from kaohe.tables.header import POINTS_FIELDS, Header, is_assessment
from kaohe.tables.heading import WHOSE, keys
from kaohe.tables.span import HeadCell

#: Columns without a heading that a table may have between two with one, and one more.
_WIDEST_GAP = 2
#: So many rows say whether names stand below.
_SAMPLE = 60
_RESULTS = (Field.SCORE, Field.RANK)

#: A heading of points or results under no group, by its words and its field.
_Flat = tuple[tuple[str, ...], Field]


def side_by_side(grid: SheetGrid, header: Header) -> Iterator[Header]:
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
        if len(pieces) > 1 and all(is_assessment(each.fields) and Field.UNIT in each.fields for each in pieces):
            yield from pieces
            return
    yield header if doubtful is None or header.apart is not None else replace(header, apart=doubtful)


def _unknown_units(grid: SheetGrid, header: Header) -> tuple[list[int], int | None]:
    """Return the columns where tables start beside each other, and the first one that may start another.

    Headings of results that come again behind names of others (供电所 | 扣分 | 得分 | 供电所 | 扣分 | 得分) head a table of
    those, whatever the names' heading is.  Where only points come again, they may as well be the same units'.
    """
    flat = [_flat(cell) for cell in header.cells]
    last = {each[0]: at for at, each in enumerate(flat) if each is not None}
    if len(last) == sum(each is not None for each in flat):
        return [], None  # none comes again
    results = max((at for key, at in last.items() if (each := flat[at]) and each[1] in _RESULTS), default=-1)
    names = _Names(grid, header)
    starts: list[int] = []
    left = _Left(0, last)
    for at in range(1, len(flat)):
        left.take(at - 1, flat[at - 1])
        if not (names.start(left.first, at) and names.start(at, len(flat))):
            continue
        if left.results_again or (not left.results and results < at and len(left.again) == len(left.known) > 1):
            starts.append(header.cells[at].column)
            left = _Left(at, last)
        elif left.again and bool(left.results) >= (results >= at):
            return starts, header.cells[at].column
    return starts, None if starts else _second_run(header.cells, flat)


class _Left:
    """The headings of points and results from where a table starts: which of them come again right of them."""

    def __init__(self, first: int, last: Mapping[tuple[str, ...], int]) -> None:
        self.first, self._last = first, last
        self.known: set[tuple[str, ...]] = set()
        self.again: set[tuple[str, ...]] = set()
        self.results: set[tuple[str, ...]] = set()
        self.results_again: set[tuple[str, ...]] = set()

    def take(self, at: int, flat: _Flat | None) -> None:
        """Go on to the next column."""
        if flat is None:
            return
        key, field = flat
        result, comes_again = field in _RESULTS, self._last[key] > at
        for held, holds in (
            (self.known, True), (self.again, comes_again), (self.results, result), (self.results_again, result and comes_again)
        ):  # fmt: skip
            (held.add if holds else held.discard)(key)


def _flat(cell: HeadCell) -> _Flat | None:
    """Return a heading of points or results that stands under no group."""
    if cell.heading is None or len(cell.parts) != 1 or not _is_of_points(cell):
        return None
    return keys(cell.text), cell.heading.field


def _second_run(cells: Sequence[HeadCell], flat: Sequence[_Flat | None]) -> int | None:
    """Return the column where the headings of one unit's row come again, its result among them: 扣分 | 得分 | 扣分 | 得分."""
    seen: set[tuple[str, ...]] = set()
    again: list[tuple[int, Field]] = []
    for cell, each in zip(cells, flat, strict=True):
        if each is not None:
            key, field = each
            again += [(cell.column, field)] if key in seen else []
            seen.add(key)
    return again[0][0] if any(field in _RESULTS for _, field in again) else None


def _is_of_points(cell: HeadCell) -> bool:
    return cell.heading is not None and cell.heading.field in (*POINTS_FIELDS, *_RESULTS)


class _Names:
    """Which headings stand over names of units; each column is looked at once."""

    def __init__(self, grid: SheetGrid, header: Header) -> None:
        self._grid, self._cells = grid, header.cells
        self._rows = range(header.last_row + 1, min(grid.last_row, header.last_row + _SAMPLE) + 1)
        self._found: dict[int, bool] = {}

    def start(self, first: int, end: int) -> bool:
        """Say whether headings begin with one over names of units, behind that of their numbers perhaps."""
        heading = self._cells[first].heading
        at = first + (heading is not None and heading.field is Field.NUMBER)
        return at < end and not _is_of_points(self._cells[at]) and self._stand_below(at)

    def _stand_below(self, at: int) -> bool:
        """Say whether short, different texts without points stand below a heading, and no numbers."""
        if at not in self._found:
            values = self._grid.values(self._rows, self._cells[at].column)
            self._found[at] = profile(values).names_units
        return self._found[at]


def _without_notes(grid: SheetGrid, header: Header) -> Header:
    """Leave out a list that stands some blank columns beside a table and names no units: a numbered key to the reasons.

    Columns without a text below their headings explain nothing: they are the table's own, however far away.  Others
    may be either, and are marked.
    """
    cells = header.cells
    far = [at for at, (left, right) in enumerate(pairwise(cells), 1) if right.column - left.column > _WIDEST_GAP]
    if not far:
        return header
    explained = _last_over_text(grid, header)
    fields = [cell.heading.field if cell.heading else None for cell in cells]
    units = max((at for at, field in enumerate(fields) if field is Field.UNIT), default=-1)
    may_part = [at for at in far if units < at <= explained]
    # What heads a table goes on doing so with more columns, so the first gap behind one can be halved for.
    first = bisect_left(may_part, True, key=lambda at: is_assessment(replace(header, cells=cells[:at]).fields))
    if first == len(may_part):
        return header
    at = may_part[first]
    if Field.NUMBER in fields[at:]:
        return replace(header, cells=cells[:at], end=cells[at].column)
    return replace(header, apart=cells[at].column)


def _last_over_text(grid: SheetGrid, header: Header) -> int:
    """Return the place of the rightmost heading with a text anywhere below it; -1 where none has."""
    rows = range(header.last_row + 1, grid.last_row + 1)
    texts = (
        at
        for at in reversed(range(len(header.cells)))
        if any(isinstance(v, str) and not is_blank(v) for v in grid.values(rows, header.cells[at].column))
    )
    return next(texts, -1)


def _cut(header: Header, starts: Sequence[int]) -> list[Header]:
    columns = [cell.column for cell in header.cells]
    ends = [0, *(bisect_left(columns, start) for start in starts), len(columns)]
    return [replace(header, cells=header.cells[start:end]) for start, end in pairwise(ends)]


def _same_units(header: Header) -> list[int]:
    """Return the columns of units that are headed alike, each with points of its own: tables beside each other."""
    units = [cell for cell in header.cells if cell.heading and cell.heading.field is Field.UNIT]
    alike = [cell.column for cell in units if keys(cell.text) == keys(units[0].text)]
    pieces = _cut(header, alike[1:]) if alike else []
    return alike if all(not piece.fields.isdisjoint(POINTS_FIELDS) for piece in pieces) else []
