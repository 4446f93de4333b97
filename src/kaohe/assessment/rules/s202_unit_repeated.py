"""S202: unit repeated."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from kaohe.assessment.rules.rule import Remark, searches
from kaohe.assessment.rules.wording import quote
from kaohe.assessment.standing import Assessment, Standing
from kaohe.core.findings import Severity
from kaohe.core.schema import Field

#: How many other rows a sentence names.
_SHOWN = 3


@searches("S202", Severity.WARNING)
def unit_repeated(standing: Standing, assessment: Assessment) -> Iterator[Remark]:
    """同一类别里单位重名

    同一个类别里有两行是同一个单位（不计空格）。几行各算各的得分和名次，可能是重复登记，每一行都提示。

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
    names = standing.ledger.tidy_names
    if len(set(names)) == len(names):
        return
    places: dict[tuple[str | None, str], list[int]] = {}
    for unit, key in enumerate(zip(standing.table.categories, names, strict=True)):
        places.setdefault(key, []).append(unit)
    for (category, name), units in places.items():
        for unit in units if len(units) > 1 and name else ():
            others = (standing.table.where(column, other) for other in units if other != unit)
            shown = tuple(islice(others, _SHOWN))
            inside = f"“{category}”中" if category else "表中"
            rows = "、".join(f"第{where.row}行" for where in shown)
            headline = f"{quote(name)}在{inside}重复出现（{rows}也有）。重复登记的，请合并；不是同一单位的，请改名。"
            yield Remark(unit, column, headline, related=shown)
