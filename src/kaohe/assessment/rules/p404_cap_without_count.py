"""P404: cap without count."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Doubted, Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.reason.model import Doubt


@words("P404", Severity.ERROR, Doubt.CAP)
def cap_without_count(doubted: Doubted) -> Worded:
    """只写了上限

    “最高扣2分”“扣完为止”是规定的上限，实际扣几分没有写。得分和名次留空。

    改法：写明实际加扣的分值。

    反例：
        迟报材料，最高扣2分

    正例：
        迟报材料，扣0.5分
    """
    return Worded(f"{quote(doubted.clause)}只写了上限，没有写实际分值。请写明实际加扣的分值，例如“扣0.5分”。")
