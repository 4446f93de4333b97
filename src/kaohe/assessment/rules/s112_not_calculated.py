"""S112: not calculated."""

from __future__ import annotations

from kaohe.assessment.figures import Flaw, FlawedCell
from kaohe.assessment.rules.rule import Worded, words
from kaohe.core.findings import Severity


@words("S112", Severity.ERROR, Flaw.NOT_CALCULATED)
def not_calculated(_cell: FlawedCell) -> Worded:
    """公式没有结果

    原因或分值是公式，但文件里只有公式，没有算出的结果，所以读不出内容。由其他软件生成、没有用 Excel 保存过的文件会这样。得分和名次留空。

    改法：用 Excel 打开并保存一次，再重新计算。

    反例：
        被考核单位 | 加扣分原因及分值
        甲镇 | =A2&"迟到，扣0.1分"

    正例：
        被考核单位 | 加扣分原因及分值
        甲镇 | 迟到，扣0.1分
    """
    return Worded("本格是公式，文件中没有保存计算结果。请用 Excel 打开并保存一次，再重新计算。")
