"""核对原因, 清除标记 and 撤销上次操作: what changes neither texts nor scores, and what takes changes back."""

from __future__ import annotations

import xlwings as xw

from kaohe.core.schema import Mark, Sheet
from kaohe.excel.commands.recalculation import assess
from kaohe.excel.session import journal
from kaohe.excel.session.journal import recording
from kaohe.excel.session.manners import undisturbed
from kaohe.excel.session.questions import agrees
from kaohe.excel.session.refusal import LeftBehindError, RefusalError, reason_of
from kaohe.excel.workbook.findings_page import draw_findings
from kaohe.excel.workbook.marks import draw_marks, mark_findings
from kaohe.excel.workbook.reader import marked_sheet
from kaohe.excel.workbook.writer import require_unshared, require_writable
from kaohe.reports.render import summary

_HALF_DONE = (
    "“{title}”只撤销了一部分，还没有恢复的：{places}。原因：{why}\n\n请处理后再点一次“撤销上次操作”，会接着撤完。"
)
_PAGES = "“{pages}”在生成（{title}）以后又改过，撤销会连同这些改动一起去掉。\n\n继续吗？"
_CHANGED = (
    "上次操作（{title}）写入的单元格中，有{count}个后来又改过，或者那一行换成了其他单位。\n\n"
    "撤销时这{count}个保持现在的内容，其余恢复原样。继续吗？"
)  # fmt: skip


def check_workbook(book: xw.Book) -> str:
    """Mark and list the findings; neither texts nor scores change."""
    with undisturbed(book) as progress:
        opened, outcome = assess(book, progress)
        progress.say("正在标出核对结果")
        own = [opened.findings] if opened.findings else []
        marks = mark_findings(outcome.findings, opened.grids)
        require_unshared(book, "加底色标记")
        require_writable(book, [*(mark.sheet for mark in marks), *own], adds_sheet=None if own else Sheet.FINDINGS)
        with recording(book, "核对原因", opened.anchors) as pen:
            draw_marks(book, pen, marks, opened.grids)
            draw_findings(book, pen, opened, outcome)
    return summary(outcome)


def clear_marks(book: xw.Book) -> str:
    """Remove Kaohe's own colours and notes from all sheets."""
    with undisturbed(book):
        names = [sheet.name for sheet in book.sheets]
        findings = marked_sheet(book, names, Mark.FINDINGS)
        sheets = [name for name in names if name != findings]
        require_unshared(book, "加底色标记")
        require_writable(book, sheets)
        with recording(book, "清除标记") as pen:
            cleared = draw_marks(book, pen, (), sheets)
    return "已清除标记" if cleared else "没有要清除的标记"


def undo_last(book: xw.Book) -> str:
    """Take back what Kaohe wrote last; cells that the person changed since stay as they are, if so agreed."""
    with undisturbed(book):
        title = journal.last_title(book)
        changed = journal.changed_since(book)
        if changed and not agrees(book.app, _CHANGED.format(title=title, count=len(changed))):
            return "没有撤销"
        pages = journal.changed_pages(book)
        if pages and not agrees(book.app, _PAGES.format(title=title, pages="”“".join(pages))):
            return "没有撤销"
        try:
            journal.undo(book, changed)
        except LeftBehindError as left:
            told = _HALF_DONE.format(title=title, places="、".join(left.places), why=reason_of(left.why))
            raise RefusalError(told) from left
    return f"已撤销：{title}"
