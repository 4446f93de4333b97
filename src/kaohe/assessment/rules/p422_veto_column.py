"""P422: veto column."""

from __future__ import annotations

from kaohe.assessment.figures import Flaw, FlawedCell
from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity


@words("P422", Severity.ERROR, Flaw.VETO)
def veto_column(cell: FlawedCell) -> Worded:
    """有一票否决事项

    一票否决栏里写了内容。否决后怎样计分要由人决定，得分和名次留空。

    改法：没有否决的写“无”；有否决的，由人定下扣多少分，写进扣分栏或原因栏，再在这一格注明“已计入”。

    反例：
        被考核单位 | 扣分 | 一票否决 | 考核得分
        甲镇 | 0.1 | 无 |
        乙镇 | 0.2 | 发生安全事故 |

    正例：
        被考核单位 | 扣分 | 一票否决 | 考核得分
        甲镇 | 0.1 | 无 |
        乙镇 | 0.2 | 否 |
    """
    return Worded(
        f"一票否决栏写着{quote(cell.values[0])}，如何计分须由人决定，暂不计分。没有否决的，请写“无”；已扣分的，请在本格注明“已计入”。"
    )
