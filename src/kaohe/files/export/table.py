"""The table as a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from kaohe.assessment.figures import shown
from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.schema import Field
from kaohe.files.plaintext.formulas import guarded
from kaohe.reports.form import COLUMNS, HEADINGS, Entry


def csv_of(entries: Iterable[Entry]) -> bytes:
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


def _row(entry: Entry) -> tuple[str, ...]:
    return tuple(map(_cell, (entry.category, *(column.value(entry) for column in COLUMNS))))


def _cell(value: CellValue) -> str:
    if value is None:
        return ""
    if isinstance(value, str) and not isinstance(value, ExcelError):
        return guarded(value)
    return shown(value)
