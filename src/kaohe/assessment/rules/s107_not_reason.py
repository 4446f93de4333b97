"""S107: not reason."""

from __future__ import annotations

from kaohe.assessment.figures import Flaw, FlawedCell
from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity


@words("S107", Severity.ERROR, Flaw.NOT_REASON)
def not_reason(cell: FlawedCell) -> Worded:
    """原因列里不是文字

    原因列里只有一个数、日期或 TRUE、FALSE，看不出原因，也看不出是加还是扣。得分和名次留空。数字0当作没有原因。

    改法：写成“原因，扣0.2分”。

    反例：
        被考核单位 | 加扣分原因及分值
        甲镇 | 0.2
        乙镇 | 迟到，扣0.1分
        丙镇 | 早退，扣0.1分

    正例：
        被考核单位 | 加扣分原因及分值
        甲镇 | 迟到，扣0.2分
        乙镇 | 0
    """
    return Worded(f"本格只有{quote(cell.values[0])}，没有写原因，也没有写明加还是扣。请写成“原因，扣0.2分”。")
