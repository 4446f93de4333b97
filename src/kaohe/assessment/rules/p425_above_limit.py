"""P425: above limit."""

from __future__ import annotations

from kaohe.assessment.figures import Flaw, FlawedCell
from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity


@words("P425", Severity.ERROR, Flaw.ABOVE_LIMIT)
def above_limit(cell: FlawedCell) -> Worded:
    """加分或扣分超过写明的上限

    表头、标题、工作表名称或表格上下的文字写着加分或扣分的上限，这个单位的合计超过了它。是按上限计，还是上限另有所指，不能确定。得分和名次留空。

    改法：按上限计，就改分值；上限不管这一项，就改写那段文字。

    反例：
        被考核单位 | 加分 | 扣分 | 考核得分
        甲镇 | 6 | 1 |
        乙镇 | 2 |  |
        注：加分最高不超过5分

    正例：
        被考核单位 | 加分 | 扣分 | 考核得分
        甲镇 | 5 | 1 |
        乙镇 | 2 |  |
        注：加分最高不超过5分
    """
    word, points, text = cell.values
    return Worded(f"{word}分合计{points}分，超过{quote(text)}写明的上限，暂不计分。请按上限改正分值，或修改这段文字。")
