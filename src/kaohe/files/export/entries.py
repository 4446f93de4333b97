"""The units of any readable table, as they go out."""

from __future__ import annotations

from kaohe.assessment.check_code import check_code
from kaohe.assessment.outcome import Outcome
from kaohe.core.table import Sheets
from kaohe.files.template import content_from
from kaohe.reports.form import Entry, Form, make_form, words_from


def form_of(sheets: Sheets, outcome: Outcome) -> Form:
    """Return the form of a table, in the words that its workbook sets."""
    return make_form(entries_of(sheets, outcome), words_from(sheets.form_texts), check_code(outcome.units))


def entries_of(sheets: Sheets, outcome: Outcome) -> list[Entry]:
    """Return one entry a unit, in sheet order, with the scores and ranks of ``outcome``.

    Texts are those of the sheet.  What an office spreads over several cells (points typed beside
    the reasons, a sheet a quarter) is put together as it would be in a new workbook, so that form and workbook agree.
    """
    rows = content_from(sheets).units
    return [
        Entry(row.category, row.number, row.unit, row.reasons, result.score, result.rank)
        for row, result in zip(rows, outcome.units, strict=True)
    ]
