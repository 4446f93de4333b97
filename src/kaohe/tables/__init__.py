"""Finding assessment tables in sheets, whatever an office's layout is."""

from kaohe.tables.find import find_tables
from kaohe.tables.grid import Area, NamedArea, SheetGrid, SheetState

__all__ = ["Area", "NamedArea", "SheetGrid", "SheetState", "find_tables"]
