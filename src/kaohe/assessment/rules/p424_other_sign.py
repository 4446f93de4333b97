"""P424: other sign."""

from __future__ import annotations

from kaohe.assessment.figures import Flaw, FlawedCell
from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity


@words("P424", Severity.ERROR, Flaw.OTHER_SIGN)
def other_sign(cell: FlawedCell) -> Worded:
    """扣分栏中有一个数与其他数写法不同

    扣分栏里多数的数没有负号，这个数却带负号（或写着“加”），或者正好相反。是扣分，还是把扣分退回，不能确定。得分和名次留空。

    改法：是扣分就写得与别的数一样；是退回或加分就写进加分栏。

    反例：
        被考核单位 | 扣分 | 考核得分
        甲镇 | 0.1 |
        乙镇 | 0.2 |
        丙镇 | 0.3 |
        丁镇 | 0.1 |
        戊镇 | -0.5 |

    正例：
        被考核单位 | 扣分 | 考核得分
        甲镇 | -0.1 |
        乙镇 | -0.2 |
    """
    return Worded(
        f"{quote(cell.values[0])}与扣分栏中其他数的写法不同，不能确定是扣分还是退回，暂不计分。是扣分的，请与其他数写法一致；是退回的，请移到加分栏。"
    )
