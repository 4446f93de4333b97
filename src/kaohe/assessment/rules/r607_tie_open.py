"""R607: tie open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator

from kaohe.assessment.figures import number_in
from kaohe.assessment.rules.rule import finding, searches_all
from kaohe.assessment.rules.wording import place, quote
from kaohe.assessment.standing import Assessment
from kaohe.core.cells import CellRef
from kaohe.core.findings import Finding, Severity
from kaohe.core.schema import SETTING_LABELS, Field
from kaohe.core.table import Column, Table


@searches_all("R607", Severity.WARNING)
def tie_open(assessment: Assessment) -> Iterator[Finding]:
    """得分相同，缺“并列依据”

    “参数设置”里定了得分相同时看“并列依据”一列，得分相同的单位却没有都填上数字，分不出先后，名次仍然并列。

    改法：在“并列依据”一列给这几个单位都填上数字，数大的在前；就要并列，把“得分相同时”改为“名次并列”。

    反例：
        〔考核数据〕
        序号 | 被考核单位 | 类别 | 加扣分原因及分值 | 加分 | 扣分 | 考核得分 | 名次 | 核对 | 备注 | 并列依据 | 原得分 | 原名次
        1 | 甲镇 | 镇 | 迟到，扣0.1分 | | | | | | | 95 | |
        2 | 乙镇 | 镇 | 缺席，扣0.1分 | | | | | | | | |
        〔参数设置〕
        得分相同时 | 看“并列依据”一列

    正例：
        〔考核数据〕
        序号 | 被考核单位 | 类别 | 加扣分原因及分值 | 加分 | 扣分 | 考核得分 | 名次 | 核对 | 备注 | 并列依据 | 原得分 | 原名次
        1 | 甲镇 | 镇 | 迟到，扣0.1分 | | | | | | | 95 | |
        2 | 乙镇 | 镇 | 缺席，扣0.1分 | | | | | | | 96 | |
        3 | 丙镇 | 镇 | 缺席，扣0.2分 | | | | | | | | |
        〔参数设置〕
        得分相同时 | 看“并列依据”一列
    """
    rule = assessment.settings.ties
    if not rule.by_column:
        return
    tied: defaultdict[tuple[Hashable, int | None], list[tuple[Table, int, Column | None]]] = defaultdict(list)
    for standing in assessment.standings:
        for unit, (group, rank) in enumerate(zip(standing.groups, standing.ranks, strict=True)):
            if rank is not None:
                tied[group, rank].append((standing.table, unit, standing.table.ties))
    for members in tied.values():
        if len(members) > 1:
            yield from _missing(members)


def _missing(members: list[tuple[Table, int, Column | None]]) -> Iterator[Finding]:
    for table, unit, column in members:
        if column is not None and number_in(column.values[unit]) is not None:
            continue
        names = table.column(Field.UNIT)
        shown = "" if names is None or names.values[unit] is None else str(names.values[unit])
        where = CellRef(table.sheet, table.rows[unit], 1) if column is None else table.where(column, unit)
        said = f"{quote(shown)}与其他单位得分相同，没有填写数字，名次仍然并列。请补填，或把“{SETTING_LABELS['ties']}”改为“名次并列”。"
        yield finding("R607", Severity.WARNING, said, where=where, place=place(where, Field.TIE))
