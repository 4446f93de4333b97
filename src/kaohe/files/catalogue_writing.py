"""A catalogue into a closed workbook: a new sheet 标准目录, or changes of the one that is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from kaohe.core.cells import CellValue
from kaohe.core.patterns import compile_on_use
from kaohe.core.problem import FileProblem
from kaohe.core.schema import CatalogueField, Mark, Sheet
from kaohe.core.table import CatalogueRow
from kaohe.files.ooxml.package import Package
from kaohe.files.ooxml.sheet_xml import set_cells
from kaohe.files.ooxml.transplant import put_page
from kaohe.files.ooxml.workbook import Workbook
from kaohe.files.pages.draft_sheet import build_catalogue
from kaohe.tables import SheetGrid
from kaohe.tables.lists import catalogue_header, find_catalogue

_Cells = dict[tuple[int, int], CellValue]
_TABLE_RANGE = compile_on_use(rb'(\bref="[A-Z]+\d+:[A-Z]+)(\d+)(")')


def put_catalogue(package: Package, grids: Sequence[SheetGrid], rows: Sequence[CatalogueRow]) -> str:
    """Let a workbook's catalogue be ``rows``; return the sheet's name.

    Where it has one already, its rows change in place: those of the same code follow, others are added below;
    rows that are not among ``rows`` are left blank.

    Raises:
        FileProblem: The sheet is protected, or lacks a column.
    """
    found = find_catalogue(grids)
    if found is None or not found.rows:
        return put_page(Workbook(package), partial(build_catalogue, rows), Sheet.CATALOGUE, Mark.CATALOGUE)
    grid = next(grid for grid in grids if found.rows[0].where and grid.name == found.rows[0].where.sheet)
    cells = catalogue_changes(grid, found.rows, rows)
    if cells:
        set_cells(package, grid.name, cells)
        _stretch_table(package, grid, max(row for row, _ in cells))
    return grid.name


def catalogue_changes(grid: SheetGrid, before: Sequence[CatalogueRow], after: Sequence[CatalogueRow]) -> _Cells:
    """Return the cells (row, column) that make the rows of a catalogue's sheet say ``after`` instead of ``before``.

    Raises:
        FileProblem: The sheet lacks a column, or its heading can't be understood.
    """
    header = catalogue_header(grid)
    if header is None:
        raise FileProblem(f"“{grid.name}”的表头无法识别，未写入。请对照“使用说明”改好表头再试。")
    columns = header[1]
    places = {_text(row.code): row for row in before}
    fresh = max([header[0], *(row.where.row for row in before if row.where)]) + 1
    cells: _Cells = {}
    for row in after:
        old = places.pop(_text(row.code), None)
        at = old.where.row if old and old.where else fresh
        fresh += old is None
        for field, value in _values(row).items():
            shown = _values(old).get(field) if old else None
            if field not in columns:
                if value is not None:
                    raise FileProblem(f"“{grid.name}”缺少“{field.value}”列，无法记入。请在表头加上这一列再试。")
            elif _text(value) != _text(shown):
                cells[at, columns[field]] = value
    for gone in places.values():
        cells.update({(gone.where.row, column): None for column in columns.values()} if gone.where else {})
    return cells


def _values(row: CatalogueRow) -> Mapping[CatalogueField, CellValue]:
    values = (row.code, row.wording, row.sign, row.points, row.aliases, row.remark)
    return dict(zip(CatalogueField, values, strict=True))


def _text(value: CellValue) -> str:
    return "" if value is None else str(value).strip()


def _stretch_table(package: Package, grid: SheetGrid, last: int) -> None:
    """Let an Excel Table over the catalogue reach the rows that were added below."""
    for part in _tables(package, grid.name):
        text = package.text(part)
        ends = [int(found[2]) for found in _TABLE_RANGE.finditer(text)]
        if ends and ends[0] == grid.last_row < last:
            package.put_text(part, _TABLE_RANGE.sub(lambda found: found[1] + str(last).encode() + found[3], text))


def _tables(package: Package, sheet: str) -> Iterator[str]:
    part = Workbook(package).sheet_part(sheet)
    if part:
        yield from (link.target for link in package.relationships(part) if link.kind == "table")
