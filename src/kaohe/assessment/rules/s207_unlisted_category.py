"""S207: category that the list of categories does not have."""

from __future__ import annotations

from collections.abc import Iterator

from kaohe.assessment.rules.rule import Remark, searches
from kaohe.assessment.rules.wording import quote
from kaohe.assessment.standing import Assessment, Standing
from kaohe.core.findings import Severity
from kaohe.core.schema import Field, Sheet


@searches("S207", Severity.WARNING)
def unlisted_category(standing: Standing, assessment: Assessment) -> Iterator[Remark]:
    """类别没有排名组

    “类别设置”里给别的类别写了排名组，这个类别没有，只能单独排名。多半是类别写错了字，或括号、空格与“类别设置”中的不一致。

    改法：改成“类别设置”里的类别；确是新的类别，就在该表补填它和它的排名组。

    反例：
        类别 | 被考核单位 | 加扣分原因及分值
        镇（街道） | 甲镇 | 无
        镇街道 | 乙镇 | 迟到，扣0.1分
        〔类别设置〕
        类别 | 排名组
        镇（街道） | 镇（街道）

    正例：
        类别 | 被考核单位 | 加扣分原因及分值
        镇（街道） | 甲镇 | 无
        镇（街道） | 乙镇 | 迟到，扣0.1分
        〔类别设置〕
        类别 | 排名组
        镇（街道） | 镇（街道）
    """
    table, listed = standing.table, assessment.settings.rank_groups
    if not listed:
        return
    column = table.column(Field.CATEGORY) or table.column(Field.UNIT) or table.columns[0]
    for category in dict.fromkeys(table.categories):
        if category is not None and category not in listed:
            said = f"类别{quote(category)}在“{Sheet.CATEGORIES}”中没有排名组，已单独排名"
            yield Remark(
                table.categories.index(category),
                column,
                f"{said}。请改用“类别设置”中已有的类别，或在该表补填它的排名组。",
            )
