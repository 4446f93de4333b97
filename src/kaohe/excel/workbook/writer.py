"""A plan into an open workbook: one block a column, cells that stay as they are not among it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

import xlwings as xw

from kaohe.assessment.outcome import ColumnWrite
from kaohe.core.cells import ExcelError
from kaohe.core.functions import FUNCTIONS
from kaohe.core.schema import COMPUTED, Mark
from kaohe.core.table import Layout
from kaohe.excel.cells.blocks import Entry, entry
from kaohe.excel.cells.places import runs
from kaohe.excel.session.journal import Pen
from kaohe.excel.session.refusal import RefusalError
from kaohe.excel.workbook.reader import OpenWorkbook
from kaohe.files.template.formulas import NOT_COMPUTED
from kaohe.tables import Area, SheetGrid

#: One of Kaohe's functions behind the place of an add-in: ``'C:\\…\\kaohe.xlam'!``, ``kaohe.xlam!``, ``[1]!``.
_LINKED = re.compile(
    r"""(?:'(?:[^'"*?<>|]|'')*\.xl\w+'!|\[\d+\]!|[^\s'"(,;=+*/&<>\[\]-]+\.xl\w+!)"""
    rf"((?:{'|'.join(function.name for function in FUNCTIONS)})\()",
    re.IGNORECASE,
)


def write_plan(pen: Pen, opened: OpenWorkbook, plan: Sequence[ColumnWrite]) -> None:
    """Write the planned values, except where formulas of Kaohe's own template compute them.

    Cells between changed ones are entered again as they are where that can't change them, so that a
    column is one block.  Cells that an office formatted as text would turn scores into texts: they
    get the usual format, and in a column with such cells nothing else is entered again.
    """
    computed = {(own.sheet, own.column) for own in _own_columns(opened)}
    for write in plan:
        if (write.sheet, write.column) in computed:
            continue
        grid = opened.grids[write.sheet]
        values = dict(zip(write.rows, write.values, strict=True))
        numbers = [value for value in write.values if isinstance(value, Decimal)]
        plain = pen.make_general(write.sheet, [(row, write.column) for row in write.rows], numbers)
        for rows in runs(_bridged(opened, write) if plain else [*write.rows]):
            before = [[held(grid, row, write.column)] for row in rows]
            after = [[entry(values[row]) if row in values else held(grid, row, write.column)] for row in rows]
            pen.enter(write.sheet, Area(rows[0], write.column, rows[-1], write.column), before, after)


def _bridged(opened: OpenWorkbook, write: ColumnWrite) -> list[int]:
    """Return the rows of a write and those units' rows between them that can be entered again as they are."""
    grid, column = opened.grids[write.sheet], write.column
    own = {row: table.layout for table in opened.sheets.tables if table.sheet == write.sheet for row in table.rows}
    rows = [write.rows[0]]
    for above, below in pairwise(write.rows):
        between = range(above + 1, below)
        if all(row in own and _is_safe(grid, row, column, own[row]) for row in between):
            rows += between
        rows.append(below)
    return rows


def _is_safe(grid: SheetGrid, row: int, column: int, layout: Layout) -> bool:
    """Say whether a cell stays the same when what it holds is entered again; texts of an office might not."""
    value = grid.value(row, column)
    if (row, column) in grid.formulas:
        return False
    return value is None or type(value) is Decimal or layout is Layout.TEMPLATE


def rebind(pen: Pen, opened: OpenWorkbook) -> None:
    """Enter the template's formulas again, so that they call the add-in that is loaded here.

    This mends #NAME? of a machine without the add-in and links to an add-in at another path; cells of
    a computed column that were typed over get the column's formula back.
    """
    for columns in _side_by_side(_own_columns(opened)):
        sheet, first, last = columns[0].sheet, columns[0].column, columns[-1].column
        grid = opened.grids[sheet]
        for rows in runs(columns[0].all_rows):
            _leave_text(pen, grid, [(row, own.column) for row in rows for own in columns if row not in own.formulas])
            before = [[held(grid, row, own.column) for own in columns] for row in rows]
            after: list[list[Entry]] = [[own.formula(row) for own in columns] for row in rows]
            pen.enter(sheet, Area(rows[0], first, rows[-1], last), before, after)


def _side_by_side(found: Iterable[_OwnColumn]) -> Iterator[list[_OwnColumn]]:
    """Yield columns of the same rows that stand beside each other together, as they can be entered as one block."""
    beside: list[_OwnColumn] = []
    for own in sorted(found, key=lambda own: (own.sheet, own.column)):
        if beside and not own.continues(beside[-1]):
            yield beside
            beside = []
        beside.append(own)
    if beside:
        yield beside


