"""P433: other period."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Doubted, Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.reason.model import Doubt


@words("P433", Severity.ERROR, Doubt.OTHER_PERIOD)
def other_period(doubted: Doubted) -> Worded:
    """不是本次的分值

    “上年度扣”“截至目前累计扣”“下季度扣”说的是别的时候的分值，不知道这一次算不算。得分和名次留空。

    改法：只留本次的分值；别的时候的，删去或移到备注。

    反例：
        上年度结转扣0.5分
        截至目前累计扣0.7分，本次旷会扣0.2分
        去年同期旷会扣0.5分，今年迟到扣0.1分

    正例：
        本次旷会扣0.2分
        上月15日迟报材料，扣0.1分
    """
    return Worded(
        f"{quote(doubted.clause)}可能不是本次的分值。请只保留本次的，写成“原因，扣0.1分”；其他时期的，请删去或移到备注。"
    )
