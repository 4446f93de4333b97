"""A workbook in the making: sheets, looks and cells that hold what they are given, never a formula by accident."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, Literal, cast

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.problem import FileProblem
from kaohe.core.spreadsheet import LONGEST_TEXT, PAGE_FOOTER, text_length
from kaohe.files.ooxml.markup import writable
from kaohe.files.template.style import FONT, Look

#: The calculation engine of Excel 2019 and later: a file marked with an older one is recalculated
#: on opening, which would turn Kaohe's functions into #NAME? where the add-in is not installed.
CALCULATION_ENGINE = 191029

#: A fixed date of creation, so that the same content gives the same bytes.
CREATED = datetime(2024, 1, 1)

#: Error values that every Excel can read in a formula; the newer ones are written as #VALUE!.
_WRITABLE_ERRORS = frozenset(ExcelError) - {
    ExcelError.SPILL,
    ExcelError.CALC,
    ExcelError.GETTING_DATA,
    ExcelError.NOT_CALCULATED,
}

#: The most that Excel keeps in a cell, in UTF-16 units.

_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


class Page(Worksheet):
    """A sheet whose rows keep growing in Excel, and whose empty results are texts.

    XlsxWriter marks every height as the user's own choice, after which Excel no longer fits the
    row to a longer text; it stores an empty result as a number without digits; it holds a first page 1 for the usual thing; and it searches every
    formula for some thirty functions newer than those of the template, which takes most of its time.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")

    def _write_formula(
        self, row: int, col: int, formula: str, cell_format: Format | None = None, value: Any = 0
    ) -> Literal[0, -1, -2]:
        if self._check_dimensions(row, col):
            return -1
        self.table[row][col] = CellFormulaTuple(formula.removeprefix("="), cell_format, value)
        return 0

    def _xml_start_tag_unencoded(self, tag: str, attributes: Sequence[tuple[str, Any]] = ()) -> None:
        super()._xml_start_tag_unencoded(tag, [entry for entry in attributes if entry[0] != "customHeight"])

    def _xml_empty_tag(self, tag: str, attributes: Sequence[tuple[str, Any]] = ()) -> None:
        first = [("firstPageNumber", 1)] if tag == "pageSetup" and self.page_start == 1 else []
        super()._xml_empty_tag(tag, [*attributes, *first])

    def _xml_formula_element(self, formula: str, result: Any, attributes: Sequence[tuple[str, Any]] = ()) -> None:
        kind = [("t", "str")] if result == "" else []
        super()._xml_formula_element(formula, result, [*attributes, *kind])


class Book:
    """A workbook being written with XlsxWriter; use it as a context manager."""

    def __init__(self, target: Path | BinaryIO) -> None:
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "default_format_properties": dict(FONT),
        }
        self.workbook = Workbook(target if not isinstance(target, Path) else str(target), options)
        self.workbook.set_calc_mode("auto", CALCULATION_ENGINE)
        self.workbook.calc_on_load = False
        self.workbook.set_size(24000, 13500)
        self._formats: dict[frozenset[tuple[str, object]], Format] = {}

    def __enter__(self) -> Book:
        return self

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        if failed is None:
            self.workbook.close()

    def page(self, name: str, tab_colour: str) -> Page:
        """Add a sheet with A4 landscape pages, one page wide, numbered from 1 at the foot."""
        page = cast(Page, self.workbook.add_worksheet(name, worksheet_class=Page))
        page.set_tab_color(tab_colour)
        page.hide_gridlines(2)
        page.set_landscape()
        page.set_paper(9)
        page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
        page.center_horizontally()
        page.fit_to_pages(1, 0)
        # Each sheet counts its own pages, also where the whole workbook is printed; &N would count those of all.
        page.set_start_page(1)
        page.set_footer(PAGE_FOOTER)
        return page

    def look(self, look: Look, **more: Any) -> Format:
        """Return the format with these properties; equal properties share one format."""
        properties = FONT | look | more
        key = frozenset(properties.items())
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(properties)
        return self._formats[key]

    def accent(self, look: Look) -> Format:
        """Return a format for conditional formatting: only what ``look`` says, nothing else."""
        return self.workbook.add_format(look)


def write(page: Page, row: int, column: int, value: CellValue, look: Format) -> None:
    """Write one typed value as what it is: text stays text, an error stays an error; rows and columns from 0."""
    match value:
        case None:
            page.write_blank(row, column, None, look)
        case ExcelError():
            error = value if value in _WRITABLE_ERRORS else ExcelError.VALUE
            page.write_formula(row, column, f"={error}", look, error.value)
        case bool():
            page.write_boolean(row, column, value, look)
        case Decimal():
            page.write_number(row, column, float(value), look)
        case str():
            _check_length(page, row, column, value)
            page.write_string(row, column, _encodable(value), look)
        case _:
            page.write_string(row, column, str(value), look)


def write_formula(
    page: Page, row: int, column: int, formula: str, value: Decimal | int | str | None, look: Format
) -> None:
    """Write a formula with its cached result; None is shown as an empty text."""
    page.write_formula(row, column, formula, look, plain(value))


def plain(value: Decimal | int | str | None) -> int | float | str:
    """Return a value as XlsxWriter wants it: whole numbers without a decimal point, None as an empty text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return writable(value)  # XlsxWriter escapes what XML can't hold in texts, but not in results
    return int(value) if value == int(value) else float(value)


def _check_length(page: Page, row: int, column: int, text: str) -> None:
    """Refuse what no cell can hold: XlsxWriter would cut it silently."""
    length = text_length(text)
    if length > LONGEST_TEXT:
        where = f"“{page.name}”的 {xl_rowcol_to_cell(row, column)}"
        raise FileProblem(f"{where} 要写入{length}个字符，Excel 一格最多放{LONGEST_TEXT}个。请先缩短原表中的这段文字。")


def _encodable(text: str) -> str:
    """Replace what XML can't hold (half a surrogate pair, two non-characters) by the mark for unreadable."""
    return _NOT_IN_XML.sub("\ufffd", text)
