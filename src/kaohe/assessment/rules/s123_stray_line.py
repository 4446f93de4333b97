"""S123: stray line."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.core.table import Gap, GapKind


@words("S123", Severity.ERROR, GapKind.STRAY_LINE)
def stray_line(gap: Gap) -> Worded:
    """不在原因栏里的一行像是上面单位的原因

    这一行写着分值，却不在原因栏里，也不是单位。它可能是上面那个单位原因的下一行，所以那个单位的得分和名次留空。

    改法：把这一行并入上面单位的原因格，或移到表外。

    反例：
        序号 | 被考核单位 | 加扣分原因及分值 | 考核得分
        1 | 甲镇 | 1.迟到，扣0.1分 |
        2.早退，扣0.2分 |  |  |
        2 | 乙镇 | 无 |

    正例：
        序号 | 被考核单位 | 加扣分原因及分值 | 考核得分
        1 | 甲镇 | 1.迟到，扣0.1分 |
        |  | 2.早退，扣0.2分 |
        2 | 乙镇 | 无 |
    """
    text, unit = gap.values
    return Worded(
        f"{quote(text)}不在原因栏内，可能是上面{quote(unit)}的原因，该单位暂不计分。请并入该单位的原因，或移到其他工作表。"
    )
