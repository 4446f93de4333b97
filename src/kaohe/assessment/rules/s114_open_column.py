"""S114: open column."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Applicability, Fix, Severity
from kaohe.core.table import Gap, GapKind


@words("S114", Severity.ERROR, GapKind.OPEN_COLUMN)
def open_column(gap: Gap) -> Worded:
    """一列不知道是什么

    表里有一列含数字或分值，表头、公式和数字都没有说清它是加分、扣分、得分还是别的。不猜：这一列有内容的单位得分和名次留空，其余照算。每列只提示一次。

    改法：采用建议，或在“读表说明”里给这一列选一个含义；与考核无关就选“无关”。

    反例：
        被考核单位 | 扣分 | 督查 | 考核得分
        甲镇 | 0.1 | 0.3 |
        乙镇 | 0.2 |  |

    正例：
        被考核单位 | 扣分 | 督查扣分 | 考核得分 | 联系电话
        甲镇 | 0.1 | 0.3 |  | 13800138000
        乙镇 | 0.2 |  |  | 13800138001
    """
    heading, why, likely, rows = gap.values
    fix = Fix(f"把{quote(heading)}列当作{likely}", (), Applicability.SUGGESTED, gap.answer)
    because = f"（{why}）" if why else ""
    said = f"{quote(heading)}这一列的含义不能确定{because}，{rows}有内容，暂不计分。"
    return Worded(f"{said}请在“读表说明”中确认是{likely}还是其他含义。", fix)
