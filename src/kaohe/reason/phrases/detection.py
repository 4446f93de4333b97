"""Finding the words about points in a text, one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kaohe.core.numerals import read
from kaohe.core.patterns import compile_on_use
from kaohe.core.records import replace
from kaohe.reason.model import Doubt
from kaohe.reason.phrasebook import BOOK, Effect, Slot
from kaohe.reason.phrases import keywords
from kaohe.reason.phrases.amounts import Amount, is_other, read_amount
from kaohe.reason.phrases.counts import is_somebody
from kaohe.reason.phrases.keywords import Reader
from kaohe.reason.phrases.lexicon import (
    ADD,
    ANY_MEASURE,
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
from kaohe.reason.phrases.pasted import find_rows
from kaohe.reason.phrases.phrase import Kind, Phrase, points_phrase, rate_of
from kaohe.reason.phrases.signed import read_signed, without_mark
from kaohe.reason.text.script import Script

#: Verb, whose points, colon: 扣, 扣除个人绩效, 扣分：, 扣王某某.
_VERB = compile_on_use(
    rf"(?:(?P<either>{EITHER})|(?P<deduct>{DEDUCT})|(?P<add>{ADD}|{CREDIT}))"
    rf"(?:(?P<object>{OBJECT})?(?P<link>{LINK})|(?P<somebody>{SOMEBODY}))(?P<open>[(\[<\x22])?(?P<link2>{LINK})"
    rf"(?={SLIP}|[+\-负正±]{{0,3}}{NUMBER})"
)
#: 扣0.1分, and nothing behind it that could bear on the figure: what most points are.
_SIMPLE = compile_on_use(
    r"(?:(?<![克折回纽抵暗环相])扣|(?<![参附更叠施添强])加)(?P<figure>(?:0|[1-9][0-9]?)(?:\.[0-9]{1,2})?)分"
    r"(?=[;。)\n]|,(?![0-9.零〇一二两三四五六七八九十半])|$)"
)
_OTHERS = compile_on_use("(?![该本我其各])[^,]{1,3}(?:村|镇|乡|街道|社区|县|局|公司|.科)")
#: 扣5分封顶
_LIMIT = compile_on_use("封顶|为限|为上限|为止")
_SUM = (
    r"合计|共计|总计|累计|小计|总共|一共|合共|统共|(?<![公总])共|(?:^|(?<=[,;。:(\n]))计(?=[扣减加]|[0-9.]{1,5}分)"
    r"|(?<!汇)总(?=[扣减加:+\-0-9]|计|分[:+\-]?[+\-][0-9])"
)
_TOTAL = compile_on_use(
    rf"(?:{_SUM})(?:已?被|已|应|予以|给予|得)?:?(?:(?P<either>{EITHER})|(?P<deduct>{DEDUCT})|(?P<add>{ADD}))?(?:{OBJECT})?"
    rf"(?:为|是|约|了)?:?[(]?(?={SLIP}|[+\-]?{NUMBER})"
)
#: 每天扣0.5分，计1分
_PRICED = compile_on_use("每[^,;。]{0,6}[扣减加][^,;。]{0,8},?\\Z")
#: 扣分合计0.2分
_TOTAL_OF = compile_on_use(r"(?<![加扣减])([加扣减])分\Z")
#: 3次×0.1分, 0.1分, 60-69分, 0.1/次, （0.1）, 零点一分
_BARE = compile_on_use(
    rf"(?<![0-9a-z.x×*✕✖])(?={ARABIC}{MEASURE}?[x×*✕✖]{NUMBER}|{ARABIC}(?:[-~—至到]{{1,3}}{ARABIC})?{UNIT}|{ARABIC}/{MEASURE}"
    rf"|(?<=\(){ARABIC}\)|[零一二两三四五六七八九]点[零一二三四五六七八九]{{1,2}}{UNIT})"
)
#: 每次0.1分
_RATE = compile_on_use(
    rf"每一?(?P<size>{NUMBER})?(?P<per>(?:{MEASURE}){{1,2}}|(?!{MEASURE}){ANY_MEASURE})(?!百分)(?:计|为|按|:)?(?=[+-]?{NUMBER}{UNIT})"
)
_BOUNDARY = compile_on_use(BOUNDARY)
_CLOSING = (")", "]", '"', ">")
#: What ends a figure behind a verb: a separator, a circled number, the next verb or sign with its figure.
_VERB_END = compile_on_use(rf"{BOUNDARY}|[ \u2460-\u249b\u2776-\u2793]|[+\-扣减加][0-9]")
_STOPPED = compile_on_use(r"(?P<figure>[0-9]{1,3})\. [0-9]{1,4}(?![0-9.分 ]|个?分)")
#: 1⏎0分
_BROKEN = compile_on_use(r"\n[0-9]{1,2}(?:\.[0-9]{1,2})?分(?!管|公)")
_SIGNS = {"加": 1, "扣": -1, "减": -1}


def find_phrases(script: Script) -> list[Phrase]:
    """Return every phrase about points in ``script.plain``, ascending and disjoint."""
    return find_rows(script) or list(_scan(script))


def _scan(script: Script) -> Iterator[Phrase]:
    plain = script.plain
    cursor = 0
    for trigger in _TRIGGER.finditer(plain):
        start = trigger.start()
        first = trigger[0]
        if start < cursor or (first in _FOLLOWERS and plain[start + 1 : start + 2] not in _FOLLOWERS[first]):
            continue
        if first in _SIGN_CHARS:
            phrase = read_signed(script, start)
            if phrase is not None:
                cursor = phrase.end
                yield phrase
            continue
        for reader in _READERS.get(first, _FIGURE_READERS):
            phrase = reader(plain, start)
            if phrase is not None:
                cursor = phrase.end
                yield phrase
                break


def _simple(plain: str, start: int) -> Phrase | None:
    """Read 扣0.1分 as :func:`_verb` would, without asking for all that it knows."""
    simple = _SIMPLE.match(plain, start)
    if simple is None:
        return None
    return Phrase(Kind.POINTS, start, simple.end(), -1 if plain[start] == "扣" else 1, read(simple["figure"]))


def _verb(plain: str, start: int) -> Phrase | None:
    """Read 扣0.1分, 加分：0.5, 扣除个人绩效（3分）."""
    verb = _VERB.match(plain, start)
    amount = verb and read_amount(plain, verb.end())
    if verb is None or amount is None or (verb["somebody"] and not verb["deduct"]):
        return None
    if not amount.unit:
        amount = without_mark(plain, verb.end()) or _to_the_stop(plain, verb.end()) or amount
    unit = amount.unit or "分" in verb[0]
    named = unit or (verb["object"] or "").endswith(("考核", "绩效"))
    broken = _BROKEN.match(plain, amount.end) if not amount.unit else None
    if broken is None and not _holds(plain, amount, bool(verb["either"] or verb["somebody"]), named):
        return None
    if broken is not None:  # 扣1⏎0分: one figure or two?
        amount = replace(amount, value=None, doubt=Doubt.UNREADABLE, end=broken.end())
    phrase = points_phrase(start, amount, -1 if verb["deduct"] else 1 if verb["add"] else 0)
    phrase.unit = unit
    if verb["somebody"] and _OTHERS.fullmatch(verb["somebody"]):
        phrase.amount, phrase.doubt = None, phrase.doubt or Doubt.UNCLEAR  # 扣乙村0.5分: whose cell is this?
    elif verb["somebody"] and not is_somebody(verb["somebody"]):
        phrase.amount, phrase.doubt = None, phrase.doubt or Doubt.UNKNOWN_WORD
    if verb["open"] and plain[phrase.end : phrase.end + 1] in _CLOSING:
        phrase.end += 1
    _heed_link(plain, phrase, (verb["link"] or "", verb["link2"] or ""))
    return phrase


def _heed_link(plain: str, phrase: Phrase, links: Iterable[str]) -> None:
    """Note what the words before the figure do to it: 扣约1分, 扣分最高2分, 扣共0.3分; and 扣5分封顶."""
    effects = {BOOK.words[Slot.BETWEEN].get(link.strip(":=")) for link in links}
    phrase.each = Effect.EACH in effects
    if effects & {Effect.ABOUT, Effect.CAP}:
        phrase.amount, phrase.doubt = None, Doubt.CAP if Effect.CAP in effects else Doubt.RANGE
    if Effect.TOTAL in effects:
        phrase.kind = Kind.TOTAL
    if limit := _LIMIT.match(plain, phrase.end):
        phrase.kind, phrase.doubt, phrase.end = Kind.CAP, Doubt.CAP, limit.end()


def _to_the_stop(plain: str, start: int) -> Amount | None:
    """Part the 1 of 扣1. 2班卫生扣2 from what follows the full stop."""
    stopped = _STOPPED.match(plain, start)
    return read_amount(plain[: stopped.end("figure")], start) if stopped else None


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
    if unit or _VERB_END.match(plain, amount.end):
        return True
    return amount.value is not None and amount.value != int(amount.value)


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
    price = rate_of(rate["per"], rate["size"])
    phrase = Phrase(Kind.BARE, start, amount.end, amount.sign, amount.value, amount.doubt, rate=price)
    if amount.sign:
        phrase.kind = Kind.POINTS
    return phrase


def _total(plain: str, start: int) -> Phrase | None:
    total = _TOTAL.match(plain, start)
    amount = total and read_amount(plain, total.end())
    if total is None or amount is None:
        return None
    if total[0] == "计" and not _PRICED.search(plain, max(0, start - 24), start):
        return None
    headed = _TOTAL_OF.search(plain, max(0, start - 4), start)
    verb = bool(total["deduct"] or total["add"] or total["either"])
    if not amount.unit and (is_other(plain, amount.end) or not (verb or amount.sign or total[0].endswith(":"))):
        return None
    told = _SIGNS[headed[1]] if headed else 0
    phrase = points_phrase(start, amount, -1 if total["deduct"] else 1 if total["add"] else told)
    phrase.kind, phrase.unit = Kind.TOTAL, True
    if phrase.doubt is Doubt.UNCLEAR:
        phrase.amount, phrase.doubt = amount.value, None
    if plain.startswith(("的", "者"), amount.end):
        phrase.amount, phrase.doubt = None, Doubt.UNCLEAR  # 累计扣12分的，取消资格
    if total[0].endswith("(") and plain[phrase.end : phrase.end + 1] == ")":
        phrase.end += 1
    phrase.worded = verb or total[0].startswith("计")
    return phrase


def _related(plain: str, start: int) -> Phrase | None:
    """Read 退回0.2分, 追加0.2分: what they do depends on the points before."""
    word = BOOK.at(Slot.VERB, plain, start)
    opened = word and _OPENED.match(plain, word.end)
    amount = opened and read_amount(plain, opened.end())
    if word is None or amount is None or not (amount.unit or _BOUNDARY.match(plain, amount.end)):
        return None
    if is_other(plain, amount.end) and not amount.unit:
        return None
    sign = -1 if word.effect is Effect.FURTHER and "扣" in plain[start : word.end] else 0
    phrase = Phrase(Kind.POINTS, start, amount.end, sign, amount.value, amount.doubt, amount.values, amount.unit)
    phrase.relation = word.effect
    return phrase


_VERBS = (
    _related,
    keywords.nothing,
    keywords.heading,
    keywords.cap,
    keywords.veto,
    _verb,
    keywords.money,
    keywords.empty,
)
_NEGATIONS = (_related, keywords.remark, keywords.zero, keywords.cap, keywords.veto)
_OPENED = compile_on_use("(?:其|所扣|所扣的|分)?[:=]?")
#: Which readers to try, by the first character.
_READERS: dict[str, tuple[Reader, ...]] = {
    **dict.fromkeys("扣加", (_simple, *_VERBS)),
    **dict.fromkeys("减奖增倒另再补追", _VERBS),
    **dict.fromkeys("罚处", (_verb, keywords.money)),
    **dict.fromkeys("积获", (_verb,)),
    **dict.fromkeys("合共总累小统", (_total,)),
    **dict.fromkeys("不未没无免豁", _NEGATIONS),
    **dict.fromkeys("退返归发恢还找冲抵核调变应降实更订改", (_related,)),
    **dict.fromkeys("暂可拟建原", (keywords.zero,)),
    "酌": (_related, keywords.zero, keywords.empty),
    **dict.fromkeys("视适", (keywords.zero, keywords.empty)),
    **dict.fromkeys("最至上封限以直满", (keywords.cap,)),
    **dict.fromkeys("记判赋评为按本该此单全", (keywords.veto,)),
    "得": (keywords.veto, _verb),
    "计": (_total, keywords.veto),
    **dict.fromkeys("零二两三四五六七八九", (_bare,)),
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
    "豁": "免",
    "免": "于予除扣加减掉去0123456789零一二两三四五半",
    "退": "回还分0123456789零半",
    "返": "还回分0123456789零半",
    "归": "还",
    "发": "还",
    "恢": "复",
    "还": "回",
    "找": "回",
    "冲": "减抵销回",
    "抵": "减扣消0123456789",
    "核": "减销定",
    "调": "整至",
    "变": "更",
    "应": "为是",
    "降": "至为",
    "实": "为际",
    "更": "正",
    "订": "正",
    "改": "为成",
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
_SIGN_CHARS = frozenset("+-—±负")
_TRIGGER = compile_on_use("(?<![0-9.])[0-9]|[" + re.escape("".join(_READERS) + "".join(sorted(_SIGN_CHARS))) + "]")
