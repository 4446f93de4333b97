"""P407: pending."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Doubted, Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.reason.model import Doubt


@words("P407", Severity.ERROR, Doubt.PENDING)
def pending(doubted: Doubted) -> Worded:
    """还没有定下来

    “待核实”“暂扣”说明分值还会变。得分和名次留空。

    改法：核实后去掉“待核实”“暂扣”等字样，写明分值。

    反例：
        迟报材料，待核实，暂扣0.2分

    正例：
        迟报材料，扣0.2分
    """
    return Worded(f"{quote(doubted.clause)}尚未确定。请核实后去掉“待核实”“暂扣”等字样，写明分值。")
