"""Prices of single cases inside a reason: 每发现一起…, 发现一次…扣, 每次0.1分."""

from __future__ import annotations

from decimal import Decimal

from kaohe.core.numerals import read
from kaohe.core.patterns import compile_on_use
from kaohe.reason.phrases.counts import tally
from kaohe.reason.phrases.lexicon import MEASURE, NUMBER, RATE_VERB, UNIT
from kaohe.reason.phrases.phrase import Rate, rate_of

_CALENDAR = "(?:[月周天日年季旬晚]|半年|个月|星期)"
_START = r"(?:\A|(?<=[,;:。、]))"
#: 每 states a price (每次扣0.1分) in three places: at the start of a clause, directly before 有, 发现 or a verb of
#: adding and deducting, and where only the points follow.  每月, 每周 and the like say how often something is due
#: instead; at the start of a clause they are a price too, if nothing in it says that something was not done (未, 没, 缺, 迟).
_EVERY = compile_on_use(
    rf"(?:(?<=\()每(?={MEASURE}\)\Z)|{_START}(?:凡|按|对)?每(?!{_CALENDAR})|每(?=有|出现|发现|发生|逢|"
    rf"{RATE_VERB})|每(?!{_CALENDAR})(?=[^,;。)]{{0,20}}\Z)"
    rf"|{_START}每(?={_CALENDAR}[^,;。未没不缺漏迟少旷脱空超]{{0,20}}\Z))"
    rf"(?P<verb>{RATE_VERB})?(?:[^,;。、0-9%于]{{0,6}}?(?P<size>{NUMBER})?(?P<measure>{MEASURE}))?"
)
#: Words after which 每 tells what is due (要求每户走访2次), not a price.
_DUE = compile_on_use(
    r"(?:未|没|要求|应|须|按|规定|坚持|做到|落实|实行|执行|确保|保证|不|达到|完成|全年|每)[^,;。]{0,8}\Z"
)
#: 发现一次不及时扣2分: no comma parts the case from its price.
_FOUND = compile_on_use(rf"(?:\A|[,;。:、])(?:发现|出现|发生|查实)一{MEASURE}[^,;。]{{0,20}}\Z")
#: 迟到2次（每次0.1分），扣0.2分: the price beside the points of all.
_PRICED = compile_on_use(
    rf"每(?:{NUMBER})?(?P<measure>(?:{MEASURE}){{1,2}})(?:扣除?|减|加|计|为|按)?(?P<price>{NUMBER}){UNIT}"
)


def find_rate(reason: str) -> Rate | None:
    """Return the rate that a reason itself speaks of, None where it has none."""
    if "每" not in reason:
        return None
    for found in _EVERY.finditer(reason):
        if not _DUE.search(reason, max(0, found.start() - 12), found.start()):
            return rate_of(found["measure"] or "", found["size"], found["verb"])
    return None


def names_one_case(reason: str) -> bool:
    """Tell whether a reason ends as a price list does: 发现一次不及时."""
    return _FOUND.search(reason) is not None


def without_rate(reason: str) -> str:
    """Return a reason without the words that name the price of a case."""
    return _EVERY.sub("", reason) if "每" in reason else reason


def is_priced(reason: str) -> bool:
    """Tell whether a reason tells the price of a case with its figure: 迟到2次（每次0.1分）."""
    return "每" in reason and _PRICED.search(reason) is not None


def fits_price(reason: str, amount: Decimal) -> bool:
    """Tell whether the points of all cases may come from the price of one that the reason tells."""
    priced = _PRICED.search(reason)
    price = priced and read(priced["price"])
    if priced is None or not price or amount % price:
        return False
    count = tally(reason[: priced.start()] + reason[priced.end() :], rate_of(priced["measure"]).measure)
    return count is None or price * count == amount
