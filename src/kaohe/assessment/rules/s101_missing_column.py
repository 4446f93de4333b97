"""S101: missing column."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.core.table import Gap, GapKind


@words("S101", Severity.ERROR, GapKind.MISSING_COLUMN)
def missing_column(gap: Gap) -> Worded:
    """缺少一列

    考核表缺少必要的一列，表里的单位没有计算。

    改法：在表头补上这一列，标题照“被考核单位”“加扣分原因及分值”这样写。

    反例：
        被考核单位 | 考核得分 | 名次
        甲镇 | 99.9 | 1

    正例：
        序号 | 被考核单位 | 加扣分原因及分值 | 考核得分 | 名次
        1 | 甲镇 | 迟到，扣0.1分 |  |
    """
    return Worded(f"缺少{quote(gap.values[0])}列，未计算。请在表头补上这一列。")
