"""R601: stated rank differs."""

from __future__ import annotations

from collections.abc import Iterator

from kaohe.assessment.rules.rule import Remark, searches
from kaohe.assessment.scoring import plain
from kaohe.assessment.standing import Assessment, Standing
from kaohe.core.findings import Severity
from kaohe.core.table import Layout


@searches("R601", Severity.ERROR)
def stated_rank_differs(standing: Standing, assessment: Assessment) -> Iterator[Remark]:
    """写的名次与计算的不同

    表里写的名次与按得分排出来的名次不一样。两个数都列出来，由人决定。本单位自有表格里手填的名次不会自动改写，除非要求改写。
    名次在同一类别（或同一排名组）里排，得分高的在前，并列后默认不跳号（1、2、2、3）。同组还有单位的得分或名次没定时，名次都可能变，
    先不提示。

    改法：改正名次；得分也有提示的，先改得分。

    反例：
        被考核单位 | 加扣分原因及分值 | 考核得分 | 名次
        甲镇 | 无 | 100 | 1
        乙镇 | 迟到，扣0.1分 | 99.9 | 3

    正例：
        被考核单位 | 加扣分原因及分值 | 考核得分 | 名次
        甲镇 | 无 | 100 | 1
        乙镇 | 迟到，扣0.1分 | 99.9 | 2
        丙镇 | 早退，扣0.1分 | 99.9 | 2
        丁镇 | 缺席，扣0.2分 | 99.8 | 3
    """
    stated = standing.stated_ranks
    if stated is None or standing.table.layout is Layout.TEMPLATE:
        return
    unsettled = assessment.open_groups
    for unit, (written, rank) in enumerate(zip(stated.values, standing.ranks, strict=True)):
        if rank is not None and written is not None and written != rank and standing.groups[unit] not in unsettled:
            yield Remark(unit, stated.column, f"表中名次为{plain(written)}，按得分排名应为{rank}。请改正名次。")
