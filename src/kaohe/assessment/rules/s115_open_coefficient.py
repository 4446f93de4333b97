"""S115: open coefficient."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Applicability, Fix, Severity
from kaohe.core.table import Gap, GapKind


@words("S115", Severity.ERROR, GapKind.OPEN_COEFFICIENT)
def open_coefficient(gap: Gap) -> Worded:
    """系数怎样计入得分没有说明

    表里有系数（权重）一列，但没有公式说明得分怎样乘它。系数不是1的单位得分和名次留空。

    改法：得分要乘系数，就在“读表说明”里把这一列定为“系数”；不乘就定为“无关”。

    反例：
        被考核单位 | 扣分 | 难度系数 | 考核得分
        甲镇 | 1 | 0.9 |
        乙镇 | 2 | 1 |

    正例：
        被考核单位 | 扣分 | 考核得分
        甲镇 | 1 |
        乙镇 | 2 |
    """
    fix = Fix(f"得分乘以{quote(gap.values[0])}", (), Applicability.SUGGESTED, gap.answer)
    return Worded(
        f"{quote(gap.values[0])}如何计入得分没有写明，系数不为1的单位暂不计分。请在“读表说明”中确认得分是否乘以它。",
        fix,
    )
