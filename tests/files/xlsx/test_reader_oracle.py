"""Closed workbooks read as openpyxl reads them: values, formulas, merged cells."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.formula import ArrayFormula
from tests.tables.layouts.cases import load_cases
from tests.tables.layouts.workbook import write_workbook

from kaohe.core.cells import ExcelError, number
from kaohe.files.template import build_workbook, empty_content
from kaohe.files.xlsx.reader import read_grids
from kaohe.tables import SheetGrid


def oracle(path: Path) -> dict[str, dict[tuple[int, int], object]]:
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        sheet.title: {
            (cell.row, cell.column): _core(cell.value, cell.data_type)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }
        for sheet in book.worksheets
    }


def _core(value: object, kind: str) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number(value)
    return ExcelError(value) if kind == "e" else value


def formulas_by_openpyxl(path: Path) -> dict[str, set[tuple[int, int]]]:
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: {
            place for row in sheet.iter_rows() for cell in row if cell.data_type == "f" for place in _covered(cell)
        }
        for sheet in book.worksheets
    }


def _covered(cell: openpyxl.cell.Cell) -> set[tuple[int, int]]:
    """Return the cells that a formula gives values to: all of an array's, else its own."""
    if not isinstance(cell.value, ArrayFormula):
        return {(cell.row, cell.column)}
    column1, row1, column2, row2 = openpyxl.utils.range_boundaries(cell.value.ref)
    return {(row, column) for row in range(row1, row2 + 1) for column in range(column1, column2 + 1)}


def _filled(grid: SheetGrid) -> dict[tuple[int, int], object]:
    last = grid.first_row + len(grid.cells)
    return {
        (row, column): value
        for row in range(grid.first_row, last)
        for column, value in enumerate(grid.row(row), grid.first_column)
        if value is not None and value != ""  # openpyxl takes an empty result of a formula for a blank cell
    }


def _varied_workbook(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("各种值")
        formats = [
            "0.00",
            "yyyy-mm-dd",
            "h:mm",
            "yyyy年m月d日 h:mm:ss",
            '"第"0"名"',
            "General",
            "[Red]0.0",
            "0.00E+00",
            "@",
        ]
        for row, code in enumerate(formats):
            look = book.add_format({"num_format": code})
            for column, value in enumerate([0.25, 1, 59, 61, 45000, 45000.75, 99.59999999999999]):
                sheet.write_number(row, column, value, look)
        rest = [True, False, "文本", "a_x000D_b", " 空 ", "😀", "\u202ertl", "=1+1", "#N/A", "1" * 32767]
        for column, value in enumerate(rest):
            (sheet.write_boolean if isinstance(value, bool) else sheet.write_string)(20, column, value)
        sheet.write_rich_string(21, 0, "扣", book.add_format({"bold": True}), "0.1", "分")
        sheet.write_formula(22, 0, "=1/0", None, "#DIV/0!")
        sheet.write_formula(22, 1, '=""', None, "")
        sheet.write_formula(22, 2, '="a"&"b"', None, "ab")
        sheet.write_formula(22, 3, "=TRUE", None, True)
        sheet.write_array_formula(23, 0, 24, 1, "{=A1:B2}", None, 7)
        sheet.merge_range(30, 0, 31, 3, "合并")
        book.add_chartsheet("图表").set_chart(_chart(book))
        book.add_worksheet("空表")
        book.get_worksheet_by_name("空表").very_hidden()
    return path


def _chart(book: xlsxwriter.Workbook) -> object:
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=$A$1:$A$3"})
    return chart


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return the workbooks that both readers must agree on."""
    folder = tmp_path_factory.mktemp("oracle")
    build_workbook(folder / "template.xlsx", empty_content())
    layouts = [write_workbook(case, folder / f"{case.name}.xlsx") for case in load_cases()]
    real = Path(__file__).parents[2] / "data" / "assessment_form.xlsx"
    return [real, folder / "template.xlsx", _varied_workbook(folder / "varied.xlsx"), *layouts]


def test_values_formulas_and_merged_cells_are_those_that_openpyxl_reads(workbooks: list[Path]) -> None:
    for path in workbooks:
        grids, _ = read_grids(path)
        assert {grid.name: _filled(grid) for grid in grids} == oracle(path), path.name
        assert {grid.name: set(grid.formulas) for grid in grids} == formulas_by_openpyxl(path), path.name
        merged = {
            sheet.title: {_bounds(area) for area in sheet.merged_cells.ranges} for sheet in openpyxl.load_workbook(path)
        }
        assert {grid.name: set(grid.merged) for grid in grids} == merged, path.name


def _bounds(area: openpyxl.worksheet.cell_range.CellRange) -> tuple[int, int, int, int]:
    return area.min_row, area.min_col, area.max_row, area.max_col
