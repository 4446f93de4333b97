"""From a reason and its words about points to signed points, or to the doubt that leaves them open."""

from __future__ import annotations

import re
from decimal import Decimal

from kaohe.core.patterns import compile_on_use
from kaohe.reason.entries.alternatives import holds_grade
from kaohe.reason.entries.clauses import Draft
from kaohe.reason.entries.framing import clashes, frame
from kaohe.reason.model import Doubt
from kaohe.reason.phrases.counts import cases, named, sharers, tally
from kaohe.reason.phrases.lexicon import DEDUCT, DOCK, MEASURE, NUMBER
from kaohe.reason.phrases.phrase import Kind, Phrase, Rate
from kaohe.reason.phrases.rates import find_rate, fits_price, is_priced, names_one_case, without_rate
from kaohe.reason.phrases.surroundings import (
    asks,
    behind,
    is_aside,
    is_held,
    nameless,
    names_deed,
    opening,
    stuck,
    unknown,
)
from kaohe.reason.phrases.tails import adds_up, closes

#: Kinds that never tell points.
_POINTLESS = {
    Kind.VETO: Doubt.VETO,
    Kind.MONEY: Doubt.MONEY,
    Kind.BARE: Doubt.UNCLEAR,
    Kind.CAP: Doubt.CAP,
    Kind.EMPTY: Doubt.NO_POINTS,
}
#: A figure after 扣 that no rule could read; it may be points as well.
_UNREAD = compile_on_use(rf"(?:{DEDUCT})分?:?[0-9]{{1,3}}(?:\.[0-9]{{1,3}})?(?!{MEASURE}|[0-9.万亿千百元块])")
#: 得10分，乱倒垃圾扣3分: a credit, or the mark that somebody got?
_CREDIT = compile_on_use("得[0-9.]{1,4}分,.*[\u4e00-\u9fff]{2}")
#: 扣…加0.1分: a verb that lost its figure.
_DANGLING = compile_on_use(rf"{DOCK}(?!分)[^,;。0-9]{{0,5}}\Z")
#: 本应扣…, 经复核改扣…, 被交警扣…: not the points of this table, or not any more.
_OTHERWISE = compile_on_use("(?:本应|原应|原本应?|本来应?|本该|理应|(?:后|现|核|查)改|交警|交管)\\Z")
_SINGLY = compile_on_use("(?:\\A|[^0-9零一二两三四五六七八九十])[单逐按][次项人户件个条处]\\Z")
#: 健全得5分，不健全（扣2分）
_SCORED_ELSE = compile_on_use("得[0-9.]{1,4}分[,;]\\Z")
_ELSE = compile_on_use("[不未没无否][^,;。]{0,6}\\Z")
_JUDGED = compile_on_use(r"\A视.{0,12}情况\Z|\A由.{0,12}(?:研究|决定|商定|裁量|认定|确定|评定)\Z|\A酌情\Z")
#: 迟到（申诉中），扣0.1分
_LAST_BRACKET = compile_on_use(r"[(\[]([^()\[\]]{1,20})[)\]],?\Z")
#: A bracket of no more characters gives no reason: 扣0.5分（错）.
_SHORTEST = 2
_LACKS = ("未", "无", "没", "缺", "待", "欠", "不")
#: 末三位分别扣1、0.8、0.5分: which of them is this one?
_TIERS = compile_on_use(
    f"(?:前|后|末|末尾|倒数)(?:第?[一1][至到、-]第?)?{NUMBER}(?:名|位|个)|[一二三四][、和及至][一二三四]?[二三四五](?:等|级|档|类|名|位)|名次|位次|等次|档次|星级"
)
#: What such words end in; a glance at it spares the rest.
_HINTED = frozenset("次项人户件个条处扣该改警管况究定商裁量认确评情")
#: What the last words before the points leave open.
_HINTS = ((_SINGLY, Doubt.PER_COUNT), (_OTHERWISE, Doubt.UNCLEAR), (_JUDGED, Doubt.DISCRETION))


