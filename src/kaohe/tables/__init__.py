"""Finding assessment tables in sheets, whatever an office's layout is."""

from kaohe.tables.find import find_tables
from kaohe.tables.grid import Area, NamedArea, SheetGrid, Visibility

__all__ = ["Area", "NamedArea", "SheetGrid", "Visibility", "find_tables"]
