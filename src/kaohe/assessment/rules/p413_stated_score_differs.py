"""P413: stated score differs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kaohe.assessment.rules.rule import Remark, searches
from kaohe.assessment.scoring import Score, plain
from kaohe.assessment.standing import Assessment, Standing
from kaohe.assessment.starts import start_of
from kaohe.core.findings import Severity
from kaohe.core.table import Layout


@searches("P413", Severity.ERROR)
def stated_score_differs(standing: Standing, assessment: Assessment) -> Iterator[Remark]:
    """写的得分与计算的不同

    表里写的得分与按原因计算的得分不一样。两个数都列出来，由人决定。本单位自有表格里手填的得分不会自动改写，除非要求改写。

    改法：改正得分或原因。

    反例：
        被考核单位 | 加扣分原因及分值 | 考核得分
        甲镇 | 迟到，扣0.1分 | 99.8

    正例：
        被考核单位 | 加扣分原因及分值 | 考核得分
        甲镇 | 迟到，扣0.1分 | 99.9
        乙镇 | 迟到，扣0.1分；早退，扣0.2分 | 99.70
        丙镇 | 无 |
    """
    stated = standing.stated_scores
    if stated is None or standing.table.layout is Layout.TEMPLATE or start_of(standing, assessment.settings.base):
        return
    for unit, (written, score) in enumerate(zip(stated.values, standing.scores, strict=True)):
        if score is not None and written is not None and written != score.value:
            yield Remark(unit, stated.column, say_difference(written, score))


def say_difference(written: Decimal, score: Score) -> str:
    """Return the sentence on a written score that is not the computed one."""
    return f"表中得分为{plain(written)}，按原因计算应为{plain(score.value)}。请核对原因或得分。"
