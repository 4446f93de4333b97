"""Excel's own constants, by Excel's own names (``xlSheetVisible``); a test holds them against its type library."""

from __future__ import annotations

from typing import Final

XL_BY_ROWS: Final = 1
XL_CELL_TYPE_VISIBLE: Final = 12
XL_CONTINUOUS: Final = 1
XL_DISABLED: Final = 0
XL_FORMULAS: Final = -4123
XL_NONE: Final = -4142
XL_PREVIOUS: Final = 2
XL_SHEET_HIDDEN: Final = 0
XL_SHEET_VERY_HIDDEN: Final = 2
XL_SHEET_VISIBLE: Final = -1
XL_TYPE_PDF: Final = 0
