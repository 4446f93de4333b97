"""S132: bases of kinds."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.core.table import Gap, GapKind


@words("S132", Severity.ERROR, GapKind.OPEN_BASES)
def bases_of_kinds(gap: Gap) -> Worded:
    """不同的单位基础分不同，对不上类别

    表格上下的文字给几类单位写了不同的基础分，但表里看不出哪个单位属于哪一类（没有“类别”列，或者类别的叫法对不上）。得分和名次全部留空。

    改法：加一列“类别”，叫法与文字一致；或者加一列“基础分”，写明每个单位的基础分。

    反例：
        被考核单位 | 扣分 | 考核得分
        石头村 | 1 |
        山口村 | 2 |
        注：甲类村基础分100分，乙类村基础分90分

    正例：
        被考核单位 | 类别 | 扣分 | 考核得分
        石头村 | 甲类 | 1 |
        山口村 | 乙类 | 2 |
        注：甲类村基础分100分，乙类村基础分90分
    """
    return Worded(
        f"{quote(gap.values[0])}按类写有不同的基础分，不能确定各单位属于哪一类，暂不计分。请加一列“类别”或“基础分”写明。"
    )
