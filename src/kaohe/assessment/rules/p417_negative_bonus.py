"""P417: negative bonus."""

from __future__ import annotations

from kaohe.assessment.figures import Flaw, FlawedCell
from kaohe.assessment.rules.rule import Worded, words
from kaohe.core.findings import Severity


@words("P417", Severity.ERROR, Flaw.NEGATIVE_BONUS)
def negative_bonus(cell: FlawedCell) -> Worded:
    """加分是负数

    “加分”列里是负数，不知道是要扣分，还是多打了负号。得分和名次留空。

    改法：加分改为正数；要扣分就写到“扣分”列。

    反例：
        被考核单位 | 加扣分原因及分值 | 加分
        甲镇 |  | -0.5

    正例：
        被考核单位 | 加扣分原因及分值 | 加分 | 扣分
        甲镇 | 获表彰，加0.5分 | 0.5 |
        乙镇 | 迟到，扣0.2分 |  | -0.2
    """
    return Worded(f"加分为负数（{cell.values[0]}），不能确定是加还是扣。请改为正数，或移到扣分列。")
