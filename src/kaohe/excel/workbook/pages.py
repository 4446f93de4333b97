"""A sheet that Kaohe built, put into a workbook that is open: 核对结果, 上报表, 统计, 与上一版比较.

The sheet is written to a file and inserted from there, as from a template: looks, page and charts come
along in one call, no second workbook is opened in front of the person, and no link to the file stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory

import xlwings as xw

from kaohe.core.records import NamedTuple, dataclass
from kaohe.core.schema import Mark
from kaohe.excel.cells.blocks import read_formulas
from kaohe.excel.cells.spreads import Spread
from kaohe.excel.constants import XL_SHEET_VISIBLE
from kaohe.excel.session.journal import NewSheet, Pen
from kaohe.excel.session.state import persistently
from kaohe.excel.workbook.reader import OpenWorkbook, marked_sheet
from kaohe.files.ooxml.own_sheet import free_name
from kaohe.tables import Area

#: No name that a workbook of the person's could have: Excel opens no two of one name.
_FILE = "~kaohe_page.xlsx"


class Mention(NamedTuple):
    """A formula of the person's about a page: Excel would let it lead to nothing when the page is replaced."""

    sheet: str
    spread: Spread


def mentions_of(opened: OpenWorkbook, mark: Mark) -> list[Mention]:
    """Return the formulas of all tables' sheets that speak of a page; one that fills several cells once."""
    if (name := opened.pages.get(mark)) is None:
        return []
    found = []
    for sheet, grid in opened.grids.items():
        spreads = [*opened.spreads.get(sheet, ())]
        filled = {cell for each in spreads for cell in each.cells}
        spreads += [
            Spread(Area(*cell, *cell), formula, "Formula")
            for cell, formula in grid.formulas.items()
            if cell not in filled
        ]
        found += [Mention(sheet, each) for each in spreads if name in each.formula]
    return found


def put_page(
    book: xw.Book, pen: Pen, build: Callable[[str], bytes], name: str, mark: str, mentions: Sequence[Mention] = ()
) -> xw.Sheet:
    """Put a sheet into a workbook, in the place of the one that was put there before, else at the end.

    The sheet in front stays in front.  Taken back, the sheet is gone again, and the earlier one is back as
    the person had it.

    Args:
        book: Where to; its structure must not be protected.
        pen: Remembers how to take it back.
        build: Gives the bytes of a workbook whose only sheet has the name that it is called with.
        name: The sheet's name, unless a sheet of the person's has it (then 上报表2, …).
        mark: The hidden name by which the sheet is known again.
        mentions: Formulas about the sheet that was put there before; they stay, and are about the new one.
    """
    names = [sheet.name for sheet in book.sheets]
    earlier = marked_sheet(book, names, mark)
    if earlier is None:
        sheet = add_page(book, pen, build, free_name(name, names), mark, names)
    else:
        sheet = _put_anew(book, pen, build(earlier), earlier, mark, mentions)
    pen.watch(partial(_changed, mark, sheet.used_range.address, read_formulas(sheet.used_range)))
    return sheet


def _put_anew(book: xw.Book, pen: Pen, content: bytes, title: str, mark: str, mentions: Sequence[Mention]) -> xw.Sheet:
    with _front_kept(book):
        seen = book.sheets[title].api.Visible
        pen.add_undo(f"工作表“{title}”", partial(_let_be_seen, title, seen))
        kept = _copy_of(book.sheets[title])
        pen.add_undo(f"关于“{title}”的公式", partial(_say_again, mentions))
        swap = _Swap(title, mark, content)
        pen.add_undo(f"工作表“{title}”", partial(_swap_back, swap, kept, seen))
        swap.run(book)
        _say_again(mentions, book)
    return book.sheets[title]


def show(sheet: xw.Sheet) -> None:
    """Bring a sheet to the front; what was written stays where Excel will not."""
    persistently(sheet.api.Activate)  # xlwings' own would fetch the window to the front


def _changed(mark: str, address: str, made: Sequence[Sequence[str]], book: xw.Book) -> str | None:
    """Return the name of a page whose cells no longer hold what was put there."""
    name = marked_sheet(book, [sheet.name for sheet in book.sheets], mark)
    if name is None:  # the person deleted it
        return None
    cells = book.sheets[name].used_range
    return None if cells.address == address and read_formulas(cells) == made else name


def add_page(
    book: xw.Book, pen: Pen, build: Callable[[str], bytes], title: str, mark: str, names: Sequence[str]
) -> xw.Sheet:
    """Put a sheet that was not there before behind those called ``names``; ``title`` is a free name."""
    added = _NewPage(NewSheet(frozenset(names), title), mark, _said(book, mark))
    pen.add_undo(f"工作表“{title}”", added)
    with _front_kept(book):
        _insert_last(book, build(title), title, names)
        _set_mark(book, title, mark)
    added.sheet.is_complete = True
    return book.sheets[title]


@dataclass(frozen=True, slots=True)
class _NewPage:
    """Takes a page back that was not there before; ``said`` is what its hidden name led to, if it was there."""

    sheet: NewSheet
    mark: str
    said: str | None

    def __call__(self, book: xw.Book) -> None:
        if self.sheet.is_complete:
            _remove(self.mark, book)
        else:
            self.sheet(book)
        if self.said is not None:
            book.names.add(self.mark, self.said).api.Visible = False
        elif book.names.contains(self.mark):  # Excel may have let the name go with the sheet
            book.names[self.mark].delete()


