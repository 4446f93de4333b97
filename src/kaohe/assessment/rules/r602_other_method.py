"""R602: other method."""

from __future__ import annotations

from collections.abc import Iterator

from kaohe.assessment.ranking import rank
from kaohe.assessment.rules.rule import Remark, searches
from kaohe.assessment.standing import Assessment, Standing
from kaohe.core.findings import Severity
from kaohe.core.settings import METHOD_WORDS, RankMethod
from kaohe.core.table import Layout


@searches("R602", Severity.INFO)
def other_method(standing: Standing, assessment: Assessment) -> Iterator[Remark]:
    """名次是按另一种并列排法写的

    表里写的名次全都符合另一种并列排法：一种并列后不跳号（1、2、2、3），一种并列后跳号（1、2、2、4）。可能不是写错，而是排法不同。

    改法：先定用哪一种，再改“参数设置”里的“并列名次排法”，或改正名次。

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
    stated = standing.stated_ranks
    if stated is None or standing.table.layout is Layout.TEMPLATE:
        return
    left = {each.unit for each in standing.exclusions}
    units = [unit for unit in range(len(stated.values)) if unit not in left]
    written = [stated.values[unit] for unit in units]
    if None in written or written == [standing.ranks[unit] for unit in units]:
        return
    used = assessment.settings.method
    other = RankMethod.COMPETITION if used is RankMethod.DENSE else RankMethod.DENSE
    scores = [None if (score := standing.scores[unit]) is None else score.value for unit in units]
    if rank(scores, [standing.groups[unit] for unit in units], other) == written:
        said = f"本表名次全按{METHOD_WORDS[other]}排，现在的设置是{METHOD_WORDS[used]}"
        yield Remark(0, stated.column, f"{said}。请确定采用哪一种，再修改设置或名次。")
