"""P409: unclear."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Doubted, Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.core.patterns import compile_on_use
from kaohe.reason.model import Doubt

#: A figure with nothing before it that says its sign.
_UNSIGNED = compile_on_use(r"\A[^扣减加奖罚+＋\-－—]*[0-9０-９] ?个?分?\Z")


@words("P409", Severity.ERROR, Doubt.UNCLEAR)
def unclear(doubted: Doubted) -> Worded:
    """分值有几种读法

    这一条的分值可以读成几个数，或者没有写是加还是扣，不猜。得分和名次留空。

    改法：改写成“原因，扣0.1分”这样只有一种读法的写法。

    反例：
        迟报材料，扣0.1（0.2）分
        迟报材料，扣0.2分，旷会0.2分

    正例：
        迟报材料，扣0.1分
    """
    if _UNSIGNED.search(doubted.said):
        return Worded(f"{quote(doubted.clause)}没有写是加分还是扣分。请在数字前写“扣”或“加”，例如“扣0.1分”。")
    return Worded(f"{quote(doubted.clause)}有不止一种理解，分值不能确定。请改写成“原因，扣0.1分”。")
