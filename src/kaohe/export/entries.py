"""The units of any readable table, as they go out."""

from __future__ import annotations

from kaohe.form import Entry
from kaohe.outcome import Outcome
from kaohe.table import Sheets
from kaohe.xlsx.template import content_from


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
