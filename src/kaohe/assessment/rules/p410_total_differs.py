"""P410: total differs."""

from __future__ import annotations

from decimal import Decimal

from kaohe.assessment.rules.rule import Doubted, Worded, words
from kaohe.assessment.rules.wording import quote, say_points
from kaohe.core.findings import Severity
from kaohe.reason.model import Doubt


@words("P410", Severity.ERROR, Doubt.TOTAL_DIFFERS)
def total_differs(doubted: Doubted) -> Worded:
    """写明的合计与各条之和不同

    各条分值加起来与后面写的合计不一样，不知道哪个对。得分和名次留空。

    改法：改正写错的那一处。

    反例：
        迟到，扣0.1分；早退，扣0.2分，共扣0.5分

    正例：
        迟到，扣0.1分；早退，扣0.2分，共扣0.3分
    """
    stated, summed = (say_points(Decimal(points)) for points in doubted.values)
    return Worded(f"{quote(doubted.said)}与各条分值之和不符：写的是{stated}，各条之和为{summed}。请改正有误的一处。")
