"""S111: unread table."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.core.table import Gap, GapKind


@words("S111", Severity.INFO, GapKind.UNREAD_TABLE)
def unread_table(gap: Gap) -> Worded:
    """另有一个表没有读

    这里还有一个表，缺少必要的列，可能是汇总表，没有读取。

    改法：是考核表就补上缺少的列；不是就不用管。

    反例：
        被考核单位 | 加扣分原因及分值
        甲镇 | 迟到，扣0.1分
        〔汇总〕
        被考核单位 | 考核得分 | 名次
        甲镇 | 99.9 | 1

    正例：
        序号 | 被考核单位 | 加扣分原因及分值 | 考核得分 | 名次
        1 | 甲镇 | 迟到，扣0.1分 |  |
    """
    return Worded(f"这个表缺少{quote(gap.values[0])}列，未读取。是考核表的，请补上这一列。")
