"""S139: many tables."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.core.findings import Severity
from kaohe.core.table import Gap, GapKind


@words("S139", Severity.ERROR, GapKind.MANY_TABLES)
def many_tables(gap: Gap) -> Worded:
    """一张工作表里的表太多

    一张工作表里有5000多个表头各不相同的表，不像人做的表，全部读完要很久，所以只读前5000个。从这一行起没有读取。

    改法：把这一行起的表移到其他工作表。
    """
    return Worded(f"本工作表的表超过{gap.values[0]}个，从这一行起没有读取。请把这一行起的表移到其他工作表。")
