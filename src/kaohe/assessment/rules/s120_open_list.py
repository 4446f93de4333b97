"""S120: open list."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.core.table import Gap, GapKind


@words("S120", Severity.ERROR, GapKind.OPEN_LIST)
def open_list(gap: Gap) -> Worded:
    """表下的清单会不会影响得分不清楚

    考核表下面的清单里有考核表中的单位，写的是扣分、加分或一票否决，看不出是不是已经计入上表。清单里的单位得分和名次留空。

    改法：已计入就在清单标题里写明“已计入”；没有计入就写进考核表。

    反例：
        序号 | 单位 | 扣分 | 得分
        1 | 甲镇 | 0.1 |
        2 | 乙镇 | 0.2 |
        3 | 丙镇 | 0.2 |
        |  |  |
        附：一票否决名单
        单位 | 事由
        乙镇 | 发生安全事故

    正例：
        序号 | 单位 | 扣分 | 得分
        1 | 甲镇 | 0.1 |
        2 | 乙镇 | 0.2 |
        3 | 丙镇 | 0.2 |
        |  |  |
        附：扣分明细（已计入上表）
        单位 | 扣分原因 | 扣分
        乙镇 | 迟到 | 0.2
    """
    return Worded(
        f"从{quote(gap.values[0])}起的清单中有上表的单位，不能确定是否已计入，这些单位暂不计分。已计入的，请在清单标题中注明“已计入”；未计入的，请移入上表。"
    )
