"""What stands before the words about points and governs them: 每次扣…, 各扣…, 拟扣…, 酌情扣…."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kaohe.core.patterns import compile_on_use
from kaohe.reason.model import Doubt
from kaohe.reason.phrasebook import BOOK, Effect, Word
from kaohe.reason.phrases.lexicon import ANY_MEASURE, COUNT_MEASURE, MEASURE, NUMBER, RATE_VERB
from kaohe.reason.phrases.phrase import Kind, Phrase, rate_of

#: 每2次, 每少1项, 每人每次, 每床, 按床
_RATE = compile_on_use(
    rf"(?:按?每(?P<verb>{RATE_VERB})?(?P<size>{NUMBER})?(?P<per>(?:{MEASURE}){{1,2}}|(?!{MEASURE}){ANY_MEASURE})"
    rf"(?:每(?P<again>{MEASURE}))?计?)\Z"
)
#: 按床扣
_BY = compile_on_use(f"按(?![时期])(?P<per>{MEASURE}|{ANY_MEASURE[:-5]})\\Z")
#: 发现一处扣, 少1项扣 name the price of each case; so does 一次 glued to the verb.
_ONCE = compile_on_use(
    rf"(?:(?P<verb>发现|出现|发生|查实|缺少?|少|漏|错|差|超|逾期?|晚|迟|低|高|多|拖)[一1]个?(?P<per>{MEASURE})|(?<=[,;:、])一(?P<any>{ANY_MEASURE})|"
    rf"(?<!第)(?P<one>[一1])个?(?P<glued>(?![组班部支站所村]){COUNT_MEASURE}))(?:者|的)?\Z"
)
#: 护学岗缺1人扣0.1分 is what happened; 发现1处扣0.1分, and 缺3人，缺1人扣0.1分, are prices.
_FOUND = ("发现", "出现", "发生", "查实")
_LATE = ("超", "逾", "逾期", "晚", "迟", "低", "高", "多", "拖")
_SUBJECT = compile_on_use("[\u4e00-\u9fff]")
_COUNTED = compile_on_use(f"(?:{NUMBER}|半)个?(?P<measure>{MEASURE})")
_LOOSE = ",、:"
_MARKS = frozenset(",;。:、()[]\n ")
_NUMERALS = frozenset("0123456789零一二两三四五六七八九十百几多数")
_FURTHEST = 12
#: How far 1 or 一 stands before points that are the price of one case: 一个行政村的.
_NEAREST = 6
#: What a word before the points leaves open.
DOUBTS = {
    Effect.HOLD: Doubt.PENDING,
    Effect.DISCRETION: Doubt.DISCRETION,
    Effect.CAP: Doubt.CAP,
    Effect.ABOUT: Doubt.RANGE,
    Effect.CANCEL: Doubt.TAKEN_BACK,
    Effect.PERIOD: Doubt.OTHER_PERIOD,
    Effect.CONDITION: Doubt.CONDITION,
    Effect.EITHER: Doubt.ALTERNATIVES,
    Effect.ASK: Doubt.UNKNOWN_WORD,
}
#: What stays in the reason.
WITHIN = frozenset({Effect.LITERAL, Effect.KEPT, Effect.BODY, Effect.WHOM})
_HELD = (Effect.HOLD, Effect.CANCEL)
#: What it does to the points before.
_RELATIONS = frozenset({Effect.REPLACE, Effect.FINAL, Effect.EARLIER, Effect.DUE, Effect.FURTHER})


def govern(plain: str, phrases: Sequence[Phrase]) -> None:
    """Let every phrase take in its prefix, and what that says about its points."""
    floor = 0
    for phrase in phrases:
        if phrase.kind not in (Kind.HEADING, Kind.BARE):
            _take(plain, phrase, floor)
        floor = phrase.end


def _take(plain: str, phrase: Phrase, floor: int) -> None:
    place = phrase.start
    while True:
        end = _before_marks(plain, place, floor)
        word = BOOK.before(plain, floor, end)
        if word is not None and word.effect not in WITHIN and _governs(plain, floor, word, end < place):
            if word.effect is Effect.PER:
                phrase.rate = rate_of(plain[word.start : word.end])
            _heed(phrase, word)
            place = word.start
        elif "每" in plain[max(floor, end - _FURTHEST) : end] and (
            rate := _RATE.search(plain, max(floor, end - _FURTHEST), end)
        ):
            _price(phrase, rate)
            place = rate.start()
        elif plain[end - 2 : end - 1] == "按" and (by := _BY.search(plain, max(floor, end - 2), end)):
            phrase.rate, place = rate_of(by["per"]), by.start()
        else:
            break
    phrase.start = place
    if phrase.kind is not Kind.POINTS or phrase.rate is not None:
        return
    nearest = plain[max(floor, place - _NEAREST) : place]
    if "一" not in nearest and "1" not in nearest:
        return
    once = _ONCE.search(plain, max(floor, place - _FURTHEST), place)
    if once is None or (plain[place] in "+-" and "1" in once[0]):
        return  # 早操缺1人-0.5: what happened, not a price
    measure = once["per"] or once["any"] or once["glued"]
    if phrase.doubt is Doubt.RANGE or _is_price(plain, floor, once, measure):
        phrase.start = once.start()
        phrase.rate = rate_of(measure)


def _is_price(plain: str, floor: int, once: re.Match[str], measure: str) -> bool:
    """Tell prices, 发现1处扣0.1分, 缺3人，缺1人扣0.1分, from what happened once: 护学岗缺1人扣0.1分."""
    verb = once["verb"]
    several = any(count["measure"] == measure for count in _COUNTED.finditer(plain, floor, once.start()))
    if verb is None:
        return once["one"] != "1" or (several and plain[once.start() - 1] in _MARKS)
    if "每" in plain[max(floor, once.start() - 4) : once.start()]:
        return verb not in _LATE
    named = verb not in _FOUND and _SUBJECT.match(plain[floor : once.start()][-1:]) is not None
    return several or not (verb in _LATE or ("1" in once[0] and named))


def _governs(plain: str, floor: int, word: Word, parted: bool) -> bool:
    """Tell whether a word speaks of the points: before a comma, 患者预约取消，扣1分, only where its clause holds nothing else."""
    if word.effect is Effect.PER and (parted or plain[word.start - 1 : word.start] in _NUMERALS):
        return False  # 迟到2次扣0.1分, 迟到2次，扣0.1分
    before: Word | None = word
    while parted and before is not None and before.start > floor and plain[before.start - 1] not in _MARKS:
        before = BOOK.before(plain, floor, before.start)
        if before is not None and before.effect is Effect.LITERAL:
            return False
    return before is not None


def _before_marks(plain: str, place: int, floor: int) -> int:
    """Return where the words before ``place`` end, commas left out."""
    end = place
    while end > floor and plain[end - 1] in _LOOSE:
        end -= 1
    return end


def _price(phrase: Phrase, rate: re.Match[str]) -> None:
    if phrase.kind is Kind.ZERO:
        return
    several = rate["again"] or (phrase.rate is not None)
    phrase.rate = rate_of(rate[0] if several else rate["per"], rate["size"], rate["verb"])


def _heed(phrase: Phrase, word: Word) -> None:
    """Note what a word of the prefix does to the points."""
    effect = word.effect
    if phrase.kind is Kind.ZERO:
        if effect is Effect.HOLD:
            phrase.amount, phrase.doubt = None, Doubt.PENDING
        return
    if effect is Effect.EACH:
        phrase.each = True
    if effect in _RELATIONS:
        phrase.relation = phrase.relation or effect
    doubt = DOUBTS.get(effect)
    if phrase.kind is Kind.EMPTY and effect in _HELD:
        phrase.doubt = doubt
    if doubt is not None and phrase.doubt is None and phrase.kind in (Kind.POINTS, Kind.EMPTY, Kind.TOTAL):
        phrase.amount, phrase.doubt = (phrase.amount if doubt is Doubt.CAP else None), doubt
