"""P403: discretion."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Doubted, Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.reason.model import Doubt


@words("P403", Severity.ERROR, Doubt.DISCRETION)
def discretion(doubted: Doubted) -> Worded:
    """酌情加扣，没有定数

    “酌情扣分”“视情况加分”没有确定分值。得分和名次留空。

    改法：写明实际加扣的分值。

    反例：
        迟报材料，酌情扣分

    正例：
        迟报材料，扣0.2分
    """
    return Worded(f"{quote(doubted.clause)}没有确定分值。请写明实际加扣的分值，例如“扣0.2分”。")
