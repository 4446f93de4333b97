"""The sheet 使用说明: the guide for staff, line by line, with its colours and pictures."""

from __future__ import annotations

import struct
from io import BytesIO

from kaohe.core.schema import Sheet
from kaohe.core.spreadsheet import TALLEST_ROW
from kaohe.files.guide import GuideLine, Picture, Section, read_guide
from kaohe.files.template import style
from kaohe.files.template.book import Book, Page
from kaohe.files.template.measure import row_height
from kaohe.files.template.style import Look

_WIDTHS = (24, 96)

#: Pixels that a picture may take, and its caption above it; points of a pixel; where a PNG file says its size.
_PICTURE_WIDTH, _PICTURE_HEIGHT, _CAPTION = 800, 505, 26
_POINT = 0.75
_PNG_SIZE = slice(16, 24)

#: What the legend's leads look like on the sheets themselves.
_SWATCHES: dict[str, Look] = {
    "白底": style.TYPED,
    "灰底": style.COMPUTED,
    "黄底": style.KEPT,
    "√ 无误": style.GOOD,
    "▲ 提示": style.NOTED,
    "× 提示": style.FAILED,
}
_SWATCH: Look = {"border": 1, "border_color": style.RULE, "align": "center", "valign": "vcenter"}


def add_guide(book: Book) -> None:
    """Write 使用说明, as wide as a page."""
    page = book.page(Sheet.GUIDE, "#C55A11")
    for column, width in enumerate(_WIDTHS):
        page.set_column(column, column, width)
    page.write_string(0, 0, "使用说明", book.look(style.TITLE))
    page.set_row(0, 34)
    row = 1
    for section in read_guide():
        row = _add_section(book, page, row, section)
    page.set_portrait()


def _add_section(book: Book, page: Page, row: int, section: Section) -> int:
    """Write a section from ``row`` on and return the row after it."""
    page.write_string(row, 0, section.title, book.look(style.SECTION))
    page.write_blank(row, 1, None, book.look(style.SECTION))
    page.set_row(row, 36)
    row += 1
    for part in section.parts:
        row = _add_line(book, page, row, part) if isinstance(part, GuideLine) else _add_picture(book, page, row, part)
    return row


def _add_line(book: Book, page: Page, row: int, line: GuideLine) -> int:
    swatch = _SWATCHES.get(line.lead)
    page.write_string(row, 0, line.lead, book.look(swatch, **_SWATCH) if swatch else book.look(style.STEP))
    page.write_string(row, 1, line.text, book.look(style.PROSE))
    page.set_row(row, max(row_height([(line.text, _WIDTHS[1] - 2)]), 23))
    return row + 1


def _add_picture(book: Book, page: Page, row: int, picture: Picture) -> int:
    """Write what a picture shows and the picture, in one row, as a row is never torn apart by the end of a page."""
    page.write_string(row, 0, f"图：{picture.caption}", book.look(style.HINT, indent=1, valign="top"))
    width, height = struct.unpack(">II", picture.content[_PNG_SIZE])
    scale = min(_PICTURE_WIDTH / width, _PICTURE_HEIGHT / height)
    place = {"x_scale": scale, "y_scale": scale, "x_offset": 10, "y_offset": _CAPTION, "object_position": 2}
    page.insert_image(
        row, 0, picture.path, {"image_data": BytesIO(picture.content), "description": picture.caption, **place}
    )
    page.set_row(row, min((height * scale + _CAPTION + 8) * _POINT, TALLEST_ROW))
    return row + 1
