"""P416: figure alone."""

from __future__ import annotations

from kaohe.assessment.figures import Flaw, FlawedCell
from kaohe.assessment.rules.rule import Worded, words
from kaohe.core.findings import Severity


@words("P416", Severity.WARNING, Flaw.FIGURE_ALONE)
def figure_alone(cell: FlawedCell) -> Worded:
    """有分值，没有原因

    “加分”“扣分”列里有数，原因却是空的。分值照常计入得分，但日后无法说明。

    改法：补写原因。

    反例：
        被考核单位 | 加扣分原因及分值 | 扣分
        甲镇 |  | 0.2
        乙镇 | 迟到，扣0.1分 | 0.1

    正例：
        被考核单位 | 加扣分原因及分值 | 扣分
        甲镇 | 迟到，扣0.2分 | 0.2
        乙镇 |  | 0
    """
    return Worded("没有写原因，分值取自数字列，已计入得分。请补写原因。")
