"""S203: numbering."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kaohe.assessment.figures import number_in, shows_nothing
from kaohe.assessment.rules.rule import Remark, searches
from kaohe.assessment.scoring import plain
from kaohe.assessment.standing import Assessment, Standing
from kaohe.core.findings import Severity
from kaohe.core.schema import Field


@searches("S203", Severity.WARNING)
def numbering(standing: Standing, assessment: Assessment) -> Iterator[Remark]:
    """序号缺号或重号

    序号没有接着上一行往下排：缺了号、重了号，或空着。可能漏了一行或重了一行。换了类别时，从1重新开始、或接着往下排都可以。不影响得分和名次。

    改法：核对有没有漏行、重行，再改序号。

    反例：
        序号 | 被考核单位 | 加扣分原因及分值
        1 | 甲镇 | 无
        2 | 乙镇 | 无
        4 | 丙镇 | 无

    正例：
        类别 | 序号 | 被考核单位 | 加扣分原因及分值
        镇 | 1 | 甲镇 | 无
        镇 | 2 | 乙镇 | 无
        机关 | 1 | 甲局 | 无
        机关 | 2 | 乙局 | 无
        学校 | 3 | 一中 | 无
    """
    column = standing.table.column(Field.NUMBER)
    if column is None or all(value is None for value in column.values):
        return
    numbers = [value if type(value) is Decimal else number_in(value) for value in column.values]
    for unit, previous in _breaks(numbers, standing.table.categories):
        number = numbers[unit]
        if number is not None:
            said = f"序号为{plain(number)}，上一个为{plain(previous)}"
            yield Remark(unit, column, f"{said}，不连续。请核对有无缺行、重行，再改正序号。")
        elif shows_nothing(column.values[unit]):
            yield Remark(unit, column, f"没有序号，上一个为{plain(previous)}。请补填序号。")


def _breaks(numbers: Sequence[Decimal | None], categories: Sequence[str | None]) -> Iterator[tuple[int, Decimal]]:
    """Yield (unit, the number before it) where a number does not go on; text in between is passed over."""
    last: Decimal | None = None
    last_of: dict[str | None, Decimal] = {}
    for unit, (number, category) in enumerate(zip(numbers, categories, strict=True)):
        if number is None:
            if last is not None:
                yield unit, last
            continue
        if last is not None and number != last + 1 and number != last_of.get(category, 0) + 1:
            yield unit, last
        last = last_of[category] = number
