"""S116: open base."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Applicability, Fix, Severity
from kaohe.core.table import Gap, GapKind


@words("S116", Severity.ERROR, GapKind.OPEN_BASE)
def open_base(gap: Gap) -> Worded:
    """基础分不清楚

    得分的列标题里写着满分（例如“得分（150分）”），或者表格上下的文字写着另一个基础分，没有别处写明从多少分起算。起算的分数不同，得分就不同，所以全部留空。

    改法：采用建议按它起算；按100分起算就去掉标题或文字里的那个分数。

    反例：
        被考核单位 | 扣分 | 得分（150分）
        甲镇 | 5 |
        乙镇 | 2 |

    正例：
        被考核单位 | 扣分 | 得分（100分）
        甲镇 | 5 |
        乙镇 | 2 |
    """
    full = gap.values[1]
    fix = Fix(f"从{full}分起算", (), Applicability.SUGGESTED, gap.answer)
    return Worded(
        f"{quote(gap.values[0])}写有{full}分，不能确定得分从{full}分还是从100分起算，暂不计分。请确认基准分。", fix
    )
