"""Two versions of a table side by side: what was added, removed and changed, and whom it moved."""

from kaohe.reports.comparison.compare import compare
from kaohe.reports.comparison.model import ChangeKind, ComparedItem, Comparison, ItemChange, SettingChange, UnitChange
from kaohe.reports.comparison.rows import ChangeRow, in_words, rows, summary
from kaohe.reports.comparison.scripted import comparison_json

__all__ = [
    "ChangeKind",
    "ChangeRow",
    "ComparedItem",
    "Comparison",
    "ItemChange",
    "SettingChange",
    "UnitChange",
    "compare",
    "comparison_json",
    "in_words",
    "rows",
    "summary",
]
