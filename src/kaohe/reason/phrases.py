"""The words about points in a text, one after the other: 扣0.1分, 不扣分, 一票否决, 合计0.3分."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from kaohe.numerals import read
from kaohe.reason.amounts import Amount, is_other, read_amount
from kaohe.reason.lexicon import (
    ADD,
    ARABIC,
    BOUNDARY,
    DEDUCT,
    DISCRETION,
    EITHER,
    EXHAUST,
    HARMLESS_REMARK,
    LINK,
    MEASURE,
    NUMBER,
    OBJECT,
    SLIP,
    SOMEBODY,
    UNIT,
)
from kaohe.reason.model import Doubt
from kaohe.reason.script import Script


@dataclass(frozen=True, slots=True)
class Rate:
    """Points for every ``size`` of a ``measure`` (每5户: 5, 户).

    A measure of several (每人每次) is kept as written; nothing counts in it.  ``verb`` is
    that of 每少1项; only what is missing counts then.
    """

    measure: str
    size: Decimal = Decimal(1)
    verb: str = ""


def rate_of(measure: str, size: str | None = None, verb: str | None = None) -> Rate:
    """Return the rate for the words after 每 or /."""
    count = read(size) if size else Decimal(1)
    return Rate(measure.strip("/每()"), count or Decimal(1), verb or "")


class Kind(Enum):
    """What a phrase does."""

    POINTS = auto()  # 扣0.1分
    TOTAL = auto()  # 合计扣0.3分
    CAP = auto()  # 最高2分, 扣完为止
    ZERO = auto()  # 不扣分
    EMPTY = auto()  # 扣分, without a figure
    VETO = auto()  # 一票否决
    MONEY = auto()  # 扣100元
    BARE = auto()  # 0.1分, without sign or verb
    HEADING = auto()  # 扣分项：
    REMARK = auto()  # 不重复扣分


@dataclass(slots=True)
class Phrase:
    """A phrase, in positions of ``Script.plain``.

    ``sign`` is 0 where the phrase itself has none; ``amount`` unsigned, None where open.
    ``rate`` is there for 每次… and …分/次, ``each`` tells 各 or 分别,
    ``worded`` whether a total has a verb (共扣0.3分, not 总0.3分), ``whole`` whether its
    parts follow (扣0.3分，其中…).
    """

    kind: Kind
    start: int
    end: int
    sign: int = 0
    amount: Decimal | None = None
    doubt: Doubt | None = None
    values: tuple[Decimal, ...] = ()
    unit: bool = True
    rate: Rate | None = None
    each: bool = False
    worded: bool = False
    whole: bool = False


_VERB = re.compile(
    rf"(?:(?P<either>{EITHER})|(?P<deduct>{DEDUCT})|(?P<add>{ADD}))"
    rf"(?:(?P<object>{OBJECT})?(?P<link>{LINK})|(?P<somebody>{SOMEBODY}))(?P<open>[(\[])?(?P<link2>{LINK})(?={SLIP}|[+\-负正±]{{0,3}}{NUMBER})"
)
_EMPTY = re.compile(
    rf"(?:{DISCRETION})?(?:{DEDUCT}|{ADD})(?:考核|相应|绩效|年度|对应|所得|一定|部分|全部|双倍){{0,2}}分(?:值|数)?(?:处理|处罚)?(?::?(?:若干|几|数|多)分)?{BOUNDARY}"
    rf"|(?<![一-鿿])(?:{DEDUCT}){BOUNDARY}|(?:{DEDUCT})(?=[;。)\n]|$)|(?:{DEDUCT}|{ADD})(?:若干|几|数|多)分"
    rf"|(?:酌情|适当|视情)(?:减免|扣减|扣除|扣罚|增减|加减|扣|加|减|奖励|奖|处理){BOUNDARY}"
)
_ZERO = re.compile(
    "(?:不加分?[、,也]?不[扣减]分?|不[扣减]分?[、,也]?不加分?|不奖不[罚惩扣])"
    "|(?P<maybe>暂时?|可以?|可酌情|酌情|视情|原则上|拟|建议)?(?:不予|不再|不应|不另|不作|不做|不给|不进行|不需要?|无需|无须|不用|免于|免予|免除|免|未予|未被|未作|未|没有|没|不|无)"
    "(?:再|予以?|给予|进行|作|做|另行?|额外|被)?(?:(?:扣加|加扣|加减|扣减|扣除|扣罚|减扣|奖励|扣|加|减|奖)(?:个?分(?:值|数)?)(?:项目?|情况|情形|事项|因素|问题|记录|现象|处理)?|扣除?|扣减)"
)
_AFTER_ZERO = re.compile(BOUNDARY + "|(?=[0-9]{1,3}(?:分|[、.)]))|(?=[(\\[])")
_NOTHING = re.compile(
    r"(?:加扣|扣加|加减|扣减|加|扣|减)分(?:项目?|情况|事项|原因|内容|值)?:?(?:为|是)?(?:无|没有|零|/|-{1,3})" + BOUNDARY
)
_VETO = re.compile(
    r"一票否决|不(?:予)?(?:得|计)分(?![包散配开批拆割工户类离辨别布流外享红])|(?:得|计|记|判|赋|评|为|按)(?:为)?(?:零|0)分|(?:本项|该项|此项|单项)(?:得|计|记)?(?:为)?(?:0|零)分"
    r"|(?:全扣|全部扣除|扣完|扣光|扣除全部)(?:本项|该项|此项)?(?:的)?(?:分值?|分数|得分)?(?!.{0,3}止)" + BOUNDARY
)
_CAP = re.compile(
    rf"(?:最高|最多|至多|上限|封顶|限额|不(?:得)?超过|不高于|不多于)(?:为|是|限|不超过|计)?(?:(?:{DEDUCT})|加|奖励?|扣分|加分|得分?)?(?:为|:|至|到)?(?P<most>{NUMBER}){UNIT}(?:封顶|为限|为止)?"
    rf"|以?(?P<until>{ARABIC}){UNIT}(?:封顶|为限|为上限|为止)|{EXHAUST}|(?:扣|加|减)?满分?为止"
)
_TOTAL = re.compile(
    rf"(?:合计|共计|总计|累计|小计|总共|一共|合共|统共|(?<![公总])共|(?:^|(?<=[,;。:(\n]))计(?=[扣减加])|(?<![汇])总(?=[扣减加:+\-0-9]|计|分[:+\-]?[+\-][0-9]))(?:被|应|予以|给予|得)?:?"
    rf"(?:(?P<either>{EITHER})|(?P<deduct>{DEDUCT})|(?P<add>{ADD}))?(?:{OBJECT})?(?:为|是|约|了)?:?[(]?(?={SLIP}|[+\-]?{NUMBER})"
)
#: 扣分合计0.2分
_TOTAL_OF = re.compile(r"(?<![加扣减])([加扣减])分\Z")
_MONEY = re.compile(
    rf"(?:(?:{DEDUCT}|{ADD})|处?罚款?|扣款)(?:[^0-9,;。:、()\n]{{0,8}})(?:{ARABIC})(?:万|亿|千|百)?[元块](?:/{MEASURE})?"
    rf"|(?:扣除?|罚)(?:发|款)?(?:[^0-9,;。:、()\n分]{{0,6}})(?:工资|奖金|津贴|补贴|补助|报酬|绩效)(?:{ARABIC}%|的?[0-9]{{1,3}}%|全部|一半)?{BOUNDARY}|(?:{DEDUCT}|罚)款?{ARABIC}%"
)
_SIGNED = re.compile(rf"(?<![0-9a-z.+\-])(?<![0-9]分)(?:[+-]{{1,2}}|[±负])(?={SLIP}|{NUMBER})|(?<=[(\[])—(?={NUMBER})")
_BARE = re.compile(
    rf"(?<![0-9a-z.x×*✕✖])(?={ARABIC}{MEASURE}?[x×*✕✖]{NUMBER}|{ARABIC}(?:[-~—至到]{{1,3}}{ARABIC})?{UNIT}|{ARABIC}/{MEASURE}|[零一二两三四五六七八九]点[零一二三四五六七八九]{{1,2}}{UNIT})"
)
_RATE = re.compile(rf"每(?:一)?(?P<per>(?:{MEASURE}){{1,2}})(?!百分)(?:计|为|按|:)?(?=[+-]?{NUMBER}{UNIT})")
_HEADING = re.compile(
    r"(?P<sign>加扣|扣加|加减|加|扣|减|奖励?)分(?:项目?|情况|事项|明细|原因|内容|理由|说明|因素|方面|部分|点)?[0-9一二三]?(?:如下|有|为)?(?:(?<=\[..)\]|(?<=\[...)\]|:)(?![+-]?[0-9.零半一二两三四五]{1,6}(?:分|[;,。)]|$))"
)

#: A sign without 分 after these belongs to a date, a row of numbers or an order.
_DATED = frozenset("年月日号时点周期第届季度室栋楼号")
_SIGNS = {"加": 1, "奖": 1, "扣": -1, "减": -1}
#: Larger figures without 分 are rather money or a count.
_LARGEST_WITHOUT_UNIT = 20


def find_phrases(script: Script) -> list[Phrase]:
    """Return every phrase about points in ``script.plain``, ascending and disjoint."""
    return list(_scan(script))


def _scan(script: Script) -> Iterator[Phrase]:
    plain = script.plain
    cursor = 0
    for trigger in _TRIGGER.finditer(plain):
        start = trigger.start()
        if start < cursor:
            continue
        for reader in _READERS[plain[start] if not plain[start].isdigit() else "0"]:
            phrase = reader(plain, start) or (_spaced(script, start) if reader is _signed else None)
            if phrase is not None:
                cursor = phrase.end
                yield phrase
                break


def _verb(plain: str, start: int) -> Phrase | None:
    verb = _VERB.match(plain, start)
    amount = verb and read_amount(plain, verb.end())
    if verb is None or amount is None or (verb["somebody"] and not verb["deduct"]):
        return None
    named = verb["object"] or ""
    unit = amount.unit or "分" in verb[0]
    if not _holds(plain, amount, bool(verb["either"] or verb["somebody"]), unit or named.endswith(("考核", "绩效"))):
        return None
    link = (verb["link"] or "") + (verb["link2"] or "")
    phrase = _phrase(plain, start, amount, -1 if verb["deduct"] else 1 if verb["add"] else 0)
    phrase.unit = unit
    phrase.each = bool(re.search("各|均", link))
    if verb["open"] and plain[phrase.end : phrase.end + 1] in (")", "]"):
        phrase.end += 1
    if re.search("约|近|最|至|到|不|上限", link):
        phrase.amount, phrase.doubt = (
            None,
            Doubt.CAP if re.search("最[高多]|至多|不超|不高|上限", link) else Doubt.RANGE,
        )
    if re.search("共|合计|累计|总计", link):
        phrase.kind = Kind.TOTAL
    return phrase


def _holds(plain: str, amount: Amount, strict: bool, unit: bool) -> bool:
    """Tell whether a figure after a verb means points: with 分, or with nothing else that it could be."""
    if amount.unit:
        return True
    if amount.spelt or (strict and not unit):
        return unit and not is_other(plain, amount.end)
    if amount.per or amount.doubt is Doubt.RANGE or amount.doubt is Doubt.UNREADABLE:
        return True
    if is_other(plain, amount.end):
        return False
    if unit or re.compile(BOUNDARY).match(plain, amount.end):
        return True
    return amount.value is not None and amount.value != int(amount.value)


def _phrase(plain: str, start: int, amount: Amount, sign: int) -> Phrase:
    """Return a points phrase of ``amount``, whose own sign must not contradict the verb's."""
    phrase = Phrase(
        Kind.POINTS, start, amount.end, sign or amount.sign, amount.value, amount.doubt, amount.values, amount.unit
    )
    phrase.rate = rate_of(amount.per) if amount.per else None
    if sign and amount.sign and sign != amount.sign:
        phrase.amount, phrase.doubt = None, Doubt.SIGN_CLASH
    elif phrase.doubt is None and (not phrase.sign or _is_large(amount)):
        phrase.amount, phrase.doubt = None, Doubt.UNCLEAR
    return phrase


