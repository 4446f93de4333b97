"""S205: blank reason."""

from __future__ import annotations

from kaohe.assessment.figures import Flaw, FlawedCell
from kaohe.assessment.rules.rule import Worded, words
from kaohe.core.findings import Severity


@words("S205", Severity.INFO, Flaw.BLANK_REASON)
def blank_reason(cell: FlawedCell) -> Worded:
    """原因是空的

    这个单位的原因是空的，按不加不扣计算。也许确实没有，也许忘了填。

    改法：确实没有就写“无”，以后不再提示。

    反例：
        被考核单位 | 加扣分原因及分值
        甲镇 |
        乙镇 | 迟到，扣0.1分

    正例：
        被考核单位 | 加扣分原因及分值
        甲镇 | 无
        乙镇 | 迟到，扣0.1分
    """
    return Worded("没有填写，按不加不扣计算。确实没有的，请写“无”。")
