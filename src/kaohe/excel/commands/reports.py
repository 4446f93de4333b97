"""上报表, 统计 and 排名榜 in an open workbook: made anew from what the table says now, and shown."""

from __future__ import annotations

from functools import partial

import xlwings as xw

from kaohe.assessment.outcome import Outcome
from kaohe.core.records import replace
from kaohe.core.schema import Mark, Sheet
from kaohe.excel.commands.recalculation import assess
from kaohe.excel.session.journal import Pen, recording
from kaohe.excel.session.manners import undisturbed
from kaohe.excel.workbook.pages import mentions_of, put_page, show
from kaohe.excel.workbook.ranking_page import put_ranking
from kaohe.excel.workbook.reader import OpenWorkbook, with_own_words
from kaohe.excel.workbook.statistics_page import make_statistics_page
from kaohe.excel.workbook.writer import require_room
from kaohe.files.export import form_of
from kaohe.files.pages.form_sheet import build_form
from kaohe.reports.form import Form, untitled
from kaohe.reports.ranking_list import make_ranking_list
from kaohe.reports.render import reservations


def make_form(book: xw.Book) -> str:
    """Put the form into the workbook, in the place of an earlier one; return the line for the status bar."""
    with undisturbed(book) as progress:
        opened, outcome = assess(book, progress)
        form = form_of(with_own_words(opened), outcome)
        progress.say("正在生成上报表")
        require_room(book, opened, Mark.FORM, Sheet.FORM)
        with recording(book, "上报表") as pen:
            sheet = put_form(book, pen, opened, form)
        show(sheet)
    return f"已生成上报表：{len(outcome.units)}个单位，校验码 {form.code}{untitled(form.words)}{reservations(outcome)}"


def make_statistics(book: xw.Book) -> str:
    """Put the statistics into the workbook, in the place of earlier ones; return the line for the status bar."""
    with undisturbed(book) as progress:
        opened, outcome = assess(book, progress)
        progress.say("正在统计")
        require_room(book, opened, Mark.STATISTICS, Sheet.STATISTICS)
        with recording(book, "统计") as pen:
            sheet = make_statistics_page(book, pen, opened, with_title(opened, outcome))
        show(sheet)
    return f"已生成统计：{len(outcome.units)}个单位"


def make_ranking(book: xw.Book) -> str:
    """Put the ranking list into the workbook, in the place of an earlier one; return the line for the status bar."""
    with undisturbed(book) as progress:
        opened, outcome = assess(book, progress)
        progress.say("正在排名")
        require_room(book, opened, Mark.RANKING, Sheet.RANKING)
        found = make_ranking_list(with_title(opened, outcome))
        with recording(book, "排名榜") as pen:
            sheet = put_ranking(book, pen, opened, found)
        show(sheet)
    listed = sum(len(group.places) for group in found.groups)
    return f"已生成排名榜：{listed}个单位{reservations(outcome)}"


def with_title(opened: OpenWorkbook, outcome: Outcome) -> Outcome:
    """Return an outcome under the title that stands above its table, where the settings have none."""
    return replace(outcome, title=outcome.title or str(with_own_words(opened).form_texts.get("title") or ""))


def put_form(book: xw.Book, pen: Pen, opened: OpenWorkbook, form: Form) -> xw.Sheet:
    """Put the form and its check code."""
    sheet = put_page(book, pen, partial(build_form, form), Sheet.FORM, Mark.FORM, mentions_of(opened, Mark.FORM))
    pen.add_undo("校验码", partial(_say_code, _said_code(book)))
    _say_code(f'="{form.code}"', book)
    return sheet


def _said_code(book: xw.Book) -> str | None:
    return str(book.names[Mark.FORM_CODE].refers_to) if book.names.contains(Mark.FORM_CODE) else None


def _say_code(refers_to: str | None, book: xw.Book) -> None:
    if refers_to is not None:
        book.names.add(Mark.FORM_CODE, refers_to).api.Visible = False
    elif book.names.contains(Mark.FORM_CODE):
        book.names[Mark.FORM_CODE].delete()
