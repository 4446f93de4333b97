"""Which of the figures in an entry are its points, and which belong to its reason: scores, bands, prices, money."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kaohe.reason.model import Doubt
from kaohe.reason.phrases import Kind, Phrase
from kaohe.reason.segments import Segment
from kaohe.reason.stretches import trim
from kaohe.reason.wording import is_score

#: Figures from here on are scores, not points (满意率98.5分).
_SURELY_A_SCORE = 20
_BOUND = ("以上", "以下", "以内")
_OF_WHICH = re.compile(r"[,;:(。]{0,2}其中")
#: Between words that only lead to the points and the points: 罚款50元并扣2分.
_AND = re.compile("(?:并|同时|另外|并且|且|还|也|再|又|其中|,|、|;|:)*")
#: 组织领导（10分）：
_FULL_MARK = re.compile(r"[)\]][:。\n]")
_POINTED = (Kind.POINTS, Kind.TOTAL)


def select(plain: str, segment: Segment) -> list[Phrase]:
    """Return the phrases that speak of this entry's points, and give figures the sign that the context tells."""
    phrases = [phrase for phrase in segment.phrases if phrase.kind is not Kind.REMARK]
    if len(phrases) > 1:
        _share_sign(plain, segment, phrases)
    pointed = any(phrase.kind in _POINTED for phrase in phrases)
    kept: list[Phrase] = []
    for number, phrase in enumerate(phrases):
        following = phrases[number + 1] if number + 1 < len(phrases) else None
        if phrase.kind is Kind.BARE:
            if _is_text(plain, segment, phrase, following, pointed):
                continue
            _lend_sign(segment, phrase)
        elif phrase.kind in (Kind.EMPTY, Kind.MONEY) and _only_leads(plain, phrase, following, kept):
            continue
        kept.append(phrase)
    return kept


def _lend_sign(segment: Segment, phrase: Phrase) -> None:
    """Make points of a figure whose sign a heading or a total tells: 扣分项：迟报0.1分."""
    if segment.sign and phrase.doubt is None:
        phrase.kind, phrase.sign = Kind.POINTS, segment.sign


def _share_sign(plain: str, segment: Segment, phrases: Sequence[Phrase]) -> None:
    """Find the total whose parts have no sign of their own: 扣0.3分，其中…; 迟报0.1分，缺席0.2分，共扣0.3分."""
    for number, (phrase, following) in enumerate(pairwise(phrases)):
        if _is_whole(plain, segment, phrases, number, phrase, following):
            phrase.kind, phrase.whole = Kind.TOTAL, True
            segment.sign = phrase.sign
            return
    last = phrases[-1]
    if last.kind is Kind.TOTAL and last.sign and all(phrase.kind is Kind.BARE for phrase in phrases[:-1]):
        segment.sign = last.sign


def _is_whole(
    plain: str, segment: Segment, phrases: Sequence[Phrase], number: int, phrase: Phrase, following: Phrase
) -> bool:
    """Tell whether ``phrase`` is taken apart by what follows it."""
    if phrase.kind not in _POINTED or not phrase.sign or following.kind not in (Kind.POINTS, Kind.BARE):
        return False
    if _OF_WHICH.match(plain, phrase.end):
        return True
    opening = plain[phrase.end : phrase.end + 1]
    if number or phrase.rate is not None or opening not in (":", "(", ","):
        return False
    closed = not _has_text(plain, phrases[-1].end, segment.end)
    if following.kind is Kind.BARE:
        return closed or phrase.kind is Kind.TOTAL
    return closed and opening != "," and not _has_text(plain, segment.start, phrase.start)


def _has_text(plain: str, start: int, end: int) -> bool:
    left = trim(plain, start, end)
    return left.start < left.end


def _is_text(plain: str, segment: Segment, phrase: Phrase, following: Phrase | None, pointed: bool) -> bool:
    """Tell whether a figure without verb is part of the reason: a score, a band, a price told in full elsewhere."""
    if phrase.rate is not None:
        return pointed
    if plain[phrase.start : phrase.end].endswith(_BOUND) or is_score(plain, phrase.start, phrase.end):
        return True
    if phrase.amount is not None and phrase.amount >= _SURELY_A_SCORE:
        return True
    if following is not None and _is_led_to(plain, segment, phrase, following):
        return True
    return plain[phrase.start - 1 : phrase.start] in ("(", "[") and _FULL_MARK.match(plain, phrase.end) is not None


def _is_led_to(plain: str, segment: Segment, phrase: Phrase, following: Phrase) -> bool:
    """Tell whether a figure only leads to the points after it."""
    if phrase.doubt is Doubt.RANGE:
        return following.start == phrase.end  # 50—59分 扣8分
    if following.kind is not Kind.POINTS:
        return False
    if phrase.start == segment.start and plain[phrase.end : following.start] in ("(", "["):
        return True  # 8分（扣2分：…）
    return phrase.amount == following.amount and _AND.fullmatch(plain, phrase.end, following.start) is not None


def _only_leads(plain: str, phrase: Phrase, following: Phrase | None, kept: Sequence[Phrase]) -> bool:
    """Tell whether 扣分 or 扣100元 stands beside the points of the same reason: 被通报扣分，扣0.2分."""
    if following is not None and following.kind in _POINTED:
        return _AND.fullmatch(plain, phrase.end, following.start) is not None
    if not kept or kept[-1].kind not in (*_POINTED, Kind.ZERO):
        return False
    return _AND.fullmatch(plain, kept[-1].end, phrase.start) is not None
