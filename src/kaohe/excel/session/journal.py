"""What Kaohe wrote into workbooks that are open, so that it can be taken back, several steps deep."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from functools import partial

import xlwings as xw

from kaohe.core.cells import CellValue
from kaohe.core.number_formats import hides
from kaohe.core.records import NamedTuple, dataclass, field
from kaohe.excel.cells.blocks import Entry, enter, first_day, holds, read_formulas, read_values
from kaohe.excel.cells.places import address_of, addresses_of, areas_of, runs
from kaohe.excel.constants import XL_SHEET_VISIBLE
from kaohe.excel.session.refusal import LeftBehindError, RefusalError
from kaohe.excel.session.state import persistently
from kaohe.tables import Area

#: A cell: sheet, row, column.
_Cell = tuple[str, int, int]

#: Number formats: what is typed stays text; the usual one.
_TEXT, _GENERAL = "@", "General"

#: How many commands can be taken back.
_MOST_STEPS = 20
#: For how many workbooks.
_MOST_BOOKS = 30


@dataclass(frozen=True, slots=True)
class Block:
    """Cells of a sheet: what must be entered to have them as before, and what was entered instead."""

    sheet: str
    area: Area
    before: Sequence[Sequence[Entry]]
    after: Sequence[Sequence[Entry]]


class Anchor(NamedTuple):
    """The names of a table's units when it was written into: they tell where its rows are now."""

    sheet: str
    area: Area
    names: tuple[CellValue, ...]


class Other(NamedTuple):
    """How to take back what is no content of a cell, and what it is called in Chinese."""

    what: str
    undo: Callable[[xw.Book], None]


@dataclass(slots=True)
class Step:
    """One command: its name, its blocks in the order of writing, and what else must be taken back.

    ``watched`` tell, of sheets that were made, the name of one that the person changed since.
    """

    title: str
    anchors: Sequence[Anchor] = ()
    blocks: list[Block] = field(default_factory=list)
    others: list[Other] = field(default_factory=list)
    watched: list[Callable[[xw.Book], str | None]] = field(default_factory=list)

    @property
    def places(self) -> list[str]:
        """What it has written, as a person is told."""
        cells = [f"工作表“{block.sheet}”的单元格" for block in self.blocks]
        return [*dict.fromkeys([*cells, *(other.what for other in self.others)])]


@dataclass(slots=True)
class NewSheet:
    """Takes a sheet back that is being added: whichever is new while that goes on, the one of its name afterwards."""

    before: frozenset[str]
    name: str
    is_complete: bool = False

    def __call__(self, book: xw.Book) -> None:
        """Delete it."""
        names = [sheet.name for sheet in book.sheets]
        for name in [self.name] if self.is_complete else names:
            if name in names and name not in self.before:
                book.sheets[name].delete()


