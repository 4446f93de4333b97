"""S113: stale form."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.core.findings import Severity
from kaohe.core.table import Gap, GapKind


@words("S113", Severity.WARNING, GapKind.STALE_FORM)
def stale_form(gap: Gap) -> Worded:
    """上报表已经过期

    做好上报表以后，数据又改过：表上的校验码与现在的数据不一致。已经打印的也要换下来。

    改法：点“上报表”重新生成。

    反例：
        序号 | 被考核单位 | 加扣分原因及分值
        1 | 甲镇 | 迟到，扣0.1分
        〔上报表〕
        数据校验码 | 2222-2222

    正例：
        序号 | 被考核单位 | 加扣分原因及分值
        1 | 甲镇 | 迟到，扣0.1分
    """
    made, now = gap.values
    return Worded(f"“上报表”生成后数据又有改动（校验码 {made}，现为 {now}）。请重新生成上报表。")
