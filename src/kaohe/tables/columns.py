"""Which heading is used for which field, and what the cells below it really hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from kaohe.core.cells import CellRef, CellValue, ExcelError
from kaohe.core.records import NamedTuple, replace
from kaohe.core.schema import Field
from kaohe.core.table import Column, Gap, GapKind
from kaohe.tables.grid import Merges, SheetGrid, is_blank
from kaohe.tables.header import POINTS_FIELDS, Header
from kaohe.tables.heading import Heading, keys

_ANY_REASON = frozenset({"原因", "事由"})
#: Headings less sure than this are no rivals of one that is surer.
_SURE = 100


class Placed(NamedTuple):
    """A column of the sheet that a table uses."""

    column: int
    text: str
    heading: Heading


def choose(header: Header, sheet: str, fields: Iterable[Field]) -> tuple[tuple[Placed, ...], tuple[Gap, ...]]:
    """Return the column that is used for each of ``fields``, left to right, and a gap for each that could be the same."""
    placed: list[Placed] = []
    gaps: list[Gap] = []
    for field in fields:
        known = [
            Placed(cell.column, cell.text, cell.heading)
            for cell in header.cells
            if cell.heading is not None and cell.heading.field is field
        ]
        ordered = sorted(known, key=lambda each: each.heading.doubt)
        used, others = ordered[:1], ordered[1:]
        placed += used
        gaps += (
            _other_column(sheet, header, other, used[0])
            for other in others
            if used[0].heading.doubt >= _SURE or other.heading.doubt < _SURE
        )
    return tuple(sorted(placed)), tuple(gaps)


def is_vague(text: str) -> bool:
    """Say whether a heading of points may as well head remarks: 原因, 备注（扣分说明）."""
    return keys(text)[-1] in _ANY_REASON or any("备注" in key for key in keys(text))


def _other_column(sheet: str, header: Header, other: Placed, used: Placed) -> Gap:
    return Gap(GapKind.OTHER_COLUMN, CellRef(sheet, header.last_row, other.column), (other.text, used.text))


def read_columns(
    grid: SheetGrid,
    merges: Merges,
    placed: Sequence[Placed],
    rows: Sequence[int],
    further: Sequence[Sequence[int]],
    *,
    uncalculated: Collection[Field] = (Field.REASONS,),
) -> tuple[Column, ...]:
    """Return the columns over the units' ``rows``; ``further`` are the further lines of each unit.

    The nth further lines of all units make one more column beside each column of points,
    so that no text is joined and every finding lies in the cell it speaks of.  A cell merged
    down over several units holds for each of them.  Formulas that nobody has calculated are errors in the
    columns of the fields ``uncalculated``.
    """
    columns: list[Column] = []
    cells = grid.rows(rows)
    for each in placed:
        lines = [_read(grid, each, rows, cells)]
        if merges:
            lines = [replace(lines[0], values=_under_merged(grid, merges, lines[0], rows))]
        if each.heading.field in POINTS_FIELDS:
            lines += _further_lines(grid, each, rows, further)
        if grid.uncalculated and each.heading.field in uncalculated:
            lines = [replace(line, values=_calculated(grid, merges, line, line.rows or rows)) for line in lines]
        columns += lines
    return tuple(columns)


def _read(grid: SheetGrid, placed: Placed, rows: Sequence[int], cells: Sequence[Sequence[CellValue]]) -> Column:
    """Return a column over ``rows``, whose cells are ``cells``."""
    column = placed.column
    index = column - grid.first_column
    values = tuple([None if index >= len(row) or row[index] == "" else row[index] for row in cells])
    formulas: tuple[str | None, ...] = ()
    if grid.formulas:
        formulas = tuple(grid.formulas.get((row, column)) for row in rows)
    return Column(
        placed.heading.field, column, placed.text, values, formulas if any(formulas) else (), placed.heading.sign
    )


def _under_merged(grid: SheetGrid, merges: Merges, column: Column, rows: Sequence[int]) -> tuple[CellValue, ...]:
    areas = (merges.area(row, column.index) for row in rows)
    return tuple(
        value if area is None or area.column1 != column.index else grid.value(area.row1, area.column1)
        for value, area in zip(column.values, areas, strict=True)
    )


def _calculated(grid: SheetGrid, merges: Merges, column: Column, rows: Sequence[int]) -> tuple[CellValue, ...]:
    """Return a column's values with an error in place of each blank that is a formula nobody has calculated."""
    areas = (merges.area(row, column.index) for row in rows)
    shown = ((area.row1, area.column1) if area else (row, column.index) for row, area in zip(rows, areas, strict=True))
    return tuple(
        ExcelError.NOT_CALCULATED if value is None and place in grid.uncalculated else value
        for value, place in zip(column.values, shown, strict=True)
    )


def _further_lines(
    grid: SheetGrid, placed: Placed, rows: Sequence[int], further: Sequence[Sequence[int]]
) -> list[Column]:
    columns = []
    for depth in range(max(map(len, further), default=0)):
        # A unit with fewer lines points below the sheet, where every cell is blank.
        below = grid.last_row + 1
        line_rows = [lines[depth] if depth < len(lines) else below for lines in further]
        column = _read(grid, placed, line_rows, [grid.row(row) for row in line_rows])
        if not (
            all(map(is_blank, column.values)) and grid.uncalculated.isdisjoint((row, column.index) for row in line_rows)
        ):
            shown = [line if line != below else row for line, row in zip(line_rows, rows, strict=True)]
            columns.append(replace(column, rows=tuple(shown)))
    return columns
