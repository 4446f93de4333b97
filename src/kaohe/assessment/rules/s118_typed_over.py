"""S118: typed over."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.core.findings import Severity
from kaohe.core.table import Gap, GapKind


@words("S118", Severity.WARNING, GapKind.TYPED_OVER, GapKind.OTHER_FORMULA)
def typed_over(gap: Gap) -> Worded:
    """公式列里有一格与众不同

    这一列各行是同样的公式，这一格却是手填的数，或是另一个公式。改了别的格，它不会跟着变。

    改法：把上一行的公式填充到这一格；确实要手填，就在备注里说明。

    反例：
        被考核单位 | 日常扣分 | 年终扣分 | 扣分合计 | 考核得分
        甲镇 | 0.1 | 0.2 | =SUM(B2:C2) |
        乙镇 | 0.3 |  | =SUM(B3:C3) |
        丙镇 | 0.1 | 0.1 | 0.2 |

    正例：
        被考核单位 | 日常扣分 | 年终扣分 | 扣分合计 | 考核得分
        甲镇 | 0.1 | 0.2 | =SUM(B2:C2) |
        乙镇 | 0.3 |  | =SUM(B3:C3) |
    """
    _, here, formula = gap.values
    what = f"另一个公式{here}" if gap.kind is GapKind.OTHER_FORMULA else f"手填的{here}"
    return Worded(f"本格是{what}，同列其他格是公式（{formula}）。请核对；应当计算的，请把公式填充到本格。")
