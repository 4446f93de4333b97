"""A workbook that is open in Excel, as plain tables: values and formulas of a sheet in one call each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress

import xlwings as xw

from kaohe.core.cells import CellValue
from kaohe.core.reading import NO_ANSWERS, Answers
from kaohe.core.records import dataclass, field, replace
from kaohe.core.schema import DATA_TABLE, FORM_NAMES, PAGES, SETTING_NAMES, Field, Mark, Sheet
from kaohe.core.table import Column, Sheets, Table
from kaohe.excel.cells.blocks import read_formulas, read_values
from kaohe.excel.cells.looks import with_looks
from kaohe.excel.cells.merges import find_merges
from kaohe.excel.cells.places import address_of, areas_of, joined
from kaohe.excel.cells.spreads import Spread, find_spreads
from kaohe.excel.constants import XL_BY_ROWS, XL_FORMULAS, XL_PREVIOUS
from kaohe.excel.session.journal import Anchor
from kaohe.excel.workbook.kept import kept_answers
from kaohe.files.importing import with_words
from kaohe.files.opening import Opened
from kaohe.files.pages.reading_rows import HEAD_ROW, chosen
from kaohe.tables import Area, NamedArea, SheetGrid, find_tables

#: Beyond this many cells the last row is looked for: borders down to row 1,048,576 make a sheet look full.
_MOST_CELLS = 500_000

#: A workbook with no other sheets than these has none of the pages that are made when asked for.
_OF_THE_TEMPLATE = frozenset(Sheet) - {
    Sheet.FORM,
    Sheet.STATISTICS,
    Sheet.COMPARISON,
    Sheet.RANKING,
    Sheet.READING,
    Sheet.DRAFT,
}
#: The cells of Kaohe's own workbooks that are known by their names.
_NAMED = (*SETTING_NAMES.values(), *FORM_NAMES.values())
_LISTS = frozenset({Sheet.CATALOGUE, Sheet.CATEGORIES, Sheet.SETTINGS})


@dataclass(frozen=True, slots=True)
class OpenWorkbook:
    """What was read: the tables, and the cells they were found in, by sheet.

    ``names`` are those of all sheets, in order; ``findings`` is that of Kaohe's own sheet of findings,
    None where there is none; ``pages`` are those of its other sheets about the table, by their marks.
    ``spreads`` are the formulas, by sheet, that fill several cells, ``kept`` the answers that the workbook keeps.
    """

    sheets: Sheets
    grids: Mapping[str, SheetGrid]
    names: tuple[str, ...]
    findings: str | None
    pages: Mapping[Mark, str]
    spreads: Mapping[str, Sequence[Spread]] = field(default_factory=dict)
    kept: Answers = NO_ANSWERS

    @property
    def anchors(self) -> list[Anchor]:
        """What tells later whether the tables' rows are where they were."""
        return [
            Anchor(table.sheet, Area(rows[0], names.index, rows[-1], names.index), _between(self, table, names))
            for table in self.sheets.tables
            if (rows := table.rows) and (names := table.column(Field.UNIT)) is not None
        ]


def _is_copy(sheet: xw.Sheet, name: str, pages: Mapping[Mark, str]) -> bool:
    """Say whether a person copied a sheet from one of the pages: Excel copies its hidden name as the sheet's own."""
    if name in _OF_THE_TEMPLATE or name in pages.values():
        return False
    names = sheet.names
    return any(names.contains(mark) for mark in pages)


def _between(opened: OpenWorkbook, table: Table, names: Column) -> tuple[CellValue, ...]:
    """Return the column of names from the first unit to the last, bands included."""
    grid = opened.grids[table.sheet]
    return tuple(grid.value(row, names.index) for row in range(table.rows[0], table.rows[-1] + 1))


def read_open_workbook(book: xw.Book) -> OpenWorkbook:
    """Read every sheet, hidden ones, hidden rows and filtered rows too; what Kaohe wrote about a table is left out."""
    found = {sheet.name: sheet for sheet in book.sheets}
    findings = marked_sheet(book, found, Mark.FINDINGS)
    pages = dict(_pages(book, found, findings))
    copies = {name for name in found if pages and _is_copy(found[name], name, pages)}
    grids = {
        name: read_list(sheet, name) if name in _LISTS else read_grid(sheet, name)
        for name, sheet in found.items()
        if name not in {findings, *pages.values(), *copies, Sheet.FINDINGS, Sheet.GUIDE}
    }
    spreads = {name: find_spreads(found[name], grid) for name, grid in grids.items() if grid.formulas}
    grids |= {name: _with_spreads(grids[name], of_sheet) for name, of_sheet in spreads.items() if of_sheet}
    names = _settings(book, grids) | _form_code(book, pages.get(Mark.FORM))
    own = {*pages.values(), *_OF_THE_TEMPLATE}
    kept = kept_answers(book, [name for name in found if name not in own])
    answers = _with_choices(kept, found, pages)
    sheets = find_tables(tuple(grids.values()), names=names, answers=answers)
    return OpenWorkbook(sheets, grids, tuple(found), findings, pages, spreads, kept)


def _with_choices(answers: Answers, sheets: Mapping[str, xw.Sheet], pages: Mapping[Mark, str]) -> Answers:
    """Return the answers that are kept with what was chosen on the page 读表说明 since."""
    if (page := pages.get(Mark.READING)) is None:
        return answers
    shown = read_list(sheets[page], page)
    return chosen([shown.row(row) for row in range(HEAD_ROW + 1, shown.last_row + 1)], answers)


