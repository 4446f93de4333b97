"""A sheet that Kaohe built, put into a workbook that is open: 核对结果, 上报表, 统计, 与上一版比较.

The sheet is written to a file and inserted from there, as from a template: looks, page and charts come
along in one call, no second workbook is opened in front of the person, and no link to the file stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import xlwings as xw

from kaohe.excel.journal import Pen
from kaohe.excel.reader import marked_sheet
from kaohe.xlsx.own_sheet import free_name

_FILE = "kaohe.xlsx"


def put_page(book: xw.Book, pen: Pen, build: Callable[[str], bytes], name: str, mark: str) -> xw.Sheet:
    """Put a sheet into a workbook, in the place of the one that was put there before, else at the end.

    The sheet in front stays in front.  Taken back, the sheet is gone again, and the earlier one is back as
    the person had it.

    Args:
        book: Where to; its structure must not be protected.
        pen: Remembers how to take it back.
        build: Gives the bytes of a workbook whose only sheet has the name that it is called with.
        name: The sheet's name, unless a sheet of the person's has it (then 上报表2, …).
        mark: The hidden name by which the sheet is known again.
    """
    names = [sheet.name for sheet in book.sheets]
    earlier = marked_sheet(book, names, mark)
    if earlier is None:
        return add_page(book, pen, build, free_name(name, names), mark, after=names[-1])
    with _front_kept(book):
        kept = _copy_of(book.sheets[earlier])
        _replace(book, build(earlier), earlier)
        pen.add_undo(partial(_bring_back, earlier, mark, kept))
        _set_mark(book, earlier, mark)
    return book.sheets[earlier]


def add_page(book: xw.Book, pen: Pen, build: Callable[[str], bytes], title: str, mark: str, *, after: str) -> xw.Sheet:
    """Put a sheet that was not there before behind the one called ``after``; ``title`` is a free name."""
    with _front_kept(book):
        pen.add_undo(partial(_remove, title, mark))
        _insert_last(book, build(title), title, after)
        _set_mark(book, title, mark)
    return book.sheets[title]


def _insert_last(book: xw.Book, content: bytes, title: str, last: str) -> None:
    _insert(book, content, before=last)
    book.sheets[last].api.Move(Before=book.sheets[title].api)


def _insert(book: xw.Book, content: bytes, *, before: str) -> None:
    """Insert the sheet of a file; only ``Before`` works in every Excel (see xlwings' own ``Sheets.add``)."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder, _FILE)
        file.write_bytes(content)
        book.sheets.api.Add(Before=book.sheets[before].api, Type=str(file))


def _replace(book: xw.Book, content: bytes, title: str) -> None:
    """Put a sheet in the place of the one called ``title``, which is deleted only once the new one is there."""
    old = book.sheets[title]
    aside = free_name(f"{title[:25]}_旧", [sheet.name for sheet in book.sheets])
    old.name = aside
    try:
        _insert(book, content, before=aside)
        book.sheets[aside].delete()
    except BaseException:
        with suppress(Exception):  # it may not be there yet
            book.sheets[title].delete()
        book.sheets[aside].name = title
        raise


def _copy_of(sheet: xw.Sheet) -> bytes:
    """Return the sheet as a workbook of its own, with all that the person changed about it."""
    app = sheet.book.app
    sheet.api.Copy()  # into a new workbook, which is then in front
    copy = app.books.active
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder, _FILE)
        try:
            copy.save(str(file))
        finally:
            copy.close()
        return file.read_bytes()


def _remove(title: str, mark: str, book: xw.Book) -> None:
    if title in {sheet.name for sheet in book.sheets}:  # the person may have deleted it
        book.sheets[title].delete()
    with suppress(Exception):  # Excel may have let the name go with the sheet
        book.names[mark].delete()


def _bring_back(title: str, mark: str, content: bytes, book: xw.Book) -> None:
    names = [sheet.name for sheet in book.sheets]
    with _front_kept(book):
        if title in names:
            _replace(book, content, title)
        else:
            _insert_last(book, content, title, names[-1])
        _set_mark(book, title, mark)


def _set_mark(book: xw.Book, title: str, mark: str) -> None:
    quoted = title.replace("'", "''")
    book.names.add(mark, f"='{quoted}'!$A$1").api.Visible = False


@contextmanager
def _front_kept(book: xw.Book) -> Iterator[None]:
    """Let the sheet in front stay there, also where another one takes its place and its name."""
    front = book.sheets.active.name
    try:
        yield
    finally:
        with suppress(Exception):  # whatever went wrong before matters more
            book.sheets[front].api.Activate()  # xlwings' own would fetch the window to the front
