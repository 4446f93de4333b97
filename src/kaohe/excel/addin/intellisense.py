"""The sheet ``_IntelliSense_``: words that the free add-in Excel-DNA IntelliSense shows while a formula is typed.

Its form: ``FunctionInfo`` in A1, then a row for each function: name, description, help topic,
and for each argument its name and its description.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kaohe.core.functions import WorksheetFunction
from kaohe.files.template.book import CREATED, Book

SHEET = "_IntelliSense_"

#: What Excel's list of add-ins shows.
_TITLE = "考核"
_REMARK = "计算得分和名次，对照标准目录核对加扣分原因。"


def write_help_book(target: Path, functions: Sequence[WorksheetFunction]) -> None:
    """Write a workbook with the help sheet as its only one; an add-in never shows its sheets."""
    with Book(target) as book:
        book.workbook.set_properties({"title": _TITLE, "comments": _REMARK, "author": "Kaohe", "created": CREATED})
        sheet = book.workbook.add_worksheet(SHEET)
        for number, row in enumerate(help_rows(functions)):
            sheet.write_row(number, 0, row)


def help_rows(functions: Iterable[WorksheetFunction]) -> Iterator[list[str]]:
    """Yield the rows of the sheet."""
    yield ["FunctionInfo", "1"]
    for function in functions:
        words = [word for pair in function.arguments.items() for word in pair]
        yield [function.name, function.help, "", *words]
