"""P405: veto."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Doubted, Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.reason.model import Doubt


@words("P405", Severity.ERROR, Doubt.VETO)
def veto(doubted: Doubted) -> Worded:
    """一票否决或不得分

    “一票否决”“不得分”不是一个分值，怎样计要由人决定。得分和名次留空。

    改法：决定后写明分值，例如“一票否决，扣100分”；满分写在括号里的（该项（5分）不得分），按满分扣。

    反例：
        发生安全事故，一票否决

    正例：
        发生安全事故，扣10分
        未完成任务，该项（5分）不得分
    """
    return Worded(f"{quote(doubted.clause)}没有写明分值，不能计算。请研究决定后写明分值，例如“扣100分”。")
