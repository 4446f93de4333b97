"""S103: error cell."""

from __future__ import annotations

from kaohe.assessment.figures import Flaw, FlawedCell
from kaohe.assessment.rules.rule import Worded, words
from kaohe.core.findings import Severity


@words("S103", Severity.ERROR, Flaw.ERROR_CELL)
def error_cell(cell: FlawedCell) -> Worded:
    """单元格是错误值

    单元格显示 #REF!、#N/A 之类的 Excel 错误值，不是空白，也读不出内容。错误在原因或分值里时，这个单位的得分和名次留空。

    改法：改正公式，或直接填写内容。

    反例：
        被考核单位 | 加扣分原因及分值
        甲镇 | #REF!

    正例：
        被考核单位 | 加扣分原因及分值
        甲镇 | 迟到，扣0.1分
    """
    return Worded(f"本格是错误值 {cell.values[0]}，无法读取。请改正公式，或直接填写内容。")
