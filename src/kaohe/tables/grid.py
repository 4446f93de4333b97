"""A sheet as a plain grid of plain values: what any reader hands to the layout."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter

from kaohe.core.cells import CellValue
from kaohe.core.records import NamedTuple, dataclass, field, replace
from kaohe.core.text import INVISIBLE


class Area(NamedTuple):
    """A rectangle of sheet cells, rows and columns counted from 1, all ends included."""

    row1: int
    column1: int
    row2: int
    column2: int


class NamedArea(NamedTuple):
    """An Excel Table: its name and the cells it covers, header included."""

    name: str
    area: Area


class Visibility(StrEnum):
    """Whether a person sees a sheet; a very hidden one is not even listed by 取消隐藏."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "veryHidden"


@dataclass(frozen=True, slots=True)
class SheetGrid:
    """One sheet (or CSV, or text) before anything in it is understood.

    ``cells`` are row-major and start at (``first_row``, ``first_column``); a row may be
    shorter than others, what it lacks is blank.  ``merged`` areas are (row1, column1, row2,
    column2) in sheet coordinates, as are the keys (row, column) of ``formulas``, whose texts
    start with ``=``.  ``tables`` are the Excel Tables of the sheet.  ``leftovers`` are texts
    that the reader itself could not put into any cell; ``remarks`` are those that belong to no
    cell's content (comments, page headers), with their cell (row, column) or None.  ``uncalculated`` are the cells, among
    those of ``formulas``, that look blank because nobody has calculated them yet.

    ``hidden_rows`` and ``hidden_columns`` are not seen by a person, who hid them by hand or by
    an outline, not by a filter.
    ``struck`` are the words of a cell (row, column) that are struck out; ``seen`` is a cell's text with what
    stands raised or lowered in it as such characters (``扣0.1²分``), for cells whose plain text
    (``扣0.12分``) says something else than a person reads.  ``shares`` are the cells whose numbers show as hundredths (0.05 as 5%).
    """

    name: str
    cells: Sequence[Sequence[CellValue]]
    merged: Sequence[tuple[int, int, int, int]] = ()
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)
    first_row: int = 1
    first_column: int = 1
    tables: Sequence[tuple[str, tuple[int, int, int, int]]] = ()
    leftovers: Sequence[str] = ()
    uncalculated: Set[tuple[int, int]] = frozenset()
    remarks: Sequence[tuple[tuple[int, int] | None, str]] = ()
    state: Visibility = Visibility.VISIBLE
    hidden_rows: Set[int] = frozenset()
    hidden_columns: Set[int] = frozenset()
    struck: Mapping[tuple[int, int], str] = field(default_factory=dict)
    seen: Mapping[tuple[int, int], str] = field(default_factory=dict)
    shares: Set[tuple[int, int]] = frozenset()

    @property
    def last_row(self) -> int:
        """The last sheet row of ``cells``; ``first_row - 1`` where there is none."""
        return self.first_row + len(self.cells) - 1

    def row(self, row: int) -> Sequence[CellValue]:
        """Return the values of a sheet row from ``first_column`` on; empty outside the grid."""
        index = row - self.first_row
        return self.cells[index] if 0 <= index < len(self.cells) else ()

    def rows(self, rows: Iterable[int]) -> list[Sequence[CellValue]]:
        """Return the values of many sheet rows, as :meth:`row` does."""
        first, cells, end = self.first_row, self.cells, self.last_row
        return [cells[row - first] if first <= row <= end else () for row in rows]

    def values(self, rows: Iterable[int], column: int) -> list[CellValue]:
        """Return the values of the cells of one column, as :meth:`value` does."""
        index = column - self.first_column
        return [values[index] if 0 <= index < len(values) else None for values in self.rows(rows)]

    def value(self, row: int, column: int) -> CellValue:
        """Return the value of a cell; blank outside the grid."""
        values, index = self.row(row), column - self.first_column
        return values[index] if 0 <= index < len(values) else None

    def filled(self, row: int) -> Iterator[tuple[int, CellValue]]:
        """Yield (column, value) for the cells of a row that are not blank."""
        cells = enumerate(self.row(row), self.first_column)
        return iter([each for each in cells if each[1] is not None and not is_blank(each[1])])


def as_seen(grid: SheetGrid) -> SheetGrid:
    """Return a sheet with the texts that a person reads in place of plain ones; see ``SheetGrid.seen``."""
    if not grid.seen:
        return grid
    rows: dict[int, list[CellValue]] = {}
    for (row, column), text in grid.seen.items():
        values = rows.setdefault(row, list(grid.row(row)))
        if 0 <= column - grid.first_column < len(values):
            values[column - grid.first_column] = text
    cells = [rows.get(row, values) for row, values in enumerate(grid.cells, grid.first_row)]
    return replace(grid, cells=cells, seen={})


def as_share(value: CellValue) -> CellValue:
    """Return a number as a cell in hundredths shows it: 0.05 as 5%; nought is nought."""
    return f"{(value * 100).normalize():f}%" if isinstance(value, Decimal) and value else value


def is_blank(value: CellValue) -> bool:
    """Say whether a cell shows nothing: empty, or a text of blanks and invisible characters only."""
    if not isinstance(value, str):
        return value is None
    # Most texts show something at once, and there are 100,000 of them.
    return not value or ((value[0].isspace() or value[0] in INVISIBLE) and all(map(_unseen, value)))


def _unseen(char: str) -> bool:
    return char.isspace() or char in INVISIBLE


class Merges:
    """Which cell shows in a place that a merged area covers."""

    def __init__(self, grid: SheetGrid) -> None:
        self._rows: dict[int, list[Area]] = {}
        last_column = grid.first_column + max(map(len, grid.cells), default=0) - 1
        # Areas can't overlap in a valid sheet, so all of them cover no more cells than the grid has;
        # a forged file with overlapping ones must not cost more than that either.
        budget = max(len(grid.cells) * last_column, 0)
        for area in map(Area._make, grid.merged):
            last = Area(area.row1, area.column1, min(area.row2, grid.last_row), min(area.column2, last_column))
            budget -= max(last.row2 - last.row1 + 1, 0) * max(last.column2 - last.column1 + 1, 0)
            if budget < 0:
                break
            if last.column1 <= last.column2:
                for row in range(last.row1, last.row2 + 1):
                    self._rows.setdefault(row, []).append(last)
        for areas in self._rows.values():
            areas.sort(key=_first_column)

    def area(self, row: int, column: int) -> Area | None:
        """Return the merged area that a cell lies in (cut to the filled part of the sheet)."""
        areas = self._rows.get(row)
        if areas is None:
            return None
        at = bisect_right(areas, column, key=_first_column) - 1
        return areas[at] if at >= 0 and column <= areas[at].column2 else None

    def __bool__(self) -> bool:
        return bool(self._rows)


_first_column = attrgetter("column1")
