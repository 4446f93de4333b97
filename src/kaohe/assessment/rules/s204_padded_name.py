"""S204: padded name."""

from __future__ import annotations

from collections.abc import Iterator

from kaohe.assessment.rules.rule import Remark, searches
from kaohe.assessment.rules.wording import quote
from kaohe.assessment.standing import Assessment, Standing
from kaohe.core.findings import Applicability, Edit, Fix, Severity, Span
from kaohe.core.names import name_padding
from kaohe.core.schema import Field


@searches("S204", Severity.INFO)
def padded_name(standing: Standing, assessment: Assessment) -> Iterator[Remark]:
    """单位名称里有空格

    单位名称的两端或汉字之间有空格、换行或看不见的字符，多半是为了排版好看。不影响得分和名次（比对单位名称时不计空格），但查找和汇总会找不到。

    改法：删去空格，用“分散对齐”排版。

    反例：
        被考核单位 | 加扣分原因及分值
        九  镇 | 无

    正例：
        被考核单位 | 加扣分原因及分值
        九镇 | 无
        ABC Motor公司 | 无
    """
    column = standing.table.column(Field.UNIT)
    if column is None:
        return
    for unit, (name, tidy) in enumerate(zip(standing.ledger.names, standing.ledger.tidy_names, strict=True)):
        if tidy and tidy != name:
            spans = name_padding(name)
            fix = Fix("删去空格", tuple(Edit(Span(*span), "") for span in spans), Applicability.SAFE)
            headline = f"{quote(name)}中有空格或看不见的字符。可以改为{quote(tidy)}。"
            yield Remark(unit, column, headline, Span(spans[0][0], spans[-1][1]), fix)
