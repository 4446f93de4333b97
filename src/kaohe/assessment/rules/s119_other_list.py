"""S119: other list."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.core.table import Gap, GapKind


@words("S119", Severity.INFO, GapKind.OTHER_LIST)
def other_list(gap: Gap) -> Worded:
    """表下另有一个清单

    考核表下面或旁边还有一个清单（联系人、明细、平均分等），不是被考核单位，没有计入。

    改法：与得分无关就不用改；要计入请写进考核表。

    反例：
        序号 | 单位 | 扣分 | 得分
        1 | 甲镇 | 0.1 |
        2 | 乙镇 | 0.2 |
        |  |  |
        附：联系人
        单位 | 联系人 | 联系电话
        甲镇 | 张三 | 13800138000
        乙镇 | 李四 | 13800138001

    正例：
        序号 | 单位 | 扣分 | 得分
        1 | 甲镇 | 0.1 |
        2 | 乙镇 | 0.2 |
        备注：以上按月汇总
    """
    return Worded(f"从{quote(gap.values[0])}起是另一份清单，未计入考核表。要计入的，请写进考核表。")
