"""What a reason says only of one occasion: when, where, who, how often.

迟报安全生产周报2次 and 第10周迟报安全生产周报 are about the same thing.  迟到5分钟以内 and 迟到5分钟以上 are not: limits
and durations are no occasion, and kept.
"""

from __future__ import annotations

import re

from kaohe.core.letters import without_list_number
from kaohe.core.patterns import compile_on_use
from kaohe.core.records import NamedTuple
from kaohe.core.text import fold

_NUMBER = r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百]+)"
#: What is counted: 2次, 三人, 4处.
_MEASURE = "人次|批次|[次处件起篇项人名位户个张份条辆间台只盏块床节宗例封面本套桶扇部瓶家株棵场遍回页笔单具根箱袋座幅]"
#: What is measured: a number of these is a limit or a duration, never how often.
_EXTENT = "分钟|秒|个?小时|个月|个?工作日|天|日|周|年|米|厘米|公里|平方米|元|万元|度|公斤|斤|吨|课时|学时|%"
_ABOVE = "超过|超出|高于|大于|多于|超|达到|达|满|累计达|累计|连续"
_BELOW = "不足|少于|低于|小于|不到|未达到|未达|不满"
_OVER, _UNDER = "及?以上|或以上", "及?以下|以内|之内"
_COUNTED = compile_on_use(
    rf"(?P<above>{_ABOVE})?(?P<below>{_BELOW})?(?P<number>{_NUMBER})(?P<unit>{_EXTENT}|{_MEASURE})?"
    rf"(?:(?P<over>{_OVER})|(?P<under>{_UNDER}))?"
)
#: 一 before these is no count: 一次性, 一个样, 一人一档.
_NO_COUNT_BEFORE = ("性", "般", "定", "直", "样", "一", "起")
#: How often, at the end of a reason: 未在岗2人; 未在岗，共2人次.
_TAIL = compile_on_use(
    rf"[,、:;\s]*[(]?(?:共计?|合计|计|累计)?\s*(?P<number>{_NUMBER})\s*(?:{_MEASURE})[)]?[,、;。\s]*$"
)

_LONGEST_TAIL = 24

_CLASS = r"[高初大小]?[一二三四五六七八九\d]+(?:年级)?[(]\d+[)]班?|[高初小大][一二三四五六](?:年级)?\d*班?"
_PART = r"(?:[a-z]|\d+|[一二三四五六七八九十]+)[#-]?(?:号楼|栋|幢|座|号线|号车间|号机|号井|号院|号门|号岗|单元|室|楼|层|班|号|车间|房间|门|路|线|组|队)-?"
_DAY = r"(?:\d{1,2}[日号]?(?:[至到~-](?:\d{1,2}月)?\d{1,2}[日号]?)?)"
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜"
    "戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_OCCASIONS = tuple(
    compile_on_use(pattern)
    for pattern in (
        # when
        rf"(?:\d{{2,4}}年)?\d{{1,2}}月(?:份|{_DAY}|[上中下]旬)?(?!报)",
        r"\d{4}年度?|(?<![\d.])\d{4}[./-]\d{1,2}[./-]\d{1,2}",
        r"(?<![\d.])(?:1[0-2]|0?[1-9])[./](?:3[01]|[12]\d|0?[1-9])日?(?![\d.%]|[分元倍米万])",
        r"(?<!\d)\d{1,2}[日号](?![楼栋幢院线车门岗床井机库仓桌])",
        r"第[\d一二三四五六七八九十]+周(?!期)|(?:[上下]?周|星期|礼拜)[一二三四五六日天]",
        r"\d{1,2}:\d{2}|(?:凌晨|上午|下午|晚上?)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[点时](?:\d{1,2}分|半)?(?![间候机])",
        r"第?[一二三四1-4]季度",
        r"第[\d一二三四五六七八九十]+节课?",
        # where
        _CLASS,
        rf"(?:{_PART})+",
        r"(?<![\d.])[a-z]?-?\d{3,4}(?:[、,和]\d{3,4})*(?:室|房(?!间)|(?=宿舍|寝室|病房|教室|房间|[未没]|卫生|地面|垃圾|被子))",
        r"(?<![a-z])[a-z]-?\d+(?:[号区栋座室]|区域)?",
        # who
        rf"[{_SURNAMES}][某*×x]{{1,2}}(?:同学|老师|医生|同志)?",
        rf"[{_SURNAMES}]?(?:女士|先生|小姐|阿姨|大爷)家?",
        r"向[^,、]{2,8}?(?=反馈|报告|报送|提交|汇报|上报|回复|请假)",
        # from whom it is known
        r"^[^,、:]{0,12}?(?:检查|抽查|巡查|督查|暗访|夜查|查岗|巡检|走访|回访|监控|督导|考核|抽检|值班|走访)[^,、:]{0,4}?(?:发现|查出)的?[:,、]?",
    )
)
_NAMED = compile_on_use(
    r"(?P<title>学生|同学|教师|老师|员工|职工|司机|驾驶员|护士|医生|医师|村民|居民|业主|住户|保安|保洁员?|干部|组长|主任|经理)"
    rf"[{_SURNAMES}][一-鿿](?=$|[,、在未不没上迟早旷因与和打玩])"
)
#: What came of it: no part of the reason, where there is another.
_TOLD = compile_on_use(
    r"[,、]?(?:且|并|而)?(?:被|受到?|遭)[^,、]{0,12}?(?:通报|点名|约谈|督办|曝光|处罚|警告)(?:批评|了|过)?$"
)
_BRACKETS = compile_on_use(r"[(\[【《]([^()\[\]【】《》]*)[)\]】》]")
#: 省 of 到省上访, 省环保督察, 全省; not that of 省略, nor 区 of 小区.
_LEVEL = compile_on_use(
    r"全?(?:(?<![一-鿿])|(?<=[全到受被向赴由经获在入进]))(?P<one>[省市区县镇乡])"
    r"(?!级|政(?!府)|[场民容面区域间分块花略电内外长园医服风门卡方立中痛静定亲下城])"
    r"|(?<![小社超园厂校辖片地城街景])(?P<two>[省市区县镇乡])(?=里|委|政府|局|厅|人大|政协|纪委)"
    r"|(?P<three>[省市区县镇乡村校院])级"
)
#: What is left must be this long, or it is no reason any more.
_SHORTEST = 4
_CHINESE = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}

