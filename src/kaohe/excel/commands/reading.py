"""读表说明: how every sheet and column was read, with a list to choose from on each question."""

from __future__ import annotations

from collections.abc import Sequence

import xlwings as xw

from kaohe.core.findings import Fix
from kaohe.core.schema import Mark, Sheet
from kaohe.excel.session.journal import recording
from kaohe.excel.session.manners import undisturbed
from kaohe.excel.session.questions import agrees
from kaohe.excel.workbook.answers import keep_these, put_reading, refresh_reading
from kaohe.excel.workbook.reader import OpenWorkbook, read_open_workbook
from kaohe.excel.workbook.writer import require_room, require_unshared, require_writable
from kaohe.files.pages.reading_rows import summary

_AGREE = "这样读表吗？（记入本工作簿，以后不再问，可以撤销）\n\n{titles}"


def adopt_answers(book: xw.Book, opened: OpenWorkbook, fixes: Sequence[Fix]) -> str | None:
    """Keep the answers that findings offer, once agreed; return the line for the status bar."""
    titles = [fix.title for fix in fixes]
    if not agrees(book.app, _AGREE.format(titles="\n".join(titles))):
        return None
    require_unshared(book, "记住读表的回答")
    require_writable(book, [], adds_sheet=Sheet.READING)
    answers = opened.sheets.answers
    for fix in fixes:
        answers = answers.with_answer(fix.answer) if fix.answer else answers
    with recording(book, "采用读法", opened.anchors) as pen:
        keep_these(book, pen, opened.kept, answers)
        refresh_reading(book, pen, read_open_workbook(book))
    return f"已记住：{'；'.join(titles)}。请再点“重新计算”"


def explain_reading(book: xw.Book) -> str:
    """Put the page 读表说明 and show it; return the line for the status bar."""
    with undisturbed(book) as progress:
        progress.say("正在读取考核表")
        opened = read_open_workbook(book)
        require_room(book, opened, Mark.READING, Sheet.READING)
        with recording(book, Sheet.READING) as pen:
            sheet = put_reading(book, pen, opened)
        sheet.api.Activate()
    return f"{summary(opened.sheets.readings)}。要改请在“含义”一列里选，再点“重新计算”"
