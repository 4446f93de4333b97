"""S126: struck."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.core.table import Gap, GapKind


@words("S126", Severity.ERROR, GapKind.STRUCK)
def struck(gap: Gap) -> Worded:
    """有划掉的字

    这一格里有划掉（删除线）的字，里面有分值。划掉的不算，还是没有来得及删，要由人决定，得分和名次留空。

    改法：不算就删掉划掉的字；要算就去掉删除线。

    反例：
        被考核单位 | 加扣分原因及分值 | 考核得分
        甲镇 | ~~迟到，扣0.1分；~~早退，扣0.2分 |

    正例：
        被考核单位 | 加扣分原因及分值 | 考核得分
        甲镇 | 早退，扣0.2分 |
    """
    return Worded(
        f"{quote(gap.values[0])}带删除线，不能确定是否计入，暂不计分。不计入的，请删去；计入的，请去掉删除线。"
    )
