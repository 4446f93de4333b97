"""不再对照: what an imported table stated (原得分, 原名次) is no longer held against the results."""

from __future__ import annotations

from functools import partial

import xlwings as xw

from kaohe.core.records import replace
from kaohe.core.schema import SETTING_NAMES, Field, Sheet
from kaohe.core.settings import EarlierResults
from kaohe.excel.cells.places import areas_of
from kaohe.excel.commands.recalculation import assess, write_results
from kaohe.excel.session.journal import Pen
from kaohe.excel.session.manners import undisturbed
from kaohe.excel.session.refusal import RefusalError
from kaohe.excel.workbook.reader import OpenWorkbook
from kaohe.excel.workbook.writer import held, require_writable
from kaohe.recalculation import recalculate
from kaohe.reports.render import summary
from kaohe.tables import Area

_NOTHING = "本工作簿没有“原得分”“原名次”两列，没有要对照的。"
_NAME = SETTING_NAMES["stated"]


def pass_earlier(book: xw.Book) -> str:
    """Keep in the settings that earlier results are passed over, and compute again; return the line for the status bar."""
    with undisturbed(book) as progress:
        opened, _ = assess(book, progress)
        tables = opened.sheets.tables
        if not any(table.column(field) for table in tables for field in (Field.STATED_SCORE, Field.STATED_RANK)):
            raise RefusalError(_NOTHING)
        require_writable(book, [name for name in (Sheet.SETTINGS,) if name in opened.names])
        settings = {**opened.sheets.settings, "stated": EarlierResults.PASSED.value}
        outcome = recalculate(replace(opened.sheets, settings=settings))
        progress.say("正在写入")
        write_results(book, opened, outcome, progress, EarlierResults.PASSED, partial(_keep, book, opened))
    return f"已{EarlierResults.PASSED}原得分、原名次，原来的数仍留着。{summary(outcome)}"


def _keep(book: xw.Book, opened: OpenWorkbook, pen: Pen) -> None:
    """Write the setting into its cell; a workbook made before there was one keeps it as a hidden name."""
    said = str(book.names[_NAME].refers_to or "") if book.names.contains(_NAME) else ""
    grid = opened.grids.get(said.removeprefix("=").rpartition("!")[0].strip("'"))
    if grid is None:
        pen.add_undo("“不再对照”", partial(_say, said or None))
        _say(f'="{EarlierResults.PASSED}"', book)
        return
    row, column, *_ = areas_of(said)[0]
    area = Area(row, column, row, column)
    pen.enter(grid.name, area, [[held(grid, row, column)]], [[EarlierResults.PASSED.value]])


def _say(refers_to: str | None, book: xw.Book) -> None:
    if refers_to is not None:
        book.names.add(_NAME, refers_to).api.Visible = False
    elif book.names.contains(_NAME):
        book.names[_NAME].delete()
