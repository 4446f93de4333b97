"""What a file holds besides its tables, so that an import can list it: texts above and below, other columns and sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kaohe.assessment.figures import shown
from kaohe.core.cells import CellRef, CellValue
from kaohe.core.records import NamedTuple
from kaohe.core.schema import TIE_KEY, CategoryField, Field, Sheet
from kaohe.core.table import Column, Layout, Sheets, Table
from kaohe.core.text import fold
from kaohe.tables import row_kinds
from kaohe.tables.grid import SheetGrid

#: Sheets of a workbook of Kaohe's that say nothing of their own; those that are marked no reader hands over.
_OWN = frozenset(
    {Sheet.CATEGORIES, Sheet.SETTINGS, Sheet.GUIDE, Sheet.FINDINGS, Sheet.MERGER, Sheet.IMPORT, Sheet.COMPARISON}
)
#: Columns of the template that only its formulas need.
_HELPERS = frozenset({CategoryField.RANK_GROUP, TIE_KEY})
_JOINT = "　"
#: Characters of a line, so that it fits a cell.
_LONGEST_LINE = 8_000


class Rest(NamedTuple):
    """A text that no table took, and where it stands: the first cell of its row, None outside of all cells.

    ``above`` says that it stands above the first table of its sheet, as title and lines to sign do, ``below`` that it
    stands under the last unit, as lines to sign do in other offices; ``unit`` is the name of the unit whose row it stands in, ``cells`` are the texts of the cells that it was put together from.
    """

    where: CellRef | None
    text: str
    above: bool = False
    unit: str = ""
    cells: tuple[str, ...] = ()
    below: bool = False

    @property
    def place(self) -> str:
        """Where it stands, in the words of the sheet; empty where that is nowhere."""
        cell = f"{self.where.sheet} {self.where.a1}" if self.where else ""
        return f"{cell}（{self.unit}）" if self.unit else cell


def remainder(grids: Sequence[SheetGrid], sheets: Sheets) -> Iterator[Rest]:
    """Yield what ``sheets`` holds nothing of, row by row; a sheet without any table counts as one text."""
    of_kaohe = any(table.layout is Layout.TEMPLATE for table in sheets.tables)
    catalogues = {row.where.sheet for row in sheets.catalogue or () if row.where}
    for grid in grids:
        if grid.name in catalogues or (of_kaohe and grid.name in _OWN):
            continue
        tables = [table for table in sheets.tables if table.sheet == grid.name]
        yield from _rows(grid, tables) if tables else _whole(grid)
        yield from (Rest(None, text) for text in grid.leftovers)
        yield from (Rest(CellRef(grid.name, *cell) if cell else None, text) for cell, text in grid.remarks)


def _whole(grid: SheetGrid) -> Iterator[Rest]:
    filled = [row for row in range(grid.first_row, grid.last_row + 1) if any(grid.filled(row))]
    if filled:
        where = CellRef(grid.name, filled[0], grid.first_column)
        yield Rest(where, f"整张工作表没有考核表，没有导入（{len(filled)}行有内容）")


def _rows(grid: SheetGrid, tables: Sequence[Table]) -> Iterator[Rest]:
    taken = _taken(tables)
    headings = {part for table in tables for column in _columns(table) for part in _parts(column.header)}
    categories = {fold(name) for table in tables for name in table.categories if name}
    units = {row: name for table in tables for row, name in _names(table)}
    beside = _other_headings(grid, tables, headings)
    first = min(table.header_row for table in tables)
    top, helpers = grid.first_row, frozenset[int]()
    passed: dict[int, list[str]] = {}
    told_below = {column for row in units if beside for column, _ in grid.filled(row) if column in beside} - helpers
    if tables[0].layout is Layout.TEMPLATE:  # its own title and legend, and the columns that its formulas need
        top, helpers = first, frozenset(column for column, text in beside.items() if text in _HELPERS)
    for row in range(top, grid.last_row + 1):
        filled = ((column, value) for column, value in grid.filled(row) if column not in helpers)
        own = taken.get(row, ())
        cells = {column: value for column, value in filled if column not in own}
        if not cells or row_kinds.are_column_numbers(dict(grid.filled(row)).values()):
            continue
        left = {column: text for column, text in _texts(cells) if not _is_known(text, headings, categories)}
        if row in units:
            for column in sorted(left.keys() & beside.keys()):
                text = left.pop(column)
                passed.setdefault(column, []).append(f"{units[row]}：{text}" if units[row] else text)
        left = {column: text for column, text in left.items() if column not in told_below or text != beside[column]}
        if left:
            told = tuple(dict.fromkeys(left.values()))
            where, is_below = CellRef(grid.name, row, min(left)), row > max(units, default=grid.last_row)
            yield Rest(where, _JOINT.join(told), row < first, units.get(row, ""), told, is_below)
    for column, texts in sorted(passed.items()):
        yield from _column(CellRef(grid.name, max(table.header_row for table in tables), column), beside[column], texts)


def _column(where: CellRef, heading: str, texts: Sequence[str]) -> Iterator[Rest]:
    """Yield one line on a column that means nothing here, whatever the number of its cells (more, if it were too long)."""
    start = 0
    while start < len(texts):
        end, size = start, 0
        while end < len(texts) and (end == start or size + len(texts[end]) < _LONGEST_LINE):
            size += len(texts[end]) + 1
            end += 1
        line = f"“{heading}”一列没有导入（{end - start}格）：{'；'.join(texts[start:end])}"
        yield Rest(where, line, cells=(line,))
        start = end


def _names(table: Table) -> Iterator[tuple[int, str]]:
    if column := table.column(Field.UNIT):
        for row, value in zip(table.rows, column.values, strict=True):
            yield row, "" if value is None else shown(value).strip()


def _other_headings(grid: SheetGrid, tables: Sequence[Table], known: set[str]) -> dict[int, str]:
    """Return the headings of columns that mean nothing here: 联系人, 备注."""
    found = (cell for table in tables for cell in _texts(dict(grid.filled(table.header_row))))
    return {column: text for column, text in found if fold(text) not in known}


def _taken(tables: Sequence[Table]) -> dict[int, frozenset[int]]:
    """Return the columns of each row whose cells a table took."""
    taken: dict[int, frozenset[int]] = {}
    for table in tables:
        columns = _columns(table)
        usual = frozenset(column.index for column in columns if not column.rows)
        for row in table.rows:
            taken[row] = taken[row] | usual if row in taken else usual
        for column in columns:
            for row in column.rows:
                taken[row] = taken.get(row, frozenset()) | {column.index}
    return taken


def _columns(table: Table) -> tuple[Column, ...]:
    single = (table.base, table.coefficient, table.ties)
    told = (*table.columns, *table.sums, *table.marks, *table.remarks)
    return (*told, *(column for column in single if column is not None))


def _parts(header: str) -> Iterator[str]:
    yield fold(header)
    yield from map(fold, header.split("/"))


def _texts(cells: dict[int, CellValue]) -> Iterator[tuple[int, str]]:
    for column, value in cells.items():
        yield column, value.strip() if isinstance(value, str) else shown(value)


def _is_known(text: str, headings: set[str], categories: set[str]) -> bool:
    """Say whether a cell is one of the headings, repeated on a later page perhaps, or names a category."""
    folded = fold(text)
    return folded in headings or folded in categories or fold(row_kinds.band_name(text)) in categories
