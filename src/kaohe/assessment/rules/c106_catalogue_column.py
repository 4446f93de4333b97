"""C106: catalogue column."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.core.table import Gap, GapKind


@words("C106", Severity.ERROR, GapKind.CATALOGUE_COLUMN)
def catalogue_column(gap: Gap) -> Worded:
    """标准目录缺少一列

    标准目录缺少必要的一列，目录读不全，原因不能照它核对。

    改法：照模板补上这一列。

    反例：
        被考核单位 | 加扣分原因及分值
        甲镇 | 迟到，扣0.1分
        〔标准目录〕
        编号 | 加扣 | 分值
        A01 | 扣 | 0.1

    正例：
        被考核单位 | 加扣分原因及分值
        甲镇 | 迟到，扣0.1分
        〔标准目录〕
        编号 | 标准表述 | 加扣 | 分值 | 别名
        A01 | 迟到 | 扣 | 0.1 |
    """
    return Worded(f"标准目录缺少{quote(gap.values[0])}列，无法照它核对。请照模板补上这一列。")
