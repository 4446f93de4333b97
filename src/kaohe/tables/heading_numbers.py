"""Numbers that stand in headings: full marks, rates, shares of the score, units of measure."""

from __future__ import annotations

import re
from decimal import Decimal

from kaohe.core.patterns import compile_on_use
from kaohe.core.text import fold, once

_SIGNED = compile_on_use("[加奖扣减罚每各]")
_FULL = compile_on_use(
    r"[(\[]\s*(?:满分|共计?|计|占|总分|分值|标准分|权重分?|最高|上限|0\s*[-~—至到])?\s*(?:为|是)?:?\s*(\d+(?:\.\d+)?)\s*分?\s*(?:满分|制)?\s*[)\]]"
)
#: The same without brackets at the end of a heading (党建20分), and in a cell of its own below it.
_FULL_BARE = compile_on_use(r"(?<=[\u4e00-\u9fff\s:])(\d+(?:\.\d+)?)\s*分(?:制)?$")
_FULL_ALONE = compile_on_use(r"[(\[]?(?:满分|计|共)?:?\s*(\d+(?:\.\d+)?)\s*分?[)\]]?")
#: 现场考核（占40%）, 满意度（权重0.2）, 40% in a cell below the heading.
_WEIGHT = compile_on_use(
    r"[(\[]?\s*(?:占比?|权重|比重|比例)?\s*(?:总分的?|为)?:?\s*(?:(\d{1,2}(?:\.\d+)?)%|(?<=[重例])(0\.\d+))\s*(?:计入)?[)\]]?$"
)
_RATE = compile_on_use(
    r"每[^\d加扣减奖罚]{0,6}([加扣减奖罚])\s*(\d+(?:\.\d+)?)\s*分?|([加扣减奖罚])\s*(\d+(?:\.\d+)?)\s*分?\s*/\s*[次件人项处起天个]"
)
_COUNTED = compile_on_use(r"填(?:写)?(?:件|次|起|人|个)?[(（]?(?:件|次|起|人|个|处|数)")
_MONEY = compile_on_use(r"[(\[](?:单位:?)?[万亿千百]?元[)\]]$|/万?元$")
_CASES = compile_on_use(r"[(\[](?:单位:?)?(?:人?次|件|起|例|处|个|条|篇|节|场|批|票|项|份)数?[)\]]$")
_MEASURE = compile_on_use(
    r"[(\[](?:单位:?)?(?:[万亿千百]?(?:元|人|户|吨|亩|米|斤|度|册|株|头|只|台|辆|套|公里|公顷|公斤|千克|克|里|平方米|平方公里|立方米|立方|升|千瓦时?|小时|分钟|天|岁|家|名|位|间|栋|床)|%|‰|㎡|m2|m3|km|kg|mg/l|[μu]g/m3|db)[)\]]$|/万?元$",
    re.I,
)


@once
def full_mark(text: str) -> Decimal | None:
    """Return the full mark that a heading states: 党建（20分）, 得分（满分150分）, 千分制."""
    folded = fold(text)
    if "千分制" in folded:
        return Decimal(1000)
    match = _FULL.search(folded) or (None if _SIGNED.search(folded) else _full_bare(folded.strip()))
    return Decimal(match[1]) if match else None


def _full_bare(folded: str) -> re.Match[str] | None:
    return _FULL_BARE.search(folded) if folded.endswith(("分", "制")) else None


def full_mark_alone(text: str) -> Decimal | None:
    """Return the full mark that a cell below a heading holds, and nothing else: （20分）, 满分30."""
    match = _FULL_ALONE.fullmatch(fold(text).strip())
    return Decimal(match[1]) if match else None


def is_weight(text: str) -> bool:
    """Say whether a text is a share of the score and nothing else: （占40%）."""
    return _WEIGHT.fullmatch(fold(text).strip()) is not None


def weight_in(text: str) -> Decimal | None:
    """Return the share of the whole score that a heading states for its marks."""
    match = _WEIGHT.search(fold(text).strip())
    if match is None:
        return None
    return Decimal(match[1]) / 100 if match[1] else Decimal(match[2])


def rate_in(text: str) -> Decimal | None:
    """Return the signed points a time that a heading states: 迟到（每次扣0.1分）."""
    match = _RATE.search(fold(text))
    if match is None:
        return None
    word, points = (match[1], match[2]) if match[1] else (match[3], match[4])
    return Decimal(points) if word in "加奖" else -Decimal(points)


def says_counts(text: str) -> bool:
    """Say whether a heading tells to fill in how often: 扣分项（填件数）."""
    return bool(_COUNTED.search(fold(text)))


def counts_other_things(text: str) -> bool:
    """Say whether a heading names a unit of measure that is none of points: 核减费用（元）, 覆盖率（%）."""
    return _MEASURE.search(fold(text)) is not None


def counts_money(text: str) -> bool:
    """Say whether a heading names money for its unit of measure: 奖励（元）."""
    return _MONEY.search(fold(text)) is not None


def counts_cases(text: str) -> bool:
    """Say whether a heading names cases for its unit of measure: 迟到（次）, 投诉（件）."""
    return _CASES.search(fold(text)) is not None
