"""S102: no units."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.core.findings import Severity
from kaohe.core.table import Gap, GapKind


@words("S102", Severity.ERROR, GapKind.NO_ROWS)
def no_units(gap: Gap) -> Worded:
    """表头下面没有单位

    找到了表头，但下面没有一个被考核单位。

    改法：在表头下面填写单位。

    反例：
        序号 | 被考核单位 | 加扣分原因及分值 | 考核得分 | 名次

    正例：
        序号 | 被考核单位 | 加扣分原因及分值 | 考核得分 | 名次
        1 | 甲镇 | 迟到，扣0.1分 |  |
    """
    return Worded("表头下面没有被考核单位。请填写单位，再重新计算。")
