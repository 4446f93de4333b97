"""The sheet 导入情况 of a new workbook: what of the imported file found no place in it."""

from __future__ import annotations

from collections.abc import Sequence

from kaohe.core.schema import Sheet
from kaohe.files.template import style
from kaohe.files.template.book import Book, Page, write
from kaohe.files.template.measure import row_height
from kaohe.reports.remainder import Rest

#: Neither heading may look like one of a table of units.
_HEADS = ("原文件中的位置", "没有导入的内容")
_WIDTHS = (30.0, 96.0)
_HINT = "从“{name}”导入时，下面{count}处内容在考核表里没有对应的位置，没有导入（原文件没有改动）。核对后可以删去这张工作表。"
_INDENT = 1.5


def add_import(book: Book, name: str, left: Sequence[Rest]) -> None:
    """Write every text of the file called ``name`` that was left out, and where it stands there."""
    page = book.page(Sheet.IMPORT, "#7F6000")
    for column, width in enumerate(_WIDTHS):
        page.set_column(column, column, width)
    page.write_string(0, 0, Sheet.IMPORT, book.look(style.TITLE))
    page.set_row(0, 34)
    _hint(book, page, _HINT.format(name=name, count=len(left)))
    for column, head in enumerate(_HEADS):
        page.write_string(2, column, head, book.look(style.HEADS["computed"]))
    page.set_row(2, 28)
    for row, rest in enumerate(left, start=3):
        place = rest.place or "—"
        for column, text in enumerate((place, rest.text)):
            write(page, row, column, text, book.look(style.TYPED, indent=1))
        page.set_row(row, row_height([(place, _WIDTHS[0] - _INDENT), (rest.text, _WIDTHS[1] - _INDENT)]))
    page.autofilter(2, 0, 2 + len(left), len(_HEADS) - 1)
    page.freeze_panes(3, 0)
    page.repeat_rows(2)


def _hint(book: Book, page: Page, text: str) -> None:
    look = book.look(style.HINT, text_wrap=True)
    page.merge_range(1, 0, 1, len(_WIDTHS) - 1, "", look)
    write(page, 1, 0, text, look)
    page.set_row(1, max(22, row_height([(text, sum(_WIDTHS))], size=10)))
