"""固化为数值: the formulas of assessment tables become what they show, for computers without the add-in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial

import xlwings as xw

from kaohe.core.cells import CellRef, ExcelError
from kaohe.core.table import Layout, Table
from kaohe.excel.cells.blocks import Entry, entry
from kaohe.excel.cells.places import runs
from kaohe.excel.cells.spreads import Spread, lone_arrays
from kaohe.excel.commands.recalculation import NO_TABLE
from kaohe.excel.session.journal import recording
from kaohe.excel.session.manners import undisturbed
from kaohe.excel.session.refusal import RefusalError
from kaohe.excel.workbook.reader import OpenWorkbook, read_open_workbook
from kaohe.excel.workbook.writer import require_writable
from kaohe.tables import Area

_ERRORS = (
    "{sheet} {cell}等{count}个单元格显示错误值（{error}），固化后就改不回来了，没有固化。"
    "请先点“重新计算”；仍有错误值时，点“错误详情”看原因。"
)


def freeze_values(book: xw.Book) -> str:
    """Replace the formulas in the rows of all tables by their values."""
    with undisturbed(book):
        opened = read_open_workbook(book)
        if not opened.sheets.tables:
            raise RefusalError(NO_TABLE.format(name=book.name))
        cells = {cell for table in opened.sheets.tables for cell in _formula_cells(opened, table)}
        spreads = {sheet: _reached(found, sheet, cells) for sheet, found in opened.spreads.items()}
        cells |= {CellRef(sheet, *cell) for sheet, found in spreads.items() for each in found for cell in each.cells}
        _refuse_errors(opened, cells)
        require_writable(book, sorted({cell.sheet for cell in cells}))
        columns: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
        for cell in cells:
            columns[cell.sheet, cell.column].append(cell.row)
        spreads = _with_lone_arrays(book, opened, spreads, columns)
        with recording(book, "固化为数值", opened.anchors) as pen:
            for sheet, found in spreads.items():
                for spread in found:
                    pen.add_undo(f"工作表“{sheet}”的公式", partial(_spread_again, sheet, spread))
            for (sheet, column), rows in sorted(columns.items()):
                grid = opened.grids[sheet]
                pen.make_general(sheet, [(row, column) for row in sorted(rows)])
                for run in runs(sorted(rows)):
                    before: list[list[Entry]] = [[_formula_of(opened, spreads, sheet, row, column)] for row in run]
                    after = [[entry(grid.value(row, column))] for row in run]
                    pen.enter(sheet, Area(run[0], column, run[-1], column), before, after)
    return f"已把{len(cells)}个公式固化为数值" if cells else "考核表里没有公式"


def _reached(found: Sequence[Spread], sheet: str, cells: set[CellRef]) -> list[Spread]:
    """Return the spread formulas that fill any of the cells: such a formula goes as a whole, or not at all."""
    return [each for each in found if any(CellRef(sheet, *cell) in cells for cell in each.cells)]


def _with_lone_arrays(
    book: xw.Book,
    opened: OpenWorkbook,
    spreads: Mapping[str, list[Spread]],
    columns: Mapping[tuple[str, int], list[int]],
) -> dict[str, list[Spread]]:
    """Return the spread formulas, and with them those that are arrays in one cell."""
    found = {sheet: [*each] for sheet, each in spreads.items()}
    for (sheet, column), rows in columns.items():
        grid, known = opened.grids[sheet], {cell for each in found.get(sheet, ()) for cell in each.cells}
        if grid.tables:  # an Excel Table takes no arrays
            continue
        for run in runs(sorted(row for row in rows if (row, column) not in known)):
            found.setdefault(sheet, []).extend(lone_arrays(book.sheets[sheet], grid, [(row, column) for row in run]))
    return found


def _formula_of(opened: OpenWorkbook, spreads: Mapping[str, list[Spread]], sheet: str, row: int, column: int) -> Entry:
    """Return what is entered to have a cell's formula back; a spread one waits until all its cells are blank."""
    spread = any((row, column) in each.cells for each in spreads.get(sheet, ()))
    return "" if spread else opened.grids[sheet].formulas[row, column]


def _spread_again(sheet: str, spread: Spread, book: xw.Book) -> None:
    spread.enter(book.sheets[sheet])


def _formula_cells(opened: OpenWorkbook, table: Table) -> list[CellRef]:
    """Return the formulas of a table's units; the template's rows that wait for a unit count too."""
    rows = set(table.rows)
    own = table.layout is Layout.TEMPLATE
    return [
        CellRef(table.sheet, row, column)
        for row, column in opened.grids[table.sheet].formulas
        if row in rows or (own and row > table.header_row)
    ]


def _refuse_errors(opened: OpenWorkbook, cells: set[CellRef]) -> None:
    wrong = sorted(
        cell for cell in cells if isinstance(opened.grids[cell.sheet].value(cell.row, cell.column), ExcelError)
    )
    if wrong:
        first = wrong[0]
        error = opened.grids[first.sheet].value(first.row, first.column)
        raise RefusalError(_ERRORS.format(sheet=first.sheet, cell=first.a1, count=len(wrong), error=error))
