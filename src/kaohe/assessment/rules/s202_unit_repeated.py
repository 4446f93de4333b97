"""S202: unit repeated."""

from __future__ import annotations

from collections.abc import Iterator

from kaohe.assessment.rules.rule import Remark, searches
from kaohe.assessment.rules.wording import quote
from kaohe.assessment.standing import Assessment, Standing
from kaohe.core.findings import Severity
from kaohe.core.schema import Field


@searches("S202", Severity.ERROR)
def unit_repeated(standing: Standing, assessment: Assessment) -> Iterator[Remark]:
    """同一类别里单位重名

    同一个类别里有两行是同一个单位（不计空格），左右并排的两半表也算一个表。是重复登记，还是两个单位，不能确定：这几行得分和名次都留空，每一行都提示。

    改法：核对后合并或改名。不同类别里的同名单位不提示。

    反例：
        类别 | 被考核单位 | 加扣分原因及分值
        镇 | 甲镇 | 无
        镇 | 乙镇 | 无
        镇 | 甲 镇 | 迟到，扣0.1分

    正例：
        类别 | 被考核单位 | 加扣分原因及分值
        镇 | 甲镇 | 无
        镇 | 乙镇 | 无
        机关 | 甲镇 | 迟到，扣0.1分
    """
    column = standing.table.column(Field.UNIT)
    if column is None:
        return
    for unit, others in standing.repeats.items():
        category = standing.table.categories[unit]
        inside = f"“{category}”中" if category else "表中"
        rows = "、".join(f"第{where.row}行" for where in others)
        name = quote(standing.ledger.tidy_names[unit])
        headline = f"{name}在{inside}重复出现（{rows}也有），暂不计分。重复登记的，请合并；不是同一单位的，请改名。"
        yield Remark(unit, column, headline, related=others)
