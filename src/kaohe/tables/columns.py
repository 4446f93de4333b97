"""Which heading is used for which field, and what the cells below it really hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from kaohe.core.cells import CellRef, CellValue, ExcelError
from kaohe.core.schema import Field
from kaohe.core.table import Column, Gap, GapKind
from kaohe.core.text import fold
from kaohe.tables.grid import Merges, SheetGrid, is_blank
from kaohe.tables.header import POINTS_FIELDS, Header
from kaohe.tables.heading import Heading, keys

_POINTS = re.compile(r"^[+-]?\d*\.?\d+\s*分?$")
_NEUTRAL = re.compile(r"^(?:[-/~*]+|无|没有|不[扣加]分)$")
#: A text longer than this is no number of points.
_LONGEST_POINTS = 16
_SUM = re.compile(r"合计|小计|总计|总分")
_WHOLE_SUM = re.compile(r"合计|总计|总分")
_BASE = re.compile(r"(?:基础|基准|基本|起评|起始)分(?:值|数)?$")
_SUMMED = frozenset({Field.ADDED, Field.DEDUCTED})
_ANY_REASON = frozenset({"原因", "事由"})
#: Headings less sure than this are no rivals of one that is surer.
_SURE = 100


class Placed(NamedTuple):
    """A column of the sheet that a table uses."""

    column: int
    text: str
    heading: Heading


def choose(header: Header, sheet: str) -> tuple[tuple[Placed, ...], tuple[Gap, ...]]:
    """Return the columns that are used, left to right, and a gap for each that could be the same field."""
    placed: list[Placed] = []
    gaps: list[Gap] = []
    for field in Field:
        known = [
            Placed(cell.column, cell.text, cell.heading)
            for cell in header.cells
            if cell.heading is not None and cell.heading.field is field
        ]
        used, others = _rivals(field, known)
        placed += used
        gaps += (_other_column(sheet, header, other, used[0]) for other in others)
    return tuple(sorted(placed)), tuple(gaps)


def _rivals(field: Field, known: list[Placed]) -> tuple[list[Placed], list[Placed]]:
    """Return the columns of one field to use, and those that could as well have been meant."""
    if field in POINTS_FIELDS:
        # Points may stand in several columns, as one for each quarter; but a column of their sum would count twice.
        parts = [each for each in known if not _SUM.search(keys(each.text)[-1])] or known
        sure = [each for each in parts if not _is_vague(each.text)] or parts
        return sure, [each for each in parts if each not in sure]
    ordered = sorted(known, key=lambda each: each.heading.doubt)
    used, others = ordered[:1], ordered[1:]
    return used, [each for each in others if used[0].heading.doubt >= _SURE or each.heading.doubt < _SURE]


def _is_vague(text: str) -> bool:
    """Say whether a heading of points may as well head remarks: 原因, 备注（扣分说明）."""
    return keys(text)[-1] in _ANY_REASON or any("备注" in key for key in keys(text))


def choose_sums(header: Header, placed: Sequence[Placed]) -> tuple[Placed, ...]:
    """Return the columns that sum up others of their field over the whole table, not over a half-year or a group."""
    fields, used = {each.heading.field for each in placed}, {each.column for each in placed}
    return tuple(
        Placed(cell.column, cell.text, cell.heading)
        for cell in header.cells
        if cell.heading is not None
        and cell.heading.field in fields & _SUMMED
        and cell.column not in used
        and cell.heading.doubt < _SURE
        and _WHOLE_SUM.search(keys(cell.text)[-1])
    )


def _other_column(sheet: str, header: Header, other: Placed, used: Placed) -> Gap:
    return Gap(GapKind.OTHER_COLUMN, CellRef(sheet, header.last_row, other.column), (other.text, used.text))


def read_columns(
    grid: SheetGrid,
    merges: Merges,
    placed: Sequence[Placed],
    rows: Sequence[int],
    further: Sequence[Sequence[int]],
    *,
    by_values: bool,
) -> tuple[Column, ...]:
    """Return the columns over the units' ``rows``; ``further`` are the further lines of each unit.

    ``by_values`` lets the cells decide whether a column holds reasons or numbers of points.

    The nth further lines of all units make one more column beside each column of points,
    so that no text is joined and every finding lies in the cell it speaks of.  A cell merged
    down over several units holds for each of them.
    """
    columns: list[Column] = []
    cells = [grid.row(row) for row in rows]
    for each in placed:
        lines = [_read(grid, each, rows, cells)]
        if merges:
            lines = [replace(lines[0], values=_under_merged(grid, merges, lines[0], rows))]
        if each.heading.field in POINTS_FIELDS:
            lines += _further_lines(grid, each, rows, further)
        if grid.uncalculated and each.heading.field in (POINTS_FIELDS if by_values else (Field.REASONS,)):
            lines = [replace(line, values=_calculated(grid, merges, line, line.rows or rows)) for line in lines]
        columns += lines
    return tuple(_by_values(columns) if by_values else columns)


def read_sums(grid: SheetGrid, sums: Sequence[Placed], rows: Sequence[int]) -> tuple[Column, ...]:
    """Return the columns of sums over the units' ``rows``."""
    cells = [grid.row(row) for row in rows] if sums else []
    return tuple(_read(grid, each, rows, cells) for each in sums)