def _is_large(amount: Amount) -> bool:
    """Tell whether a figure without 分 is too large for points."""
    return amount.bare and amount.value is not None and amount.value > _LARGEST_WITHOUT_UNIT


def _signed(plain: str, start: int) -> Phrase | None:
    sign = _SIGNED.match(plain, start)
    amount = sign and read_amount(plain, start)
    if sign is None or amount is None or (amount.value is None and amount.doubt is None):
        return None
    if not amount.unit and not _stands_alone(plain, start, amount):
        return None
    if plain[start : start + 2] == "--" and plain[start - 1 : start] != "(":
        return None  # 迟到——0.1分: a dash, and a figure without sign
    phrase = _phrase(plain, start, amount, 0)
    phrase.unit = True
    return phrase


def _spaced(script: Script, start: int) -> Phrase | None:
    """Return the points of -0.1 迟报材料, where only a blank ends the figure."""
    amount = read_amount(script.plain, start) if _SIGNED.match(script.plain, start) else None
    if amount is None or amount.end not in script.gaps or is_other(script.plain, amount.end) or amount.value is None:
        return None
    phrase = _phrase(script.plain, start, amount, 0)
    phrase.unit = True
    return phrase


def _stands_alone(plain: str, start: int, amount: Amount) -> bool:
    """Tell -0.2 from the -5 of 3月1日-5日, 1-3户 and of a list (-1、…)."""
    before, after = plain[start - 1 : start] if start else "", plain[amount.end : amount.end + 1]
    if amount.per:
        return True
    if (
        (before in _DATED and amount.value == int(amount.value or 0))
        or is_other(plain, amount.end)
        or not re.compile(BOUNDARY).match(plain, amount.end)
    ):
        return False
    return not (
        after in ("、", ".", ")") and before in ("", "\n", ";", "。") and amount.value == int(amount.value or 0)
    )


