"""Excel's own constants, by Excel's own names (``xlSheetVisible``); a test holds them against its type library."""

from __future__ import annotations

from typing import Final

XL_BY_ROWS: Final = 1
XL_CELL_TYPE_VISIBLE: Final = 12
XL_CONTINUOUS: Final = 1
XL_DISABLED: Final = 0
XL_EXCEL5: Final = 39
XL_EXCEL8: Final = 56
XL_EXCEL9795: Final = 43
XL_FORMULAS: Final = -4123
XL_NONE: Final = -4142
XL_OPEN_XML_WORKBOOK: Final = 51
XL_OPEN_XML_WORKBOOK_MACRO_ENABLED: Final = 52
XL_PREVIOUS: Final = 2
XL_SHEET_HIDDEN: Final = 0
XL_SHEET_VERY_HIDDEN: Final = 2
XL_SHEET_VISIBLE: Final = -1
XL_TYPE_PDF: Final = 0
XL_WORKBOOK_NORMAL: Final = -4143
