"""A layout case as a real workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xlsxwriter
from tests.tables.layouts.cases import LayoutCase, area
from xlsxwriter.worksheet import Worksheet

#: Formulas that give each error in any program, as an error cell is never typed.
_ERRORS = {"#N/A": "=NA()", "#DIV/0!": "=1/0", "#REF!": '=INDIRECT("A0")'}


def write_workbook(case: LayoutCase, path: Path) -> Path:
    """Write the sheets of a layout to ``path``, hidden rows and merged cells too."""
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False, "strings_to_formulas": False}) as book:
        for sheet in case.sheets:
            _write_sheet(book.add_worksheet(sheet["name"]), sheet)
    return path


def _write_sheet(worksheet: Worksheet, sheet: dict[str, Any]) -> None:
    for reference in sheet.get("merged", []):
        row1, column1, row2, column2 = area(reference)
        worksheet.merge_range(row1 - 1, column1 - 1, row2 - 1, column2 - 1, "")
    for row, values in enumerate(sheet["rows"]):
        for column, written in enumerate(values):
            _write_cell(worksheet, row, column, written)
    for row in sheet.get("hidden_rows", []):
        worksheet.set_row(row - 1, None, None, {"hidden": True})
    for column in sheet.get("hidden_columns", []):
        worksheet.set_column(column - 1, column - 1, None, None, {"hidden": True})
    if "filter" in sheet:
        worksheet.autofilter(sheet["filter"])
    if sheet.get("hidden"):
        worksheet.hide()


def _write_cell(worksheet: Worksheet, row: int, column: int, written: Any) -> None:
    if isinstance(written, dict):
        value = written.get("e", written.get("v"))
        worksheet.write_formula(row, column, written.get("f") or _ERRORS[value], None, value)
    elif isinstance(written, str):
        if written:
            worksheet.write_string(row, column, written)
    else:
        worksheet.write_number(row, column, written)