def _bare(plain: str, start: int) -> Phrase | None:
    if _BARE.match(plain, start) is None:
        return None
    amount = read_amount(plain, start)
    if amount is None or not (amount.unit or amount.per):
        return None
    return Phrase(
        Kind.BARE,
        start,
        amount.end,
        0,
        amount.value,
        amount.doubt,
        amount.values,
        amount.unit,
        rate_of(amount.per) if amount.per else None,
    )


def _rate(plain: str, start: int) -> Phrase | None:
    rate = _RATE.match(plain, start)
    amount = rate and read_amount(plain, rate.end())
    if rate is None or amount is None:
        return None
    phrase = Phrase(Kind.BARE, start, amount.end, amount.sign, amount.value, amount.doubt, rate=rate_of(rate["per"]))
    if amount.sign:
        phrase.kind = Kind.POINTS
    return phrase


def _total(plain: str, start: int) -> Phrase | None:
    total = _TOTAL.match(plain, start)
    amount = total and read_amount(plain, total.end())
    if total is None or amount is None:
        return None
    headed = _TOTAL_OF.search(plain, max(0, start - 4), start)
    verb = bool(total["deduct"] or total["add"] or total["either"])
    if not amount.unit and (is_other(plain, amount.end) or not (verb or amount.sign or total[0].endswith(":"))):
        return None
    told = _SIGNS[headed[1]] if headed else 0
    phrase = _phrase(plain, start, amount, -1 if total["deduct"] else 1 if total["add"] else told)
    phrase.kind, phrase.unit = Kind.TOTAL, True
    if phrase.doubt is Doubt.UNCLEAR:
        phrase.amount, phrase.doubt = amount.value, None
    if total[0].endswith("(") and plain[phrase.end : phrase.end + 1] == ")":
        phrase.end += 1
    phrase.worded = verb
    return phrase


