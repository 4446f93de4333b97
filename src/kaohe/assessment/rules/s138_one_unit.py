"""S138: one unit."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.core.table import Gap, GapKind


@words("S138", Severity.ERROR, GapKind.ONE_UNIT)
def one_unit(gap: Gap) -> Worded:
    """一个单位的评分表

    这张表一行是一个考核项目，不是一个单位，所以没有计算，项目也不排名次。

    改法：另做一张每个单位一行的表，填入各单位的扣分；各行确是被考核单位的，在“读表说明”中把这一列确认为被考核单位。

    反例：
        被考核单位：清河镇
        考核项目 | 标准分 | 扣分 | 得分
        组织领导 | 40 | 1 | 39
        隐患排查 | 60 | 2 | 58

    正例：
        被考核单位 | 扣分 | 得分
        清河镇 | 3 | 97
        白石镇 | 1 | 99
    """
    owner, heading = gap.values
    whose = f"这是{quote(owner)}一个单位的评分表" if owner else "这像是一个单位的评分表"
    return Worded(
        f"{whose}，{quote(heading)}下面各行是项目，未计算。请另做一张每个单位一行的表，填入各单位的扣分；各行确是单位的，请在“读表说明”中确认。"
    )
