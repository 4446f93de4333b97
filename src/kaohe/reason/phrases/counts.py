"""How many cases a reason names: 迟到2次, 两个社区, 石桥村、柳湾村."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from kaohe.core.numerals import read
from kaohe.reason.phrases.lexicon import COUNT_MEASURE, NUMBER

_COUNT = re.compile(
    rf"(?P<number>{NUMBER})(?:个(?=村|社区|站|所|班|组|小时|支部|单位|"
    rf"部门))?(?P<measure>{COUNT_MEASURE})(?!性)(?P<after>以上|以下|以内|及以|[(]?(?:不)?含|左右|多|余|至|"
    rf"-|~|或)?"
)
#: What makes a number a threshold, an order, a share or an estimate, not a count of cases.
_NOT_A_COUNT = re.compile(
    r"(?:第|每|前|后|近|约|超过?|不足|不到|未达|达到?|低于|高于|少于|多于|大于|小于|至少|最多|不超过|"
    r"不少于|不低于|满|仅有?|只有|剩|应|需|须|要求|规定|计划|任务|目标|其余|另|上|下|首|再|逾|长达|各|均|"
    r"(?<=[0-9一二三四五六七八九十次人日月])[至到~]|[\-/.]|[0-9一二三四五六七八九十])\Z"
)
#: 各采用3条: three of each, so that the whole is not told.
_SHARED = re.compile("各(?![级类项村镇乡种方界地]|社区|单位|部门|支部|组)")
#: Pieces about how much was looked at, not how much was found.
_LOOKED_AT = re.compile(
    "(?<![未没不漏])(?:检查|抽查|督查|巡查|暗访|走访|核查|排查|调研|召开|组织|开展|共有|全[村镇乡区县]|"
    "应|须|要求|规定|计划|任务|目标|考核|累计报送|中)"
)
_VAGUE = re.compile(
    "[几数多若][干]?(?:次|人|名|户|件|个|处|项|起|例|天|家|村)|[0-9十百](?:几|余|多)(?:次|人|名|户|件|个|处|项|起|例|天|家|村)"
)
#: 4项全公开得3分，每项扣1分: a rule, whose numbers are no cases.
_SCORED = re.compile("得(?:满分|[0-9.]{1,4}分)|满分")
#: Measures that count the same things.
_ALIKE = (frozenset("人名位"), frozenset(("天", "日")), frozenset(("村", "行政村")), frozenset(("个百分点", "百分点")))
#: What a unit or a person is called at its end, by kind; a list names one kind.
_NOUNS = {
    "place": "村民小组|村委会|居委会|社区|街道|[村镇乡组]",
    "office": "党支部|学校|小学|中学|公司|中心|支部|大队|卫生院|[站所局办队委部院厂店园]",
    "person": "同志|某某|某",
}
_NOUN = "(?:" + "|".join(f"(?P<{kind}>{nouns})" for kind, nouns in _NOUNS.items()) + ")"
_NAMED = '[^,;。:、()"]{1,10}?' + _NOUN
_MEMBER = re.compile(f"{_NAMED}(?:、|和|及|与|以及)")
_LAST_MEMBER = re.compile(_NAMED)
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹喻苏潘葛范彭鲁韦马苗方俞任袁柳唐罗薛雷贺倪汤滕殷毕郝邬常"
    "傅康齐伍余元卜顾孟黄穆萧尹姚邵汪祁毛禹狄米贝戴宋庞熊纪舒屈项祝董梁杜阮蓝闵席季贾路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍"
    "虞万柯管卢莫房丁宣邓郁单洪包左石崔吉龚程邢裴陆荣翁曲段侯宁刘景龙叶白蒲赖卓池乔闻"
    "党翟谭劳温庄晏柴阎连习易廖耿匡国文寇广东欧聂曾"
)
_NAME = f"(?:[{_SURNAMES}][^\\W0-9a-z_未没不迟早旷无擅脱缺因在被等各均]{{1,2}})"
_NAMES = re.compile(
    rf"(?:\A|(?<=[,:]))(?P<names>{_NAME}(?:、{_NAME}){{1,20}})(?=[0-9未没不迟早旷无擅脱缺因在被等各均两三二]|同志|\Z|,)"
)
#: What 各 may share out over.
#: What a list of names counts in.
_ANY = ("次", "人", "户", "件", "例", "起", "处", "项", "个", "篇", "条", "期", "份", "家", "村", "组", "天")
_NAMEABLE = ("", "村", "社区", "组", "人", "名", "位", "家", "单位", "部门")
_SHARERS = ("人", "户", "家", "村", "组", "社区", "支", "站", "所", "班", "个")


def tally(reason: str, measure: str, verb: str = "") -> Decimal | None:
    """Return how many of ``measure`` (次, 人, 户) a reason names, or None where it does not say for certain.

    ``verb`` (少 of 每少1项) must stand beside what counts.  Several counts add up (周一2人、周四1人) unless one of them tells how many were looked at.
    """
    known = reason.split("其中")[0].replace("俩", "两").replace("仨", "三")
    if _VAGUE.search(known) or _SCORED.search(known):
        return None
    pieces = [piece for piece in re.split("[,;。、]|和|及", known) if verb[:1] in piece]
    found = [(piece, count) for piece in pieces for count in _counts(piece, measure)]
    if len(found) == 1:
        return found[0][1]
    if not found:
        return named(reason) if measure.removeprefix("个") in _NAMEABLE and "各" not in reason else None
    if any(_LOOKED_AT.search(piece) for piece, _ in found) or len({piece for piece, _ in found}) != len(found):
        return None
    return sum((count for _, count in found), Decimal(0))


def cases(reason: str) -> Decimal | None:
    """Return the one count that a reason names, whatever its measure; None where it names several or none."""
    found = {count for measure in _ANY for count in _counts(reason, measure)}
    return found.pop() if len(found) == 1 else None


def sharers(reason: str) -> Decimal | None:
    """Return over how many units or persons 各 shares out, or None where the reason does not say for certain."""
    if _VAGUE.search(reason):
        return None
    listed = named(reason)
    told = [count for measure in _SHARERS for count in _counts(reason, measure)]
    if len(told) > 1:
        return told[0] if len(set(told)) == 1 and listed == told[0] else None
    if not told and listed is None and "、" not in reason:
        told = [count for measure in _ANY for count in _counts(reason, measure)]
        return told[0] if len(told) == 1 else None
    if told and listed is not None and listed != told[0]:
        return told[0] if "等" in reason and listed < told[0] else None
    return told[0] if told else listed


def named(reason: str) -> Decimal | None:
    """Return how many units or persons a reason lists by name (石桥村、柳湾村): at least two, all of one kind."""
    if names := _NAMES.search(reason):
        return Decimal(names["names"].count("、") + 1)
    for start in _openings(reason):
        listed = _listed(reason, start)
        if listed > 1:
            return Decimal(listed)
    return None


def _openings(reason: str) -> Iterable[int]:
    """Yield the places where a list of names may begin: the start, and after a comma or colon."""
    yield 0
    yield from (mark.end() for mark in re.finditer("[,:。]", reason[:200]))


def _listed(reason: str, start: int) -> int:
    count, kinds = 0, set[str | None]()
    while member := _MEMBER.match(reason, start):
        count, start = count + 1, member.end()
        kinds.add(member.lastgroup)
    last = _LAST_MEMBER.match(reason, start)
    if last is None or len(kinds | {last.lastgroup}) > 1:
        return 0
    return count + 1


def _counts(piece: str, measure: str) -> Iterable[Decimal]:
    for count in _COUNT.finditer(piece):
        number = read(count["number"])
        if (
            _SHARED.search(piece, 0, count.start())
            or number is None
            or number != int(number)
            or count["after"]
            or not _same(count["measure"], measure)
        ):
            continue
        if not _NOT_A_COUNT.search(piece, max(0, count.start() - 4), count.start()):
            yield number


def _same(told: str, asked: str) -> bool:
    told, asked = told.removeprefix("个") or told, asked.removeprefix("个") or asked
    return told == asked or any(told in alike and asked in alike for alike in _ALIKE)
