"""P421: above full."""

from __future__ import annotations

from kaohe.assessment.figures import Flaw, FlawedCell
from kaohe.assessment.rules.rule import Worded, words
from kaohe.core.findings import Severity


@words("P421", Severity.ERROR, Flaw.ABOVE_FULL)
def above_full(cell: FlawedCell) -> Worded:
    """得分超过满分

    这一项的得分比表头写的满分还高。得分和名次留空。

    改法：改正这一项的得分，或改正表头的满分。

    反例：
        被考核单位 | 食品安全（60分） | 环境卫生（40分） | 总分
        甲镇 | 55 | 38 |
        乙镇 | 50 | 42 |
        丙镇 | 58 | 39 |

    正例：
        被考核单位 | 食品安全（60分） | 环境卫生（40分） | 总分
        甲镇 | 55 | 38 |
        乙镇 | 50 | 40 |
        丙镇 | 58 | 39 |
    """
    return Worded(f"得分{cell.values[0]}超过满分{cell.values[1]}。请改正得分，或改正表头中的满分。")