class Pen:
    """Writes into a workbook and remembers what was there."""

    def __init__(self, book: xw.Book, step: Step) -> None:
        self._book, self._step = book, step

    def enter(
        self, sheet: str, area: Area, before: Sequence[Sequence[Entry]], after: Sequence[Sequence[Entry]]
    ) -> None:
        """Enter a block in one call."""
        self._step.blocks.append(Block(sheet, area, before, after))
        enter(self._book.sheets[sheet].range(address_of(area)), after)

    def make_general(self, sheet: str, cells: Sequence[tuple[int, int]], numbers: Sequence[Decimal] = ()) -> bool:
        """Take the text format off cells (row, column), which would keep numbers from being numbers.

        A format that would not show the ``numbers`` that come into the cells as they are goes, too.

        One question suffices where all cells between the first and the last have one other format.

        Returns:
            Whether they have: what stands between may then be entered again without becoming text.
        """
        (row1, column1), (row2, column2) = cells[0], cells[-1]
        whole = address_of(Area(row1, column1, row2, column2))
        found = self._book.sheets[sheet].range(whole).number_format
        if found is not None and not _is_unfit(found, numbers):
            return True
        for address in addresses_of(cells):
            self._make_general(sheet, address, numbers)
        return False

    def _make_general(self, sheet: str, address: str, numbers: Sequence[Decimal]) -> None:
        """Change the format of some cells; where they have several, one by one."""
        cells = self._book.sheets[sheet].range(address)
        found = cells.number_format
        if found is not None and _is_unfit(found, numbers):
            self.add_undo(f"工作表“{sheet}”的单元格格式", partial(_set_format, sheet, address, found))
            cells.number_format = _GENERAL
        elif found is None:
            for area in areas_of(address):
                for row in range(area.row1, area.row2 + 1):
                    self._make_general(sheet, address_of(Area(row, area.column1, row, area.column1)), numbers)

    def add_sheet(self, name: str) -> xw.Sheet:
        """Add a sheet behind the last one that can be seen; the sheet in front stays in front."""
        front = self._book.sheets.active
        added = NewSheet(frozenset(sheet.name for sheet in self._book.sheets), name)
        self.add_undo(f"工作表“{name}”", added)
        try:
            seen = [each for each in self._book.sheets if each.api.Visible == XL_SHEET_VISIBLE]
            sheet = self._book.sheets.add(after=seen[-1])
            sheet.name = name
        finally:
            persistently(front.api.Activate)  # xlwings' own would fetch the window to the front
        added.is_complete = True
        return sheet

    def watch(self, changed: Callable[[xw.Book], str | None]) -> None:
        """Remember how to find out whether the person changed a sheet that was made."""
        self._step.watched.append(changed)

    def add_undo(self, what: str, undo: Callable[[xw.Book], None]) -> None:
        """Remember, before it is done, how to take back what is no content of a cell; ``what`` says it in Chinese.

        ``undo`` may be called again where it broke off, and also where nothing was done yet.
        """
        self._step.others.append(Other(what, undo))


@dataclass(slots=True)
class _History:
    """Steps in one workbook, the latest last, and the windows that it was seen in."""

    windows: frozenset[int]
    steps: deque[Step] = field(default_factory=lambda: deque(maxlen=_MOST_STEPS))


#: Workbooks are known by their windows.  A name would not do: a workbook that is closed and opened
#: again, or another one of that name, is not the one that was written into.
_histories: list[_History] = []


@contextmanager
def recording(book: xw.Book, title: str, anchors: Sequence[Anchor] = (), *, keep: bool = True) -> Iterator[Pen]:
    """Give a pen whose writing can be taken back; what fails, or is stopped, half-way is taken back at once.

    Args:
        book: What is written into.
        title: The command's name.
        anchors: Of the tables whose rows are written into.
        keep: Whether the person can take it back; not what happens unasked.
    """
    step, history = Step(title, anchors), _history(book)
    try:
        yield Pen(book, step)
    except BaseException as problem:
        why = _take_back(book, step, skip=frozenset())
        if why is None:
            raise
        if keep:
            history.steps.append(step)
        raise LeftBehindError(step.places, why) from problem
    if keep and (step.blocks or step.others):
        history.steps.append(step)


def last_title(book: xw.Book) -> str:
    """Return the name of the command that would be taken back.

    Raises:
        RefusalError: There is none.
    """
    steps = _history(book).steps
    if not steps:
        raise RefusalError(
            "没有可以撤销的操作：考核加载项尚未在这个工作簿中写入内容、都已撤销，或者写入之后计算程序重新启动过。"
        )
    return steps[-1].title


def changed_since(book: xw.Book) -> frozenset[_Cell]:
    """Return the cells of the last step that are no longer as Kaohe left them, or in whose row another unit stands now.

    Raises:
        RefusalError: A sheet is gone, or protected.
    """
    step = _history(book).steps[-1]
    _require_sheets(book, step)
    moved = frozenset(_moved(book, step))
    return frozenset(
        (block.sheet, row, column)
        for block in step.blocks
        for begin in [first_day(book, [*block.before, *block.after])]
        for row, column, shown, known in _compared(book, block)
        if (block.sheet, row) in moved or not any(holds(shown, entry, begin) for entry in known)
    )


def _moved(book: xw.Book, step: Step) -> Iterator[tuple[str, int]]:
    """Yield the rows that another unit stands in since: the table was sorted, or rows were inserted."""
    for sheet, area, names in step.anchors:
        now = read_values(book.sheets[sheet].range(address_of(area)))
        for row, ((name,), before) in enumerate(zip(now, names, strict=True), area.row1):
            if name != before:
                yield sheet, row


