"""S206: no name."""

from __future__ import annotations

from collections.abc import Iterator

from kaohe.assessment.rules.rule import Remark, searches
from kaohe.assessment.standing import Assessment, Standing
from kaohe.core.findings import Severity
from kaohe.core.schema import Field


@searches("S206", Severity.WARNING)
def no_name(standing: Standing, assessment: Assessment) -> Iterator[Remark]:
    """没有单位名称

    这一行有原因或分值，单位名称却是空的。照样计算，但不知道是哪个单位。

    改法：补上单位名称。

    反例：
        序号 | 被考核单位 | 加扣分原因及分值
        1 | 甲镇 | 无
        2 |  | 迟到，扣0.1分

    正例：
        序号 | 被考核单位 | 加扣分原因及分值
        1 | 甲镇 | 无
        2 | 乙镇 | 迟到，扣0.1分
    """
    column = standing.table.column(Field.UNIT)
    if column is None:
        return
    for unit, name in enumerate(standing.ledger.tidy_names):
        if not name:
            yield Remark(unit, column, "没有单位名称，无法确定是哪个单位。请补填。")
