"""T309: heading clash."""

from __future__ import annotations

from kaohe.assessment.figures import Flaw, FlawedCell
from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity


@words("T309", Severity.WARNING, Flaw.HEADING_CLASH)
def heading_clash(cell: FlawedCell) -> Worded:
    """文字与列标题的加扣相反

    列标题是“扣分原因”，单元格里却写着加分；或者相反。得分照文字计算。

    改法：核对文字，或移到另一列。

    反例：
        被考核单位 | 扣分原因
        甲镇 | 获表彰，加0.5分
        乙镇 | 迟到，扣0.1分

    正例：
        被考核单位 | 扣分原因
        甲镇 | 迟到，扣0.1分
        乙镇 | 无
    """
    heading = quote(cell.column.header)
    said = f"扣{cell.values[0]}分" if cell.column.sign == 1 else f"加{cell.values[0]}分"
    return Worded(f"本列是{heading}，文字写的是{said}，已按文字计算。请核对加扣，或移到另一列。")