def _said(book: xw.Book, mark: str) -> str | None:
    return str(book.names[mark].refers_to) if book.names.contains(mark) else None


def _insert_last(book: xw.Book, content: bytes, title: str, names: Sequence[str]) -> None:
    """Insert the sheet called ``title`` behind the others; those that are hidden at the end can't be moved, and stay there."""
    last = names[-1]
    if book.sheets[last].api.Visible == XL_SHEET_VISIBLE:
        _insert(book, content, before=last)
        book.sheets[last].api.Move(Before=book.sheets[title].api)
        return
    hidden = takewhile(lambda name: book.sheets[name].api.Visible != XL_SHEET_VISIBLE, reversed(names))
    _insert(book, content, before=[*hidden][-1])


def _insert_beside(book: xw.Book, content: bytes, title: str, names: Sequence[str]) -> None:
    """Insert the sheet called ``title`` at the end; where a sheet of the person's has that name by now, 上报表2."""
    aside = None
    if title in names:
        aside = free_name(f"{title[:25]}_旧", names)
        book.sheets[title].name = aside
    _insert_last(book, content, title, [aside if aside and name == title else name for name in names])
    if aside:
        book.sheets[title].name = free_name(title, names)
        book.sheets[aside].name = title


def _insert(book: xw.Book, content: bytes, *, before: str) -> None:
    """Insert the sheet of a file; only ``Before`` works in every Excel (see xlwings' own ``Sheets.add``)."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder, _FILE)
        file.write_bytes(content)
        book.sheets.api.Add(Before=book.sheets[before].api, Count=1, Type=str(file))


@dataclass(slots=True)
class _Swap:
    """A sheet put in the place of the one called ``title``, which is deleted only once the new one is there."""

    title: str
    mark: str
    content: bytes
    _aside: str = ""
    _is_deleting: bool = False

    def run(self, book: xw.Book) -> None:
        self._aside = free_name(f"{self.title[:25]}_旧", [sheet.name for sheet in book.sheets])
        book.sheets[self.title].name = self._aside
        _insert(book, self.content, before=self._aside)
        _set_mark(book, self.title, self.mark)
        self._is_deleting = True
        book.sheets[self._aside].delete()
        self._aside = ""

    def take_back(self, book: xw.Book) -> bool:
        """Let the earlier sheet have its place again; say whether it was still there."""
        names = [sheet.name for sheet in book.sheets]
        if self._aside not in names:
            return not self._is_deleting
        if self.title in names:
            book.sheets[self.title].delete()
        book.sheets[self._aside].name = self.title
        _set_mark(book, self.title, self.mark)
        return True


def _swap_back(swap: _Swap, kept: bytes, seen: int, book: xw.Book) -> None:
    if not swap.take_back(book):
        _bring_back(swap.title, swap.mark, kept, seen, book)


def _let_be_seen(title: str, seen: int, book: xw.Book) -> None:
    if title in [sheet.name for sheet in book.sheets] and book.sheets[title].api.Visible != seen:
        book.sheets[title].api.Visible = seen


def _say_again(mentions: Sequence[Mention], book: xw.Book) -> None:
    for sheet, spread in mentions:
        spread.enter(book.sheets[sheet])


def _copy_of(sheet: xw.Sheet) -> bytes:
    """Return the sheet as a workbook of its own, with all that the person changed about it."""
    app = sheet.book.app
    sheet.api.Visible = XL_SHEET_VISIBLE  # a workbook can't consist of a hidden sheet
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder, _FILE)
        sheet.api.Copy()  # into a new workbook, which is then in front
        copy = app.books.active
        try:
            copy.save(str(file))
        finally:
            copy.close()
        return file.read_bytes()


def _remove(mark: str, book: xw.Book) -> None:
    """Delete the sheet that a mark leads to, under whatever name; the person may have deleted it."""
    if (now := marked_sheet(book, [sheet.name for sheet in book.sheets], mark)) is not None:
        book.sheets[now].delete()


def _bring_back(title: str, mark: str, content: bytes, seen: int, book: xw.Book) -> None:
    """Put a sheet back as it was, in the place of the one that took its place, under whatever name that is now."""
    names = [sheet.name for sheet in book.sheets]
    with _front_kept(book):
        if (now := marked_sheet(book, names, mark)) is not None:
            if now != title:
                book.sheets[now].name = title
            swap = _Swap(title, mark, content)
            try:
                swap.run(book)
            except BaseException:
                persistently(lambda: swap.take_back(book))
                raise
        else:
            _insert_beside(book, content, title, names)
            title = free_name(title, names)
            _set_mark(book, title, mark)
        book.sheets[title].api.Visible = seen


def _set_mark(book: xw.Book, title: str, mark: str) -> None:
    quoted = title.replace("'", "''")
    book.names.add(mark, f"='{quoted}'!$A$1").api.Visible = False


@contextmanager
def _front_kept(book: xw.Book) -> Iterator[None]:
    """Let the sheet in front stay there, also where another one takes its place and its name."""
    front = book.api.ActiveSheet.Name  # a chart sheet, perhaps, which xlwings knows nothing of
    try:
        yield
    finally:
        # xlwings' own would fetch the window to the front.  A refusal matters less than what went wrong before.
        persistently(lambda: book.api.Sheets(front).Activate())
