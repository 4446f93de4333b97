"""统计 in an open workbook: made when asked for, and kept up with the data by 重新计算."""

from __future__ import annotations

from functools import partial

import xlwings as xw

from kaohe.assessment.outcome import Outcome
from kaohe.core.schema import Mark, Sheet
from kaohe.excel.cells.blocks import entry, read_values
from kaohe.excel.cells.places import address_of
from kaohe.excel.session.journal import Pen
from kaohe.excel.workbook.pages import mentions_of, put_page
from kaohe.excel.workbook.reader import OpenWorkbook
from kaohe.excel.workbook.writer import require_writable
from kaohe.files.pages.ranking_sheet import as_formula, as_text
from kaohe.files.pages.statistics_sheet import WORDS, build_statistics, is_drawn_alike, kept_words, said_words
from kaohe.reports.statistics import Statistics, compute
from kaohe.reports.statistics.panels import COLUMNS, panels
from kaohe.tables import Area


def refresh_statistics(book: xw.Book, pen: Pen, opened: OpenWorkbook, outcome: Outcome) -> None:
    """Let the statistics follow an outcome, if there are any.

    Where the tables keep their shape only the cells are written, and what the person changed about the
    chart stays; else the sheet is made anew.

    Raises:
        RefusalError: It has to be made anew, and the workbook's structure is protected.
    """
    name = opened.pages.get(Mark.STATISTICS)
    if name is None:
        return
    found = compute(outcome, **kept_words(_kept(book), outcome))
    shown = panels(found)
    grid = shown.grid
    area = Area(1, 1, len(grid), COLUMNS)
    before = read_values(book.sheets[name].range(address_of(area._replace(row2=area.row2 + 1))))
    if not is_drawn_alike(before, shown):
        require_writable(book, [], adds_sheet=Sheet.STATISTICS)
        _put(book, pen, opened, found)
    elif [list(row) for row in before[:-1]] != grid:
        pen.enter(name, area, *([[entry(value) for value in row] for row in rows] for rows in (before[:-1], grid)))


def make_statistics_page(book: xw.Book, pen: Pen, opened: OpenWorkbook, outcome: Outcome) -> xw.Sheet:
    """Put the statistics, in the place of earlier ones, and keep their title for when they follow later."""
    keep_words(book, pen, said_words(outcome))
    return _put(book, pen, opened, compute(outcome, **kept_words(_kept(book), outcome)))


def keep_words(book: xw.Book, pen: Pen, words: dict[Mark, str]) -> None:
    """Let hidden names keep texts of the statistics; taken back, they say again what they said."""
    for mark, text in words.items():
        pen.add_undo("统计", partial(_say, mark, _said(book, mark)))
        _say(mark, f"={as_formula(text)}", book)


def _kept(book: xw.Book) -> dict[str, str]:
    return {mark: as_text(said) for mark in WORDS if (said := _said(book, mark))}


def _said(book: xw.Book, mark: str) -> str | None:
    return str(book.names[mark].refers_to) if book.names.contains(mark) else None


def _say(mark: str, refers_to: str | None, book: xw.Book) -> None:
    if refers_to is not None:
        book.names.add(mark, refers_to).api.Visible = False
    elif book.names.contains(mark):
        book.names[mark].delete()


def _put(book: xw.Book, pen: Pen, opened: OpenWorkbook, found: Statistics) -> xw.Sheet:
    build, mentions = partial(build_statistics, found), mentions_of(opened, Mark.STATISTICS)
    return put_page(book, pen, build, Sheet.STATISTICS, Mark.STATISTICS, mentions)
