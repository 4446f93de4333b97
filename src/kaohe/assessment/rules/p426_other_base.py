"""P426: other base."""

from __future__ import annotations

from collections.abc import Iterator

from kaohe.assessment.rules.rule import finding, searches_all
from kaohe.assessment.rules.wording import place
from kaohe.assessment.scoring import plain
from kaohe.assessment.standing import Assessment
from kaohe.assessment.starts import start_of
from kaohe.core.cells import CellRef
from kaohe.core.findings import Applicability, Finding, Fix, Severity
from kaohe.core.reading import ColumnAnswer, Role
from kaohe.core.table import Layout


@searches_all("P426", Severity.ERROR)
def other_base(assessment: Assessment) -> Iterator[Finding]:
    """表中得分从别的基准分起算

    表里写的得分（几乎）都从同一个数起算，不是设置的基准分。基准分多半就是那个数，所以不逐个单位提示得分不同。确认以前按设置的基准分
    计算。

    改法：采用建议，或在“读表说明”里给得分一列填上基准分；表里的得分错了，就清空重新计算。

    反例：
        被考核单位 | 加扣分原因及分值 | 考核得分
        甲镇 | 迟到，扣0.1分 | 79.9
        乙镇 | 缺席，扣0.2分 | 79.8
        丙镇 | 无 | 80

    正例：
        被考核单位 | 加扣分原因及分值 | 考核得分
        甲镇 | 迟到，扣0.1分 | 99.9
        乙镇 | 缺席，扣0.2分 | 99.8
        丙镇 | 无 | 100
    """
    usual = assessment.settings.base
    for standing in assessment.standings:
        start = start_of(standing, usual) if standing.table.layout is Layout.OFFICE else None
        stated = standing.stated_scores
        if start is None or stated is None:
            continue
        column = stated.column
        where = CellRef(standing.table.sheet, standing.table.header_row, column.index)
        answer = ColumnAnswer(where.sheet, column.index, column.header, Role.SCORE, start)
        fix = Fix(f"从{plain(start)}分起算", (), Applicability.SUGGESTED, answer)
        said = (
            f"表中得分从{plain(start)}分起算，现按基准分{plain(usual)}分计算。"
            f"请确认基准分：是{plain(start)}分，就采用建议，或在“读表说明”中填写。"
        )
        yield finding("P426", Severity.ERROR, said, where=where, place=place(where, column.header), fix=fix)
