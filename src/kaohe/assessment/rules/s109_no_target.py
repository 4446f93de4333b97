"""S109: no target."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.core.table import Gap, GapKind


@words("S109", Severity.INFO, GapKind.NO_TARGET)
def no_target(gap: Gap) -> Worded:
    """没有地方写结果

    这个表没有“考核得分”（或“名次”）列，计算结果没有地方写，只在汇总里显示。

    改法：要写进表里，就在表头加上这一列。

    反例：
        被考核单位 | 加扣分原因及分值
        甲镇 | 迟到，扣0.1分

    正例：
        序号 | 被考核单位 | 加扣分原因及分值 | 考核得分 | 名次
        1 | 甲镇 | 迟到，扣0.1分 |  |
    """
    return Worded(f"没有{quote(gap.values[0])}列，结果未写入表中。要写入的，请在表头加上这一列。")
