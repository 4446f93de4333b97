"""重新计算: scores, ranks and findings into the workbook that is open."""

from __future__ import annotations

from collections.abc import Callable

import xlwings as xw

from kaohe.assessment.outcome import Outcome
from kaohe.core.schema import Mark, Sheet
from kaohe.core.table import GapKind, Layout
from kaohe.excel.session.journal import Pen, recording
from kaohe.excel.session.manners import Progress, undisturbed
from kaohe.excel.session.questions import agrees
from kaohe.excel.session.refusal import RefusalError
from kaohe.excel.workbook.answers import keep_answers, require_keeping
from kaohe.excel.workbook.findings_page import draw_findings
from kaohe.excel.workbook.ranking_page import refresh_ranking
from kaohe.excel.workbook.reader import OpenWorkbook, read_open_workbook
from kaohe.excel.workbook.statistics_page import refresh_statistics
from kaohe.excel.workbook.writer import needs_rebinding, rebind, require_writable, write_plan
from kaohe.files.messages import LYING
from kaohe.recalculation import recalculate
from kaohe.reports.render import summary

NO_TABLE = (
    "在“{name}”里没有找到考核表。考核表要有表头，其中至少有“被考核单位”和“加扣分原因及分值”两列（或意思相同的列名）。"
    "请打开考核表再试，或用“新建考核表”建一张。"
)
_DIFFER = (
    "表中有{count}个得分或名次与计算结果不同，已逐条列入“核对结果”。\n\n要用计算结果改写它们吗？\n"
    "选“是”改写（可以撤销）；选“否”保留原来的数，只填空白的格。"
)


def recalculate_workbook(book: xw.Book) -> str:
    """Compute and write; return the line for the status bar: ``共75个单位，提示14条，其中错误0条``."""
    with undisturbed(book) as progress:
        opened, outcome = assess(book, progress)
        outcome = _settle(book, opened, outcome)
        progress.say("正在写入")
        write_results(book, opened, outcome, progress)
    return summary(outcome)


def write_results(
    book: xw.Book,
    opened: OpenWorkbook,
    outcome: Outcome,
    progress: Progress,
    title: str = "重新计算",
    first: Callable[[Pen], None] | None = None,
) -> None:
    """Write an outcome, the findings and the pages that follow; ``title`` is what 撤销 calls it.

    ``first`` writes what belongs to the same step before all that.

    Raises:
        RefusalError: Something is protected; nothing has been written then.
    """
    written = {write.sheet for write in outcome.plan} | {table.sheet for table in opened.sheets.tables}
    kept_up = (opened.pages.get(mark) for mark in (Mark.STATISTICS, Mark.RANKING))
    own = [name for name in (opened.findings, *kept_up) if name]
    adds = None if opened.findings else Sheet.FINDINGS
    require_writable(book, [*sorted(written), *own], adds_sheet=adds)
    require_keeping(book, opened)
    with recording(book, title, opened.anchors) as pen:
        if first is not None:
            first(pen)
        _write(book, pen, opened, outcome, progress)


def assess(book: xw.Book, progress: Progress) -> tuple[OpenWorkbook, Outcome]:
    """Read and compute, writing nothing.

    Raises:
        RefusalError: The workbook has no assessment table.
    """
    progress.say("正在读取考核表")
    opened = read_open_workbook(book)
    if not opened.sheets.tables:
        lying = next((gap.values[0] for gap in opened.sheets.gaps if gap.kind is GapKind.LYING), None)
        said = NO_TABLE if lying is None else LYING
        raise RefusalError(said.format(name=book.name, sheet=lying))
    units = sum(len(table.rows) for table in opened.sheets.tables)
    progress.say(f"正在计算{units}个单位")
    return opened, recalculate(opened.sheets, pulse=progress.pulse(f"正在计算{units}个单位，已读{{count}}种原因"))


def rebind_workbook(book: xw.Book, *, is_new: bool = False) -> None:
    """Enter the template's formulas again where they call an add-in elsewhere, or none; for Excel nothing changes.

    ``is_new`` says that the workbook was just made from a file: Excel has read its formulas without an event.
    """
    with undisturbed(book):
        opened = read_open_workbook(book)
        if is_new or needs_rebinding(opened):
            require_writable(book, [table.sheet for table in opened.sheets.tables])
            was_saved = book.api.Saved
            with recording(book, "更新公式", keep=False) as pen:
                rebind(pen, opened)
            book.api.Saved = was_saved


def _settle(book: xw.Book, opened: OpenWorkbook, outcome: Outcome) -> Outcome:
    """Ask once whether typed scores and ranks that differ are to be overwritten; only an office's own can."""
    if all(table.layout is Layout.TEMPLATE for table in opened.sheets.tables):
        return outcome
    overwriting = recalculate(opened.sheets, overwrite=True)
    differ = overwriting.changes - outcome.changes
    if differ and agrees(book.app, _DIFFER.format(count=differ)):
        return overwriting
    return outcome


def _write(book: xw.Book, pen: Pen, opened: OpenWorkbook, outcome: Outcome, progress: Progress) -> None:
    rebind(pen, opened)
    write_plan(pen, opened, outcome.plan)
    for sheet in {table.sheet for table in opened.sheets.tables if table.layout is Layout.TEMPLATE}:
        book.sheets[sheet].api.Calculate()  # the person may have set Excel to calculate by hand
    progress.say("正在列出核对结果")
    draw_findings(book, pen, opened, outcome)
    refresh_statistics(book, pen, opened, outcome)
    refresh_ranking(book, pen, opened, outcome)
    keep_answers(book, pen, opened)
