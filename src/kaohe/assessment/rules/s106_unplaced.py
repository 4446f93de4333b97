"""S106: unplaced."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.core.table import Gap, GapKind


@words("S106", Severity.WARNING, GapKind.UNPLACED)
def unplaced(gap: Gap) -> Worded:
    """未读取的内容

    这一格在考核表里，但既不是被考核单位，也不是类别、合计或备注，没有计入。

    改法：是一个单位就补上单位名称；不是就移到表外。

    反例：
        序号 | 被考核单位 | 加扣分原因及分值 | 考核得分 | 名次
        1 | 甲镇 | 迟到，扣0.1分 |  |
        |  |  |  |
        |  | 早退，扣0.2分 |  |
        2 | 乙镇 | 无 |  |

    正例：
        序号 | 被考核单位 | 加扣分原因及分值 | 考核得分 | 名次
        1 | 甲镇 | 迟到，扣0.1分 |  |
    """
    return Worded(
        f"{quote(gap.values[0])}未读取：不是单位，也不是类别、合计或备注。是单位的，请补填单位名称；不是的，请移到其他工作表。"
    )
