"""排名榜 in an open workbook: made when asked for, and kept up with the data by 重新计算."""

from __future__ import annotations

from functools import partial

import xlwings as xw

from kaohe.assessment.outcome import Outcome
from kaohe.core.schema import Mark, Sheet
from kaohe.excel.cells.blocks import read_values
from kaohe.excel.cells.places import address_of
from kaohe.excel.session.journal import Pen
from kaohe.excel.workbook.pages import mentions_of, put_page
from kaohe.excel.workbook.reader import OpenWorkbook
from kaohe.excel.workbook.writer import require_writable
from kaohe.files.pages.ranking_sheet import as_formula, as_text, build_ranking, ranking_rows
from kaohe.reports.ranking_list import RankingList, make_ranking_list
from kaohe.tables import Area


def refresh_ranking(book: xw.Book, pen: Pen, opened: OpenWorkbook, outcome: Outcome) -> None:
    """Let the list follow an outcome, if there is one; one that says the same already stays as it is.

    Raises:
        RefusalError: It has to be made anew, and the workbook's structure is protected.
    """
    name = opened.pages.get(Mark.RANKING)
    if name is None:
        return
    found = make_ranking_list(outcome, _title(book))
    rows = ranking_rows(found)
    area = Area(1, 1, len(rows) + 1, len(found.columns) + 1)
    shown = read_values(book.sheets[name].range(address_of(area)))
    if [list(row) for row in shown] != [*([*row, None] for row in rows), [None] * area.column2]:
        require_writable(book, [], adds_sheet=Sheet.RANKING)
        put_ranking(book, pen, opened, found)


def put_ranking(book: xw.Book, pen: Pen, opened: OpenWorkbook, found: RankingList) -> xw.Sheet:
    """Put the list, in the place of an earlier one; its title is kept for the next."""
    build, mentions = partial(build_ranking, found), mentions_of(opened, Mark.RANKING)
    sheet = put_page(book, pen, build, Sheet.RANKING, Mark.RANKING, mentions)
    pen.add_undo("排名榜的标题", partial(_say_title, _said(book)))
    _say_title(f"={as_formula(found.title)}", book)
    return sheet


def _title(book: xw.Book) -> str:
    said = _said(book)
    return "" if said is None else as_text(said)


def _said(book: xw.Book) -> str | None:
    mark = Mark.RANKING_TITLE
    return str(book.names[mark].refers_to) if book.names.contains(mark) else None


def _say_title(refers_to: str | None, book: xw.Book) -> None:
    if refers_to is not None:
        book.names.add(Mark.RANKING_TITLE, refers_to).api.Visible = False
    elif book.names.contains(Mark.RANKING_TITLE):
        book.names[Mark.RANKING_TITLE].delete()
