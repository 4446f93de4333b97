"""The form printed by Excel into a PDF file, as the person's own Excel would print it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import xlwings as xw

from kaohe.core.schema import Sheet
from kaohe.excel.constants import XL_TYPE_PDF
from kaohe.files.pages.form_sheet import build_form
from kaohe.reports.form import Form


def print_unseen(form: Form) -> bytes:
    """Return the form as PDF by an Excel that is started for it and ended afterwards (Windows)."""
    with xw.App(visible=False, add_book=False) as app:
        app.display_alerts = False
        return _printed(app, form)


def print_form(app: xw.App, form: Form) -> bytes:
    """Return the form as PDF by the Excel that a person is working in; what is in front stays there."""
    front = app.books.active
    try:
        return _printed(app, form)
    finally:
        front.api.Activate()  # xlwings' own would fetch the window to the front


def _printed(app: xw.App, form: Form) -> bytes:
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source, result = Path(folder, "~kaohe_form.xlsx"), Path(folder, "kaohe_form.pdf")
        source.write_bytes(build_form(form, Sheet.FORM))
        paper = app.books.open(str(source), update_links=False, read_only=True, add_to_mru=False)
        try:
            paper.api.ExportAsFixedFormat(XL_TYPE_PDF, str(result))
        finally:
            paper.close()
        return result.read_bytes()
