"""One table's place in its sheet, and what each row shows inside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum, auto

from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.records import dataclass
from kaohe.core.schema import COMPUTED, Field
from kaohe.tables import row_kinds
from kaohe.tables.bases import tells_terms, without_base
from kaohe.tables.columns import Placed
from kaohe.tables.content import mentions_points
from kaohe.tables.grid import Area, Merges, SheetGrid, is_blank
from kaohe.tables.header import POINTS_FIELDS, Header

Cells = Mapping[int, CellValue]


class RowKind(Enum):
    """What one row below a header is."""

    BLANK = auto()
    UNIT = auto()
    LONE_UNIT = auto()  # only the unit's cell is filled: a unit without anything, or a band
    LINE = auto()  # a further line of the unit above
    BAND = auto()
    ASIDE = auto()  # totals, remarks, lines to sign
    UNPLACED = auto()


@dataclass(frozen=True, slots=True)
class Frame:
    """The columns of one table; ``first_column`` to ``last_column`` is what belongs to it (and not to a neighbour).

    ``passed_over`` is a column that names units too, but not those that are assessed: 乡镇 beside 村.  ``of_columns`` are rows that
    speak of the columns: their maxima, their weights.  ``by_stem`` says that units are called 甲, 乙, 丙, or
    1, 2, 3.
    """

    grid: SheetGrid
    merges: Merges
    unit: int
    number: int | None
    category: int | None
    passed_over: int | None
    points: frozenset[int]
    results: frozenset[int]
    computed: frozenset[int]
    first_column: int
    last_column: int
    last_placed: int
    of_columns: frozenset[int] = frozenset()
    by_stem: bool = False

    @classmethod
    def of(
        cls,
        grid: SheetGrid,
        merges: Merges,
        header: Header,
        placed: Sequence[Placed],
        span: tuple[int, int],
        of_columns: frozenset[int] = frozenset(),
    ) -> Frame:
        """Return the frame of a table with a column of units, from the columns that it uses."""
        columns = {each.heading.field: each.column for each in placed}

        def pick(*fields: Field) -> frozenset[int]:
            return frozenset(each.column for each in placed if each.heading.field in fields)

        return cls(
            grid,
            merges,
            columns[Field.UNIT],
            columns.get(Field.NUMBER),
            columns.get(Field.CATEGORY),
            next((column for column in header.columns(Field.UNIT) if column != columns[Field.UNIT]), None),
            pick(*POINTS_FIELDS),
            pick(Field.SCORE, Field.RANK),
            pick(*COMPUTED),
            *span,
            max(columns.values()),
            of_columns,
            _named_by_stem(grid, header, columns[Field.UNIT]),
        )

    def cells(self, row: int) -> Cells:
        """Return what a person typed into a row: formulas filled down ahead of the units are left out."""
        grid, computed, formulas = self.grid, self.computed, self.grid.formulas
        first, last = self.first_column, self.last_column
        cells: dict[int, CellValue] = {
            column: value
            for column, value in enumerate(grid.row(row), grid.first_column)
            if value is not None
            and first <= column <= last
            and not (formulas and column in computed and (row, column) in formulas)
            and not (type(value) is str and is_blank(value))
        }
        if grid.uncalculated and (self.unit in cells or self._below_unit(row)):
            cells.update(self._uncalculated(row))
        return cells

    def _uncalculated(self, row: int) -> dict[int, CellValue]:
        """Return the reasons of a unit that formulas give: not blank, though nobody has calculated them."""
        missing = self.grid.uncalculated
        return {column: ExcelError.NOT_CALCULATED for column in self.points - self.computed if (row, column) in missing}

    def kind(self, row: int, cells: Cells) -> RowKind:
        """Return what a row is, judged by itself."""
        if row in self.of_columns:
            return RowKind.ASIDE
        text, counted = first_text(cells), self.counts(cells)
        if not cells or (len(cells) == 1 and counted and not self._spans_columns(row, text, cells)):
            return RowKind.BLANK
        unit = cells.get(self.unit)
        if row_kinds.is_total(text) or (unit is not text and isinstance(unit, str) and row_kinds.is_total(unit)):
            return RowKind.ASIDE
        if isinstance(unit, str) and not counted and (kind := _kind_of_no_unit(unit)):
            return kind
        if unit is not None and (counted or not isinstance(unit, str)):
            return RowKind.ASIDE if self._numbers_columns(cells) else RowKind.UNIT
        return self._kind_of_texts(row, cells, unit, text)

    def _kind_of_texts(self, row: int, cells: Cells, unit: CellValue, text: str) -> RowKind:
        """Return the kind of a row without a unit's number."""
        if _are_asides(cells):
            return RowKind.ASIDE
        if self._spans_columns(row, text, cells) or (len(cells) > 1 and set(cells.values()) == {text}):
            return _kind_of_text(text)
        return self._uncounted(cells, unit) if unit is not None else self._unnamed(row, cells, text)

    def _numbers_columns(self, cells: Cells) -> bool:
        """Say whether a row numbers the columns (甲 | 1 | 2 | 3), and is no unit among 甲, 乙, 丙."""
        return row_kinds.are_column_numbers(cells.values()) and not (
            self.by_stem and (cells.get(self.unit) in row_kinds.STEMS or isinstance(cells.get(self.unit), Decimal))
        )

    def _uncounted(self, cells: Cells, unit: CellValue) -> RowKind:
        """Return the kind of a row with a text in the column of units but no number."""
        if self._numbers_columns(cells):
            return RowKind.ASIDE
        results = not self.results.isdisjoint(cells)
        if not results and row_kinds.is_remark(str(unit)):
            return RowKind.ASIDE
        points = not self.points.isdisjoint(cells)
        if not points and not results and self._is_chinese_numeral(cells):
            return RowKind.BAND
        if points or results or not {self.category, self.passed_over}.isdisjoint(cells):
            return RowKind.UNIT
        return RowKind.LONE_UNIT

    def _unnamed(self, row: int, cells: Cells, text: str) -> RowKind:
        """Return the kind of a row without a unit's name."""
        points = not self.points.isdisjoint(cells)
        results = [value for column, value in cells.items() if column in self.results]
        if self.counts(cells):
            return RowKind.UNIT if points or results else RowKind.BLANK
        if self.number in cells:
            return _kind_of_text(text)
        if points and self._below_unit(row):
            return RowKind.LINE
        if points and self.passed_over in cells:
            return RowKind.UNIT
        if min(cells) not in self.points and row_kinds.is_remark(text):
            return RowKind.ASIDE
        return self._points_without_unit(cells, results, text) if points else self._lone(cells, text)

    def _points_without_unit(self, cells: Cells, results: Sequence[CellValue], text: str) -> RowKind:
        if results:
            return RowKind.UNIT if all(map(row_kinds.is_number, results)) else RowKind.UNPLACED
        return RowKind.LINE if self._reads_on(cells) else self._lone(cells, text)

    def _lone(self, cells: Cells, text: str) -> RowKind:
        """Return the kind of a row that tells nothing of a unit."""
        if not text:
            return RowKind.ASIDE if all(isinstance(value, date) for value in cells.values()) else RowKind.UNPLACED
        alone = len(cells) == 1 and min(cells) <= self.last_placed
        return _kind_of_text(text) if alone else RowKind.UNPLACED

    def counts(self, cells: Cells) -> bool:
        """Say whether a row bears a unit's number."""
        return self.number is not None and row_kinds.is_numbering(cells.get(self.number))

    def _is_chinese_numeral(self, cells: Cells) -> bool:
        return self.number is not None and row_kinds.is_chinese_numeral(cells.get(self.number))

    def _below_unit(self, row: int) -> bool:
        """Say whether the unit's cell above is merged down to this row."""
        area = self.merges.area(row, self.unit)
        return area is not None and area.row1 < row

    def starts_unit(self, row: int) -> int:
        """Return the row that a unit's merged cell starts in."""
        area = self.merges.area(row, self.unit)
        return area.row1 if area is not None else row

    def band_text(self, cells: Cells) -> str:
        """Return the name that a band shows; 一 before it is its number."""
        if self._is_chinese_numeral(cells) and self.unit in cells:
            return str(cells[self.unit])
        return first_text(cells)

    def _reads_on(self, cells: Cells) -> bool:
        """Say whether what a row holds in the columns of points belongs to the unit above: numbers, or reasons."""
        values = [value for column, value in cells.items() if column in self.points]
        return any(map(row_kinds.is_number, values)) or not row_kinds.names_group(str(values[0]))

    def _spans_columns(self, row: int, text: str, cells: Cells) -> bool:
        """Say whether the row's first text is merged across columns that hold different things."""
        if not self.merges or not text:
            return False
        column = next(column for column, value in cells.items() if value == text)
        area = self.merges.area(row, column)
        return area is not None and area.column2 > area.column1 and self._meanings(area) > 1

    def spans_all(self, row: int, cells: Cells) -> bool:
        """Say whether a row shows one text that is merged over every column that means something."""
        if len(cells) != 1 or not self.merges:
            return False
        ((column, value),) = cells.items()
        area = self.merges.area(row, column)
        named = {self.unit, self.number, self.category, *self.points, *self.results} - {None}
        return isinstance(value, str) and area is not None and self._meanings(area) == len(named)

    def _meanings(self, area: Area) -> int:
        named = {self.unit, self.number, self.category, *self.points, *self.results} - {None}
        return sum(area.column1 <= column <= area.column2 for column in named if column is not None)


