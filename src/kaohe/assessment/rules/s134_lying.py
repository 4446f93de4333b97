"""S134: lying table."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.core.findings import Severity
from kaohe.core.table import Gap, GapKind


@words("S134", Severity.ERROR, GapKind.LYING)
def lying_table(gap: Gap) -> Worded:
    """考核表是横着排的

    单位排在上面一行，扣分、加分、得分等项目排在左边一列。得分和名次要写在每个单位的同一行里，横着排的表没有计算。

    改法：选中整张表复制，到新工作表里用“选择性粘贴”，勾选“转置”，再重新计算。

    反例：
        考核项目 | 甲镇 | 乙镇 | 丙镇
        卫生扣分 | 1 | 2 | 0
        创新加分 | 0 | 1 | 0
        得分 | | |
        名次 | | |

    正例：
        单位 | 卫生扣分 | 创新加分 | 得分 | 名次
        甲镇 | 1 | 0 | |
        乙镇 | 2 | 1 | |
        丙镇 | 0 | 0 | |
    """
    return Worded("考核表是横着排的，未计算。请选中整张表复制，在新工作表里用“选择性粘贴”勾选“转置”粘贴，再重新计算。")
