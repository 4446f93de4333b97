"""S117: void answer."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.core.table import Gap, GapKind


@words("S117", Severity.WARNING, GapKind.VOID_ANSWER)
def void_answer(gap: Gap) -> Worded:
    """以前确认过的列换了标题

    有人确认过这一列的含义，但列标题后来改了，或者这里换成了另一列。以前的确认不再有效。

    改法：在“读表说明”里重新确认这一列。

    反例：
        〔读表答复〕
        考核数据 | 2 | 督查 | 扣分
        〔考核数据〕
        被考核单位 | 检查 | 考核得分
        甲镇 | 0.3 |
        乙镇 | 0.1 |

    正例：
        〔读表答复〕
        考核数据 | 2 | 检查 | 扣分
        〔考核数据〕
        被考核单位 | 检查 | 考核得分
        甲镇 | 0.3 |
        乙镇 | 0.1 |
    """
    then, role, now = gap.values
    return Worded(
        f"这一列以前叫{quote(then)}，确认为{role}；现在叫{quote(now)}，以前的确认不再有效。请在“读表说明”中重新确认。"
    )