#: So many rows below the headings say how units are called.
_SAMPLE = 60


def _named_by_stem(grid: SheetGrid, header: Header, unit: int) -> bool:
    rows = range(header.last_row + 1, min(grid.last_row, header.last_row + _SAMPLE) + 1)
    names = {value for row in rows if (value := grid.value(row, unit)) is not None}
    return len(names & row_kinds.STEMS) > 1 or (len(names) > 1 and all(isinstance(name, Decimal) for name in names))


def first_text(cells: Cells) -> str:
    """Return the leftmost text that is not just a number, or an empty one."""
    for value in cells.values():
        if type(value) is str and not row_kinds.is_number(value):
            return value
    return ""


def _are_asides(cells: Cells) -> bool:
    texts = [value for value in cells.values() if isinstance(value, str)]
    return bool(texts) and len(texts) == len(cells) and all(map(row_kinds.is_aside, texts))


def _kind_of_no_unit(unit: str) -> RowKind | None:
    """Return what a text in the column of units is where it can't be a unit: a remark, a line of a reason."""
    if row_kinds.names_no_unit(unit):
        return RowKind.ASIDE
    if not mentions_points(unit):
        return None
    return _kind_of_text(unit) if tells_terms(unit) else RowKind.UNPLACED


def _kind_of_text(text: str) -> RowKind:
    if row_kinds.is_remark(text):
        return RowKind.ASIDE
    if tells_terms(text):
        text = without_base(text)
        return RowKind.BAND if row_kinds.is_marked(text) or row_kinds.names_class(text) else RowKind.ASIDE
    band = row_kinds.could_be_band(text) and not mentions_points(text) and not row_kinds.is_bracketed(text)
    return RowKind.BAND if band else RowKind.UNPLACED
