"""P423: remark points."""

from __future__ import annotations

from kaohe.assessment.figures import Flaw, FlawedCell
from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity


@words("P423", Severity.ERROR, Flaw.REMARK_POINTS)
def remark_points(cell: FlawedCell) -> Worded:
    """备注里有会影响得分的话

    备注里写着分值，或者说某项不扣、撤销、待定，看不出是不是已经计入。得分和名次留空。讲上年、上季度或评分标准的备注不算。

    改法：要计入就写进原因或分值栏；已经计入或不计入，就从备注里去掉分值。

    反例：
        被考核单位 | 加扣分原因及分值 | 考核得分 | 备注
        甲镇 | 迟到，扣0.1分 |  | 另有一项扣0.5分，未计入
        乙镇 | 无 |  |

    正例：
        被考核单位 | 加扣分原因及分值 | 考核得分 | 备注
        甲镇 | 迟到，扣0.1分 |  | 去年同期扣0.5分
        乙镇 | 无 |  | 联系人：张三
    """
    return Worded(
        f"备注{quote(cell.values[0])}可能影响得分，不能确定是否已计入，暂不计分。要计入的，请写进原因栏；其他情况，请从备注中删去这句话。"
    )
