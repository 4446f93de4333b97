"""Closed workbooks as plain tables.

The parts are read here rather than by openpyxl, which needs two passes (and two loads) for
formulas and their values, takes five times as long, refuses files that Excel opens (an empty
``<fill/>``), and whose read-only mode believes a wrong ``<dimension>``.  The tests hold this
reader to openpyxl's values, cell by cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kaohe.core.cells import CellValue
from kaohe.core.reading import Answers
from kaohe.core.records import NamedTuple
from kaohe.core.schema import FORM_NAMES, PAGES, SETTING_NAMES, Mark
from kaohe.core.table import Sheets
from kaohe.files.disk.source import Original, read_original
from kaohe.files.ooxml.archive import ArchiveError
from kaohe.files.ooxml.cell_formats import CellFormats, read_formats
from kaohe.files.ooxml.markup import MarkupError, parse
from kaohe.files.ooxml.own_sheet import copies_of, marked_sheet, own_sheet, sheet_of
from kaohe.files.ooxml.package import Package
from kaohe.files.ooxml.source import check_source, damaged, no_sheets, refuse_long_names, too_large
from kaohe.files.ooxml.strings import Strings, read_strings
from kaohe.files.ooxml.workbook import SheetEntry, Workbook
from kaohe.files.pages.reading_rows import HEAD_ROW, chosen
from kaohe.files.xlsx.answers import answers_of
from kaohe.files.xlsx.beside import Remark, read_beside
from kaohe.files.xlsx.sheet_reader import SheetContent, SheetTooLargeError, Workings, area_of, read_sheet_part
from kaohe.tables import Area, NamedArea, SheetGrid, Visibility, find_tables

_STATES = frozenset(Visibility)


class Contents(NamedTuple):
    """The cells of a workbook, the values of the cells that settings are named by, and a person's answers."""

    grids: tuple[SheetGrid, ...]
    names: dict[str, CellValue]
    answers: Answers


def read_workbook(source: Path | Original) -> Sheets:
    """Return the tables, the catalogue and the settings of a closed workbook.

    Raises:
        FileProblem: The file can't be read; in one Chinese line what, where, and what to do.
    """
    return read_found(source)[1]


def read_found(source: Path | Original) -> tuple[Contents, Sheets]:
    """Return what a closed workbook holds beside what was found in it; a form counts where there is no other table.

    Raises:
        FileProblem: The file can't be read.
    """
    source = read_original(source)
    content = read_contents(source)
    found = find_tables(content.grids, names=content.names, answers=content.answers)
    if not found.tables:
        content = read_contents(source, with_form=True)
        found = find_tables(content.grids, names=content.names, answers=content.answers)
    return content, found


def read_grids(
    source: Path | Original, *, with_form: bool = False, with_pages: bool = False
) -> tuple[tuple[SheetGrid, ...], dict[str, CellValue]]:
    """Return every worksheet and the values of named cells; see :func:`read_contents`."""
    content = read_contents(source, with_form=with_form, with_pages=with_pages)
    return content.grids, content.names


def read_contents(source: Path | Original, *, with_form: bool = False, with_pages: bool = False) -> Contents:
    """Return every worksheet, hidden ones too, the values of the cells that settings are named by, and the answers.

    Kaohe's own sheet of findings is left out, and the form, unless that is all there is (``with_form``);
    ``with_pages`` reads all the others of its own too.

    Raises:
        FileProblem: The file can't be read.
    """
    source = read_original(source)
    path, data = source.path, check_source(source)
    try:
        workbook = Workbook(Package(data))
        refuse_long_names(path, (sheet.name for sheet in workbook.sheets))
        grids = tuple(_read_sheets(path, workbook, with_form=with_form, with_pages=with_pages))
        grids = grids or tuple(_read_sheets(path, workbook, with_form=True))
        names, answers = _setting_cells(workbook, grids), _answers(workbook)
    except (ArchiveError, MarkupError):
        raise damaged(path) from None
    if not grids:
        raise no_sheets(path)
    return Contents(grids, names, answers)


