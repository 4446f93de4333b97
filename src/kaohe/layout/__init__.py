"""Finding assessment tables in sheets, whatever an office's layout is."""

from kaohe.layout.find import find_tables
from kaohe.layout.grid import Area, NamedArea, SheetGrid

__all__ = ["Area", "NamedArea", "SheetGrid", "find_tables"]
