"""What a heading means: from the words in a cell, and those of the groups above it, to the role of a column."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from kaohe.core.cells import CellValue
from kaohe.core.patterns import compile_on_use
from kaohe.core.reading import Role
from kaohe.core.schema import POINTS_WORDS, REASON_WORDS, Field
from kaohe.core.text import fold
from kaohe.tables.terms import limits_in_heading
from kaohe.tables.vocabulary import HeadingWord, shipped

#: No heading is longer; what is, is text.
LONGEST = 40

_REMARK = compile_on_use(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>")
_EITHER = compile_on_use(r"\(([加扣减奖罚、/或和]{1,3})\)")
_NOISE = compile_on_use(r"""[\s()\[\]<>"'*#/\\、,.:;·_+\-]+""")
_PERIOD = compile_on_use(
    r"^(?:\d{2,4}年度?|本年度?|本[月季周期]度?|今年|当[月年期季周]|年度|全年|年终|年末|[上下]半年|第?[一二三四1-4]季度|第?\d{1,2}周|\d{1,2}月份?)+"
)
#: Words of another language beside the Chinese one; 5S and A类 are none.
_FOREIGN = compile_on_use(r"[a-z][a-z.&' ]*[a-z.]")
_HAN = compile_on_use(r"[\u4e00-\u9fff]")
_ORDINAL = compile_on_use(r"(?<=[\u4e00-\u9fff])\d{1,2}$")
_UNIT_OF_MEASURE = compile_on_use(r"(?:单位)?(?:满分)?(?:(?<!\d)\d++)?分?制?$")

_ADDS, _DEDUCTS = compile_on_use("[加奖]"), compile_on_use("[扣减罚]")
_SIGNED = compile_on_use("[加奖扣减罚每各]")
_LOOSE_REASONS = compile_on_use(f"[加扣减奖罚]分?.{{0,8}}(?:{'|'.join(REASON_WORDS)})(?:[及和与]分值)?$")
#: Words that a loose reading must not take for the field: they name another person or another thing.
_NOT_LOOSE = compile_on_use(
    r"自评|自查|自测|自报|上年|去年|上期|上次|上月|上季|上周|前期|原(?!因)|牵头|实施|评价|主管|填报|填表|制表|基础|标准|满分|主考|计量|联系|排序依据|不得"
)
_UNDER_PERIOD, _SUB_HEADING, _LOOSELY = 100, 200, 300
#: Headings of units that are less sure than any other: 责任中队 beside 单位 names no unit that is assessed.
WHOSE = 1_000
_WHOSE = compile_on_use(r"^(?:责任|主责|属地|管辖|受检|被检查?|被查|被督查|涉及|涉事|违规|被通报|被扣分|所属|受罚)")

_FIELDS: dict[Role, Field] = {
    Role.NUMBER: Field.NUMBER,
    Role.UNIT: Field.UNIT,
    Role.CATEGORY: Field.CATEGORY,
    Role.REASONS: Field.REASONS,
    Role.DEDUCTION_REASONS: Field.REASONS,
    Role.BONUS_REASONS: Field.REASONS,
    Role.ADDED: Field.ADDED,
    Role.DEDUCTED: Field.DEDUCTED,
    Role.SIGNED: Field.ADDED,
    Role.SCORE: Field.SCORE,
    Role.RANK: Field.RANK,
    Role.CHECK: Field.CHECK,
    Role.STATED_SCORE: Field.STATED_SCORE,
    Role.STATED_RANK: Field.STATED_RANK,
    Role.SOURCE: Field.SOURCE,
}

#: Headings of these stand over no points: 部门 is a unit's name, 职能部门（40分） an opinion that counts.
_HEADS = frozenset({Field.NUMBER, Field.UNIT, Field.CATEGORY, Field.SOURCE})

#: A role by what a heading's field and sign are.
_REASON_ROLES = {None: Role.REASONS, 1: Role.BONUS_REASONS, -1: Role.DEDUCTION_REASONS}
_POINT_ROLES = {None: Role.SIGNED, 1: Role.ADDED, -1: Role.DEDUCTED}

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
_MEASURE = compile_on_use(r"[(\[](?:单位:?)?(?:万?元|%|人|户|天|小时|平方米|亩|公里|吨)[)\]]$")


class Heading(NamedTuple):
    """A heading understood: its field, the sign its words give, and how sure (0 is the template's own word)."""

    field: Field
    sign: int | None
    doubt: int


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