def _read_sheets(path: Path, workbook: Workbook, *, with_form: bool, with_pages: bool = False) -> Iterator[SheetGrid]:
    workings = _workings(workbook)
    pages = [mark for mark in PAGES if not with_pages and not (with_form and mark is Mark.FORM)]
    kaohe_own = {own_sheet(workbook), *(marked_sheet(workbook, mark) for mark in pages)}
    kaohe_own |= {copy for mark in (Mark.FINDINGS, *pages) for copy in copies_of(workbook, mark)}
    holds_dummy_results = workbook.holds_dummy_results
    taken: set[str] = set()
    for sheet in workbook.sheets:
        if sheet.name in kaohe_own or sheet.part is None or sheet.part not in workbook.package:
            continue
        if sheet.part in taken:
            raise ArchiveError(f"two sheets are {sheet.part}")
        taken.add(sheet.part)
        try:
            content = read_sheet_part(workbook.package.text(sheet.part), workings)
        except SheetTooLargeError:
            raise too_large(path, sheet.name) from None
        if content is not None:
            if holds_dummy_results:
                content.forget_dummy_results()
            remarks = tuple(read_beside(workbook.package, sheet.part))
            yield _grid(sheet, content, _tables(workbook.package, sheet.part), remarks)


def _answers(workbook: Workbook) -> Answers:
    """Return the answers that a workbook keeps, with what a person has chosen on the page 读表说明 since."""
    answers = answers_of(workbook)
    page = marked_sheet(workbook, Mark.READING)
    part = workbook.sheet_part(page) if page else None
    content = read_sheet_part(workbook.package.text(part), _workings(workbook)) if part else None
    if content is None:
        return answers
    return chosen([values for row, values in sorted(content.rows.items()) if row > HEAD_ROW], answers)


def _workings(workbook: Workbook) -> Workings:
    package, namespace = workbook.package, workbook.main_namespace
    strings = package.related(workbook.part, "sharedStrings")
    styles = package.related(workbook.part, "styles")
    formats = read_formats(package.text(styles)) if styles else CellFormats()
    return Workings(
        namespace,
        read_strings(package.text(strings), namespace, looks=bool(formats.struck)) if strings else Strings([], {}),
        formats.dates,
        formats.struck,
        formats.shares,
        workbook.dates_from_1904,
    )


def _grid(
    sheet: SheetEntry,
    content: SheetContent,
    tables: Sequence[NamedArea],
    remarks: Sequence[Remark],
) -> SheetGrid:
    last = max(content.rows, default=0)
    # One shared empty row stands for each blank one: a stray value in row 1,048,576 must cost little.
    blank: tuple[CellValue, ...] = ()
    cells = [content.rows.get(row, blank) for row in range(1, last + 1)]
    return SheetGrid(
        sheet.name,
        cells,
        merged=content.merged,
        formulas=content.formulas,
        tables=tables,
        uncalculated=content.uncalculated,
        remarks=remarks,
        state=Visibility(sheet.state) if sheet.state in _STATES else Visibility.VISIBLE,
        hidden_rows=content.hidden_rows,
        hidden_columns=content.hidden_columns,
        struck=content.struck,
        seen=content.seen,
        shares=content.shares,
    )


def _tables(package: Package, part: str) -> tuple[NamedArea, ...]:
    links = [link.target for link in package.relationships(part) if link.kind == "table" and link.target in package]
    found = (parse(package.text(target)).attributes for target in links)
    return tuple(
        NamedArea(given.get("displayName", ""), Area(*area))
        for given in found
        if (area := area_of(given.get("ref", ""))) is not None
    )


def _setting_cells(workbook: Workbook, grids: Sequence[SheetGrid]) -> dict[str, CellValue]:
    """Return the value of each cell that a setting's name refers to (``参数设置!$B$3``), and the form's check code."""
    by_name: Mapping[str, SheetGrid] = {grid.name: grid for grid in grids}
    wanted = frozenset({*SETTING_NAMES.values(), *FORM_NAMES.values()})
    values: dict[str, CellValue] = {}
    for name in workbook.names:
        grid = by_name.get(sheet_of(name.refers_to))
        area = area_of(name.refers_to.rpartition("!")[2])
        if name.name in wanted and grid is not None and area is not None:
            values[name.name] = grid.value(area[0], area[1])
        elif (name.name in wanted and name.refers_to.startswith('"')) or (
            name.name == Mark.FORM_CODE and marked_sheet(workbook, Mark.FORM)
        ):  # of a workbook older than the setting's cell
            values[name.name] = name.refers_to.strip('"')
    return values
