"""What the texts around a table say about how its scores are made: what they start from, a limit, another rule.

Kaohe computes base − deductions + bonuses.  A line above or below the table that says more (基础分120分, 加分最高不超过5分,
重复发生的加倍扣分) changes scores without standing in any cell of a unit, so it is never passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from kaohe.core.patterns import compile_on_use
from kaohe.core.records import dataclass, replace
from kaohe.core.table import PointsLimit
from kaohe.core.text import fold, once

_NUMBER = r"(\d+(?:\.\d+)?)"
_BASE = compile_on_use(
    r"(?:^|[,，。;；:：()（）、\s\d.])(?:(?:各?(?:单位|部门|乡镇|街道|人)的?|每个?单位|考核|考评)?(?:满分|总分)|"
    # 每户基础分60分; not 每项, 每月
    r"(?:各?(?:单位|部门|乡镇|街道|人)的?|[各每全]个?(?![项条次季月日天周年指])[^,，。;；:：()（）、\s\d.]{0,6}?|考核|考评)?(?:基[础准本]分|起[评始]分|底分))"
    rf"值?(?:均|统一|一律)?(?:为|是|按|设为|定为|[:：=])?\s*{_NUMBER}\s*分"
    rf"|(?:实行|采用|按)\s*([百千])分制|从\s*{_NUMBER}\s*分(?:起|开始)"
)
_SYSTEMS = {"百": Decimal(100), "千": Decimal(1000)}
_OR_LESS = r"(?:不(?:得|能|应|可)?(?:超过?|高于|大于|多于)|以|上限为?|封顶为?|最[高多大]为?|至多|满分为?|限(?:于|为)?|<=|≤|<|max:?)"
_TO_HERE = r"(?:封顶|为限|为上限|上限|以内|之内|止)"
#: The sign that stands nearest before the limit is meant; 加扣分 are both.
LIMIT = compile_on_use(
    rf"(加[扣减]|[加扣减])[^,，。;；加扣减]{{0,8}}?(?:最[高多]|累计|合计|总[计分]|上限)?[^,，。;；\d加扣减]{{0,6}}?{_OR_LESS}\s*[加扣减]?\s*{_NUMBER}(?:\s*分|\s*$|(?=\s*[)\],;.]))"
    rf"|(加[扣减]|[加扣减])分?[^,，。;；\d加扣减]{{0,6}}?\s*{_NUMBER}\s*分{_TO_HERE}"
)
#: The same in a heading, which has its sign elsewhere: （上限5分）, 最多扣5分.
_LIMIT_IN_HEADING = compile_on_use(
    rf"(加[扣减]|[加扣减])?[^,;。\d加扣减]{{0,8}}?{_OR_LESS}\s*([加扣减])?\s*{_NUMBER}|{_NUMBER}\s*分?{_TO_HERE}"
)
#: A limit of single items (每次加分不超过2分), whose points are as they were typed.
_OF_ONE_ITEM = compile_on_use("[每各同]|单[项次]|一[次项]")
_NEAR = 4
_RULE = compile_on_use(
    r"[加扣]分[^,;。]{0,6}按\s*\d+(?:\.\d+)?\s*%|\d\s*%\s*(?:计入|折算|计分|计算)|加倍|[双两三]倍|翻[倍番]|减半|折[半算合成]|权重|系数|加权|乘以|[×*]\s*\d|取(?:其)?平均|平均(?:分|值)计|去掉(?:一个)?最[高低]|不重复[计加扣]|就高|取最[高低]"
)
_SIGNS = {"加": 1, "扣": -1, "减": -1}
_STANDARD = Decimal(100)


@dataclass(frozen=True, slots=True)
class Told:
    """A text around a table and its cell (``row``, ``column``)."""

    row: int
    column: int
    text: str


def base_told(texts: Iterable[Told]) -> tuple[Decimal, Told] | None:
    """Return the base that the texts name, unless it is the usual 100; the highest where they name several."""
    named = {base: told for told in texts for base in _bases(told.text)}
    if not named or set(named) == {_STANDARD}:
        return None
    highest = max(named)
    return highest, named[highest]


def limits_told(texts: Iterable[Told]) -> Iterator[PointsLimit]:
    """Yield the limits that the texts name for all bonuses, or all deductions, of a unit."""
    for told in texts:
        yield from _limits(told.text)


@once
def _limits(text: str) -> tuple[PointsLimit, ...]:
    folded, limits = fold(text), []
    for found in LIMIT.finditer(folded):
        if not _OF_ONE_ITEM.search(folded[max(found.start() - _NEAR, 0) : found.end()]):
            sign, points = (found[1], found[2]) if found[1] else (found[3], found[4])
            limits += [PointsLimit(_SIGNS[each], Decimal(points), text) for each in sign]
    return tuple(limits)


def limits_in_heading(text: str) -> Iterator[PointsLimit]:
    """Yield the limits that a heading names for what stands below it; ``sign`` is None where it does not say for what."""
    folded = fold(text)
    for found in _LIMIT_IN_HEADING.finditer(folded):
        each = bool(_OF_ONE_ITEM.search(folded[max(found.start() - _NEAR, 0) : found.end()]))
        limit = PointsLimit(None, Decimal(found[3] or found[4]), text, each=each)
        words = found[1] or found[2] or ""
        yield from (replace(limit, sign=_SIGNS[char]) for char in words)
        if not words:
            yield limit


def rules_told(texts: Sequence[Told]) -> Iterator[Told]:
    """Yield the texts that speak of a rule that is not computed with."""
    return (told for told in texts if _names_rule(told.text))


@once
def _names_rule(text: str) -> bool:
    return bool(_RULE.search(fold(text)))


@once
def _bases(text: str) -> tuple[Decimal, ...]:
    found = ((each[1] or each[3], each[2]) for each in _BASE.finditer(fold(text)))
    return tuple(Decimal(number) if number else _SYSTEMS[system] for number, system in found)
