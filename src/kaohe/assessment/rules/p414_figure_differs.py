"""P414: figure differs."""

from __future__ import annotations

from kaohe.assessment.figures import Flaw, FlawedCell
from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity


@words("P414", Severity.ERROR, Flaw.FIGURE_DIFFERS)
def figure_differs(cell: FlawedCell) -> Worded:
    """分值列与原因不一致

    “扣分”（或“加分”）列里的数和原因里写的分值加起来不一样，不知道哪个对。得分和名次留空。
    “扣分合计”列和各列加起来不一样，也是这样。

    改法：改正写错的一处。

    反例：
        被考核单位 | 加扣分原因及分值 | 扣分
        甲镇 | 迟到，扣0.1分 | 0.2

    正例：
        被考核单位 | 加扣分原因及分值 | 扣分
        甲镇 | 迟到，扣0.1分 | 0.1
        乙镇 | 迟到 | 0.2
        丙镇 | 迟到，扣0.1分 |
    """
    typed, written, *parts = cell.values
    source = f"从{quote(parts[0])}到{quote(parts[-1])}各列" if parts else "原因中的分值"
    return Worded(f"本格为{typed}，{source}合计为{written}，两者不一致。请改正有误的一处。")
