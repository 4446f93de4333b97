"""S105: setting."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.core.table import Gap, GapKind


@words("S105", Severity.ERROR, GapKind.SETTING)
def setting(gap: Gap) -> Worded:
    """参数填写有误

    “参数设置”里这一项填的内容不能用，已按默认值计算，结果可能不是想要的。

    改法：照旁边的说明改正这一项。不限就空着，或写“不限”。

    反例：
        被考核单位 | 加扣分原因及分值
        甲镇 | 迟到，扣0.1分
        〔参数设置〕
        基准分 | 一百

    正例：
        被考核单位 | 加扣分原因及分值
        甲镇 | 迟到，扣0.1分
        〔参数设置〕
        基准分 | 100
        最高得分 | 不限
    """
    return Worded(f"参数“{gap.values[0]}”的设置值{quote(gap.values[1])}无效，已按默认值计算。请照右侧的说明改正。")
