"""P411: below lowest."""

from __future__ import annotations

from collections.abc import Iterator

from kaohe.assessment.rules.rule import Remark, searches
from kaohe.assessment.scoring import plain
from kaohe.assessment.standing import Assessment, Standing
from kaohe.core.findings import Severity


@searches("P411", Severity.WARNING)
def below_lowest(standing: Standing, assessment: Assessment) -> Iterator[Remark]:
    """得分低于最低分

    按原因算出来的得分低于“最低得分”（默认0分），已按最低得分计。

    改法：核对扣分有没有写错，比如漏了小数点。

    反例：
        被考核单位 | 加扣分原因及分值 | 考核得分
        甲镇 | 迟到，扣101分 |

    正例：
        被考核单位 | 加扣分原因及分值 | 考核得分
        甲镇 | 迟到，扣100分 |
    """
    lowest = assessment.settings.lowest
    if lowest is None:
        return
    for unit, score in standing.bounded:
        if score.unbounded < lowest:
            said = f"按原因计算为{plain(score.unbounded)}分，低于最低得分，已按{plain(lowest)}分计"
            yield Remark(unit, standing.score_column, f"{said}。请核对扣分，或在“参数设置”中修改最低得分。")
