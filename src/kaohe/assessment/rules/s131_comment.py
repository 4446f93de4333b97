"""S131: comment."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.core.table import Gap, GapKind


@words("S131", Severity.ERROR, GapKind.COMMENT)
def comment(gap: Gap) -> Worded:
    """批注里有会影响得分的话

    单元格的批注里写着分值，或者说某项不扣、撤销、待定，看不出是不是已经计入。得分和名次留空。

    改法：要计入就写进原因或分值栏；已经计入或不计入，就从批注里去掉分值。

    反例：
        被考核单位 | 扣分 | 考核得分
        甲镇 | 0.5〈另扣0.3分，已请示〉 |

    正例：
        被考核单位 | 扣分 | 考核得分
        甲镇 | 0.8 |
    """
    return Worded(
        f"批注{quote(gap.values[0])}可能影响得分，不能确定是否已计入，暂不计分。要计入的，请写进原因栏；其他情况，请从批注中删去分值。"
    )
