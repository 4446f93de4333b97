"""R615: other score."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.core.table import Gap, GapKind


@words("R615", Severity.ERROR, GapKind.OTHER_SCORE)
def other_score(gap: Gap) -> Worded:
    """另一张表写的得分与计算的不同

    工作簿里还有一张只有得分、没有分值的表（通报、汇总），其中多数单位的得分与考核表算出来的一样，这个单位的不一样，多半是抄错了。

    改法：改正这张表的得分，或改正考核表里的分值。

    反例：
        被考核单位 | 扣分 | 得分
        甲镇 | 1 | 99
        乙镇 | 2 | 98
        丙镇 | 3 | 97
        〔通报〕
        名次 | 被考核单位 | 得分
        1 | 甲镇 | 99
        2 | 乙镇 | 98
        3 | 丙镇 | 79

    正例：
        被考核单位 | 扣分 | 得分
        甲镇 | 1 | 99
        〔通报〕
        名次 | 被考核单位 | 得分
        1 | 甲镇 | 99
    """
    unit, stated, computed = gap.values
    return Worded(f"{quote(unit)}在这里的得分是{stated}，考核表算出来是{computed}。请改正其中一处。")