def _zero(plain: str, start: int) -> Phrase | None:
    zero = _ZERO.match(plain, start)
    if zero is None or _AFTER_ZERO.match(plain, zero.end()) is None:
        return None
    maybe = zero["maybe"]
    doubt = None if not maybe else Doubt.PENDING if maybe[0] in "暂拟建" else Doubt.DISCRETION
    return Phrase(Kind.ZERO, start, zero.end(), 0, None if doubt else Decimal(0), doubt)


def _heading(plain: str, start: int) -> Phrase | None:
    heading = _HEADING.match(plain, start)
    if heading is None:
        return None
    word = heading["sign"]
    return Phrase(Kind.HEADING, start, heading.end(), _SIGNS[word[0]] if len(word) == 1 or word[0] == "奖" else 0)


def _words(pattern: re.Pattern[str], kind: Kind, doubt: Doubt | None) -> Callable[[str, int], Phrase | None]:
    """Return a reader for phrases without a figure that counts."""

    def reader(plain: str, start: int) -> Phrase | None:
        found = pattern.match(plain, start)
        return found and Phrase(kind, start, found.end(), doubt=doubt)

    return reader


def _cap(plain: str, start: int) -> Phrase | None:
    cap = _CAP.match(plain, start)
    if cap is None:
        return None
    figure = cap["most"] or cap["until"]
    most = read_amount(figure, 0) if figure else None
    return Phrase(Kind.CAP, start, cap.end(), amount=most.value if most else None, doubt=Doubt.CAP)


