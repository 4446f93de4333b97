"""导出: the form as PDF or Word document, the table as CSV, to a file that the person chooses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import xlwings as xw

from kaohe.assessment.outcome import Outcome
from kaohe.core.problem import FileProblem
from kaohe.core.schema import Sheet
from kaohe.core.table import Sheets
from kaohe.excel.commands.recalculation import assess
from kaohe.excel.session.dialogs import choose_target
from kaohe.excel.session.manners import undisturbed
from kaohe.excel.session.refusal import RefusalError, is_busy, reason_of
from kaohe.excel.workbook.printing import print_form
from kaohe.excel.workbook.reader import with_own_words
from kaohe.files.disk.saving import save
from kaohe.files.export import csv_of, entries_of, form_of, pdf_of
from kaohe.reports.form import Form, FormTexts, untitled, words_from
from kaohe.reports.render import reservations

_NEITHER = "Excel 没有导出成功：{why}\n\n改用 LibreOffice 也不行：{other}"


def export_pdf(book: xw.Book) -> str | None:
    """Export the form as PDF; return the line for the status bar."""
    return _export(
        book, "PDF,*.pdf", f"_{Sheet.FORM}.pdf", lambda sheets, outcome: _pdf(book.app, form_of(sheets, outcome))
    )


def export_docx(book: xw.Book) -> str | None:
    """Export the form as a Word document; return the line for the status bar."""
    return _export(
        book, "Word 文档,*.docx", f"_{Sheet.FORM}.docx", lambda sheets, outcome: _docx(form_of(sheets, outcome))
    )


def export_csv(book: xw.Book) -> str | None:
    """Export the table as CSV; return the line for the status bar."""
    return _export(book, "CSV（UTF-8）,*.csv", ".csv", lambda sheets, outcome: csv_of(entries_of(sheets, outcome)))


def _export(book: xw.Book, kind: str, ending: str, make: Callable[[Sheets, Outcome], bytes]) -> str | None:
    target = choose_target(book.app, "导出", Path(book.name).stem + ending, kind)
    if target is None:
        return None
    with undisturbed(book) as progress:
        opened, outcome = assess(book, progress)
        progress.say(f"正在导出{len(outcome.units)}个单位")
        kept = save(target, make(with_own_words(opened), outcome))
        words = None if target.suffix.lower() == ".csv" else words_from(with_own_words(opened).form_texts)
    return _told(outcome, target, kept, words)


def _told(outcome: Outcome, target: Path, kept: Path | None, words: FormTexts | None) -> str:
    told = f"已导出{len(outcome.units)}个单位：{target}{untitled(words)}{reservations(outcome)}"
    return told + (f"；原有文件已备份为 {kept.name}" if kept else "")


def _docx(form: Form) -> bytes:
    from kaohe.files.docx import write_document

    return write_document(form)


def _pdf(app: xw.App, form: Form) -> bytes:
    """Return the form as PDF: by Excel, which prints it as the person would; by LibreOffice where Excel can't."""
    try:
        return print_form(app, form)
    except Exception as problem:
        if is_busy(problem):
            raise
        try:
            return pdf_of(_docx(form))
        except FileProblem as other:
            raise RefusalError(_NEITHER.format(why=reason_of(problem), other=other.message)) from problem
