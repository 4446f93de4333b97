"""S121: hidden sheet."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.core.table import Gap, GapKind


@words("S121", Severity.INFO, GapKind.HIDDEN_SHEET)
def hidden_sheet(gap: Gap) -> Worded:
    """隐藏的工作表没有读

    隐藏的工作表里也有考核表。看不见的表不计分、不改写、不导出，只在这里说一次。

    改法：要读就取消隐藏，或在“读表说明”里选“读”。

    反例：
        〔考核数据〕
        被考核单位 | 扣分 | 考核得分
        甲镇 | 0.1 |
        〔去年（隐藏）〕
        被考核单位 | 扣分 | 考核得分
        甲镇 | 0.3 |

    正例：
        〔考核数据〕
        被考核单位 | 扣分 | 考核得分
        甲镇 | 0.1 |
        〔电话（隐藏）〕
        姓名 | 电话
        张三 | 13800138000
    """
    return Worded(f"隐藏的工作表{'、'.join(map(quote, gap.values))}未读取。要读取的，请取消隐藏。")
