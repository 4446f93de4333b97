"""P428: not counted."""

from __future__ import annotations

from kaohe.assessment.figures import Flaw, FlawedCell
from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity


@words("P428", Severity.ERROR, Flaw.NOT_COUNTED)
def not_counted(cell: FlawedCell) -> Worded:
    """写明不计入，却有分值

    “是否计入”一类的栏目写的是“否”，同一行却有分值。这些分值计不计，不能确定。得分和名次留空。

    改法：不计入，就删去这一行的分值；计入，就改为“是”。

    反例：
        被考核单位 | 扣分 | 是否计入 | 考核得分
        甲镇 | 1 | 是 |
        乙镇 | 2 | 否 |

    正例：
        被考核单位 | 扣分 | 是否计入 | 考核得分
        甲镇 | 1 | 是 |
        乙镇 |  | 否 |
    """
    return Worded(f"写的是{quote(cell.values[0])}，本行却有分值，暂不计分。不计入的，请删去分值；计入的，请改为“是”。")