def recognise(value: CellValue) -> Heading | None:
    """Return what a heading cell means, or None where it is none that Kaohe knows."""
    if not isinstance(value, str) or len(value) > LONGEST:
        return None
    return _recognise(value)


@lru_cache(maxsize=4096)
def _recognise(text: str) -> Heading | None:
    found = next(filter(None, (_understand(key) for key in keys(text))), None)
    return None if found is not None and found.field in _HEADS and _states_points(text) else found


def _states_points(text: str) -> bool:
    return full_mark(text) is not None and "分" in text


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


def is_heading_word(text: str) -> bool:
    """Say whether a text is surely a heading of some column: 联系电话, 序号, 整改情况."""
    word = look_up(text)
    return word is not None and word.certainty >= 80


@lru_cache(maxsize=4096)
def is_whole_heading(text: str) -> bool:
    """Say whether a text is a heading and nothing more: 联系电话, 事由; 县直单位 and 城东派出所 may be units."""
    word = look_up(text)
    if word is None or word.certainty < 90:
        return False
    return word.role is not Role.UNIT or keys(text)[-1] in _UNIT_HEADINGS


#: Words for units that name none themselves; 县直部门 and 城东派出所 may.
_UNIT_HEADINGS = frozenset({"单位", "单位名称", "姓名", "部门", "部门名称", "村", "被考核单位", "名称", "科室", "班级"})


def is_measure(text: str) -> bool:
    """Say whether a text below a heading is only the unit of measure: （分）, 单位：分."""
    return keys(text)[0] in ("分", "单位分")


@lru_cache(maxsize=4096)
def keys(text: str) -> tuple[str, ...]:
    """Return the forms a heading is looked up in: brackets opened, remarks in brackets left out, the latter last.

    加（扣）分原因 must become 加扣分原因, 考核得分（满分100分） must become 考核得分, Deduction 扣分 must become 扣分.
    """
    folded = _EITHER.sub(r"\1", fold(text))
    bare = _remove_remarks(folded)
    forms = [folded, bare]
    if _HAN.search(bare) and _FOREIGN.search(bare):
        forms.append(_FOREIGN.sub("", bare))
    return tuple(dict.fromkeys(form for form in (_NOISE.sub("", form) for form in forms) if form)) or ("",)


def _remove_remarks(folded: str) -> str:
    while (shorter := _REMARK.sub("", folded)) != folded:
        folded = shorter
    return folded


def _understand(key: str) -> Heading | None:
    whole = shipped().whole
    if found := whole.get(key):
        return _heading(key, found, found.rank)
    timeless = _PERIOD.sub("", key)
    if (
        found := whole.get(timeless)
        or whole.get(_UNIT_OF_MEASURE.sub("", timeless))
        or whole.get(_ORDINAL.sub("", key))
    ):
        return _heading(key, found, found.rank + _UNDER_PERIOD)
    if (named := _whose(key)) is not None:
        return Heading(Field.UNIT, None, named.rank + WHOSE)
    if _NOT_LOOSE.search(key):
        return None
    if _LOOSE_REASONS.search(key):
        return Heading(Field.REASONS, sign_of(key), _LOOSELY)
    found = shipped().find(key)
    return None if found is None else _heading(key, found, _LOOSELY)


def _whose(key: str) -> HeadingWord | None:
    """Return the word for units behind one that says what they have to do with the row: 责任中队, 受检门店."""
    match = _WHOSE.match(key)
    word = shipped().whole.get(key[match.end() :]) if match else None
    return word if word is not None and word.role is Role.UNIT else None


def _heading(key: str, word: HeadingWord, doubt: int) -> Heading | None:
    field = _FIELDS.get(word.role)
    if field is None:
        return None
    signed = field in (Field.REASONS, Field.ADDED, Field.DEDUCTED)
    return Heading(field, (word.role.sign if word.role.sign is not None else sign_of(key)) if signed else None, doubt)


def sign_of(text: str) -> int | None:
    """Return +1 where a heading's words only add, -1 where they only deduct, else None (加扣分)."""
    adds, deducts = bool(_ADDS.search(text)), bool(_DEDUCTS.search(text))
    return None if adds == deducts else (1 if adds else -1)


@lru_cache(maxsize=4096)
def look_up(text: str) -> HeadingWord | None:
    """Return the word that a heading is, or is made with; less sure where it is only a part of the heading."""
    if len(text) > LONGEST * 2:
        return None
    known = shipped()
    for key in keys(text):
        bare = _ORDINAL.sub("", _PERIOD.sub("", key)) or key
        for form in dict.fromkeys((key, bare, _UNIT_OF_MEASURE.sub("", bare) or bare)):
            if word := known.whole.get(form):
                return word
    for key in reversed(keys(text)):
        if (word := _whose(key)) is not None:
            return HeadingWord(key, Role.UNIT, 80, word.rank, False)
        if _LOOSE_REASONS.search(key):
            return HeadingWord(key, _REASON_ROLES[sign_of(key)], 90, 0, False)
        if word := known.find(key):
            return word
    return None


