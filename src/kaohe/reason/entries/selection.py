"""Which of the figures in an entry are its points, and which belong to its reason: scores, bands, prices, money."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from kaohe.core.patterns import compile_on_use
from kaohe.reason.model import Doubt
from kaohe.reason.phrases.lexicon import MEASURE, NUMBER
from kaohe.reason.phrases.phrase import Kind, Phrase
from kaohe.reason.phrases.segments import Segment
from kaohe.reason.phrases.wording import is_score
from kaohe.reason.text.stretches import trim

#: Figures from here on are scores, not points (满意率98.5分).
_SURELY_A_SCORE = 20
_BOUND = ("以上", "以下", "以内")
_OF_WHICH = compile_on_use(r"[,;:(。]{0,2}其中")
#: Between words that only lead to the points and the points: 罚款50元并扣2分.
_AND = compile_on_use("(?:并|同时|另外|并且|且|还|也|再|又|其中|,|、|;|:)*")
_BESIDE = compile_on_use(rf"[,、;:)\]计]{{0,3}}(?:共计?|计|合计)?(?:{NUMBER}{MEASURE})?[,、;:)\]计共]{{0,3}}")
#: 组织领导（10分）：
_FULL_MARK = compile_on_use(r"[)\]][:。\n]")
_COUNTED = (",计", ",记", ",按")
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
        if following is not None and _is_forfeited(plain, phrase, following):
            following.kind, following.sign, following.doubt = Kind.POINTS, -1, None
            following.amount, following.start = phrase.amount, phrase.start
            continue
        if phrase.kind is Kind.BARE:
            if _is_text(plain, segment, phrase, following, pointed):
                continue
            _lend_sign(plain, segment, phrase, following)
            if kept and not phrase.sign and _goes_on(plain, kept[-1], phrase):
                phrase.kind, phrase.sign = Kind.POINTS, kept[-1].sign  # 扣主管0.5分、保洁0.5分
        elif phrase.kind in (Kind.EMPTY, Kind.MONEY) and _only_leads(plain, phrase, following, kept):
            if phrase.kind is Kind.EMPTY and following is not None and following.start == phrase.end:
                following.start = phrase.start  # 予以加分奖励1分
            continue
        kept.append(phrase)
    return kept


def _is_forfeited(plain: str, phrase: Phrase, following: Phrase) -> bool:
    """Tell the full mark of what gets none: 该项（5分）不得分."""
    if phrase.kind is not Kind.BARE or following.kind is not Kind.VETO or not phrase.amount:
        return False
    bracketed = plain[phrase.start - 1 : phrase.start] == "(" and plain[phrase.end : following.start] == ")"
    return bracketed and "否决" not in plain[following.start : following.end]


def _goes_on(plain: str, before: Phrase, phrase: Phrase) -> bool:
    """Tell whether a figure without a sign goes on with an enumeration of points."""
    between = plain[before.end : phrase.start]
    listed = between.startswith("、") and not any(mark in between for mark in ",;。:(")
    return listed and before.kind is Kind.POINTS and before.rate is None and phrase.doubt is None and phrase.unit


def _lend_sign(plain: str, segment: Segment, phrase: Phrase, following: Phrase | None) -> None:
    """Make points of a figure whose sign a heading, a total or a verb behind it tells: 按0.1分/次扣分, 计1分扣分."""
    sign = segment.sign
    if following is not None and following.kind is Kind.EMPTY and following.start == phrase.end:
        sign, phrase.end = following.sign, following.end
        if plain[phrase.start - 2 : phrase.start] in _COUNTED:
            phrase.start -= 1
    if sign and phrase.doubt is None:
        phrase.kind, phrase.sign = Kind.POINTS, sign


def _share_sign(plain: str, segment: Segment, phrases: Sequence[Phrase]) -> None:
    """Find the total whose parts have no sign of their own: 扣0.3分，其中…; 迟报0.1分，缺席0.2分，共扣0.3分."""
    for number, (phrase, following) in enumerate(pairwise(phrases)):
        if _is_whole(plain, segment, phrases, number, phrase, following):
            phrase.kind, phrase.whole = Kind.TOTAL, True
            segment.sign = phrase.sign
            return
    last, parts = phrases[-1], phrases[:-1]
    if last.sign and last.kind in _POINTED and all(part.kind is Kind.BARE for part in parts):
        if last.kind is Kind.POINTS and len(parts) > 1 and _add_up(parts, last):
            last.kind = Kind.TOTAL  # 采用1条（0.3分）、2条（0.2分），加0.5分
        if last.kind is Kind.TOTAL:
            segment.sign = last.sign


def _add_up(parts: Sequence[Phrase], whole: Phrase) -> bool:
    """Tell whether figures without a sign come to ``whole``."""
    return sum((part.amount or Decimal(0) for part in parts), Decimal(0)) == whole.amount


def _is_whole(
    plain: str, segment: Segment, phrases: Sequence[Phrase], number: int, phrase: Phrase, following: Phrase
) -> bool:
    """Tell whether ``phrase`` is taken apart by what follows it."""
    if phrase.kind not in _POINTED or not phrase.sign or following.kind not in (Kind.POINTS, Kind.BARE):
        return False
    if _OF_WHICH.match(plain, phrase.end):
        return True
    opening = plain[phrase.end : phrase.end + 1]
    if opening == "," and phrase.kind is not Kind.TOTAL:
        return False  # 迟报，扣0.2分，旷会0.2分: a total has a total's word
    if number or phrase.rate is not None or opening not in (":", "(", ","):
        return False
    closed = not _has_text(plain, phrases[-1].end, segment.end)
    if following.kind is Kind.BARE:
        apart = following.rate is None and not is_score(plain, following.start, following.end)
        return (
            apart and _has_text(plain, phrase.end, following.start, least=2) and (closed or phrase.kind is Kind.TOTAL)
        )
    return closed and opening != "," and not _has_text(plain, segment.start, phrase.start)


def _has_text(plain: str, start: int, end: int, *, least: int = 1) -> bool:
    """Tell whether more than separators is left of ``plain[start:end]``."""
    left = trim(plain, start, end)
    return left.end - left.start >= least


def _is_text(plain: str, segment: Segment, phrase: Phrase, following: Phrase | None, pointed: bool) -> bool:
    """Tell whether a figure without verb is part of the reason: a score, a band, a price told in full elsewhere."""
    if not (phrase.unit or phrase.rate or segment.sign):
        return True
    if phrase.rate is not None:
        several = sum(each.rate is not None and each.kind is not Kind.TOTAL for each in segment.phrases) > 1
        return pointed and not several and _is_price(plain, phrase, following)
    if _is_scale(plain, phrase) or (following is not None and _is_led_to(plain, segment, phrase, following)):
        return True
    return _is_full_mark(plain, segment, phrase) or _heads(plain, segment, phrase, following)


def _is_scale(plain: str, phrase: Phrase) -> bool:
    """Tell a score or the edge of a band: 得3分, 90分以上, 满意率98.5分."""
    if plain[phrase.start : phrase.end].endswith(_BOUND) or is_score(plain, phrase.start, phrase.end):
        return True
    return phrase.amount is not None and phrase.amount >= _SURELY_A_SCORE


def _is_full_mark(plain: str, segment: Segment, phrase: Phrase) -> bool:
    """Tell the full mark of a heading, 组织领导（10分）：, from points; under 扣分项： points may look so as well."""
    if plain[phrase.start - 1 : phrase.start] not in ("(", "["):
        return False
    return _FULL_MARK.match(plain, phrase.end) is not None and not (segment.sign and plain[phrase.end + 1] != ":")


def _heads(plain: str, segment: Segment, phrase: Phrase, following: Phrase | None) -> bool:
    """Tell the full mark before what breaks a standard: (8分)未建台账扣8分."""
    if following is None or following.kind not in _POINTED or phrase.amount is None or following.amount is None:
        return False
    bracketed = (
        phrase.start == segment.start + 1
        and plain[segment.start] in "(["
        and plain[phrase.end : phrase.end + 1] in (")", "]")
    )
    return bracketed and phrase.amount >= following.amount and following.sign < 0


def _is_price(plain: str, phrase: Phrase, following: Phrase | None) -> bool:
    """Tell whether the price of a case stands right beside the points of all: 迟到2次（每次0.1分），扣0.2分."""
    return following is None or _BESIDE.fullmatch(plain, phrase.end, following.start) is not None


def _is_led_to(plain: str, segment: Segment, phrase: Phrase, following: Phrase) -> bool:
    """Tell whether a figure only leads to the points after it."""
    if phrase.doubt is Doubt.RANGE:
        return following.start == phrase.end  # 50—59分 扣8分
    if following.kind is not Kind.POINTS:
        return False
    if phrase.start == segment.start and plain[phrase.end : following.start] in ("(", "["):
        return True  # 8分（扣2分：…）
    if phrase.amount == following.amount and plain[phrase.end : following.start] in ("=", "=共", "即", "=即"):
        return True  # 3次×0.5分=扣1.5分
    return phrase.amount == following.amount and _BESIDE.fullmatch(plain, phrase.end, following.start) is not None


def _only_leads(plain: str, phrase: Phrase, following: Phrase | None, kept: Sequence[Phrase]) -> bool:
    """Tell whether 扣分 or 扣100元 stands beside the points of the same reason: 被通报扣分，扣0.2分."""
    if following is not None and following.kind in _POINTED:
        return _AND.fullmatch(plain, phrase.end, following.start) is not None
    if not kept or kept[-1].kind not in (*_POINTED, Kind.ZERO):
        return False
    return _AND.fullmatch(plain, kept[-1].end, phrase.start) is not None