def changed_pages(book: xw.Book) -> list[str]:
    """Return the names of sheets that the last step made and the person changed since."""
    return [name for changed in _history(book).steps[-1].watched if (name := changed(book)) is not None]


def undo(book: xw.Book, skip: frozenset[_Cell]) -> None:
    """Take the last step back; the cells in ``skip`` stay as the person has them now.

    Raises:
        LeftBehindError: Excel turned some of it down; that can be tried again.
    """
    steps = _history(book).steps
    why = _take_back(book, steps[-1], skip)
    if why is not None:
        raise LeftBehindError(steps[-1].places, why)
    steps.pop()


def _take_back(book: xw.Book, step: Step, skip: frozenset[_Cell]) -> Exception | None:
    """Take back what can be, whatever Excel turns down in between; the step keeps the rest.

    Returns:
        What went wrong last, None where all is taken back.
    """
    why: Exception | None = None
    blocks, others = [*step.blocks], [*step.others]
    step.blocks, step.others = [], []
    for block in reversed(blocks):
        if problem := persistently(partial(_put_back, book, block, skip)):
            why = problem
            step.blocks.insert(0, block)
    for other in reversed(others):
        if problem := persistently(partial(other.undo, book)):
            why = problem
            step.others.insert(0, other)
    return why


def _put_back(book: xw.Book, block: Block, skip: frozenset[_Cell]) -> None:
    for area, entries in _without(block, skip):
        enter(book.sheets[block.sheet].range(address_of(area)), entries)


def _without(block: Block, skip: frozenset[_Cell]) -> Iterator[tuple[Area, Sequence[Sequence[Entry]]]]:
    """Yield the block whole, or column by column in pieces that leave out the cells in ``skip``."""
    area = block.area
    if not any(sheet == block.sheet for sheet, _, _ in skip):
        yield area, block.before
        return
    for column in range(area.column1, area.column2 + 1):
        free = [row for row in range(area.row1, area.row2 + 1) if (block.sheet, row, column) not in skip]
        for rows in runs(free):
            entries = [[block.before[row - area.row1][column - area.column1]] for row in rows]
            yield Area(rows[0], column, rows[-1], column), entries


def _compared(book: xw.Book, block: Block) -> Iterator[tuple[int, int, str, tuple[Entry, Entry]]]:
    """Yield row, column, what the cell reads now, and what it holds as Kaohe left it or found it.

    The latter is there where taking back broke off half-way.
    """
    shown = read_formulas(book.sheets[block.sheet].range(address_of(block.area)))
    rows = zip(shown, block.after, block.before, strict=True)
    for row, lines in enumerate(rows, block.area.row1):
        for column, (text, after, before) in enumerate(zip(*lines, strict=True), block.area.column1):
            yield row, column, text, (after, before)


def _require_sheets(book: xw.Book, step: Step) -> None:
    there = {sheet.name for sheet in book.sheets}
    for name in dict.fromkeys(block.sheet for block in step.blocks):
        if name not in there:
            raise RefusalError(f"工作表“{name}”已被删除或改名，无法撤销“{step.title}”。请把表名改回再试。")
        if book.sheets[name].api.ProtectContents:
            raise RefusalError(f"工作表“{name}”受保护，没有撤销。请先在“审阅”中点“撤销工作表保护”，再试一次。")


def _is_unfit(number_format: str, numbers: Sequence[Decimal]) -> bool:
    return number_format == _TEXT or any(hides(number_format, number) for number in numbers)


def _set_format(sheet: str, address: str, number_format: str, book: xw.Book) -> None:
    book.sheets[sheet].range(address).number_format = number_format


def _history(book: xw.Book) -> _History:
    """Return the history of a workbook; one with several windows has whichever is in front as its first."""
    windows = book.api.Windows
    numbers = frozenset(int(windows(each).Hwnd) for each in range(1, windows.Count + 1))
    known = next((each for each in _histories if each.windows & numbers), None)
    if known is None:
        known = _History(numbers)
        _histories.append(known)
        del _histories[:-_MOST_BOOKS]  # those of workbooks that were closed long ago
    known.windows |= numbers
    return known
