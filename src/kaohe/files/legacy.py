"""Workbooks in Excel's old format (.xls, and .et of WPS), read by xlrd.

python-calamine would read more formats, but shows a cell with an error as a blank one (its issue 105), and a
blank cell counts as nothing deducted.  What xlrd can't see is formulas: their stored results are read.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from kaohe.core.cells import CellValue, ExcelError, number
from kaohe.core.number_formats import shows_share
from kaohe.core.problem import FileProblem
from kaohe.core.spreadsheet import moment_of
from kaohe.files import messages
from kaohe.files.disk.source import Original, unreadable
from kaohe.tables.grid import SheetGrid, Visibility

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_VISIBILITY = (Visibility.VISIBLE, Visibility.HIDDEN, Visibility.VERY_HIDDEN)


def is_old_workbook(data: bytes) -> bool:
    """Say whether a file is a workbook in the old format, whatever its name says."""
    return data.startswith(_OLE) and any(name.encode("utf-16-le") in data for name in ("Workbook", "Book"))


def read_old_workbook(source: Original) -> tuple[SheetGrid, ...]:
    """Return the sheets of a workbook in the old format.

    Raises:
        FileProblem: It can't be read, is protected by a password, or is damaged.
    """
    import xlrd
    from xlrd.biffh import XLRDError

    path, data = source.path, source.content
    if _ENCRYPTED in data:
        raise unreadable(path, *messages.PASSWORD)
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
        return tuple(_grid(book, sheet) for sheet in book.sheets())
    except XLRDError as error:
        locked = "encrypted" in str(error).lower()
        raise unreadable(path, *(messages.PASSWORD if locked else messages.OLD_DAMAGED)) from None
    except FileProblem:
        raise
    except Exception:  # xlrd guards little against damage: whatever breaks in it is damage of the file
        raise unreadable(path, *messages.OLD_DAMAGED) from None


def _grid(book: Any, sheet: Any) -> SheetGrid:
    cells = [[_value(book, cell) for cell in sheet.row(row)] for row in range(sheet.nrows)]
    notes = sorted(sheet.cell_note_map.items())
    return SheetGrid(
        sheet.name,
        cells,
        merged=[(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells],
        remarks=[((row + 1, column + 1), note.text.strip()) for (row, column), note in notes if note.text.strip()],
        state=_VISIBILITY[sheet.visibility] if sheet.visibility in range(3) else Visibility.HIDDEN,
        hidden_rows={row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden},
        hidden_columns={column + 1 for column, info in sheet.colinfo_map.items() if info.hidden},
        struck=dict(_struck(book, sheet)),
        shares=set(_shares(book, sheet)),
    )


def _value(book: Any, cell: Any) -> CellValue:
    import xlrd

    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return str(cell.value) or None
        case xlrd.XL_CELL_NUMBER:
            return number(cell.value)
        case xlrd.XL_CELL_DATE:
            moment = moment_of(cell.value, from_1904=bool(book.datemode))
            return number(cell.value) if moment is None else moment
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_ERROR:
            text = xlrd.error_text_from_code.get(cell.value, "")
            return ExcelError(text) if text in set(ExcelError) else ExcelError.VALUE
    return None


def _shares(book: Any, sheet: Any) -> Iterator[tuple[int, int]]:
    """Yield the cells whose numbers show as hundredths."""
    import xlrd

    styles = {
        index
        for index, style in enumerate(book.xf_list)
        if (known := book.format_map.get(style.format_key)) is not None and shows_share(known.format_str)
    }
    for row in range(sheet.nrows if styles else 0):
        for column, cell in enumerate(sheet.row(row)):
            if cell.xf_index in styles and cell.ctype == xlrd.XL_CELL_NUMBER:
                yield row + 1, column + 1


def _struck(book: Any, sheet: Any) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the words that are struck out, cell by cell."""
    fonts = {index for index, font in enumerate(book.font_list) if font.struck_out}
    if not fonts:
        return
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if cell.value in ("", None):
                continue
            text = str(cell.value)
            whole = book.xf_list[cell.xf_index].font_index in fonts
            runs = [
                (0, whole),
                *((start, font in fonts) for start, font in sheet.rich_text_runlist_map.get((row, column), ())),
            ]
            ends = [*(start for start, _ in runs[1:]), len(text)]
            struck = "".join(text[start:end] for (start, is_struck), end in zip(runs, ends, strict=True) if is_struck)
            if struck.strip():
                yield (row + 1, column + 1), struck
