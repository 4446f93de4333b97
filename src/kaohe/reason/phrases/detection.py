"""Finding the words about points in a text, one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaohe.reason.model import Doubt
from kaohe.reason.phrases import keywords
from kaohe.reason.phrases.amounts import Amount, is_other, read_amount
from kaohe.reason.phrases.keywords import Reader
from kaohe.reason.phrases.lexicon import (
    ADD,
    ARABIC,
    BOUNDARY,
    CREDIT,
    DEDUCT,
    EITHER,
    LINK,
    MEASURE,
    NUMBER,
    OBJECT,
    SLIP,
    SOMEBODY,
    UNIT,
)
from kaohe.reason.phrases.phrase import Kind, Phrase, rate_of
from kaohe.reason.text.script import Script

#: Verb, whose points, colon: 扣, 扣除个人绩效, 扣分：, 扣王某某.
_VERB = re.compile(
    rf"(?:(?P<either>{EITHER})|(?P<deduct>{DEDUCT})|(?P<add>{ADD}|{CREDIT}))"
    rf"(?:(?P<object>{OBJECT})?(?P<link>{LINK})|(?P<somebody>{SOMEBODY}))(?P<open>[(\[<\x22])?(?P<link2>{LINK})"
    rf"(?={SLIP}|[+\-负正±]{{0,3}}{NUMBER})"
)
_EACH = re.compile("各|均")
_ALTOGETHER = re.compile("共|合计|累计|总计")
_AT_MOST = re.compile("最[高多]|至多|不超|不高|上限")
_ABOUT = re.compile("约|近|最|至|到|不|上限")
#: 扣5分封顶
_LIMIT = re.compile("封顶|为限|为上限|为止")
_SUM = (
    r"合计|共计|总计|累计|小计|总共|一共|合共|统共|(?<![公总])共|(?:^|(?<=[,;。:(\n]))计(?=[扣减加])"
    r"|(?<!汇)总(?=[扣减加:+\-0-9]|计|分[:+\-]?[+\-][0-9])"
)
_TOTAL = re.compile(
    rf"(?:{_SUM})(?:已?被|已|应|予以|给予|得)?:?(?:(?P<either>{EITHER})|(?P<deduct>{DEDUCT})|(?P<add>{ADD}))?(?:{OBJECT})?"
    rf"(?:为|是|约|了)?:?[(]?(?={SLIP}|[+\-]?{NUMBER})"
)
#: 扣分合计0.2分
_TOTAL_OF = re.compile(r"(?<![加扣减])([加扣减])分\Z")
#: A minus, but not that of 3-5户; a dash — only where a bracket opens.
_SIGNED = re.compile(rf"(?<![0-9a-z+\-])(?<![0-9]分)(?:[+-]{{1,2}}|[±负])(?={SLIP}|{NUMBER})|(?<=[(\[])—(?={NUMBER})")
#: 3次×0.1分, 0.1分, 60-69分, 0.1/次, （0.1）, 零点一分
_BARE = re.compile(
    rf"(?<![0-9a-z.x×*✕✖])(?={ARABIC}{MEASURE}?[x×*✕✖]{NUMBER}|{ARABIC}(?:[-~—至到]{{1,3}}{ARABIC})?{UNIT}|{ARABIC}/{MEASURE}"
    rf"|(?<=\(){ARABIC}\)|[零一二两三四五六七八九]点[零一二三四五六七八九]{{1,2}}{UNIT})"
)
#: 每次0.1分
_RATE = re.compile(rf"每一?(?P<per>(?:{MEASURE}){{1,2}})(?!百分)(?:计|为|按|:)?(?=[+-]?{NUMBER}{UNIT})")
_BOUNDARY = re.compile(BOUNDARY)
_CLOSING = (")", "]", '"', ">")
#: A sign without 分 after these belongs to a date, a row of numbers or an order.
_DATED = frozenset("年月日号时点周期第届季度室栋楼")
_SIGNS = {"加": 1, "扣": -1, "减": -1}
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
        first = trigger[0]
        if start < cursor or (first in _FOLLOWERS and plain[start + 1 : start + 2] not in _FOLLOWERS[first]):
            continue
        for reader in _READERS.get(first, _FIGURE_READERS):
            phrase = reader(plain, start) or (_spaced(script, start) if reader is _signed else None)
            if phrase is not None:
                cursor = phrase.end
                yield phrase
                break


def _verb(plain: str, start: int) -> Phrase | None:
    """Read 扣0.1分, 加分：0.5, 扣除个人绩效（3分）."""
    verb = _VERB.match(plain, start)
    amount = verb and read_amount(plain, verb.end())
    if verb is None or amount is None or (verb["somebody"] and not verb["deduct"]):
        return None
    unit = amount.unit or "分" in verb[0]
    named = unit or (verb["object"] or "").endswith(("考核", "绩效"))
    if not _holds(plain, amount, bool(verb["either"] or verb["somebody"]), named):
        return None
    phrase = _phrase(start, amount, -1 if verb["deduct"] else 1 if verb["add"] else 0)
    phrase.unit = unit
    if verb["open"] and plain[phrase.end : phrase.end + 1] in _CLOSING:
        phrase.end += 1
    _heed_link(plain, phrase, (verb["link"] or "") + (verb["link2"] or ""))
    return phrase


def _heed_link(plain: str, phrase: Phrase, link: str) -> None:
    """Note what the words around the figure do to it: 扣约1分, 扣分最高2分, 扣共0.3分, 扣5分封顶."""
    phrase.each = _EACH.search(link) is not None
    if _ABOUT.search(link):
        phrase.amount, phrase.doubt = None, Doubt.CAP if _AT_MOST.search(link) else Doubt.RANGE
    if _ALTOGETHER.search(link):
        phrase.kind = Kind.TOTAL
    if limit := _LIMIT.match(plain, phrase.end):
        phrase.kind, phrase.doubt, phrase.end = Kind.CAP, Doubt.CAP, limit.end()


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
    if unit or _BOUNDARY.match(plain, amount.end):
        return True
    return amount.value is not None and amount.value != int(amount.value)


def _phrase(start: int, amount: Amount, sign: int) -> Phrase:
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
    phrase = _phrase(start, amount, 0)
    phrase.unit = True
    return phrase


def _spaced(script: Script, start: int) -> Phrase | None:
    """Return the points of -0.1 迟报材料, where only a blank ends the figure."""
    amount = read_amount(script.plain, start) if _SIGNED.match(script.plain, start) else None
    if amount is None or amount.end not in script.gaps or is_other(script.plain, amount.end) or amount.value is None:
        return None
    phrase = _phrase(start, amount, 0)
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
        or not (_BOUNDARY.match(plain, amount.end) or _is_glued(before, after, amount))
    ):
        return False
    return not (
        after in ("、", ".", ")") and before in ("", "\n", ";", "。") and amount.value == int(amount.value or 0)
    )


def _is_glued(before: str, after: str, amount: Amount) -> bool:
    """Tell the -0.2 of 通道堵塞-0.2线路老化-0.1: a fraction between two words is no number of anything else."""
    fraction = amount.value is not None and amount.value != int(amount.value)
    return fraction and all("\u4e00" <= char <= "\u9fff" for char in (before or " ", after or " "))


def _bare(plain: str, start: int) -> Phrase | None:
    if _BARE.match(plain, start) is None:
        return None
    amount = read_amount(plain, start)
    if amount is None or not (amount.unit or amount.per or _is_bracketed(plain, amount)):
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


def _is_bracketed(plain: str, amount: Amount) -> bool:
    """Tell the 0.1 of 迟报（0.1）, which under a heading 扣分： are points, from the number of an entry."""
    return plain[amount.end : amount.end + 1] == ")" and amount.value is not None and amount.value != int(amount.value)


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
    phrase = _phrase(start, amount, -1 if total["deduct"] else 1 if total["add"] else told)
    phrase.kind, phrase.unit = Kind.TOTAL, True
    if phrase.doubt is Doubt.UNCLEAR:
        phrase.amount, phrase.doubt = amount.value, None
    if plain.startswith(("的", "者"), amount.end):
        phrase.amount, phrase.doubt = None, Doubt.UNCLEAR  # 累计扣12分的，取消资格
    if total[0].endswith("(") and plain[phrase.end : phrase.end + 1] == ")":
        phrase.end += 1
    phrase.worded = verb
    return phrase


_VERBS = (keywords.nothing, keywords.heading, keywords.cap, keywords.veto, _verb, keywords.money, keywords.empty)
_NEGATIONS = (keywords.remark, keywords.zero, keywords.cap, keywords.veto)
#: Which readers to try, by the first character.
_READERS: dict[str, tuple[Reader, ...]] = {
    **dict.fromkeys("扣减加奖增倒另再补追", _VERBS),
    **dict.fromkeys("罚处", (_verb, keywords.money)),
    **dict.fromkeys("积获", (_verb,)),
    **dict.fromkeys("合共总累小统", (_total,)),
    **dict.fromkeys("不未没无免", _NEGATIONS),
    **dict.fromkeys("暂可拟建原", (keywords.zero,)),
    **dict.fromkeys("酌视适", (keywords.zero, keywords.empty)),
    **dict.fromkeys("最至上封限以直满", (keywords.cap,)),
    **dict.fromkeys("记判赋评为按本该此单全", (keywords.veto,)),
    "得": (keywords.veto, _verb),
    "计": (_total, keywords.veto),
    **dict.fromkeys("零二两三四五六七八九", (_bare,)),
    **dict.fromkeys("+-—±负", (_signed,)),
    "一": (_total, keywords.veto, _bare),
    "每": (_rate,),
}
_FIGURE_READERS: tuple[Reader, ...] = (keywords.cap, _bare)
#: Common characters that begin a phrase only before certain others: looking one character ahead is much cheaper than
#: running the readers in vain.
_FOLLOWERS: dict[str, str] = {
    "不": "予再应另作做计记给进需用加扣减奖得超高多重累叠",
    "未": "予被作扣加减奖再",
    "没": "有扣加减",
    "无": "需须扣加减奖",
    "免": "于予除扣加减",
    "最": "高多",
    "至": "多扣到",
    "上": "限",
    "限": "额",
    "一": "共票点",
    "全": "扣部",
    "建": "议",
    "原": "则",
    "适": "当",
    "统": "共",
    "小": "计",
    "累": "计",
    "合": "计共",
    **dict.fromkeys("本该此单", "项"),
    **dict.fromkeys("记判赋评为按", "为零0"),
    "得": "为零0积",
    "获": "得积",
    **dict.fromkeys("零二两三四五六七八九", "点"),
}
_TRIGGER = re.compile("(?<![0-9.])[0-9]|[" + re.escape("".join(_READERS)) + "]")
