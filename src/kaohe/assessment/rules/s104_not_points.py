"""S104: not points."""

from __future__ import annotations

from kaohe.assessment.figures import Flaw, FlawedCell
from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity


@words("S104", Severity.ERROR, Flaw.NOT_POINTS)
def not_points(cell: FlawedCell) -> Worded:
    """分值列里不是数字

    “加分”“扣分”列里写的不是数字，不知道加扣多少。得分和名次留空。空白、“无”、“/”、“-”都当作没有填写。

    改法：只写数字，例如“0.2”；原因写到原因列。

    反例：
        被考核单位 | 扣分
        甲镇 | 见附件
        乙镇 | 0.1

    正例：
        被考核单位 | 扣分
        甲镇 | 0.2
        乙镇 | 0.2分
        丙镇 | /
    """
    return Worded(f"{quote(cell.values[0])}不是数字，不能确定加扣多少。请只填分值，例如“0.2”。")
