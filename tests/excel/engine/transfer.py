"""Sheets of the engine copied between workbooks, as Excel copies them: contents, looks, page and charts."""

from __future__ import annotations

from copy import copy
from typing import Any

from openpyxl.cell.cell import MergedCell

_PAGE = ("page_setup", "page_margins", "print_options", "HeaderFooter", "sheet_properties", "sheet_format")


def copy_sheet(source: Any, target: Any) -> None:
    """Fill an empty worksheet of openpyxl with what another one, of any workbook, shows."""
    for row in source.iter_rows():
        for cell in row:
            if not isinstance(cell, MergedCell) and (cell.value is not None or cell.has_style):
                _copy_cell(cell, target.cell(cell.row, cell.column))
    for area in source.merged_cells.ranges:
        target.merge_cells(str(area))
    for letters, column in source.column_dimensions.items():
        target.column_dimensions[letters] = copy(column)
        target.column_dimensions[letters].parent = target
    for number, row in source.row_dimensions.items():
        target.row_dimensions[number].height = row.height
    for member in _PAGE:
        setattr(target, member, copy(getattr(source, member)))
    target.print_title_rows, target.freeze_panes = source.print_title_rows, source.freeze_panes
    target.auto_filter.ref = source.auto_filter.ref
    target._charts = [copy(chart) for chart in source._charts]


def _copy_cell(cell: Any, target: Any) -> None:
    target.value, target.data_type = cell.value, cell.data_type
    for look in ("font", "fill", "border", "alignment", "number_format", "protection"):
        setattr(target, look, copy(getattr(cell, look)))
    if cell.comment:
        target.comment = copy(cell.comment)
