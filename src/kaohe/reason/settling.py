"""From a reason and its words about points to signed points, or to the doubt that leaves them open."""

from __future__ import annotations

import re
from decimal import Decimal

from kaohe.numerals import read
from kaohe.reason.clauses import Draft
from kaohe.reason.counts import named, sharers, tally
from kaohe.reason.lexicon import MEASURE, NUMBER, UNIT
from kaohe.reason.model import Doubt
from kaohe.reason.phrases import Kind, Phrase, Rate, rate_of
from kaohe.reason.tails import closes

_EMPTY_KINDS = {Kind.VETO: Doubt.VETO, Kind.MONEY: Doubt.MONEY, Kind.BARE: Doubt.UNCLEAR, Kind.CAP: Doubt.CAP, Kind.EMPTY: Doubt.NO_POINTS}
#: 每 inside a reason: each case has its price (每发现一起…), unless it tells how often something is due (每月, 要求每户…).
_EVERY = re.compile(
    rf"(?:\A|(?<=[,;:。、(]))(?:凡|按|对)?每(?![月周天日年季旬晚]|半年|个月|星期)(?P<own>[^,;。、]{{0,12}}?(?P<size>{NUMBER})?(?P<measure>{MEASURE}))?"
    rf"|每(?P<late>有|出现|发现|发生|逢|缺|少|漏|错|迟|超|逾|低|高|降|增|多|延|晚)[^,;。]{{0,8}}?(?P<much>{NUMBER})?(?P<of>{MEASURE})"
)
#: The price of one case beside the points of all: 迟到2次（每次0.1分），扣0.2分.
_PRICED = re.compile(rf"每(?:{NUMBER})?(?P<measure>(?:{MEASURE}){{1,2}})(?:扣除?|减|加|计|为|按)?(?P<price>{NUMBER}){UNIT}")
_DUE = re.compile("(?:未|没|要求|应|须|按|规定|坚持|做到|落实|实行|执行|确保|保证|不|达到|完成|全年|每)[^,;。]{0,8}\\Z")


def settle(plain: str, draft: Draft) -> None:
    """Give ``draft`` its points or its doubt."""
    phrase = draft.phrase
    if phrase is None or draft.doubt is not None:
        draft.doubt = draft.doubt or Doubt.NO_POINTS
        return
    draft.doubt = _open(draft, phrase)
    if draft.doubt is not None:
        return
    reason = plain[draft.reason[0] : draft.reason[1]]
    points = _counted(reason, draft, phrase)
    if points is None:
        draft.doubt = Doubt.PER_COUNT
    elif draft.doubt is None:
        draft.points = points * phrase.sign if phrase.kind is not Kind.ZERO else Decimal(0)


def _open(draft: Draft, phrase: Phrase) -> Doubt | None:
    """Return the doubt that the words themselves leave, whatever the reason."""
    if phrase.doubt is not None and not (phrase.each and len(phrase.values) > 1):
        return phrase.doubt if phrase.doubt is not Doubt.CAP or phrase.kind is not Kind.POINTS else Doubt.CAP
    if phrase.kind in _EMPTY_KINDS:
        return Doubt.PER_COUNT if phrase.rate is not None and phrase.kind is Kind.BARE else _EMPTY_KINDS[phrase.kind]
    if draft.tail.doubt is not None:
        return draft.tail.doubt
    if phrase.rate is None and not phrase.each and not closes(phrase, draft.tail):
        return Doubt.UNCLEAR
    return None if phrase.sign or phrase.kind is Kind.ZERO else Doubt.UNCLEAR


def _counted(reason: str, draft: Draft, phrase: Phrase) -> Decimal | None:
    """Return the unsigned points for all cases that the reason names, None where it does not say how many."""
    if phrase.each and len(phrase.values) > 1:
        return sum(phrase.values, Decimal(0)) if named(reason) == len(phrase.values) else None
    amount = phrase.amount
    if amount is None or phrase.kind is Kind.ZERO:
        return amount
    priced = _PRICED.search(reason)
    if priced is not None and phrase.rate is None and not phrase.each:
        return _checked(reason, priced, draft, amount)
    rate = phrase.rate or every(reason)
    if rate is not None and not (phrase.kind is Kind.TOTAL):
        return _by_rate(reason, draft, amount, rate)
    if phrase.each:
        return _by_share(reason, draft, amount)
    if draft.capped and (draft.cap is None or amount > draft.cap):
        draft.doubt = Doubt.CAP
    return amount


def _checked(reason: str, priced: re.Match[str], draft: Draft, amount: Decimal) -> Decimal:
    """Return the points of all cases if the price of one, told beside, agrees."""
    price = read(priced["price"])
    count = tally(reason[: priced.start()] + reason[priced.end() :], rate_of(priced["measure"]).measure)
    if not price or amount % price or (count is not None and price * count != amount):
        draft.doubt = Doubt.UNCLEAR
    return amount


def _by_rate(reason: str, draft: Draft, amount: Decimal, rate: Rate) -> Decimal | None:
    if (draft.phrase and draft.phrase.each) or "每" in rate.measure:
        return None
    count = tally(without_every(reason), rate.measure)
    told = draft.tail.count if draft.tail.count is not None and draft.tail.measure.removeprefix("个") in (rate.measure, "个", "") else None
    if count is not None and told is not None and count != told:
        return None
    count = count if count is not None else told
    if count is None or count % rate.size:
        return None
    points = amount * (count / rate.size)
    return min(points, draft.cap) if draft.cap is not None else points


def _by_share(reason: str, draft: Draft, amount: Decimal) -> Decimal | None:
    count = sharers(reason) or (draft.tail.count if draft.tail.count else None)
    if count is None:
        return None
    return amount * count if draft.cap is None else min(amount * count, draft.cap)


def every(reason: str) -> Rate | None:
    """Return the rate that a reason itself speaks of (每发现一起…), None where it has none."""
    for found in _EVERY.finditer(reason):
        if not _DUE.search(reason, max(0, found.start() - 12), found.start()):
            return rate_of(found["measure"] or found["of"] or "", None)
    return None


def without_every(reason: str) -> str:
    """Return a reason without the words that name the price of each case."""
    return _EVERY.sub("", reason)
