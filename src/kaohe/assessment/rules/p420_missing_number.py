"""P420: missing number."""

from __future__ import annotations

from kaohe.assessment.figures import Flaw, FlawedCell
from kaohe.assessment.rules.rule import Worded, words
from kaohe.core.findings import Severity


@words("P420", Severity.ERROR, Flaw.MISSING_NUMBER)
def missing_number(cell: FlawedCell) -> Worded:
    """缺少计算得分要用的数

    得分要用这一列的数（基础分、各项得分或系数），这一格却空着。得分和名次留空。

    改法：填上这个数；得0分就写0，空着表示满分的就写满分。

    反例：
        被考核单位 | 食品安全（60分） | 环境卫生（40分） | 总分
        甲镇 | 55 | 38 |
        乙镇 | 50 |  |
        丙镇 | 58 | 39 |

    正例：
        被考核单位 | 食品安全（60分） | 环境卫生（40分） | 总分
        甲镇 | 55 | 38 |
        乙镇 | 50 | 0 |
        丙镇 | 58 | 39 |
    """
    return Worded("没有填写，不能计算得分。请补填数字；得0分的写0，得满分的写满分。")
