"""P419: other base."""

from __future__ import annotations

from collections.abc import Iterator

from kaohe.assessment.figures import number_in
from kaohe.assessment.rules.rule import Remark, searches
from kaohe.assessment.rules.wording import quote
from kaohe.assessment.scoring import plain
from kaohe.assessment.standing import Assessment, Standing
from kaohe.core.findings import Severity


@searches("P419", Severity.WARNING)
def other_base(standing: Standing, assessment: Assessment) -> Iterator[Remark]:
    """表里的基础分与基准分不同

    表里有“基础分”（或“基准分”“起评分”）一列，写的不是计算所用的基准分。得分是按基准分算的，没有用这一列。每张表只提示第一处。

    改法：要按表里的基础分计算，请先导入模板，再改“参数设置”里的“基准分”。

    反例：
        被考核单位 | 基础分 | 加扣分原因及分值
        甲镇 | 90 | 迟到，扣0.1分

    正例：
        被考核单位 | 基础分 | 加扣分原因及分值
        甲镇 | 100 | 迟到，扣0.1分
        乙镇 |  | 迟到，扣0.1分
    """
    column, base = standing.table.base, assessment.settings.base
    for unit, value in enumerate(column.values if column else ()):
        written = number_in(value)
        if column is not None and written is not None and written != base:
            said = f"写的是{plain(written)}，得分却是按基准分{plain(base)}计算的"
            yield Remark(unit, column, f"{said}。要按本列计算，请先导入模板，再改{quote('参数设置')}里的基准分。")
            return