def _empty(plain: str, start: int) -> Phrase | None:
    empty = _EMPTY.match(plain, start)
    if empty is None:
        return None
    vague = re.match(DISCRETION, empty[0]) is not None
    return Phrase(Kind.EMPTY, start, empty.end(), doubt=Doubt.DISCRETION if vague else Doubt.NO_POINTS)


def _nothing(plain: str, start: int) -> Phrase | None:
    found = _NOTHING.match(plain, start)
    return found and Phrase(Kind.ZERO, start, found.end(), amount=Decimal(0))


_veto = _words(_VETO, Kind.VETO, Doubt.VETO)
_money = _words(_MONEY, Kind.MONEY, Doubt.MONEY)
_VERBS = (_heading, _nothing, _cap, _veto, _verb, _money, _empty)
_remark = _words(re.compile(HARMLESS_REMARK), Kind.REMARK, None)
_NEGATIONS = (_remark, _zero, _cap, _veto)
_READERS: dict[str, tuple[Callable[[str, int], Phrase | None], ...]] = {
    **dict.fromkeys("扣减加奖增倒另再补追多", _VERBS),
    **dict.fromkeys("罚处", (_verb, _money)),
    **dict.fromkeys("合共总累小", (_total, _veto)),
    **dict.fromkeys("不未没无免", _NEGATIONS),
    **dict.fromkeys("暂可拟建原", (_zero,)),
    **dict.fromkeys("酌视适", (_zero, _empty)),
    **dict.fromkeys("最至上封限以直满", (_cap,)),
    "统": (_total,),
    **dict.fromkeys("得记判赋评为按本该此单全", (_veto,)),
    "计": (_total, _veto),
    "一": (_total, _veto, _bare),
    "每": (_rate,),
    **dict.fromkeys("+-—±负", (_signed,)),
    **dict.fromkeys("零二两三四五六七八九", (_bare,)),
    "0": (_cap, _bare),
}
_TRIGGER = re.compile("(?<![0-9.])[0-9]|[" + re.escape("".join(key for key in _READERS if key != "0")) + "]")
