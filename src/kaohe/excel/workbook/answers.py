"""The page 读表说明 in an open workbook, and the answers that are kept when it was used."""

from __future__ import annotations

from functools import partial

import xlwings as xw

from kaohe.core.reading import Answers
from kaohe.core.schema import Mark, Sheet
from kaohe.excel.cells.blocks import read_values
from kaohe.excel.session.journal import Pen
from kaohe.excel.workbook.kept import put_kept
from kaohe.excel.workbook.pages import put_page
from kaohe.excel.workbook.reader import OpenWorkbook
from kaohe.excel.workbook.writer import require_unshared, require_writable
from kaohe.files.pages.reading_rows import HEAD_ROW, reading_rows
from kaohe.files.pages.reading_sheet import build_reading


def require_keeping(book: xw.Book, opened: OpenWorkbook) -> None:
    """Refuse before anything is written where new answers can't be kept.

    Raises:
        RefusalError: The workbook is shared, or its structure is protected.
    """
    if opened.sheets.answers != opened.kept or _has_changed(book, opened):
        require_unshared(book, "记住读表的回答")
        require_writable(book, [], adds_sheet=Sheet.READING)


def keep_answers(book: xw.Book, pen: Pen, opened: OpenWorkbook) -> None:
    """Keep the answers that the tables were read with; the page 读表说明, where there is one, follows."""
    keep_these(book, pen, opened.kept, opened.sheets.answers)
    refresh_reading(book, pen, opened)


def keep_these(book: xw.Book, pen: Pen, before: Answers, answers: Answers) -> None:
    """Keep these answers and no others, in the place of those before."""
    if answers != before:
        pen.add_undo("读表的回答", partial(put_kept, before))
        put_kept(answers, book)


def refresh_reading(book: xw.Book, pen: Pen, opened: OpenWorkbook) -> None:
    """Make the page 读表说明 anew where there is one and it would say something else now."""
    if _has_changed(book, opened):
        put_reading(book, pen, opened)


def put_reading(book: xw.Book, pen: Pen, opened: OpenWorkbook) -> xw.Sheet:
    """Put the page 读表说明, in the place of an earlier one."""
    build = partial(build_reading, opened.sheets.readings, opened.sheets.answers)
    return put_page(book, pen, build, Sheet.READING, Mark.READING)


def _has_changed(book: xw.Book, opened: OpenWorkbook) -> bool:
    """Say whether the page 读表说明, where there is one, would say something else now."""
    name = opened.pages.get(Mark.READING)
    if name is None:
        return False
    rows = [row.texts for row in reading_rows(opened.sheets.readings, opened.sheets.answers)]
    shown = read_values(book.sheets[name].range(f"A{HEAD_ROW + 1}:H{HEAD_ROW + len(rows) + 1}"))
    texts = [tuple("" if value is None else str(value) for value in row) for row in shown]
    return texts != [*rows, ("",) * len(rows[0])] if rows else any(map(any, texts))
