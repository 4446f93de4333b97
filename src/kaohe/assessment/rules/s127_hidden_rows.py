"""S127: hidden rows."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.core.table import Gap, GapKind


@words("S127", Severity.INFO, GapKind.HIDDEN_ROWS)
def hidden_rows(gap: Gap) -> Worded:
    """隐藏的行也参加排名

    表里有隐藏的行，行里有单位。隐藏的单位同样计分、排名，所以看得见的名次之间可能有空缺。

    改法：不参加排名的单位请从表里移走；参加的不用改。

    反例：
        被考核单位 | 扣分 | 考核得分
        甲镇 | 0.1 |
        （隐藏）乙镇 | 0.2 |

    正例：
        被考核单位 | 扣分 | 考核得分
        甲镇 | 0.1 |
        乙镇 | 0.2 |
    """
    count, first = gap.values
    return Worded(f"有{count}个单位在隐藏的行中（第一个是{quote(first)}），同样计分、排名。不参加的，请移出本表。")
