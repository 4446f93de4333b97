"""S201: no category."""

from __future__ import annotations

from collections.abc import Iterator

from kaohe.assessment.rules.rule import Remark, searches
from kaohe.assessment.rules.wording import quote
from kaohe.assessment.standing import Assessment, Standing
from kaohe.core.findings import Severity
from kaohe.core.schema import Field

#: The template's formula for 核对 says the same.
NO_CATEGORY = "{unit}没有类别，不能排名。请补填类别。"


@searches("S201", Severity.ERROR)
def no_category(standing: Standing, assessment: Assessment) -> Iterator[Remark]:
    """单位没有类别

    表里别的单位有类别，这个单位没有，不知道该和谁一起排名。得分照算，名次留空。

    改法：补上类别。

    反例：
        类别 | 被考核单位 | 加扣分原因及分值
        | 甲镇 | 无
        镇 | 乙镇 | 迟到，扣0.1分

    正例：
        类别 | 被考核单位 | 加扣分原因及分值
        镇 | 甲镇 | 无
        镇 | 乙镇 | 迟到，扣0.1分
    """
    if None not in standing.groups:
        return
    unranked = standing.unranked
    table = standing.table
    column = table.column(Field.CATEGORY) or table.column(Field.UNIT) or table.columns[0]
    for unit, group in enumerate(standing.groups):
        if group is None and unit not in unranked:
            yield Remark(unit, column, NO_CATEGORY.format(unit=quote(standing.ledger.names[unit])))
