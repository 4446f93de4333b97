"""P412: above highest."""

from __future__ import annotations

from collections.abc import Iterator

from kaohe.assessment.rules.rule import Remark, searches
from kaohe.assessment.scoring import plain
from kaohe.assessment.standing import Assessment, Standing
from kaohe.core.findings import Severity


@searches("P412", Severity.WARNING)
def above_highest(standing: Standing, assessment: Assessment) -> Iterator[Remark]:
    """得分高于最高分

    按原因算出来的得分高于“最高得分”，已按最高得分计。没有设置最高得分时不提示。

    改法：核对加分有没有写错；允许超过，就在“参数设置”里改“最高得分”。

    反例：
        被考核单位 | 加扣分原因及分值 | 考核得分
        甲镇 | 获表彰，加6分 |
        〔参数设置〕
        最高得分 | 105

    正例：
        被考核单位 | 加扣分原因及分值 | 考核得分
        甲镇 | 获表彰，加5分 |
        〔参数设置〕
        最高得分 | 105
    """
    highest = assessment.settings.highest
    if highest is None:
        return
    for unit, score in standing.bounded:
        if score.unbounded > highest:
            said = f"按原因计算为{plain(score.unbounded)}分，高于最高得分，已按{plain(highest)}分计"
            yield Remark(unit, standing.score_column, f"{said}。请核对加分，或在“参数设置”中修改最高得分。")
