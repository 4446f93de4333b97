"""T302: no reason."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Doubted, Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.reason.model import Doubt


@words("T302", Severity.WARNING, Doubt.NO_REASON)
def no_reason(doubted: Doubted) -> Worded:
    """有分值，没有原因

    写了加扣多少分，却没有写为什么。分值明确的照常计入得分，但日后无法说明。

    改法：在分值前面补写原因。

    反例：
        扣0.1分
        迟报材料，扣0.1分；扣0.2分

    正例：
        迟报材料，扣0.1分
    """
    return Worded(f"{quote(doubted.said)}没有写原因。请在前面补写原因。")
