"""T304: no unit."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Doubted, Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Applicability, Edit, Fix, Severity, Span
from kaohe.reason.model import Doubt


@words("T304", Severity.INFO, Doubt.NO_UNIT)
def no_unit(doubted: Doubted) -> Worded:
    """没有写“分”字

    分值后面没有写“分”，已按分计算。

    改法：可以补上“分”字，使全表写法一致；不改也不影响得分。

    反例：
        迟报材料，扣0.1

    正例：
        迟报材料，扣0.1分
        迟报材料，扣分：0.1
    """
    said = doubted.said
    fix = None
    if said[-1:].isdigit():
        fix = Fix("补上“分”字", (Edit(Span(doubted.span.end, doubted.span.end), "分"),), Applicability.SUGGESTED)
    return Worded(f"{quote(said)}没有写“分”，已按分计算。可以补上“分”字。", fix)