def is_whole_sum(parts: Sequence[str]) -> bool:
    """Say whether a heading sums up the whole table, and not a half-year or a group: 扣分合计, but not 上半年扣分小计."""
    key = keys(parts[-1])[-1]
    return "小计" not in key and not _PERIOD.match(key)


def full_mark(text: str) -> Decimal | None:
    """Return the full mark that a heading states: 党建（20分）, 得分（满分150分）, 千分制."""
    folded = fold(text)
    if "千分制" in folded:
        return Decimal(1000)
    match = _FULL.search(folded) or (None if _SIGNED.search(folded) else _FULL_BARE.search(folded.strip()))
    return Decimal(match[1]) if match else None


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


@lru_cache(maxsize=4096)
def sense(parts: tuple[str, ...]) -> HeadingSense:
    """Return what the last of ``parts`` means under the groups before it, outermost first."""
    parts = tuple(part for part in parts if not is_measure(part)) or parts
    full = None
    if len(parts) > 1 and (alone := _FULL_ALONE.fullmatch(fold(parts[-1]).strip())):
        parts, full = parts[:-1], Decimal(alone[1])
    weight = weight_in(parts[-1])
    if len(parts) > 1 and weight is not None and _WEIGHT.fullmatch(fold(parts[-1]).strip()):
        parts = parts[:-1]
    if len(parts) > 1 and not _remove_remarks(fold(parts[-1])).strip() and any(limits_in_heading(parts[-1])):
        parts = parts[:-1]
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
    if found is None:
        found = _limited(own_text) or HeadingSense(Role.UNKNOWN, 0)
    if _MEASURE.search(fold(own_text)):
        found, figures = HeadingSense(Role.OUTSIDE, 90, (f"表头“{own_text}”的单位不是分",)), True
    return found._replace(full=full, expected=_expected(group, group_text, groups), figures=figures, weight=weight)


def _limited(text: str) -> HeadingSense | None:
    """Return what 卫生（最多扣5分） heads: its limit says with which sign it counts."""
    signs = {limit.sign for limit in limits_in_heading(text)} - {None}
    return HeadingSense(_POINT_ROLES[signs.pop()], 75, (f"表头写明上限“{text}”",)) if len(signs) == 1 else None


def _expected(group: HeadingWord | None, group_text: str, groups: Sequence[str]) -> Role | None:
    """Return the points that groups expect below them: 扣分, 业务（70分）, 考核得分."""
    if (sign := _group_sign(group, group_text)) is not None:
        return _POINT_ROLES[sign.value]
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
        return HeadingSense(_REASON_ROLES[sign], 100, why)
    return HeadingSense(_POINT_ROLES[sign], 100, why) if key in POINTS_WORDS else None


def _inherited(text: str, group: HeadingWord | None, group_text: str) -> HeadingSense | None:
    if group is None:
        return None
    why = (f"上级表头“{group_text}”",)
    if group.role in (Role.DEDUCTED, Role.ADDED, Role.SIGNED):
        return HeadingSense(group.role, min(group.certainty, 85), why)
    if group.role in _REASON_ROLES.values():
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
_OF_POINTS = frozenset({*_REASON_ROLES.values(), *_POINT_ROLES.values()})


class _Sign(NamedTuple):
    """The sign that a group of points gives its columns: None under 加扣分."""

    value: int | None


def _group_sign(group: HeadingWord | None, group_text: str) -> _Sign | None:
    """Return the sign that a group gives; None where it speaks of no points."""
    if group is None or group.role not in _OF_POINTS:
        return None
    return _Sign(group.role.sign if group.role.sign is not None else sign_of(keys(group_text)[-1]))


def _with_sign(role: Role, sign: int | None) -> Role:
    return (_REASON_ROLES if role in _REASON_ROLES.values() else _POINT_ROLES)[sign]


def reason_role(sign: int | None) -> Role:
    """Return the role of a column of reasons under a heading of this sign."""
    return _REASON_ROLES[sign]


def points_role(sign: int | None) -> Role:
    """Return the role of a column of numbers of points under a heading of this sign."""
    return _POINT_ROLES[sign]
