"""Excel Tables with Kaohe's looks: headings by kind of column, fitted rows, formulas with cached values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, repeat
from typing import Any, Literal

from xlsxwriter.format import Format

from kaohe.core.cells import CellValue
from kaohe.core.problem import FileProblem
from kaohe.core.records import NamedTuple, dataclass
from kaohe.core.spreadsheet import LAST_ROW
from kaohe.files.template import style
from kaohe.files.template.book import Book, Page
from kaohe.files.template.measure import fitting, row_height
from kaohe.files.template.rows import Pattern, Row, Rows

#: Who fills a column: a person, Kaohe (its results stand out), or an earlier table, kept for the audit.
ColumnLook = Literal["typed", "computed", "result", "kept"]

#: Heights, in points, of the heading row and of a row that is not filled yet.
_HEAD_HEIGHT = 28
_EMPTY_HEIGHT = 20

#: What the indent of a left-aligned cell takes of its width.
_INDENT = 1.5


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column: ``width`` in Excel's units; a computed column has a ``formula`` and cached values."""

    heading: str
    width: float
    kind: ColumnLook = "typed"
    align: Literal["left", "center"] = "left"
    formula: str | None = None
    number_format: str = "General"
    hidden: bool = False


class TableArea(NamedTuple):
    """Where the rows of a table lie: first and last row, first and last column, all from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def column(self, index: int) -> TableArea:
        """Return the cells of one column of the area, counted from 0."""
        at = self.first_column + index
        return TableArea(self.first_row, at, self.last_row, at)


def add_grid(
    book: Book,
    page: Page,
    name: str,
    top: int,
    columns: Sequence[GridColumn],
    rows: Iterable[Sequence[CellValue]],
    count: int,
    asked: Sequence[int] = (),
) -> TableArea:
    """Write an Excel Table named ``name`` with its headings in row ``top``, and return where its rows lie.

    The ``count`` ``rows`` hold one value a column: a typed value, or the cached value of the column's formula.
    A table must have a row in Excel, so no rows give one that is empty.  ``asked`` says in which column (from 0) each of
    the first rows asks something of a person: that cell stands out.
    """
    if not count:
        rows, count = [[None] * len(columns)], 1
    area = TableArea(top + 1, 0, top + count, len(columns) - 1)
    if area.last_row >= LAST_ROW:
        raise FileProblem(f"“{page.name}”要写入{count}行，超过 Excel 一张表的{LAST_ROW}行。请分成几个文件。")
    headings = [_heading(book, column) for column in columns]
    options = {"name": name, "style": style.TABLE_STYLE, "columns": headings}
    page.add_long_table(top, 0, area.last_row, area.last_column, options)
    page.set_row(top, _HEAD_HEIGHT)
    for index, column in enumerate(columns):
        page.set_column(index, index, column.width, None, {"hidden": column.hidden})
    plain = Pattern(tuple(_look(book, column) for column in columns), tuple(column.formula for column in columns))
    patterns = {None: plain} | {column: _asking(book, plain, column) for column in asked}
    places = {column: place for place, column in enumerate(patterns)}
    chosen = chain((places[column] for column in asked), repeat(0))
    page.add_rows(Rows(area.first_row, count, [*patterns.values()], _fitted(columns, rows, chosen)))
    return area


def _asking(book: Book, plain: Pattern, column: int) -> Pattern:
    looks = list(plain.looks)
    looks[column] = book.look(style.TYPED, **style.NOTED)
    return plain._replace(looks=tuple(looks))


def _heading(book: Book, column: GridColumn) -> dict[str, Any]:
    heading: dict[str, Any] = {"header": column.heading, "header_format": book.look(style.HEADS[column.kind])}
    return heading | ({"formula": column.formula} if column.formula else {})


def _look(book: Book, column: GridColumn) -> Format:
    indent = {"indent": 1} if column.align == "left" else {}
    return book.look(style.BODIES[column.kind], align=column.align, num_format=column.number_format, **indent)


def _fitted(
    columns: Sequence[GridColumn], rows: Iterable[Sequence[CellValue]], patterns: Iterator[int]
) -> Iterator[Row]:
    """Yield each row, as high as its longest text."""
    widths = [column.width - _INDENT for column in columns]
    room = [(width, fitting(width)) for width in widths]
    one_line = row_height(())
    for row, pattern in zip(rows, patterns, strict=False):
        texts = [
            (value, width)
            for value, (width, most) in zip(row, room, strict=True)
            if isinstance(value, str) and (len(value) > most or "\n" in value)
        ]
        height = row_height(texts) if texts else one_line if any(map(_is_text, row)) else _EMPTY_HEIGHT
        yield Row(pattern, row, height)


def _is_text(value: CellValue) -> bool:
    return isinstance(value, str) and bool(value)
