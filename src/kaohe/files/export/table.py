"""The units of any readable table, as they go out: to a form, or as a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from kaohe.assessment.check_code import check_code
from kaohe.assessment.figures import shown
from kaohe.assessment.outcome import Outcome
from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.schema import Field
from kaohe.core.table import Sheets
from kaohe.files.plaintext.formulas import guarded
from kaohe.files.template.source import typed_content
from kaohe.reports.form import COLUMNS, HEADINGS, Form, FormUnit, make_form, words_from


def form_of(sheets: Sheets, outcome: Outcome) -> Form:
    """Return the form of a table, in the words that its workbook sets."""
    return make_form(entries_of(sheets, outcome), words_from(sheets.form_texts), check_code(outcome.units))


def entries_of(sheets: Sheets, outcome: Outcome) -> list[FormUnit]:
    """Return one entry a unit, in sheet order, with the scores and ranks of ``outcome``.

    Texts are those of the sheet.  What an office spreads over several cells (points typed beside
    the reasons, a sheet a quarter) is put together as it would be in a new workbook, so that form and workbook agree.
    """
    rows = typed_content(sheets, outcome=outcome).units
    return [
        FormUnit(row.category, row.number, row.unit, row.reasons, result.score, result.rank, bool(result.unranked))
        for row, result in zip(rows, outcome.units, strict=True)
    ]


def csv_of(entries: Iterable[FormUnit]) -> bytes:
    """Return the units in sheet order, one a row, as Excel opens it without a question.

    UTF-8 with the mark that tells Excel so; texts that Excel would compute or turn into dates and numbers are marked as text.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow((Field.CATEGORY.value, *HEADINGS))
    writer.writerows(_row(entry) for entry in entries)
    return _encodable(text.getvalue()).encode("utf-8-sig")


def _encodable(text: str) -> str:
    """Replace half a character, as damaged cells hold, by the mark for unreadable."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _row(entry: FormUnit) -> tuple[str, ...]:
    return tuple(map(_cell, (entry.category, *(column.value(entry) for column in COLUMNS))))


def _cell(value: CellValue) -> str:
    if value is None:
        return ""
    if isinstance(value, str) and not isinstance(value, ExcelError):
        return guarded(value)
    return shown(value)
