"""Phrases told by their words rather than by a figure: 不扣分, 扣分, 一票否决, 扣100元, 最高2分, 扣分项：."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from kaohe.core.patterns import compile_on_use
from kaohe.reason.model import Doubt
from kaohe.reason.phrases.amounts import read_amount
from kaohe.reason.phrases.lexicon import (
    ADD,
    ARABIC,
    BOUNDARY,
    DEDUCT,
    DISCRETION,
    DOCK,
    EXHAUST,
    HARMLESS_REMARK,
    MEASURE,
    NUMBER,
    UNIT,
)
from kaohe.reason.phrases.phrase import Kind, Phrase

#: Tries to read a phrase that starts at a place of ``Script.plain``.
Reader = Callable[[str, int], Phrase | None]

_BOTH = "加扣|扣加|加减|扣减"
_WHOSE = "考核|相应|绩效|年度|对应|所得|一定|部分|全部|双倍"
_EMPTY = compile_on_use(
    rf"(?:{DISCRETION})?(?:{DEDUCT}|{ADD})(?:{_WHOSE}){{0,2}}分(?:值|数)?(?:处理|处罚)?(?::?(?:若干|几|数|多)分)?{BOUNDARY}"
    rf"|{DOCK}(?:{BOUNDARY})"
    rf"|(?:{DEDUCT}|{ADD})(?:若干|几|数|多)分"
    rf"|(?:酌情|适当|视情)(?:减免|扣减|扣除|扣罚|增减|加减|扣|加|减|奖励|奖|处理){BOUNDARY}"
)
_NOT = (
    "不予|不再|不应|不另|不作|不做|不[计记]|不给|不进行|不需要?|无需|无须|不用|豁免|免于|免予|免除|免|未予|"
    "未被|未作|未|没有|没|不|无"
)
_ZERO = compile_on_use(
    "(?:不加分?[、,也]?不[扣减]分?|不[扣减]分?[、,也]?不加分?|不奖不[罚惩扣])"
    f"|(?P<maybe>暂时?|可以?|可酌情|酌情|视情|原则上|拟|建议)?(?:{_NOT})(?:再|予以?|给予|进行|作|做|另行?|额外|被)?"
    f"(?:(?:{_BOTH}|扣除|扣罚|减扣|奖励|扣|加|减|奖)个?分(?:值|数)?(?:项目?|情况|情形|事项|因素|问题|记录|现象|处理)?|扣除?|扣减)"
)
_AFTER_ZERO = compile_on_use(BOUNDARY + r"|(?=[0-9]{1,3}(?:[、)]|\.(?![0-9])|分[以及]))|(?=[(\[])")
#: A heading with nothing under it; a mere dash may also stand for a figure still to come.
_NOTHING = compile_on_use(
    rf"(?:{_BOTH}|加|扣|减)分(?:项目?|情况|事项|原因|内容|值)?:?(?:为|是)?(?:无|没有|零|/|[-—]{{1,3}}){BOUNDARY}"
)
_DASHES = frozenset("-—/")
#: 不得分, but not 不得分包 or 不得分散.
_NO_SCORE = "不(?:予)?(?:得|计)分(?![包散配开批拆割工户类离辨别布流外享红])"
_ITEM = "本项|该项|此项|单项"
_VETO = compile_on_use(
    rf"一票否决|{_NO_SCORE}|(?:得|计|记|判|赋|评|为|按)为?(?:零|0)分|(?:{_ITEM})(?:得|计|记)?为?(?:0|零)分"
    rf"|(?:全扣|全部扣除|扣完|扣光|扣除全部)(?:本项|该项|此项)?的?(?:分值?|分数|得分)?(?!.{{0,3}}止){BOUNDARY}"
)
_MOST = "最高|最多|至多|上限|封顶|限额|不(?:得)?超过|不高于|不多于"
_CAP = compile_on_use(
    rf"(?:{_MOST})(?:为|是|限|不超过|计)?(?:{DEDUCT}|加|奖励?|扣分|加分|得分?)?(?:为|:|至|"
    rf"到)?(?P<most>{NUMBER}){UNIT}(?:封顶|为限|为止)?"
    rf"|以?(?P<until>{ARABIC}){UNIT}(?:封顶|为限|为上限|为止)|{EXHAUST}|(?:扣|加|减)?满分?为止"
)
_WORDS = r"[^0-9,;。:、()\n]{0,8}"
_PAY = "工资|奖金|津贴|补贴|补助|报酬|绩效"
_MONEY = compile_on_use(
    rf"(?:{DEDUCT}|{ADD}|处?罚款?|扣款){_WORDS}{ARABIC}(?:万|亿|千|百)?[元块](?:/{MEASURE})?"
    rf"|(?:扣除?|罚)(?:发|款)?[^0-9,;。:、()\n分]{{0,6}}(?:{_PAY})(?:{ARABIC}%|的?[0-9]{{1,3}}%|全部|一半)?{BOUNDARY}"
    rf"|(?:{DEDUCT}|罚)款?{ARABIC}%"
)
_LIST = "[0-9]{1,2}[、.)](?![0-9])|[\u2460-\u2469]"
#: 扣分项：, 扣分情况如下：, 【扣分】, and 扣： at the start of an entry; not 扣分：0.2.
_HEADING = compile_on_use(
    r"(?P<sign>加扣|扣加|加减|加|扣|减|奖励?)(?:分|(?=:)(?:(?<=^[加扣减奖])|(?<=[,;。:)\n、.][加扣减奖])))"
    r"(?:项目?|情况|事项|明细|原因|内容|理由|说明|因素|方面|部分|点)?(?:[及和]分值)?[0-9一二三]?(?:如下|有|为)?"
    rf"(?:(?<=\[..)\]|(?<=\[...)\]|:|(?<=[项况细因容由明素面分])(?={_LIST}))"
    r"(?![+-]?[0-9.零半一二两三四五]{1,6}(?:分|[;,。()\n\]]|$)|[;。?—]|待|未定|\n?$)"
)
_SIGNS = {"加": 1, "奖": 1, "扣": -1, "减": -1}


def _told(pattern: re.Pattern[str], kind: Kind, doubt: Doubt | None) -> Reader:
    """Return a reader of phrases that have no figure."""

    def reader(plain: str, start: int) -> Phrase | None:
        found = pattern.match(plain, start)
        return found and Phrase(kind, start, found.end(), doubt=doubt)

    return reader


veto = _told(_VETO, Kind.VETO, Doubt.VETO)
money = _told(_MONEY, Kind.MONEY, Doubt.MONEY)
remark = _told(compile_on_use(HARMLESS_REMARK), Kind.REMARK, None)


def zero(plain: str, start: int) -> Phrase | None:
    """Read 不扣分; 暂不扣分 and 可不扣分 leave it open."""
    found = _ZERO.match(plain, start)
    if found is None or _AFTER_ZERO.match(plain, found.end()) is None:
        return None
    maybe = found["maybe"]
    doubt = None if not maybe else Doubt.PENDING if maybe[0] in "暂拟建" else Doubt.DISCRETION
    return Phrase(Kind.ZERO, start, found.end(), amount=None if doubt else Decimal(0), doubt=doubt, worded=True)


def nothing(plain: str, start: int) -> Phrase | None:
    """Read 扣分：无."""
    found = _NOTHING.match(plain, start)
    if found is None:
        return None
    return Phrase(Kind.ZERO, start, found.end(), amount=Decimal(0), worded=plain[found.end() - 1] not in _DASHES)


def heading(plain: str, start: int) -> Phrase | None:
    """Read 扣分项：."""
    found = _HEADING.match(plain, start)
    if found is None:
        return None
    word = found["sign"]
    return Phrase(Kind.HEADING, start, found.end(), _SIGNS[word[0]] if len(word) == 1 or word[0] == "奖" else 0)


def cap(plain: str, start: int) -> Phrase | None:
    """Read 最高2分, 2分封顶, 扣完为止."""
    found = _CAP.match(plain, start)
    if found is None:
        return None
    figure = found["most"] or found["until"]
    most = read_amount(figure, 0) if figure else None
    return Phrase(Kind.CAP, start, found.end(), amount=most.value if most else None, doubt=Doubt.CAP)


def empty(plain: str, start: int) -> Phrase | None:
    """Read 扣分 and 酌情扣分, which tell no figure."""
    found = _EMPTY.match(plain, start)
    if found is None:
        return None
    vague = re.match(DISCRETION, found[0]) is not None
    sign = -1 if re.search("[扣减罚]", found[0]) else 1
    return Phrase(Kind.EMPTY, start, found.end(), sign, doubt=Doubt.DISCRETION if vague else Doubt.NO_POINTS)
