"""S110: other column."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.core.table import Gap, GapKind


@words("S110", Severity.WARNING, GapKind.OTHER_COLUMN)
def other_column(gap: Gap) -> Worded:
    """两列可能是同一项

    表头里有两列可能是同一项，只用了其中一列。

    改法：核对用的是不是对的那一列；不是就改一改列标题。

    反例：
        被考核单位 | 加扣分原因及分值 | 考核得分 | 总分
        甲镇 | 迟到，扣0.1分 | 99.9 | 99.9

    正例：
        序号 | 被考核单位 | 加扣分原因及分值 | 考核得分 | 名次
        1 | 甲镇 | 迟到，扣0.1分 |  |
    """
    return Worded(
        f"{quote(gap.values[0])}和{quote(gap.values[1])}可能是同一项，已采用{quote(gap.values[1])}。请核对，并修改另一列的标题。"
    )
