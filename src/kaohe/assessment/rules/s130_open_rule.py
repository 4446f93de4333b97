"""S130: open rule."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Applicability, Fix, Severity
from kaohe.core.table import Gap, GapKind


@words("S130", Severity.WARNING, GapKind.OPEN_RULE)
def open_rule(gap: Gap) -> Worded:
    """表格上下的文字写有其他计分办法

    表格上面或下面的文字说到加倍、减半、折算、系数、取平均之类的计分办法。得分只按“基础分－扣分＋加分”计算，没有按这段文字计算。

    改法：已经体现在分值里，或者与得分无关，就采用建议；还没有体现，就先改分值。

    反例：
        被考核单位 | 扣分 | 考核得分
        甲镇 | 5 |
        乙镇 | 2 |
        注：第四季度的扣分加倍计算

    正例：
        被考核单位 | 扣分 | 考核得分
        甲镇 | 5 |
        乙镇 | 2 |
        注：得分=100-扣分
    """
    fix = Fix("分值已体现这个办法，照此计算", (), Applicability.SUGGESTED, gap.answer) if gap.answer else None
    return Worded(
        f"{quote(gap.values[0])}可能是计分办法，得分未按它计算。请核对；分值已体现的，请在“读表说明”中确认得分一列。",
        fix,
    )