def _pages(book: xw.Book, names: Collection[str], findings: str | None) -> Iterator[tuple[Mark, str]]:
    """Yield mark and name of each page; none is looked for where there are only tables, so that this costs no call."""
    others = [name for name in names if name != findings]
    if len(others) > 1 and set(others) - _OF_THE_TEMPLATE:
        for mark in PAGES:
            if name := marked_sheet(book, names, mark):
                yield mark, name


def with_own_words(opened: OpenWorkbook) -> Sheets:
    """Return what was found, with title and lines to sign as the workbook itself has them above its table."""
    return with_words(Opened(tuple(opened.grids.values()), opened.sheets))[0]


def _with_spreads(grid: SheetGrid, spreads: Sequence[Spread]) -> SheetGrid:
    """Count every cell that a formula fills as one with that formula: it is computed, and not to be written into."""
    filled = {cell: spread.formula for spread in spreads for cell in spread.cells}
    return replace(grid, formulas={**grid.formulas, **filled})


def read_grid(sheet: xw.Sheet, name: str) -> SheetGrid:
    """Return one sheet with its formulas, merged areas, Excel Tables, and what a person sees of it otherwise."""
    bare = with_looks(sheet, read_list(sheet, name))
    cells = sheet.range(address_of(_area_of(bare)))
    tables = tuple(NamedArea(table.name, areas_of(table.range.address)[0]) for table in sheet.tables)
    merged, formulas = find_merges(sheet, bare), _formulas(read_formulas(cells), bare)
    return replace(bare, merged=merged, formulas=formulas, tables=tables)


def read_list(sheet: xw.Sheet, name: str) -> SheetGrid:
    """Return only what the cells of a sheet show, which is all that matters in Kaohe's own lists."""
    area = _used_area(sheet)
    return SheetGrid(name, read_values(sheet.range(address_of(area))), (), {}, area.row1, area.column1)


def _area_of(grid: SheetGrid) -> Area:
    return Area(grid.first_row, grid.first_column, grid.last_row, grid.first_column + len(grid.cells[0]) - 1)


def _used_area(sheet: xw.Sheet) -> Area:
    used = sheet.used_range
    area = areas_of(used.address)[0]
    if (area.row2 - area.row1 + 1) * (area.column2 - area.column1 + 1) <= _MOST_CELLS:
        return area
    # In formulas, as among values Excel passes over hidden rows.
    last = used.api.Find("*", LookIn=XL_FORMULAS, SearchOrder=XL_BY_ROWS, SearchDirection=XL_PREVIOUS)
    return area._replace(row2=area.row1 if last is None else last.Row)


def _formulas(texts: Sequence[Sequence[str]], grid: SheetGrid) -> dict[tuple[int, int], str]:
    """Return the formulas by cell; a text that starts with ``=`` but shows itself is none."""
    return {
        (row, column): text
        for row, line in enumerate(texts, grid.first_row)
        for column, text in enumerate(line, grid.first_column)
        if text.startswith("=") and grid.value(row, column) != text
    }


def marked_sheet(book: xw.Book, names: Collection[str], mark: str) -> str | None:
    """Return the name of a sheet that Kaohe made in this workbook, whatever it is called now."""
    if not book.names.contains(mark):
        return None
    sheet = _sheet_of(book.names[mark].refers_to)
    return sheet if sheet in names else None


def _form_code(book: xw.Book, form: str | None) -> dict[str, CellValue]:
    if form is None or not book.names.contains(Mark.FORM_CODE):
        return {}
    return {Mark.FORM_CODE: (book.names[Mark.FORM_CODE].refers_to or "").removeprefix("=").strip('"')}


def _settings(book: xw.Book, grids: Mapping[str, SheetGrid]) -> dict[str, CellValue]:
    """Return the values of the cells that settings are named by; only Kaohe's own workbooks have them."""
    if not any(name.startswith(DATA_TABLE) for grid in grids.values() for name, _ in grid.tables):
        return {}
    names, grid = [*_NAMED], grids.get(Sheet.SETTINGS)
    if grid is not None:
        with suppress(Exception):  # a name is missing, or leads to another sheet
            sheet = book.sheets[Sheet.SETTINGS]
            places = [area for address in joined(names) for area in areas_of(sheet.range(address).address)]
            return {name: grid.value(place.row1, place.column1) for name, place in zip(names, places, strict=True)}
    return dict(_named_values(book, grids))


def _named_values(book: xw.Book, grids: Mapping[str, SheetGrid]) -> Iterator[tuple[str, CellValue]]:
    names = book.names
    for name in filter(names.contains, _NAMED):
        refers_to = names[name].refers_to or ""
        grid = grids.get(_sheet_of(refers_to))
        if refers_to.startswith('="'):  # the setting of a workbook that was made before there was a cell for it
            yield name, refers_to[2:-1]
        elif grid is not None:
            place = areas_of(refers_to)[0]
            yield name, grid.value(place.row1, place.column1)


def _sheet_of(refers_to: str | None) -> str:
    """Return the sheet of a reference such as ``='核对结果'!$A$1``."""
    sheet = (refers_to or "").removeprefix("=").rpartition("!")[0]
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
