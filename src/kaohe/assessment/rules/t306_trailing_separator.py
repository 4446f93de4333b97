"""T306: trailing separator."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Doubted, Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Applicability, Edit, Fix, Severity
from kaohe.reason.model import Doubt


@words("T306", Severity.INFO, Doubt.TRAILING_SEPARATOR)
def trailing_separator(doubted: Doubted) -> Worded:
    """末尾多了标点

    全部原因写完之后多了分号、逗号之类的标点，可能漏写了一条，也可能是顺手打的。不影响得分。

    改法：没有漏写就删去。

    反例：
        迟报材料，扣0.1分；
        迟报材料，扣0.1分；；

    正例：
        迟报材料，扣0.1分
        迟报材料，扣0.1分。
    """
    said = quote(doubted.said)
    fix = Fix("删去末尾的标点", (Edit(doubted.span, ""),), Applicability.SAFE)
    return Worded(f"末尾多出{said}。没有漏写的，请删去。", fix)