def settle(plain: str, draft: Draft) -> None:
    """Give ``draft`` its points or its doubt."""
    phrase = draft.phrase
    if phrase is None or draft.doubt is not None:
        draft.doubt = draft.doubt or Doubt.NO_POINTS
        return
    reason = plain[draft.reason.start : draft.reason.end]
    forward = draft.forward
    draft.doubt = (
        _said(reason, draft, phrase)
        or opening(reason if forward else plain[draft.start : phrase.end], plain)
        or frame(plain, draft, phrase)
        or (_behind_points(plain, draft, phrase, reason) if forward else _before_points(reason, draft, phrase))
    )
    parted = not forward and plain[draft.reason.end : phrase.start].strip() != ""  # 盘点准确，加0.5分 gives a reason
    if (
        draft.doubt is None
        and phrase.kind is Kind.POINTS
        and not parted
        and nameless(reason)
        and not holds_grade(reason)
    ):
        draft.doubt, draft.cause = Doubt.UNKNOWN_WORD, reason
    if draft.doubt is not None:
        return
    points = Decimal(0) if phrase.kind is Kind.ZERO else _count(reason, draft, phrase)
    if points is None:
        draft.doubt = Doubt.PER_COUNT
    elif draft.doubt is None and not forward and points and (word := clashes(reason, phrase.sign)):
        draft.doubt, draft.cause = Doubt.SIGN_CLASH, word
    elif draft.doubt is None:
        draft.points = points * (phrase.sign or 1)


def _before_points(reason: str, draft: Draft, phrase: Phrase) -> Doubt | None:
    """Return what the last words before points leave open."""
    doubt = _hinted(reason)
    if doubt is None and (bracket := _LAST_BRACKET.search(reason)) and is_aside(bracket[1]):
        doubt = behind(bracket[1])
    if doubt is None and (word := unknown(reason)):
        doubt, draft.cause = Doubt.UNKNOWN_WORD, word
    if doubt is None and draft.reason.end == phrase.start and phrase.sign and (word := stuck(reason)):
        doubt, draft.cause = Doubt.UNKNOWN_WORD, word
    return doubt


def _behind_points(plain: str, draft: Draft, phrase: Phrase, reason: str) -> Doubt | None:
    """Return what the reason leaves open that stands behind its points."""
    place = draft.tail.end
    mark = plain[place]
    doubt = _glued(reason) if plain[place : draft.reason.start].strip("([,") == "" else None
    if doubt is None and mark == "," and not names_deed(reason):
        doubt, draft.cause = Doubt.UNKNOWN_WORD, reason  # 扣0.5分，已提交证明材料
    if doubt is None and mark == "(" and phrase.sign > 0 and reason.startswith(_LACKS):
        doubt, draft.cause = Doubt.UNKNOWN_WORD, reason  # 加分0.5（无佐证）
    if doubt is None and phrase.rate is None and not adds_up(reason, phrase.amount):
        doubt = Doubt.UNCLEAR
    return doubt


def _glued(reason: str) -> Doubt | None:
    """Return what the first words behind points leave open where no colon parts them: 扣0.5分还是1分待定, 扣1分，已作废."""
    doubt = behind(re.split("[,;。:]", reason, maxsplit=1)[0])
    vague = doubt is Doubt.UNKNOWN_WORD and len(reason) > _SHORTEST and not asks(reason)
    return None if vague else doubt


def _said(reason: str, draft: Draft, phrase: Phrase) -> Doubt | None:
    """Return the doubt that the words about points leave, whatever the reason."""
    if phrase.doubt is not None and not (phrase.each and len(phrase.values) > 1):
        return phrase.doubt
    if phrase.kind in _POINTLESS:
        return Doubt.PER_COUNT if phrase.kind is Kind.BARE and phrase.rate is not None else _POINTLESS[phrase.kind]
    if draft.tail.doubt is not None:
        draft.cause = draft.cause or draft.tail.cause
        return draft.tail.doubt
    if phrase.rate is None and not phrase.each and not (closes(phrase, draft.tail) and _fits(reason, draft, phrase)):
        return Doubt.UNCLEAR
    if phrase.kind is Kind.ZERO:
        return None if phrase.worded or not draft.has_reason else Doubt.NO_POINTS
    return None if phrase.sign else Doubt.UNCLEAR


