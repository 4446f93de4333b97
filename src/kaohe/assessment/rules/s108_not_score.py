"""S108: not score."""

from __future__ import annotations

from kaohe.assessment.figures import Flaw, FlawedCell
from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity


@words("S108", Severity.WARNING, Flaw.NOT_SCORE)
def not_score(cell: FlawedCell) -> Worded:
    """得分或名次列里不是数字

    得分或名次列里写的不是数字，无法与计算结果核对。空白、“无”、“/”、“-”都当作没有填写。

    改法：改成数字，或清空后由程序填写。

    反例：
        被考核单位 | 加扣分原因及分值 | 考核得分
        甲镇 | 迟到，扣0.1分 | 待定

    正例：
        被考核单位 | 加扣分原因及分值 | 考核得分 | 名次
        甲镇 | 迟到，扣0.1分 | 99.9分 | 第1名
        乙镇 | 迟到，扣0.2分 | / |
    """
    return Worded(f"{quote(cell.values[0])}不是数字，未与计算结果核对。请改成数字，或清空后重新计算。")
