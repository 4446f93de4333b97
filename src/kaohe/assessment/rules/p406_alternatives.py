"""P406: alternatives."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Doubted, Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.reason.model import Doubt


@words("P406", Severity.ERROR, Doubt.ALTERNATIVES)
def alternatives(doubted: Doubted) -> Worded:
    """两种情形写在一条里

    “完成加3分，未完成扣3分”写的是规定的两种情形，这个单位属于哪一种没有写。得分和名次留空。

    改法：只留下实际发生的那一种。

    反例：
        年度任务完成加3分，未完成扣3分

    正例：
        年度任务完成，加3分
    """
    return Worded(f"{quote(doubted.said)}写了几种情形，不能确定实际是哪一种。请只保留实际发生的一种。")
