"""R602: other method."""

from __future__ import annotations

from collections.abc import Iterator

from kaohe.assessment.rules.rule import Remark, searches
from kaohe.assessment.standing import Assessment, Standing
from kaohe.core.findings import Severity
from kaohe.core.settings import METHOD_WORDS


@searches("R602", Severity.INFO)
def other_method(standing: Standing, assessment: Assessment) -> Iterator[Remark]:
    """名次是按另一种排法写的

    表里写的名次（几乎）都符合另一种排法，就按那种排法核对，不当作写错：并列后不跳号（1、2、2、3）或跳号（1、2、2、4），在类别里
    排或不分类别一起排。“参数设置”里选了并列名次排法的，以那里为准。

    改法：不用改。要换一种排法的，在“参数设置”里选“并列名次排法”，再改正名次。

    反例：
        被考核单位 | 加扣分原因及分值 | 考核得分 | 名次
        甲镇 | 无 | 100 | 1
        乙镇 | 迟到，扣0.1分 | 99.9 | 2
        丙镇 | 早退，扣0.1分 | 99.9 | 2
        丁镇 | 缺席，扣0.2分 | 99.8 | 4

    正例：
        被考核单位 | 加扣分原因及分值 | 考核得分 | 名次
        甲镇 | 无 | 100 | 1
        乙镇 | 迟到，扣0.1分 | 99.9 | 2
        丙镇 | 早退，扣0.1分 | 99.9 | 3
        丁镇 | 缺席，扣0.2分 | 99.8 | 4
    """
    stated, way = standing.stated_ranks, standing.way
    if stated is None or way is None:
        return
    used = assessment.settings.method
    if way.method is not used:
        said = f"本表名次按{METHOD_WORDS[way.method]}排，不是{METHOD_WORDS[used]}，已按本表的排法核对"
        yield Remark(0, stated.column, f"{said}。要换排法的，请修改设置，再改正名次。")
    elif way.together and not standing.table.ranked_together:
        yield Remark(0, stated.column, "本表名次不分类别一起排，已按本表的排法核对。要分类别排名的，请改正名次。")
