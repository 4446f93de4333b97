"""What a heading means: from the words in a cell, and those of the groups above it, to the role of a column."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kaohe.core.cells import CellValue
from kaohe.core.patterns import compile_on_use
from kaohe.core.reading import Role
from kaohe.core.records import NamedTuple
from kaohe.core.schema import POINTS_WORDS, REASON_WORDS, Field
from kaohe.core.text import fold, once
from kaohe.tables.heading_numbers import full_mark
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

_ENDS_OF_MEASURES = frozenset("位分制")

_ADDS, _DEDUCTS = compile_on_use("[加奖]|增(?=[分减扣值])"), compile_on_use("[扣减罚惩]")
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


#: Roles by the sign of what they head.
REASONS_BY_SIGN = {None: Role.REASONS, 1: Role.BONUS_REASONS, -1: Role.DEDUCTION_REASONS}
POINTS_BY_SIGN = {None: Role.SIGNED, 1: Role.ADDED, -1: Role.DEDUCTED}


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


@once
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
    folded = fold(text)
    if "(" in folded:
        folded = _EITHER.sub(r"\1", folded)
    bare = without_remarks(folded)
    forms = [folded, bare]
    if _HAN.search(bare) and _FOREIGN.search(bare):
        forms.append(_FOREIGN.sub("", bare))
    return tuple(dict.fromkeys(form for form in (_NOISE.sub("", form) for form in dict.fromkeys(forms)) if form)) or (
        "",
    )


@lru_cache(maxsize=4096)
def remarks_in(text: str) -> tuple[str, ...]:
    """Return what stands in brackets in a heading: 初评 in 扣分（初评）."""
    found = (_NOISE.sub("", match[0]) for match in _REMARK.finditer(fold(text)))
    return tuple(each for each in found if each)


def without_remarks(folded: str) -> str:
    """Return a folded heading without what stands in brackets."""
    while (shorter := _REMARK.sub("", folded)) != folded:
        folded = shorter
    return folded


def _understand(key: str) -> Heading | None:
    whole = shipped().whole
    if found := whole.get(key):
        return _heading(key, found, found.rank)
    timeless = _PERIOD.sub("", key)
    if found := whole.get(timeless) or whole.get(_without_measure(timeless)) or whole.get(_ORDINAL.sub("", key)):
        return _heading(key, found, found.rank + _UNDER_PERIOD)
    if (named := _whose(key)) is not None:
        return Heading(Field.UNIT, None, named.rank + WHOSE)
    if _NOT_LOOSE.search(key):
        return None
    if _LOOSE_REASONS.search(key):
        return Heading(Field.REASONS, sign_of(key), _LOOSELY)
    found = shipped().find(key)
    return None if found is None else _heading(key, found, _LOOSELY)


def _without_measure(key: str) -> str:
    """Return a heading's key without the unit of measure at its end; most units' names are seen at a glance to have none."""
    return _UNIT_OF_MEASURE.sub("", key) if key[-1:] in _ENDS_OF_MEASURES or key[-1:].isdecimal() else key


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


#: Words before 扣分 and 加分 that turn their meaning round: 减免扣分, 不计入扣分, 抵扣分.
_TAKES_BACK = compile_on_use(
    r"(?:免|抵|退|返|冲|撤|消|销|豁|挽回|[不未]|核减|减少)[予计列纳还回入掉除去]{0,2}[加扣减奖罚]"
)


#: The same in brackets: 扣分（不计入总分）, 加分（仅供参考）, 扣分（人均）, 加分（×0.5）.
_OTHERWISE = compile_on_use(
    r"^(?:[不未][计记算纳列扣加入参核]|免|仅?供?参考|暂|作废|拟|人均|平均|均值|加权)|(?<![\da-z])[x×*÷]\d|\d[x×*÷](?![\da-z])"
)


def takes_back(text: str) -> bool:
    """Say whether a heading names points that do not count, are given back, or count otherwise than they stand there."""
    return bool(_TAKES_BACK.search(keys(text)[-1])) or any(map(_OTHERWISE.search, remarks_in(text)))


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
        for form in dict.fromkeys((key, bare, _without_measure(bare) or bare)):
            if word := known.whole.get(form):
                return word
    for key in reversed(keys(text)):
        if (word := _whose(key)) is not None:
            return HeadingWord(key, Role.UNIT, 80, word.rank, False)
        if _LOOSE_REASONS.search(key):
            return HeadingWord(key, REASONS_BY_SIGN[sign_of(key)], 90, 0, False)
        if word := known.find(key):
            return word
    return None


def is_whole_sum(parts: Sequence[str]) -> bool:
    """Say whether a heading sums up the whole table, and not a half-year or a group: 扣分合计, but not 上半年扣分小计."""
    key = keys(parts[-1])[-1]
    return "小计" not in key and not _PERIOD.match(key)


def reason_role(sign: int | None) -> Role:
    """Return the role of a column of reasons under a heading of this sign."""
    return REASONS_BY_SIGN[sign]


def points_role(sign: int | None) -> Role:
    """Return the role of a column of numbers of points under a heading of this sign."""
    return POINTS_BY_SIGN[sign]
