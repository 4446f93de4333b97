"""Excel Tables with Kaohe's looks: headings by kind of column, fitted rows, formulas with cached values."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from kaohe.core.cells import CellValue
from kaohe.core.problem import FileProblem
from kaohe.core.records import dataclass
from kaohe.core.spreadsheet import LAST_ROW
from kaohe.files.template import style
from kaohe.files.template.book import Book, Page, write, write_formula
from kaohe.files.template.measure import row_height

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
    book: Book, page: Page, name: str, top: int, columns: Sequence[GridColumn], rows: Sequence[Sequence[CellValue]]
) -> TableArea:
    """Write an Excel Table named ``name`` with its headings in row ``top``, and return where its rows lie.

    ``rows`` hold one value a column: a typed value, or the cached value of the column's formula.
    A table must have a row in Excel, so no rows give one that is empty.
    """
    rows = rows or [[None] * len(columns)]
    area = TableArea(top + 1, 0, top + len(rows), len(columns) - 1)
    if area.last_row >= LAST_ROW:
        raise FileProblem(f"“{page.name}”要写入{len(rows)}行，超过 Excel 一张表的{LAST_ROW}行。请分成几个文件。")
    headings = [_heading(book, column) for column in columns]
    options = {"name": name, "style": style.TABLE_STYLE, "columns": headings}
    page.add_table(top, 0, area.last_row, area.last_column, options)
    page.set_row(top, _HEAD_HEIGHT)
    for index, column in enumerate(columns):
        page.set_column(index, index, column.width, None, {"hidden": column.hidden})
        _write_column(book, page, area.column(index), column, [row[index] for row in rows])
    _fit_rows(page, area.first_row, columns, rows)
    return area


def _heading(book: Book, column: GridColumn) -> dict[str, Any]:
    heading: dict[str, Any] = {"header": column.heading, "header_format": book.look(style.HEADS[column.kind])}
    return heading | ({"formula": column.formula} if column.formula else {})


def _write_column(book: Book, page: Page, area: TableArea, column: GridColumn, values: Sequence[CellValue]) -> None:
    indent = {"indent": 1} if column.align == "left" else {}
    look = book.look(style.BODIES[column.kind], align=column.align, num_format=column.number_format, **indent)
    for row, value in enumerate(values, start=area.first_row):
        if column.formula is None:
            write(page, row, area.first_column, value, look)
        else:
            write_formula(page, row, area.first_column, column.formula, _cached(value), look)


def _cached(value: CellValue) -> Decimal | str | None:
    if value is None or isinstance(value, Decimal | str):
        return value
    raise TypeError(value)


def _fit_rows(page: Page, first: int, columns: Sequence[GridColumn], rows: Sequence[Sequence[CellValue]]) -> None:
    """Make each row as high as its longest text."""
    for number, row in enumerate(rows, start=first):
        pairs = zip(row, columns, strict=True)
        texts = [(value, column.width - _INDENT) for value, column in pairs if isinstance(value, str) and value]
        page.set_row(number, row_height(texts) if texts else _EMPTY_HEIGHT)
