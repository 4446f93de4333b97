"""P402: point range."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Doubted, Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.reason.model import Doubt


@words("P402", Severity.ERROR, Doubt.RANGE)
def point_range(doubted: Doubted) -> Worded:
    """分值不是一个确定的数

    “扣1-3分”是规定，“大约扣1分”是估计，实际扣几分没有写。得分和名次留空。

    改法：写明实际加扣的分值。

    反例：
        迟报材料，扣1-3分
        迟报材料，扣0.1至0.5分
        迟报材料，大约扣0.5分

    正例：
        迟报材料，扣1分
    """
    return Worded(f"{quote(doubted.clause)}不是一个确定的分值。请写明实际加扣的分值，例如“扣1分”。")
