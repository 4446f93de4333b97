"""统计 in an open workbook: made when asked for, and kept up with the data by 重新计算."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import xlwings as xw

from kaohe.assessment.outcome import Outcome
from kaohe.core.cells import CellValue
from kaohe.core.schema import Mark, Sheet
from kaohe.excel.cells.blocks import entry, read_values
from kaohe.excel.cells.places import address_of
from kaohe.excel.session.journal import Pen
from kaohe.excel.workbook.pages import mentions_of, put_page
from kaohe.excel.workbook.reader import OpenWorkbook
from kaohe.excel.workbook.writer import require_writable
from kaohe.files.pages.statistics_sheet import build_statistics
from kaohe.reports.statistics import Statistics, compute
from kaohe.reports.statistics.panels import COLUMNS, panels
from kaohe.tables import Area


def refresh_statistics(book: xw.Book, pen: Pen, opened: OpenWorkbook, outcome: Outcome) -> None:
    """Let the statistics follow an outcome, if there are any.

    Where the tables keep their shape only the cells are written, and what the person changed about the
    charts stays; else the sheet is made anew.

    Raises:
        RefusalError: It has to be made anew, and the workbook's structure is protected.
    """
    name = opened.pages.get(Mark.STATISTICS)
    if name is None:
        return
    found = compute(outcome.units)
    tables = panels(found)
    grid = tables.grid
    area = Area(1, 1, len(grid), COLUMNS)
    shown = read_values(book.sheets[name].range(address_of(area._replace(row2=area.row2 + 1))))
    if _shape(shown) != _shape([*grid, [None] * COLUMNS]):
        require_writable(book, [], adds_sheet=Sheet.STATISTICS)
        put_statistics(book, pen, opened, found)
    elif [list(row) for row in shown[:-1]] != grid:
        pen.enter(name, area, *([[entry(value) for value in row] for row in rows] for rows in (shown[:-1], grid)))
        for panel in (tables.reasons, tables.groups):  # other wordings may take more lines
            if panel.rows:
                book.sheets[name].range(f"{panel.first + 1}:{panel.last + 1}").rows.autofit()


def put_statistics(book: xw.Book, pen: Pen, opened: OpenWorkbook, found: Statistics) -> xw.Sheet:
    """Put the statistics, in the place of earlier ones."""
    build, mentions = partial(build_statistics, found), mentions_of(opened, Mark.STATISTICS)
    return put_page(book, pen, build, Sheet.STATISTICS, Mark.STATISTICS, mentions)


def _shape(rows: Sequence[Sequence[CellValue]]) -> list[list[bool]]:
    return [[value is not None for value in row] for row in rows]