def _leave_text(pen: Pen, grid: SheetGrid, cells: Sequence[tuple[int, int]]) -> None:
    """Take the text format off cells without their formula: it would keep a formula from being one."""
    columns: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for row, column in cells:
        columns[column].append((row, column))
    for each in columns.values():
        pen.make_general(grid.name, each)


def needs_rebinding(opened: OpenWorkbook) -> bool:
    """Say whether a template's formula calls an add-in elsewhere, or none.

    IFERROR hides #NAME?: there 核对 says so.  Where no unit stands yet nothing tells, so that is taken for yes.
    """
    columns = [*_own_columns(opened)]
    return bool(columns) and (
        not any(own.rows for own in columns)
        or any(
            unlinked(formula) != formula
            or opened.grids[own.sheet].value(row, own.column) in (ExcelError.NAME, NOT_COMPUTED)
            for own in columns
            for row, formula in own.formulas.items()
        )
    )


def require_writable(book: xw.Book, sheets: Sequence[str], *, adds_sheet: str | None = None) -> None:
    """Refuse before anything is written where Excel would refuse in the middle.

    ``adds_sheet`` is what a sheet that is to be added is called.

    Raises:
        RefusalError: A sheet, or the workbook's structure, is protected.
    """
    for name in dict.fromkeys(sheets):
        if book.sheets[name].api.ProtectContents:
            raise RefusalError(f"工作表“{name}”受保护，没有写入。请先在“审阅”中点“撤销工作表保护”，再试一次。")
    if adds_sheet and book.api.ProtectStructure:
        raise RefusalError(
            f"工作簿的结构受保护，不能添加“{adds_sheet}”表，没有写入。请先在“审阅”中取消“保护工作簿”，再试一次。"
        )


def require_room(book: xw.Book, opened: OpenWorkbook, mark: Mark, title: str) -> None:
    """Refuse where a page, called ``title`` at first, can't be put into the workbook, in the place of an earlier one.

    Raises:
        RefusalError: The earlier one, or the structure, is protected, or the workbook is shared.
    """
    earlier = opened.pages.get(mark)
    require_writable(book, [earlier] if earlier else [], adds_sheet=title)
    require_unshared(book, f"加入“{title}”")


def require_unshared(book: xw.Book, what: str) -> None:
    """Refuse ``what`` Excel forbids in shared workbooks.

    Raises:
        RefusalError: The workbook is one.
    """
    if book.api.MultiUserEditing:
        raise RefusalError(
            f"“{book.name}”是共享工作簿，Excel 不允许在其中{what}，没有执行。请先在“审阅”中取消共享，再试一次。"
        )


def held(grid: SheetGrid, row: int, column: int) -> Entry:
    """Return what must be entered to have a cell as it was read."""
    return entry(grid.value(row, column), grid.formulas.get((row, column)))


def unlinked(formula: str) -> str:
    """Return a formula whose functions are looked for in whatever add-in is loaded."""
    return _LINKED.sub(r"\1", formula)


@dataclass(frozen=True)
class _OwnColumn:
    """A computed column of the template: its units' rows, and its formulas by row."""

    sheet: str
    column: int
    rows: Sequence[int]
    formulas: Mapping[int, str]

    @property
    def all_rows(self) -> list[int]:
        """The rows that hold, or are to hold, a formula."""
        return sorted({*self.rows, *self.formulas})

    @cached_property
    def usual(self) -> str:
        """The formula that most cells of the column have."""
        return Counter(map(unlinked, self.formulas.values())).most_common(1)[0][0]

    def formula(self, row: int) -> str:
        """Return the formula that a cell is to have."""
        return unlinked(self.formulas.get(row, self.usual))

    def continues(self, left: _OwnColumn) -> bool:
        """Say whether this is the next column to the right, with formulas in the same rows."""
        return (self.sheet, self.column - 1, self.all_rows) == (left.sheet, left.column, left.all_rows)


def _own_columns(opened: OpenWorkbook) -> Iterator[_OwnColumn]:
    """Yield the template's columns that hold formulas; rows that wait for a unit hold them too."""
    for table in opened.sheets.tables:
        if table.layout is not Layout.TEMPLATE:
            continue
        by_column: defaultdict[int, dict[int, str]] = defaultdict(dict)
        for (row, column), formula in opened.grids[table.sheet].formulas.items():
            if row > table.header_row:
                by_column[column][row] = formula
        for each in table.columns:
            if each.field in COMPUTED and each.index in by_column:
                yield _OwnColumn(table.sheet, each.index, table.rows, by_column[each.index])
