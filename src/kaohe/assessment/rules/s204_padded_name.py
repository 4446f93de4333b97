"""S204: padded name."""

from __future__ import annotations

from collections.abc import Iterator

from kaohe.assessment.rules.rule import Remark, searches
from kaohe.assessment.rules.wording import quote
from kaohe.assessment.standing import Assessment, Standing
from kaohe.core.findings import Applicability, Edit, Fix, Severity, Span
from kaohe.core.names import name_padding, radicals_in
from kaohe.core.schema import Field
from kaohe.core.text import RADICALS


@searches("S204", Severity.INFO)
def padded_name(standing: Standing, assessment: Assessment) -> Iterator[Remark]:
    """单位名称里有空格

    单位名称的两端或汉字之间有空格、换行或看不见的字符，多半是为了排版好看；或者有从PDF复制来的部首字符（⻓、⻰），看起来与汉字一样。
    不影响得分和名次（比对单位名称时不计），但查找和筛选会找不到。

    改法：删去空格，用“分散对齐”排版；部首字符改成汉字。

    反例：
        被考核单位 | 加扣分原因及分值
        九  镇 | 无
        ⻓⻰镇 | 无

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
            edits = sorted(_edits(name))
            span = Span(edits[0].span.start, edits[-1].span.end)
            what = [
                *(["部首字符"] if radicals_in(name) else []),
                *(["空格或看不见的字符"] if name_padding(name) else []),
            ]
            headline = f"{quote(name)}中有{'、'.join(what)}。可以改为{quote(tidy)}。"
            yield Remark(unit, column, headline, span, Fix(f"改为{tidy}", tuple(edits), Applicability.SAFE))


def _edits(name: str) -> Iterator[Edit]:
    yield from (Edit(Span(*span), "") for span in name_padding(name))
    yield from (Edit(Span(at, at + 1), RADICALS[name[at]]) for at in radicals_in(name))