def _fits(reason: str, draft: Draft, phrase: Phrase) -> bool:
    """Tell whether the price behind the points agrees with the number of cases: not 迟到3人扣1分（每人0.5分）."""
    tail = draft.tail
    if tail.rate is None or not tail.price or phrase.amount is None:
        return True
    count = tally(reason, tail.rate.measure)
    return count is None or count * tail.price == phrase.amount


def _hinted(reason: str) -> Doubt | None:
    """Return the doubt that the words right before the points leave: a condition, somebody's judgement."""
    start = max(map(reason.rfind, ",;。:")) + 1
    before, piece = reason[:start], reason[start : start + 40]
    if _ELSE.match(piece) and _SCORED_ELSE.search(before[-8:]):
        return Doubt.ALTERNATIVES
    if is_held(piece):
        return Doubt.PENDING
    if _UNREAD.search(reason) or _CREDIT.match(reason) or _DANGLING.match(piece):
        return Doubt.UNCLEAR
    if piece[-1:] not in _HINTED:
        return None
    return next((doubt for words, doubt in _HINTS if words.search(piece)), None)


def _count(reason: str, draft: Draft, phrase: Phrase) -> Decimal | None:
    """Return the unsigned points for all cases that the reason names, None where it does not say how many."""
    if phrase.each and len(phrase.values) > 1:
        return (
            sum(phrase.values, Decimal(0))
            if len(phrase.values) in (named(reason), cases(reason)) and not _TIERS.search(reason)
            else None
        )
    if phrase.amount is None or (names_one_case(reason) and draft.reason.end == phrase.start):
        return None
    if phrase.rate is None and not phrase.each and is_priced(reason):
        draft.doubt = None if fits_price(reason, phrase.amount) else Doubt.UNCLEAR
        return phrase.amount
    rate = phrase.rate or find_rate(reason)
    if rate is not None and phrase.kind is not Kind.TOTAL:
        return _by_rate(reason, draft, phrase, rate)
    if phrase.each:
        return _by_share(reason, draft, phrase.amount)
    if draft.capped and draft.cap != phrase.amount:
        draft.doubt = Doubt.CAP
    return phrase.amount


def _is_priced_otherwise(reason: str, rate: Rate) -> bool:
    """Tell whether a reason names another rate than its points: not 迟到3次，每迟到 before 一次扣0.1分."""
    other = find_rate(reason)
    return other is not None and other.measure not in ("", rate.measure)


def _by_rate(reason: str, draft: Draft, phrase: Phrase, rate: Rate) -> Decimal | None:
    """Return price times cases, or what they are said to come to where only their number is missing."""
    if (
        phrase.each
        or "每" in rate.measure
        or not phrase.amount
        or (phrase.rate is not None and _is_priced_otherwise(reason, phrase.rate))
    ):
        return None
    count, told = tally(without_rate(reason), rate.measure, rate.verb), _told(draft, rate)
    if count is not None and told is not None and count != told:
        return None
    count = told if count is None else count
    if count is None:
        fits = draft.restated is not None and draft.restated > 0 and not draft.restated % phrase.amount
        return draft.restated if fits and not draft.capped else None
    if count % rate.size:
        count -= count % rate.size  # 17户，每5户加1分: only full fives, if somebody says so
        if draft.restated != phrase.amount * (count / rate.size) and not draft.floored:
            return None
    points = _capped(phrase.amount * (count / rate.size), draft)
    if draft.restated not in (None, points):
        draft.doubt = Doubt.UNCLEAR
    return points


def _told(draft: Draft, rate: Rate) -> Decimal | None:
    """Return the number of cases that stands behind the points: 每次扣0.1分，共3次."""
    return draft.tail.count if draft.tail.measure in (rate.measure, "个") else None


def _by_share(reason: str, draft: Draft, amount: Decimal) -> Decimal | None:
    count = sharers(reason) or draft.tail.count
    return _capped(amount * count, draft) if count else None


def _capped(points: Decimal, draft: Draft) -> Decimal:
    return points if draft.cap is None else min(points, draft.cap)
