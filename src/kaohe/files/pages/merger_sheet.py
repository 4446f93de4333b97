"""The sheet 汇总情况 of a merged workbook: what came from which file, and what the files do not agree on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from kaohe.core.cells import CellValue
from kaohe.core.schema import Sheet
from kaohe.files.template import style
from kaohe.files.template.book import Book, Page, write
from kaohe.files.template.measure import row_height
from kaohe.reports.merging import Clash, ClashRow, rows

#: Neither line of headings says 单位 and 原因 in full: this must never be read as a table of units.
_FILE_HEADS = ("文件", "汇入行数", "情况")
_CLASH_HEADS = ("来自文件", "对象", "问题", "文件里写的", "处理")
_WIDTHS = (34.0, 24.0, 24.0, 62.0, 26.0)
_DONE, _NOTHING_WRONG = "已汇入", "各文件之间没有发现不一致。"
_HINT = "下面先列出每个文件，再列出各文件之间不一致的地方。文件里写的内容全文照录，核对后可以删去这张工作表。"
_INDENT = 1.5


def add_merger(book: Book, counts: Mapping[str, int], failures: Mapping[str, str], clashes: Iterable[Clash]) -> None:
    """Write what each file gave, why others could not be read, and every clash in full."""
    page = book.page(Sheet.MERGER, "#7F6000")
    for column, width in enumerate(_WIDTHS):
        page.set_column(column, column, width)
    page.write_string(0, 0, Sheet.MERGER, book.look(style.TITLE))
    page.write_string(1, 0, _HINT, book.look(style.HINT))
    page.set_row(0, 34)
    page.set_row(1, 22)
    following = _write_files(book, page, 2, counts, failures)
    found = list(rows(clashes))
    _write_clashes(book, page, following + 1, found)
    page.repeat_rows(following + 1 if found else 2)  # a sheet repeats the heads of one table: the long one's


def _write_files(book: Book, page: Page, top: int, counts: Mapping[str, int], failures: Mapping[str, str]) -> int:
    """Write the list of files, those that failed first; return the row behind it."""
    _write_heads(book, page, top, _FILE_HEADS)
    page.merge_range(top, 2, top, 4, _FILE_HEADS[2], book.look(style.HEADS["computed"]))
    lines: list[tuple[str, CellValue, str, style.Look]] = [
        (name, None, message, style.FAILED) for name, message in failures.items()
    ]
    lines += [(name, Decimal(count), _DONE, {}) for name, count in counts.items()]
    for row, (name, count, state, colours) in enumerate(lines, start=top + 1):
        look = book.look(style.TYPED, indent=1, **colours)
        write(page, row, 0, name, look)
        write(page, row, 1, count, book.look(style.TYPED, align="center", **colours))
        page.merge_range(row, 2, row, 4, "", look)
        write(page, row, 2, state, look)
        page.set_row(row, row_height([(name, _WIDTHS[0] - _INDENT), (state, sum(_WIDTHS[2:]) - _INDENT)]))
    return top + 1 + len(lines)


def _write_clashes(book: Book, page: Page, top: int, found: Sequence[ClashRow]) -> None:
    if not found:
        page.write_string(top, 0, _NOTHING_WRONG, book.look(style.STEP))
        return
    _write_heads(book, page, top, _CLASH_HEADS)
    page.autofilter(top, 0, top + len(found), len(_CLASH_HEADS) - 1)
    for number, row in enumerate(found, start=top + 1):
        _write_clash(book, page, number, row)


def _write_clash(book: Book, page: Page, number: int, row: ClashRow) -> None:
    """Write what one file says; what the further rows of a matter repeat stands back, but is there for filters."""
    repeated = {} if row.first else {"font_color": style.QUIET}
    texts = (row.source, row.subject, row.word, row.text, row.done)
    for column, text in enumerate(texts):
        look = book.look(style.TYPED, indent=1, **({} if column in (0, 3) else repeated))
        write(page, number, column, text or None, look)
    page.set_row(number, row_height((text, width - _INDENT) for text, width in zip(texts, _WIDTHS, strict=True)))


def _write_heads(book: Book, page: Page, row: int, heads: Sequence[CellValue]) -> None:
    for column, head in enumerate(heads):
        write(page, row, column, head, book.look(style.HEADS["computed"]))
    page.set_row(row, 28)
