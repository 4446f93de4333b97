"""T308: residue."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Doubted, Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.reason.model import Doubt


@words("T308", Severity.WARNING, Doubt.RESIDUE)
def residue(doubted: Doubted) -> Worded:
    """有未读取的文字

    这段文字既不是原因也不是分值，没有计入得分；但它也许有意义，请核对。

    改法：无用的删去；是一条原因就写成“原因，扣几分”。

    反例：
        迟报材料，扣0.1分。以上情况请核实

    正例：
        迟报材料，扣0.1分
        迟报材料，扣0.1分（详见附件3）
    """
    return Worded(
        f"{quote(doubted.said)}既不是原因也不是分值，未计入。是原因的，请写成“原因，扣0.1分”；无用的，请删去。"
    )
