"""How many cases a reason names: 迟到2次, 两个社区, 石桥村、柳湾村."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

from kaohe.core.numerals import read
from kaohe.core.patterns import compile_on_use
from kaohe.reason.phrases.lexicon import COUNT_MEASURE, NUMBER

_COUNT = compile_on_use(
    rf"(?P<number>{NUMBER})(?:个(?=村|社区|站|所|班|组|小时|支部|单位|"
    rf"部门))?(?P<measure>{COUNT_MEASURE})(?!性)(?P<after>以上|以下|以内|及以|[(]?(?:不)?含(?:[),以]|$)|左右|多|余|至|"
    rf"-|~|或)?"
)
#: What makes a number a threshold, an order, a share or an estimate, not a count of cases.
_NOT_A_COUNT = compile_on_use(
    r"(?:第|每|前|后|近|约|超过?|不足|不到|未达|达到?|低于|高于|少于|多于|大于|小于|至少|最多|不超过|"
    r"不少于|不低于|满|仅有?|只有|剩|应|需|须|要求|规定|计划|任务|目标|其余|另|上|下|首|再|逾|长达|各|均|"
    r"(?<=[0-9一二三四五六七八九十次人日月])[至到~]|[\-/.]|[0-9一二三四五六七八九十])\Z"
)
#: 各采用3条: three of each, so that the whole is not told.
_SHARED = compile_on_use("各(?![级类项村镇乡种方界地]|社区|单位|部门|支部|组)")
#: Pieces about how much was looked at, not how much was found.
_LOOKED_AT = compile_on_use(
    "(?<![未没不漏])(?:检查|抽查|督查|巡查|暗访|走访|核查|排查|调研|召开|组织|开展|共有|全[村镇乡区县]|"
    "应|须|要求|规定|计划|任务|目标|考核|累计报送|中)"
)
_VAGUE = compile_on_use(
    "每个?(?:年|季度?|月|周|日|天|旬|学期)[^,]{0,8}[一1]次|若干|多人|多名|多户|多处|多次|数[人名户处次]|不等|[几数多若][干]?(?:次|人|名|户|件|个|处|项|起|例|天|家|村)|[0-9十百](?:几|余|多)(?:次|人|名|户|件|个|处|项|起|例|天|家|村)"
)
#: 4项全公开得3分，每项扣1分: a rule, whose numbers are no cases.
_SCORED = compile_on_use("得(?:满分|[0-9.]{1,4}分)|满分")
#: Measures that count the same things.
_ALIKE = (
    frozenset(("人", "名", "位", "人次")),
    frozenset(("次", "人次")),
    frozenset(("天", "日")),
    frozenset(("村", "行政村")),
    frozenset(("个百分点", "百分点")),
)
#: What a unit or a person is called at its end, by kind; a list names one kind.
_NOUNS = {
    "place": "村民小组|村委会|居委会|社区|街道|[村镇乡组]",
    "office": "党支部|学校|小学|中学|公司|中心|支部|大队|卫生院|车间|[站所局办队委部院厂店园科室]"
    "|(?<=[一二三四五六七八九十0-9甲乙丙丁早中晚白夜])班|(?<=[一二三四五六七八九十0-9门东西南北])岗",
    "person": "同志|某某|某",
}
_NOUN = "(?:" + "|".join(f"(?P<{kind}>{nouns})" for kind, nouns in _NOUNS.items()) + ")"
_NAMED = '[^,;。:、()"]{1,10}?' + _NOUN
_MEMBER = compile_on_use(f"{_NAMED}(?:、|和|及|与|以及)")
_LAST_MEMBER = compile_on_use(_NAMED)
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹喻苏潘葛范彭鲁韦马苗方俞任袁柳唐罗薛雷贺倪汤滕殷毕郝邬常"
    "傅康齐伍余元卜顾孟黄穆萧尹姚邵汪祁毛禹狄米贝戴宋庞熊纪舒屈项祝董梁杜阮蓝闵席季贾路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍"
    "虞万柯管卢莫房丁宣邓郁单洪包左石崔吉龚程邢裴陆荣翁曲段侯宁刘景龙叶白蒲赖卓池乔闻"
    "党翟谭劳温庄晏柴阎连习易廖耿匡国文寇广东欧聂曾"
)
_NAME = f"(?:[{_SURNAMES}][^\\W0-9a-z_未没不迟早旷无擅脱缺因在被等各均]{{1,2}})"
_NAMES = compile_on_use(
    rf"(?:\A|(?<=[,:]))(?P<names>{_NAME}(?:、{_NAME}){{1,20}})(?=[0-9未没不迟早旷无擅脱缺因在被等各均两三二]|同志|\Z|,)"
)
#: What tells how many were looked at or due, right before their number.
_CHECKED = compile_on_use(
    "(?:抽查|抽检|抽测|抽样|检查|检测|点验|点名|督查|巡查|走访|核查|应到|应有|共有|实有|在册|任务|目标|计划|要求|完成)[^0-9,;。、]{0,4}(?=[0-9一二两三四五六七八九十])"
)
#: A share of what was counted, and who was there or due: the number beside it is not that of the cases.
_PARTLY = compile_on_use("半数|一半|过半|多半|部分|大多|多数|少数|[0-9]%|[应实]到|[应实]有|在册|在编|在场")
#: 报送5条，采用3条
_SENT = compile_on_use("报送|上报|提交|推送|投稿|申报|推荐|报名|受理|收到|接到|发放|发出")
#: 投诉3起，属实2起
_UPHELD = compile_on_use("属实|查实|核实|认定|有责|成立|有效")
_IN_ALL = compile_on_use("(?:总|一|合|累)?[共计]")
_PRESENT = compile_on_use("实到|实有|在场|到场|到会")
#: How much was looked at, where the same clause names nothing wrong: 抽查10份病历.
_ONLY_LOOKED_AT = compile_on_use("(?:抽[查检测样]|随机|走访|共查|检查了)[^,;。]*")
_WRONG = compile_on_use("[未没不无缺少漏错误迟早旷逾超差欠乱脏违损坏弄虚重]")
#: What is missing or too much: 差6场, 超2场.
_SHORT_OF = "(?:还|尚|仍|相|实际)?[差超缺少欠](?:了|额|出|过|编)?"
_WEEKDAY = compile_on_use("(?:周|星期|礼拜)[一二三四五六日天]")
#: 缺4人，1人公差不计，其余3人
_REST = compile_on_use(f"(?:其余|余下|剩余|剩下)(?:的)?(?P<number>{NUMBER})(?P<measure>{COUNT_MEASURE})\\Z")
#: Those of whom no points are taken.
_EXEMPT = compile_on_use(
    "(?<![未没不])(?:整改|解决|办结|销号|完成|修复|清理|答复|回复|签到|通过)(?![不未])|报备|获批|有效|无效|找回|追回|收回|补齐|补交|归还|退还|撤回|不属|不是|非本|核减|剔除|扣除|除去|减去|误报|重复|撤销|不计|不算|无责|请假|病假|事假|公假|公差|出差|调休|轮休|已补|已整改|已改|合格(?<!不合格)|正常|免|到位|已到|按时|及时|完好|达标(?<!不达标)|知晓(?<!不知晓)(?<!未知晓)"
)
_ALWAYS_NUMBERED = ("班", "室", "号", "栋", "楼", "座", "号楼", "单元", "房", "号房", "号宿舍", "寝", "宿舍")
_DAYS = ("天", "日")
_DATEABLE = ("次", "天", "日", "期", "场", "回")
_DATED_ONE = compile_on_use("[0-9]{1,2}(?:月[0-9]{1,2})?[日号]|周[一二三四五六日天]")
_DATES = compile_on_use(rf"(?:{_DATED_ONE.pattern})(?:[上下]午)?(?:[、和及](?:{_DATED_ONE.pattern})(?:[上下]午)?)+")
#: What has numbers of its own.
_NUMBERED = ("床", "室", "号", "栋", "楼", "班", "桌", "座", "号楼", "单元", "房", "号房", "号宿舍", "寝", "宿舍")
_NUMBERS = compile_on_use(
    "(?<![0-9.])[0-9]{2,4}(?:室|宿舍|寝室|寝|房|号)?(?:[、和及,][0-9]{2,4}(?:室|宿舍|寝室|寝|房|号)?)+(?![0-9.年月日人户次名件%元])"
)
#: 303—306室
_ROOM_RANGE = compile_on_use("[0-9]{2,4}(?:室|宿舍|寝室|寝|房|号)?(?:--?|—+|–|~|至|到)[0-9]{2,4}")
_SOMEBODY = compile_on_use(
    f"{_NAME}(?:同志)?|.?某{{1,2}}(?:同志)?|.{{1,3}}(?:{'|'.join(_NOUNS.values())}|班|室|科|岗|寝|户|员|长|师|管|人|家|主任|经理|老师|同学|书记)"
)
#: What 各 may share out over.
#: What a list of names counts in.
_ANY = ("次", "人", "户", "件", "例", "起", "处", "项", "个", "篇", "条", "期", "份", "家", "村", "组", "天")
_NAMEABLE = (
    "",
    *[
        "村",
        "社区",
        "组",
        "人",
        "名",
        "位",
        "家",
        "单位",
        "部门",
        "班",
        "岗",
        "科",
        "室",
        "科室",
        "所",
        "站",
        "队",
        "店",
    ],
)
_SHARERS = ("人", "户", "家", "村", "组", "社区", "支", "站", "所", "班", "个")


def tally(reason: str, measure: str, verb: str = "") -> Decimal | None:
    """Return how many of ``measure`` (次, 人, 户) a reason names, or None where it does not say for certain.

    ``verb`` (少 of 每少1项) must stand beside what counts.  Several counts add up (周一2人、周四1人) unless one of them tells how many were looked at.
    """
    known = _WEEKDAY.sub("某日", reason.replace("俩", "两").replace("仨", "三"))
    if _VAGUE.search(known) or _SCORED.search(known):
        return None
    if numbered := _numbered(known, measure):
        return numbered
    if (rest := _REST.search(known)) is not None and rest["measure"] == measure:
        return read(rest["number"])
    return _of_which(known, measure) if "其中" in known else _told_in_all(reason, known, measure, verb)


def _told_in_all(reason: str, known: str, measure: str, verb: str) -> Decimal | None:
    pieces = [piece for piece in re.split("[,;。、]|和|及", known) if verb[:1] in piece]
    short = [read(told["number"]) for piece in pieces if (told := _short(measure).match(piece))]
    if len(short) == 1 and _CHECKED.search(known):
        return short[0]  # 任务4场，完成6场，超2场
    found = [(piece, count) for piece in pieces for count in _counts(piece, measure)]
    if len(found) == 1:
        return None if _is_of_another_thing(known, found[0][0]) else found[0][1]
    if not found and measure == "个":  # 两个社区，每个
        found = [(piece, count) for piece in pieces for count in _counts(piece, measure, of_all=True)]
        return found[0][1] if len(found) == 1 and not _is_of_another_thing(known, found[0][0]) else None
    if not found:
        return _listed_things(reason, measure)
    return _whole(known, measure, found)


def _is_of_another_thing(known: str, piece: str) -> bool:
    """Say whether the only count is of those who were there, or of what was looked at."""
    if _PARTLY.search(known):
        return True
    return _ONLY_LOOKED_AT.fullmatch(piece) is not None and not _WRONG.search(piece)


def _whole(known: str, measure: str, found: Sequence[tuple[str, Decimal]]) -> Decimal | None:
    """Return what several counts come to: the one that is told to be missing, or the sum of like ones."""
    if _PRESENT.search(known) or {"人", "人次"} <= {count["measure"] for count in _COUNT.finditer(known)}:
        return None
    if ordinals := _ordinals(known, measure):
        return ordinals
    if _CHECKED.search(known) or (_SENT.search(found[0][0]) and not _WRONG.search(found[0][0])):
        return _found_wrong(found)
    upheld = [count for piece, count in found if _UPHELD.search(piece)]
    if len(found) == 2 and len(upheld) == 1 and not _UPHELD.search(found[0][0]) and upheld[0] <= found[0][1]:
        return upheld[0]
    if any(_LOOKED_AT.search(piece) or _EXEMPT.search(piece) for piece, _ in found):
        return _unmended(found)
    return _added_up(found) if len({piece for piece, _ in found}) == len(found) else None


def _added_up(found: Sequence[tuple[str, Decimal]]) -> Decimal | None:
    """Return the sum of several counts, unless it is said to be another one: 1月3次、2月2次，共6次."""
    told = {count for piece, count in found if _IN_ALL.match(piece)}
    counted = sum((count for piece, count in found if not _IN_ALL.match(piece)), Decimal(0))
    return counted if not told or told == {counted} else None


def _found_wrong(found: Sequence[tuple[str, Decimal]]) -> Decimal | None:
    """Return the second of two counts, where the first tells how many were looked at: 抽检12件2件不合格."""
    (first, looked), *rest = found
    if len(rest) != 1 or rest[0][1] > looked or not _CHECKED.search(first) or _EXEMPT.search(rest[0][0]):
        return None
    return rest[0][1]


def _unmended(found: Sequence[tuple[str, Decimal]]) -> Decimal | None:
    """Return how many are left where all, those that are mended and the rest are told: 发现8处，整改5处，未整改3处."""
    mended = [count for piece, count in found if _EXEMPT.search(piece)]
    if not mended or len(found) != len(mended) + 2 or _EXEMPT.search(found[0][0]):
        return None
    whole, left = (count for piece, count in found if not _EXEMPT.search(piece))
    return left if whole == left + sum(mended) else None


def _of_which(known: str, measure: str) -> Decimal | None:
    """Return how many of those that were looked at: 抽查5户，其中3户不知晓; None where the rest is told as well."""
    before, _, after = known.partition("其中")
    first, second = [*_counts(before, measure)], [*_counts(after, measure)]
    if not _CHECKED.search(before):
        return first[0] if len(first) == 1 and sum(second) in (0, first[0]) else None
    looked = len(first) == 1 and len(second) == 1 and _CHECKED.search(before) and not _EXEMPT.search(after)
    return second[0] if looked and second[0] <= first[0] else None


def _listed_things(reason: str, measure: str) -> Decimal | None:
    """Return how many things a reason lists by name, number or date."""
    if measure in _DATEABLE and (dates := _DATES.search(reason)):
        return Decimal(len(_DATED_ONE.findall(dates[0])))
    if ordinals := _ordinals(reason, measure):
        return ordinals
    return named(reason) if measure.removeprefix("个") in _NAMEABLE and "各" not in reason else None


def _numbered(known: str, measure: str) -> Decimal | None:
    """Return how many rooms or days a reason lists by their numbers, which are no counts: 301、305室, 3月5日、12日."""
    if measure in _NUMBERED or measure == "间":
        return numbers(known)
    dates = _DATES.search(known) if measure in _DAYS else None
    return Decimal(len(_DATED_ONE.findall(dates[0]))) if dates else None


def _ordinals(reason: str, measure: str) -> Decimal | None:
    """Return how many beds or rooms are listed by their numbers: 3床、7床、12床."""
    rooms = re.search(
        rf"(?<![0-9])[0-9]{{1,4}}{re.escape(measure)}(?:[、和及][0-9]{{1,4}}{re.escape(measure)})+", reason
    )
    if rooms is None or measure not in _NUMBERED:
        return None
    return Decimal(len(re.findall("[0-9]+", rooms[0])))


def cases(reason: str) -> Decimal | None:
    """Return the one count that a reason names, whatever its measure; None where it names several or none."""
    found = {count for measure in _ANY for count in _counts(reason, measure)}
    return found.pop() if len(found) == 1 and not _PARTLY.search(reason) else None


def sharers(reason: str) -> Decimal | None:
    """Return over how many units or persons 各 shares out, or None where the reason does not say for certain."""
    if _VAGUE.search(reason):
        return None
    return numbers(reason) or _shared(reason)


def _shared(reason: str) -> Decimal | None:
    listed = named(reason)
    told = [count for measure in _SHARERS for count in _counts(reason, measure)]
    if len(told) > 1 and set(told) == {1}:
        return Decimal(len(told))
    if len(told) > 1:
        return told[0] if len(set(told)) == 1 and listed == told[0] else None
    if not told and listed is None and "、" not in reason:
        told = [count for measure in _ANY for count in _counts(reason, measure)]
        return told[0] if len(told) == 1 else Decimal(len(told)) if set(told) == {1} else None
    if told and listed is not None and listed != told[0]:
        return told[0] if "等" in reason and listed < told[0] else None
    return told[0] if told else listed


def is_somebody(words: str) -> bool:
    """Tell whether words name a person or an office: 王某某, 保洁班."""
    return _SOMEBODY.fullmatch(words) is not None


def numbers(reason: str) -> Decimal | None:
    """Return how many rooms a reason lists by their numbers (宿舍302、305、306): at least two, and no other list."""
    lists = [*_NUMBERS.finditer(reason)]
    if _ROOM_RANGE.search(reason):
        return None
    return Decimal(len(re.findall("[0-9]+", lists[0][0]))) if len(lists) == 1 else None


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


def _counts(piece: str, measure: str, *, of_all: bool = False) -> Iterable[Decimal]:
    """Yield the counts in a measure; ``of_all``: in any that 个 stands before, too."""
    for count in _counter(measure).finditer(piece):
        number = read(count["number"])
        if (
            _SHARED.search(piece, 0, count.start())
            or number is None
            or number != int(number)
            or count["after"]
            or not (_same(count["measure"], measure) or (of_all and "个" in count[0]))
            or _names_one(piece, count)
            or _is_date(count)
        ):
            continue
        if not _NOT_A_COUNT.search(piece, max(0, count.start() - 4), count.start()):
            yield number


def _is_date(count: re.Match[str]) -> bool:
    """Tell 3月 and 2017年 from 3个月 and 2年."""
    return count["measure"] == "月" or (count["measure"] == "年" and len(count["number"]) > 2)


def _names_one(piece: str, count: re.Match[str]) -> bool:
    """Tell the number of a room or a day (305室, 3月5日) from how many there are."""
    if count["measure"] in _DAYS:
        return piece[: count.start()].endswith(("月", "-", "/", "."))
    return count["measure"] in _ALWAYS_NUMBERED and "个" not in count[0]


@lru_cache(maxsize=256)
def _counter(measure: str) -> re.Pattern[str]:
    """Return the pattern of counts of any measure, the one asked for included."""
    if not measure or re.fullmatch(f"(?:{COUNT_MEASURE})+", measure):
        return _COUNT
    return re.compile(_COUNT.pattern.replace("(?P<measure>", f"(?P<measure>{re.escape(measure)}|"))


@lru_cache(maxsize=256)
def _short(measure: str) -> re.Pattern[str]:
    """Return the pattern of what is missing: 差6场."""
    return re.compile(f"{_SHORT_OF}(?P<number>{NUMBER})个?{re.escape(measure)}")


def _same(told: str, asked: str) -> bool:
    told, asked = told.removeprefix("个") or told, asked.removeprefix("个") or asked
    return told == asked or any(told in alike and asked in alike for alike in _ALIKE)
