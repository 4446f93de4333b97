"""Two versions of a table side by side: what was added, removed and changed, and whom it moved."""

from kaohe.reports.comparison.compare import compare
from kaohe.reports.comparison.model import Comparison, ItemChange, Kind, Line, SettingChange, UnitChange
from kaohe.reports.comparison.rows import Row, rows, summary
from kaohe.reports.comparison.scripted import comparison_json

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