def read_base(grid: SheetGrid, header: Header, rows: Sequence[int]) -> Column | None:
    """Return the column of base scores (基础分, 起评分): kin to scores, but nothing is written there."""
    cell = next((cell for cell in header.cells if _BASE.match(keys(cell.text)[-1])), None)
    if cell is None:
        return None
    return Column(Field.SCORE, cell.column, cell.text, [grid.value(row, cell.column) for row in rows])


def _read(grid: SheetGrid, placed: Placed, rows: Sequence[int], cells: Sequence[Sequence[CellValue]]) -> Column:
    """Return a column over ``rows``, whose cells are ``cells``."""
    column = placed.column
    index = column - grid.first_column
    values = tuple(None if index >= len(row) or row[index] == "" else row[index] for row in cells)
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


def _by_values(columns: Sequence[Column]) -> Iterator[Column]:
    """Yield the columns under the field that their cells show: 扣分 may head numbers or reasons.

    Beside a column of reasons one number is enough: what else stands there is a number spelled badly (零点二).
    """
    leaning = {index: _lean(lines) for index, lines in groupby(columns, key=lambda column: column.index)}
    texts = {column.index for column in columns if column.field is Field.REASONS and leaning[column.index].says_texts}
    for column in columns:
        field, lean = column.field, leaning[column.index]
        if field is Field.REASONS and lean.numbers > lean.texts:
            field = Field.DEDUCTED if column.sign == -1 else Field.ADDED
        elif field in _SUMMED and lean.says_texts and not (texts and lean.numbers):
            field = Field.REASONS
        yield column if field is column.field else replace(column, field=field)


class _Lean(NamedTuple):
    """How many cells of a column show text, and how many numbers of points."""

    texts: int
    numbers: int

    @property
    def says_texts(self) -> bool:
        return self.texts > self.numbers


def _lean(lines: Iterable[Column]) -> _Lean:
    weights = Counter(_weigh(value) for line in lines if line.field in POINTS_FIELDS for value in line.values)
    return _Lean(weights[-1], weights[1])


def _weigh(value: CellValue) -> int:
    """Return 1 for a number of points, -1 for text, 0 for what may stand in either column."""
    if value is None or isinstance(value, bool):
        return 0
    if not isinstance(value, str):
        return 1
    if len(value) > _LONGEST_POINTS:
        return -1
    folded = fold(value).strip()
    if not folded or _NEUTRAL.match(folded) or folded.startswith("#"):
        return 0
    return 1 if _POINTS.match(folded) else -1
