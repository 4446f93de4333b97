"""What a heading means under the groups above it: the role of its column, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from kaohe.core.patterns import compile_on_use
from kaohe.core.reading import Role
from kaohe.core.records import NamedTuple
from kaohe.core.schema import POINTS_WORDS, REASON_WORDS
from kaohe.core.text import fold
from kaohe.tables.heading import (
    POINTS_BY_SIGN,
    REASONS_BY_SIGN,
    is_measure,
    keys,
    look_up,
    sign_of,
    takes_back,
    without_remarks,
)
from kaohe.tables.heading_numbers import (
    counts_cases,
    counts_money,
    counts_other_things,
    full_mark,
    full_mark_alone,
    is_weight,
    rate_in,
    weight_in,
)
from kaohe.tables.terms import limits_in_heading
from kaohe.tables.vocabulary import HeadingWord


class HeadingSense(NamedTuple):
    """What a heading and the groups above it say: the role, how sure (0 to 100), and which words say so.

    ``expected`` is what the groups expect below them (points of a sign, or points of some kind: UNKNOWN), whatever the
    heading's own word is; ``figures`` says that this word heads numbers that are none of points (人数).  ``weight`` is the share
    of the whole score that the marks below count for (0.4 for 占40%).
    """

    role: Role
    certainty: int
    why: tuple[str, ...] = ()
    full: Decimal | None = None
    rate: Decimal | None = None
    expected: Role | None = None
    figures: bool = False
    weight: Decimal | None = None


@lru_cache(maxsize=4096)
def sense(parts: tuple[str, ...]) -> HeadingSense:
    """Return what the last of ``parts`` means under the groups before it, outermost first."""
    parts, full, weight = _without_terms(parts)
    own_text, groups = parts[-1], parts[:-1]
    full, rate = full or (full_mark(own_text) if weight is None else None), rate_in(own_text)
    if rate is not None:
        role = Role.DEDUCTED if rate < 0 else Role.ADDED
        return HeadingSense(role, 90, (f"表头写明分值“{own_text}”",), full, abs(rate))
    own = look_up(own_text)
    figures = own is not None and own.figures
    group = next((word for text in reversed(groups) if (word := look_up(text)) is not None), None)
    group_text = next((text for text in reversed(groups) if look_up(text) is not None), "")
    found = _own_sense(own_text, own, group, group_text) or _inherited(own_text, group, group_text)
    if found is not None and found.role.counts and takes_back(own_text):
        found = HeadingSense(Role.UNKNOWN, 30, (f"“{own_text}”可能不计分，或者不照填写的数计分",))
    if found is None:
        found = _limited(own_text) or HeadingSense(Role.UNKNOWN, 0)
    of_points = own is not None and (own.role in _OF_POINTS or own.role in (Role.SCORE, Role.RANK, Role.BASE))
    if counts_other_things(own_text) and (not of_points or counts_money(own_text)):
        found, figures = HeadingSense(Role.OUTSIDE, 90, (f"表头“{own_text}”的单位不是分",)), True
    if counts_cases(own_text) and (own is None or found.role is Role.UNKNOWN):
        found = HeadingSense(Role.COUNT, 90, (f"表头“{own_text}”是次数",))
    if found.role in (Role.ADDED, Role.DEDUCTED) and _EITHER_WAY.search(fold(own_text)):
        found = found._replace(role=Role.SIGNED)
    return found._replace(full=full, expected=_expected(group, group_text, groups), figures=figures, weight=weight)


#: 附加分（±5分）
_EITHER_WAY = compile_on_use(r"±|\+/-|正负|[(\[]-\d+(?:\.\d+)?\s*[~至到-]\s*\+?\d")


def _without_terms(parts: tuple[str, ...]) -> tuple[tuple[str, ...], Decimal | None, Decimal | None]:
    """Return the parts without those below the heading that only state a measure, a full mark, a share or a limit; the mark and the share."""
    parts = tuple(part for part in parts if not is_measure(part)) or parts
    full = full_mark_alone(parts[-1]) if len(parts) > 1 else None
    if full is not None:
        parts = parts[:-1]
    weight = weight_in(parts[-1])
    if len(parts) > 1 and is_weight(parts[-1]):
        parts = parts[:-1]
    if len(parts) > 1 and not without_remarks(fold(parts[-1])).strip() and any(limits_in_heading(parts[-1])):
        parts = parts[:-1]
    return parts, full, weight


def _limited(text: str) -> HeadingSense | None:
    """Return what 卫生（最多扣5分） heads: its limit says with which sign it counts."""
    signs = {limit.sign for limit in limits_in_heading(text)} - {None}
    return HeadingSense(POINTS_BY_SIGN[signs.pop()], 75, (f"表头写明上限“{text}”",)) if len(signs) == 1 else None


def _expected(group: HeadingWord | None, group_text: str, groups: Sequence[str]) -> Role | None:
    """Return the points that groups expect below them: 扣分, 业务（70分）, 考核得分."""
    if (sign := _group_sign(group, group_text)) is not None:
        return POINTS_BY_SIGN[sign.value]
    in_all = group is not None and group.role in (Role.SCORE, Role.BASE, Role.SUM)
    return Role.UNKNOWN if in_all or any(full_mark(text) for text in groups) else None


def _own_sense(text: str, own: HeadingWord | None, group: HeadingWord | None, group_text: str) -> HeadingSense | None:
    sign = _group_sign(group, group_text)
    if sign is not None and (under := _under_group(text, sign.value, group_text)):
        return under
    if own is None or (own.role is Role.UNIT and sign is not None):
        return None
    if group is not None and group.role is Role.SCORE and keys(text)[-1] in _SUM_WORDS:
        return HeadingSense(Role.SCORE, 90, (_beneath(text, group_text),))
    if group is not None and group.role in _OTHERS and (own.role.counts or own.role in _MADE_OF_POINTS):
        return HeadingSense(group.role, group.certainty, (f"上级表头“{group_text}”",))
    return _own_with_sign(text, own, sign, group_text)


def _own_with_sign(text: str, own: HeadingWord, sign: _Sign | None, group_text: str) -> HeadingSense:
    """Return what a heading says itself, with the sign of its own words or of its group; both must not differ."""
    role, certainty = own.role, own.certainty
    wanted = None if sign is None else sign.value
    if role in _OF_POINTS and role.sign is None:
        own_sign = sign_of(keys(text)[-1])
        role = _with_sign(role, own_sign if own_sign is not None else wanted)
    if wanted is not None and role.sign is not None and role.sign != wanted:
        return HeadingSense(role, 30, (f"表头“{text}”与上级表头“{group_text}”相反",))
    if sign is not None and role.counts and role.sign == wanted:
        certainty = max(certainty, 75)
    return HeadingSense(role, certainty, (f"表头“{text}”",))


def _beneath(text: str, group_text: str) -> str:
    return f"表头“{text}”在“{group_text}”之下"


def _under_group(text: str, sign: int | None, group_text: str) -> HeadingSense | None:
    """Return what a word like 原因, 分值 or 小计 means under a group that speaks of adding or deducting."""
    key, why = keys(text)[-1], (_beneath(text, group_text),)
    if key in _SUM_WORDS:
        return HeadingSense(Role.SUM, 90, why)
    if key in REASON_WORDS:
        return HeadingSense(REASONS_BY_SIGN[sign], 100, why)
    return HeadingSense(POINTS_BY_SIGN[sign], 100, why) if key in POINTS_WORDS else None


def _inherited(text: str, group: HeadingWord | None, group_text: str) -> HeadingSense | None:
    if group is None:
        return None
    why = (f"上级表头“{group_text}”",)
    if group.role in (Role.DEDUCTED, Role.ADDED, Role.SIGNED):
        return HeadingSense(group.role, min(group.certainty, 85), why)
    if group.role in REASONS_BY_SIGN.values():
        return HeadingSense(group.role, min(group.certainty, 80), why)
    if group.role in (*_OTHERS, Role.OUTSIDE, Role.REMARK, Role.VETO):
        return HeadingSense(group.role, min(group.certainty, 80), why)
    if group.role is Role.SCORE:
        return HeadingSense(Role.UNKNOWN, 30, why)
    return None


_OTHERS = (Role.OTHER_PERIOD, Role.EARLIER)


_MADE_OF_POINTS = (Role.SCORE, Role.RANK, Role.SUM, Role.BASE)


_SUM_WORDS = frozenset(
    {"小计", "合计", "总计", "共计", "累计", "合计分", "小计分", "扣分合计", "加分合计", "扣分小计", "加分小计"}
)


_OF_POINTS = frozenset({*REASONS_BY_SIGN.values(), *POINTS_BY_SIGN.values()})


class _Sign(NamedTuple):
    """The sign that a group of points gives its columns: None under 加扣分."""

    value: int | None


def _group_sign(group: HeadingWord | None, group_text: str) -> _Sign | None:
    """Return the sign that a group gives; None where it speaks of no points."""
    if group is None or group.role not in _OF_POINTS:
        return None
    return _Sign(group.role.sign if group.role.sign is not None else sign_of(keys(group_text)[-1]))


def _with_sign(role: Role, sign: int | None) -> Role:
    return (REASONS_BY_SIGN if role in REASONS_BY_SIGN.values() else POINTS_BY_SIGN)[sign]
