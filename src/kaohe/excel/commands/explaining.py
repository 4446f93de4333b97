"""解释得分 and 与上一版比较: why a unit stands where it stands, and what moved since the last version."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import xlwings as xw

from kaohe.core.schema import Mark, Sheet
from kaohe.core.settings import understand
from kaohe.excel.commands.recalculation import assess
from kaohe.excel.session.dialogs import choose_file
from kaohe.excel.session.journal import recording
from kaohe.excel.session.manners import undisturbed
from kaohe.excel.session.questions import tell
from kaohe.excel.workbook.pages import mentions_of, put_page, show
from kaohe.excel.workbook.selection import selected_units
from kaohe.excel.workbook.statistics_page import keep_words
from kaohe.excel.workbook.writer import require_room
from kaohe.files.gathering import check_free
from kaohe.files.opening import read_tables
from kaohe.files.pages.comparison_sheet import build_comparison
from kaohe.files.pages.statistics_sheet import said_words
from kaohe.reports.account import account
from kaohe.reports.comparison import compare, in_words, summary

#: Lines of accounts in one box, which must fit the screen; the first account is shown whatever its length.
_MOST_LINES = 21


def explain_score(book: xw.Book) -> None:
    """Tell how the scores and ranks of the selected units came about."""
    with undisturbed(book) as progress:
        opened, outcome = assess(book, progress)
        settings, _ = understand(opened.sheets.settings, opened.sheets.rank_groups)
        units = [unit.result(outcome) for unit in selected_units(book, opened)]
    tell(book.app, "\n".join(_fitting([account(unit, outcome, settings) for unit in units])))


def _fitting(accounts: Sequence[tuple[str, ...]]) -> list[str]:
    """Return the lines of as many accounts as fit a box, and how many are left."""
    lines = [*accounts[0]]
    for shown, each in enumerate(accounts[1:], 1):
        if len(lines) + 1 + len(each) > _MOST_LINES:
            return [*lines, "", f"……所选还有{len(accounts) - shown}个单位，请分次查看。"]
        lines += ["", *each]
    return lines


def compare_versions(book: xw.Book) -> str | None:
    """List what changed since an earlier version that the person chooses; return the line for the status bar."""
    path = choose_file(book.app, "与上一版比较：请选择上一版的考核表")
    if path is None:
        return None
    with undisturbed(book) as progress:
        opened, outcome = assess(book, progress)
        progress.say(f"正在读取{path.name}")
        check_free(path, "比较")
        found = compare(read_tables(path), opened.sheets)
        require_room(book, opened, Mark.COMPARISON, Sheet.COMPARISON)
        with recording(book, "与上一版比较") as pen:
            mentions = mentions_of(opened, Mark.COMPARISON)
            build = partial(build_comparison, found, path.name, book.name)
            sheet = put_page(book, pen, build, Sheet.COMPARISON, Mark.COMPARISON, mentions)
            keep_words(book, pen, said_words(outcome, in_words(found)))
        show(sheet)
    return summary(found)
