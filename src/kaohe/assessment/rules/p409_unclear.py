"""P409: unclear."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Doubted, Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.reason.model import Doubt


@words("P409", Severity.ERROR, Doubt.UNCLEAR)
def unclear(doubted: Doubted) -> Worded:
    """分值有几种读法

    这一条的分值可以读成几个数，不猜是哪一个。得分和名次留空。

    改法：改写成“原因，扣0.1分”这样只有一种读法的写法。

    反例：
        迟报材料，扣0.1（0.2）分

    正例：
        迟报材料，扣0.1分
    """
    return Worded(f"{quote(doubted.clause)}有不止一种读法，分值定不下来。请改写成“原因，扣0.1分”。")
