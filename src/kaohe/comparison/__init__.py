"""Two versions of a table side by side: what was added, removed and changed, and whom it moved."""

from kaohe.comparison.compare import compare
from kaohe.comparison.model import Comparison, ItemChange, Kind, Line, SettingChange, UnitChange
from kaohe.comparison.rows import Row, rows, summary
from kaohe.comparison.scripted import comparison_json

__all__ = [
    "Comparison",
    "ItemChange",
    "Kind",
    "Line",
    "Row",
    "SettingChange",
    "UnitChange",
    "compare",
    "comparison_json",
    "rows",
    "summary",
]
