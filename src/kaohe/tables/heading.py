"""What a heading means: from the words in a cell to a column of the assessment table."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from kaohe.core.cells import CellValue
from kaohe.core.schema import POINTS_WORDS, REASON_WORDS, SYNONYMS, Field
from kaohe.core.text import fold

#: No heading is longer; what is, is text.
LONGEST = 40

_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>")
_EITHER = re.compile(r"\(([加扣减奖罚、/或和]{1,3})\)")
_NOISE = re.compile(r"""[\s()\[\]<>"'*#/\\、,.:;·_+\-]+""")
_PERIOD = re.compile(r"^(?:\d{2,4}年度?|本年度?|年度|全年|年终|年末|[上下]半年|第?[一二三四1-4]季度|\d{1,2}月份?)+")
_UNIT_OF_MEASURE = re.compile(r"(?:单位)?(?:满分)?\d*分?制?$")

_ADDS, _DEDUCTS = re.compile("[加奖]"), re.compile("[扣减罚]")
_LOOSE_REASONS = re.compile(f"[加扣减奖罚]分?.{{0,8}}(?:{'|'.join(REASON_WORDS)})(?:[及和与]分值)?$")
_LOOSE: tuple[tuple[re.Pattern[str], Field], ...] = (
    (_LOOSE_REASONS, Field.REASONS),
    (re.compile(r"^.{1,6}[扣减]分(?:分?值|小计|合计)?$"), Field.DEDUCTED),
    (re.compile(r"^.{1,6}加分(?:分?值|小计|合计)?$"), Field.ADDED),
    (re.compile(r"^.{0,6}(?:单位|部门|乡镇|镇街)(?:名称|全称|简称)?$"), Field.UNIT),
    (re.compile(r"^.{0,6}(?:得分|总分)$"), Field.SCORE),
    (re.compile(r"^.{0,6}(?:名次|排名|位次)$"), Field.RANK),
)
#: Words that a loose reading must not take for the field: they name another person or another thing.
_NOT_LOOSE = re.compile(
    r"自评|自查|自测|自报|上年|去年|上月|原(?!因)|牵头|实施|评价|主管|填报|填表|制表|基础|标准|满分|主考|计量|联系|排序依据|不得"
)

_EXACT: dict[str, tuple[Field, int]] = {
    name: (field, place) for field, names in SYNONYMS.items() for place, name in enumerate(names)
}
_UNDER_PERIOD, _SUB_HEADING, _LOOSELY = 100, 200, 300


class Heading(NamedTuple):
    """A heading understood: its field, the sign its words give, and how sure (0 is the template's own word)."""

    field: Field
    sign: int | None
    doubt: int


def recognise(value: CellValue) -> Heading | None:
    """Return what a heading cell means, or None where it is none that Kaohe knows."""
    if not isinstance(value, str) or len(value) > LONGEST:
        return None
    return _recognise(value)


@lru_cache(maxsize=4096)
def _recognise(text: str) -> Heading | None:
    return next(filter(None, (_understand(key) for key in keys(text))), None)


def recognise_pair(group: str, heading: str) -> Heading | None:
    """Return what a heading under a merged group heading means (扣分 over 分值 is a column of deducted points)."""
    joined = recognise(group + heading)
    if joined is not None and joined.doubt < _LOOSELY:
        return joined
    if _NOT_LOOSE.search(keys(group)[-1]):
        return None
    own = _under_points(group, heading) or recognise(heading) or _whole_of(group, heading)
    return own._replace(doubt=own.doubt + _SUB_HEADING) if own else joined


def _under_points(group: str, heading: str) -> Heading | None:
    """Return what a word like 原因 or 分值 means under a group that speaks of adding or deducting."""
    if not (_ADDS.search(group) or _DEDUCTS.search(group)):
        return None
    key, sign = keys(heading)[-1], sign_of(group)
    if key in REASON_WORDS:
        return Heading(Field.REASONS, sign, 0)
    if key in POINTS_WORDS:
        return Heading(Field.DEDUCTED if sign == -1 else Field.ADDED, sign, 0)
    return None


def _whole_of(group: str, heading: str) -> Heading | None:
    """Return the group's own meaning for its total (考核得分 over 平时, 年终, 合计)."""
    return recognise(group) if keys(heading)[-1] in POINTS_WORDS else None


def is_sub_heading(text: str) -> bool:
    """Say whether a text is one of the words that stand below a merged heading."""
    key = keys(text)[-1]
    return key in REASON_WORDS or key in POINTS_WORDS or recognise(text) is not None


def is_measure(text: str) -> bool:
    """Say whether a text below a heading is only the unit of measure: （分）, 单位：分."""
    return keys(text)[0] in ("分", "单位分")


@lru_cache(maxsize=4096)
def keys(text: str) -> tuple[str, ...]:
    """Return the forms a heading is looked up in: brackets opened, remarks in brackets left out, the latter last.

    加（扣）分原因 must become 加扣分原因, 考核得分（满分100分） must become 考核得分.
    """
    folded = _EITHER.sub(r"\1", fold(text))
    opened, bare = _NOISE.sub("", folded), _NOISE.sub("", _remove_remarks(folded))
    return (opened, bare) if bare and bare != opened else (opened,)


def _remove_remarks(folded: str) -> str:
    while (shorter := _REMARK.sub("", folded)) != folded:
        folded = shorter
    return folded


def _understand(key: str) -> Heading | None:
    if found := _EXACT.get(key):
        return _heading(key, *found)
    timeless = _PERIOD.sub("", key)
    if found := _EXACT.get(timeless) or _EXACT.get(_UNIT_OF_MEASURE.sub("", timeless)):
        return _heading(key, found[0], found[1] + _UNDER_PERIOD)
    if _NOT_LOOSE.search(key):
        return None
    return next((_heading(key, field, _LOOSELY) for pattern, field in _LOOSE if pattern.search(key)), None)


def _heading(key: str, field: Field, doubt: int) -> Heading:
    signed = field in (Field.REASONS, Field.ADDED, Field.DEDUCTED)
    return Heading(field, sign_of(key) if signed else None, doubt)


def sign_of(text: str) -> int | None:
    """Return +1 where a heading's words only add, -1 where they only deduct, else None (加扣分)."""
    adds, deducts = bool(_ADDS.search(text)), bool(_DEDUCTS.search(text))
    return None if adds == deducts else (1 if adds else -1)
