"""S125: log."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.core.findings import Severity
from kaohe.core.table import Gap, GapKind


@words("S125", Severity.INFO, GapKind.LOG)
def log(gap: Gap) -> Worded:
    """流水账按单位合计

    这张表一行记一次加分或扣分，同一单位有多行。得分是按单位合计的，结果不写回流水账的行里。

    改法：不用改。要一张得分排名表，可以从这张表新建。

    反例：
        日期 | 单位 | 扣分事由 | 扣分
        3月1日 | 甲镇 | 迟到 | 0.1
        3月2日 | 乙镇 | 早退 | 0.2
        3月3日 | 甲镇 | 缺席 | 0.5
        3月4日 | 乙镇 | 迟到 | 0.1

    正例：
        序号 | 单位 | 扣分 | 得分
        1 | 甲镇 | 0.1 |
        2 | 乙镇 | 0.2 |
    """
    entries, units = gap.values
    return Worded(f"这是流水账：共{entries}笔，按{units}个单位合计，得分不写回各行。")
