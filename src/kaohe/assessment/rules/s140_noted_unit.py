"""S140: a text around the table names a unit and points."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.core.table import Gap, GapKind


@words("S140", Severity.ERROR, GapKind.NOTED_UNIT)
def noted_unit(gap: Gap) -> Worded:
    """表外的一句话写着某个单位的分值

    表的上面或下面有一句话点了某个单位的名，又写着分值，或者说某项不扣、撤销、待定，看不出是不是已经计入。那个单位的得分和名次留空。

    改法：要计入就写进那个单位的原因栏；已经计入的，在这句话里写“已计入”。

    反例：
        被考核单位 | 扣分 | 考核得分
        甲镇 | 1 |
        乙镇 | 2 |
        注：甲镇因瞒报另扣5分。 |  |

    正例：
        被考核单位 | 扣分 | 考核得分
        甲镇 | 6 |
        乙镇 | 2 |
        注：甲镇因瞒报扣5分，已计入。 |  |
    """
    text, units = gap.values
    said = f"表外写着{quote(text)}，不能确定是否已计入，{units}暂不计分。"
    return Worded(f"{said}要计入的，请写进该单位的原因栏；已计入的，请在这句话里写明“已计入”。")
