"""A workbook in the making: sheets, looks and cells that hold what they are given, never a formula by accident."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, cast

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.spreadsheet import PAGE_FOOTER
from kaohe.files.ooxml.archive import Archive
from kaohe.files.template.rows import WRITABLE_ERRORS, Rows, Texts, check_length, encodable, is_run
from kaohe.files.template.style import FONT, Look

#: The calculation engine of Excel 2019 and later: a file marked with an older one is recalculated
#: on opening, which would turn Kaohe's functions into #NAME? where the add-in is not installed.
CALCULATION_ENGINE = 191029

#: A fixed date of creation, so that the same content gives the same bytes.
CREATED = datetime(2024, 1, 1)

#: Stands in a sheet's XML where rows are put in when the file is made.
_ROWS = b"<!--rows-->"
_TEXTS = "xl/sharedStrings.xml"


class Page(Worksheet):
    """A sheet whose rows keep growing in Excel, and that takes like rows by the ten thousand (:mod:`~kaohe.files.template.rows`).

    XlsxWriter marks every height as the user's own choice, after which Excel no longer fits the
    row to a longer text; and it holds a first page 1 for the usual thing.
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Rows] = []

    def add_rows(self, rows: Rows) -> None:
        """Add rows that are written when the file is made; nothing else may be written into them, and headings above them."""
        self.rows.append(rows)
        self._check_dimensions(rows.first, 0)
        self._check_dimensions(rows.first + rows.count - 1, rows.width - 1)

    def add_long_table(self, top: int, left: int, last: int, right: int, options: dict[str, Any]) -> None:
        """Add an Excel Table with its headings in the row ``top``; XlsxWriter would note the place of each of its cells."""
        self.add_table(top, left, top + 1, right, options)
        self.tables[-1].update(dict.fromkeys(("range", "a_range", "autofilter"), xl_range(top, left, last, right)))

    def with_rows(self, part: bytes, texts: Texts) -> Iterator[bytes]:
        """Yield the part of this sheet that XlsxWriter wrote, with the rows in their places."""
        head, *others = part.split(_ROWS)
        yield head
        for rows, behind in zip(self._in_order(), others, strict=True):
            yield from rows.written(str(self.name), texts)
            yield behind

    def _in_order(self) -> list[Rows]:
        return sorted(self.rows, key=lambda each: each.first)

    def _write_rows(self) -> None:
        sheet: Any = self  # XlsxWriter declares as None what it sets later
        first, last = sheet.dim_rowmin, sheet.dim_rowmax
        for rows in self._in_order():
            sheet.dim_rowmax = rows.first - 1
            super()._write_rows()
            rows.settle()
            sheet.fh.write(_ROWS.decode())
            sheet.dim_rowmin = rows.first + rows.count
        sheet.dim_rowmax = last
        super()._write_rows()
        sheet.dim_rowmin = first

    def _xml_start_tag_unencoded(self, tag: str, attributes: Sequence[tuple[str, Any]] = ()) -> None:
        super()._xml_start_tag_unencoded(tag, [entry for entry in attributes if entry[0] != "customHeight"])

    def _xml_empty_tag(self, tag: str, attributes: Sequence[tuple[str, Any]] = ()) -> None:
        first = [("firstPageNumber", 1)] if tag == "pageSetup" and self.page_start == 1 else []
        super()._xml_empty_tag(tag, [*attributes, *first])


class Book:
    """A workbook being written with XlsxWriter; use it as a context manager.

    ``inline`` rows hold their texts themselves, as those of a page do that is going to be put into another workbook.
    """

    def __init__(self, target: Path | BinaryIO, *, inline: bool = False) -> None:
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "default_format_properties": dict(FONT),
        }
        self._made = BytesIO()
        self.workbook = Workbook(self._made, options)
        self.workbook.set_calc_mode("auto", CALCULATION_ENGINE)
        self.workbook.calc_on_load = False
        self.workbook.set_size(24000, 13500)
        self._target, self._inline = target, inline
        self._pages: list[Page] = []
        self._formats: dict[frozenset[tuple[str, object]], Format] = {}

    def __enter__(self) -> Book:
        return self

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        if failed is None:
            self.workbook.close()
            self._write()

    def _write(self) -> None:
        """Write the file that XlsxWriter made, with the rows that it was not given."""
        made = Archive(self._made.getvalue())
        pages = {f"xl/worksheets/sheet{number}.xml": page for number, page in enumerate(self._pages, start=1)}
        texts = Texts(self.workbook.str_table.string_array, inline=self._inline)
        uses = self.workbook.str_table.count
        parts: dict[str, Iterator[bytes]] = {
            name: page.with_rows(made.read(name), texts) for name, page in pages.items() if page.rows
        }
        if parts and not self._inline:
            parts[_TEXTS] = texts.extended(made.read(_TEXTS), uses)
        pieces = made.chunks(parts)
        if isinstance(self._target, Path):
            self._target.write_bytes(b"".join(pieces))
        else:
            self._target.writelines(pieces)

    def page(self, name: str, tab_colour: str) -> Page:
        """Add a sheet with A4 landscape pages, one page wide, numbered from 1 at the foot."""
        page = cast(Page, self.workbook.add_worksheet(name, worksheet_class=Page))
        self._pages.append(page)
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
            error = value if value in WRITABLE_ERRORS else ExcelError.VALUE
            page.write_formula(row, column, f"={error}", look, error.value)
        case bool():
            page.write_boolean(row, column, value, look)
        case Decimal():
            page.write_number(row, column, float(value), look)
        case str():
            check_length(str(page.name), xl_rowcol_to_cell(row, column), value)
            if is_run(value):  # in pieces it is escaped
                page.write_rich_string(row, column, "<", "r", encodable(value[2:]), look)
            else:
                page.write_string(row, column, encodable(value), look)
        case _:
            page.write_string(row, column, str(value), look)