#: A kind of limit and its value: ("分钟", "5以上").
Mark = tuple[str, str]


class Stripped(NamedTuple):
    """A reason without its occasion.

    ``text`` is what is left (folded), ``times`` how often it happened (1 where nothing is said),
    ``marks`` the limits and durations that were in it.
    """

    text: str
    times: int
    marks: frozenset[Mark]


def strip(reason: str) -> Stripped:
    """Take the occasion away from a reason; one that says nothing else keeps it."""
    text = _BRACKETS.sub(_unbracketed, fold(without_list_number(reason)).lower().strip())
    for pattern in _OCCASIONS:
        text = _unless_nothing_is_left(pattern.sub("", text), text)
    text = _NAMED.sub(lambda found: found["title"], text)
    counts: list[int] = []
    marks: set[Mark] = set()
    told = _unless_nothing_is_left(_TOLD.sub("", text), text)
    # who is told by whom tells two apart all the same: 被省级通报 is not 被区级通报
    marks |= {("级别", _level(found)) for found in _LEVEL.finditer(text[len(told) :])}
    text = told
    text = _COUNTED.sub(lambda found: _take_count(found, counts, marks), text)
    text = _LEVEL.sub(_level, text)
    return Stripped(text, counts[0] if len(counts) == 1 else 1, frozenset(marks))


def split_count(reason: str) -> tuple[str, str]:
    """Split a reason before how often it happened: 未在岗，共2人 is 未在岗 and ，共2人; the second may be empty."""
    start = max(0, len(reason) - _LONGEST_TAIL)
    found = _TAIL.search(fold(reason[start:]))
    if not found or not start + found.start():
        return reason, ""
    return reason[: start + found.start()], reason[start + found.start() :]


def counts_in(text: str) -> frozenset[int]:
    """Return the counts written in a text: 2 of 未在岗2人, 3 of 扣0.1分×3."""
    plain = fold(text)
    found = {_value(each["number"]) for each in _COUNTED.finditer(plain) if each["unit"] or each["number"].isdigit()}
    return frozenset(count for count in found if count)


def _unless_nothing_is_left(text: str, before: str) -> str:
    return text if len(text.strip(" ,、:")) >= min(_SHORTEST, len(before)) else before


def _level(found: re.Match[str]) -> str:
    return f"{found['one'] or found['two'] or found['three']}级"


def _unbracketed(found: re.Match[str]) -> str:
    inner = found[1]
    incidental = any(map(str.isdigit, inner)) or "某" in inner or (len(inner) <= 3 and found.start() > 0)
    return "" if incidental else f",{inner},"


def _take_count(found: re.Match[str], counts: list[int], marks: set[Mark]) -> str:
    number, unit = _value(found["number"]), found["unit"] or ""
    above, below = found["above"] or found["over"], found["below"] or found["under"]
    limited = bool(above or below)
    if not (unit or limited or found["number"][0].isdigit()):
        return found[0]  # 一 of 一般, 十 of 十字路口
    before, after = found.string[: found.start()], found.string[found.end() :]
    if before.endswith("第") or (not limited and after.startswith(_NO_COUNT_BEFORE)):
        return found[0]
    if limited or not unit or re.fullmatch(_EXTENT, unit):
        side = "以上" if above else "以下" if below else ""
        marks.add((unit, f"{found['number']}{side}"))
        if side:
            marks.add(("界限", side))
        return ""
    counts.append(number or 1)
    return ""


def _value(written: str) -> int | None:
    """Return a number in digits or Chinese numerals up to 99."""
    if written[0].isdigit():
        return int(written) if written.isdigit() else None
    if len(written) == 1:
        return 10 if written == "十" else _CHINESE.get(written)
    tens, ten, units = written.partition("十")
    if not ten or len(tens) > 1 or len(units) > 1:
        return None
    return (_CHINESE.get(tens, 0) if tens else 1) * 10 + (_CHINESE.get(units, 0) if units else 0)


#: The characters by which an occasion is known.
TELLING_LETTERS = frozenset(
    "".join(pattern.pattern for pattern in (*_OCCASIONS, _COUNTED, _NAMED, _TOLD, _LEVEL)) + "".join(_NO_COUNT_BEFORE)
)
