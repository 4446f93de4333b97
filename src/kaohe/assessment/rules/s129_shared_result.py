"""S129: shared result."""

from __future__ import annotations

from collections.abc import Iterator

from kaohe.assessment.rules.rule import Remark, searches
from kaohe.assessment.standing import Assessment, Standing
from kaohe.core.findings import Severity
from kaohe.core.schema import Field


@searches("S129", Severity.ERROR)
def shared_result(standing: Standing, assessment: Assessment) -> Iterator[Remark]:
    """得分、名次的格子合并了

    得分或名次的格子与别的单位（或别的列）合并成了一格，只能显示一个数，看不出是谁的。结果没有写进这一格。

    改法：选中这一格，取消合并，再重新计算。

    反例：
        序号 | 被考核单位 | 加扣分原因及分值 | 考核得分 | 名次
        1 | 甲镇 | 迟到，扣0.1分 | ⇕ |
        2 | 乙镇 | 无 | ⇕ |

    正例：
        序号 | 被考核单位 | 加扣分原因及分值 | 考核得分 | 名次
        1 | 甲镇 | 迟到，扣0.1分 | |
        2 | 乙镇 | 无 | |
    """
    shared = standing.table.shared
    for field in (Field.SCORE, Field.RANK) if shared else ():
        column = standing.table.column(field)
        for unit, row in enumerate(standing.table.rows):
            if column is not None and (row, column.index) in shared:
                yield Remark(unit, column, "本格与其他单元格合并，结果未写入。请取消合并，再重新计算。")
