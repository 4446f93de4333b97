"""S133: shared points."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.core.table import Gap, GapKind


@words("S133", Severity.ERROR, GapKind.SHARED_POINTS)
def shared_points(gap: Gap) -> Worded:
    """原因或分值的单元格跨几个单位合并

    一个单元格跨几个单位合并，里面写着原因或分值。每个单位都算一次，还是几个单位共一次，不能确定。这几个单位得分和名次留空；已经填了得分的不问。

    改法：取消合并，把原因和分值写到各单位自己的行里；原因里写明“各扣”“各加”的不问。

    反例：
        被考核单位 | 加扣分原因及分值 | 考核得分
        甲镇 | 会风差，扣0.5分⇕ |
        乙镇 | ⇕ |

    正例：
        被考核单位 | 加扣分原因及分值 | 考核得分
        甲镇 | 会风差，各扣0.5分⇕ |
        乙镇 | ⇕ |
    """
    text, units = gap.values
    return Worded(f"{quote(text)}所在的单元格跨{units}合并，不能确定是否每个单位都算，暂不计分。请取消合并，分别填写。")
