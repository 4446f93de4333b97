"""S124: ditto."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.core.table import Gap, GapKind


@words("S124", Severity.ERROR, GapKind.DITTO)
def ditto(gap: Gap) -> Worded:
    """写着“同上”

    这一格写的是同上的记号（〃、同上等）。照抄上一格还是另有所指不能确定，得分和名次留空。

    改法：把上一格的内容写进来。

    反例：
        被考核单位 | 加扣分原因及分值 | 考核得分
        甲镇 | 迟到，扣0.1分 |
        乙镇 | 〃 |

    正例：
        被考核单位 | 加扣分原因及分值 | 考核得分
        甲镇 | 迟到，扣0.1分 |
        乙镇 | 迟到，扣0.1分 |
    """
    return Worded(f"本格写的是{quote(gap.values[0])}，未照抄上一格，暂不计分。请把内容写全。")
