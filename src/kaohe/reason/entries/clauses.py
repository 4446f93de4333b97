"""Reasons and their points brought together, entry by entry."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kaohe.core.findings import Span
from kaohe.core.patterns import compile_on_use
from kaohe.core.records import dataclass
from kaohe.reason.entries.selection import select
from kaohe.reason.model import Doubt
from kaohe.reason.phrases.lexicon import COUNT_MEASURE
from kaohe.reason.phrases.phrase import Kind, Phrase, rate_of
from kaohe.reason.phrases.proceedings import gives_matter
from kaohe.reason.phrases.rates import find_rate
from kaohe.reason.phrases.segments import Segment
from kaohe.reason.phrases.tails import Tail, read_cases, read_tail
from kaohe.reason.phrases.wording import (
    holds_remark,
    is_points_label,
    is_rating,
    is_stated_score,
    is_wordless,
    says_nothing,
)
from kaohe.reason.text.stretches import trim


@dataclass(slots=True)
class Draft:
    """An item in the making, in positions of ``Script.plain``.

    ``reason`` is empty where there is none, ``phrase`` None where an entry lacks its
    points.  ``points`` are signed, None while ``doubt`` says why.  ``cap`` limits what
    cases add up to; ``capped`` tells that a cap was named, with or without a figure.
    ``floored`` tells that a rest counts for nothing (不足5户不计), ``aside`` is where
    a word stands that the points of the same entry have overtaken (一票否决), ``cause`` the words that leave the points open.  ``restated`` is what the points of all cases are said to come to (每天扣0.1分，扣0.3分).
    """

    phrase: Phrase | None
    reason: Span
    end: int
    tail: Tail
    segment: Segment
    points: Decimal | None = None
    doubt: Doubt | None = None
    cap: Decimal | None = None
    capped: bool = False
    restated: Decimal | None = None
    floored: bool = False
    aside: Span | None = None
    cause: str = ""

    @property
    def has_reason(self) -> bool:
        """Whether there are words that give a reason."""
        start, end = self.reason
        return start < end

    @property
    def forward(self) -> bool:
        """Whether the points stand before their reason."""
        start, end = self.reason
        return self.phrase is not None and self.phrase.start < start < end

    @property
    def start(self) -> int:
        """Where the item starts."""
        start, end = self.reason
        if self.phrase is None:
            return start if start < end else self.end
        return min(self.phrase.start, start) if start < end else self.phrase.start


_CUE = compile_on_use(
    r"[)\]]?(?:[,(]?(?:(?:[只正]|是|系)?因为?(?![此而])|由于|(?:主要)?(?:原因|理由|事由)(?:是|为|:)?|主要是)|:)"
)
_STRONG_CUE = compile_on_use(r"[)\]]?[,(]?(?:(?:[只正]|是|系)因|因为|由于|原因(?:是|为|:))")
_FLOORED = compile_on_use("[,;(]?(?:不足|不满|未满|零头)[^,;。]{0,8}不(?:予)?[计加扣算]")
#: By sign, what denies it.
_SAME = {-1: "扣减罚", 0: "", 1: "加奖"}
#: What may be points at the end of words: 0.2, 2分; not 第3.2条, not 98.5分 of a test.
_ENDS_IN_FIGURE = compile_on_use(r"(?<![0-9.第])(?:[0-9]{1,2}\.[0-9]{1,2}|(?<!得)(?<!为)(?<!是)[0-9]{1,2}分)\Z")
#: A reason of no more characters (积分+5（清扫村道）) leaves it to the bracket to say what for.
_LABEL = 2
_NOUN = compile_on_use("[加扣减]分")
#: 1个扣0.5分 behind a comma.
_PRICE = compile_on_use(rf"[,:(]1(?P<per>{COUNT_MEASURE})\Z")


def without_points(plain: str, segment: Segment, words: Span) -> Draft:
    """Return the draft of words that lack their points, or that end in a figure nobody says the sign of: 迟报0.2."""
    doubt = Doubt.UNCLEAR if _ENDS_IN_FIGURE.search(plain, words.start, words.end) else Doubt.NO_POINTS
    return Draft(None, words, words.end, Tail(words.end), segment, doubt=doubt)


def gives_reason(plain: str, place: int) -> bool:
    """Tell whether an explanation follows: 因为…, ：…."""
    return _CUE.match(plain, place) is not None


def draft(plain: str, segment: Segment) -> list[Draft]:
    """Return the drafts of one entry, in order; none where it has no words about points."""
    phrases = select(plain, segment)
    if not phrases or says_nothing(plain[segment.start : segment.end]):
        return []
    forward = _is_forward(plain, segment, phrases)
    stops = _stops(phrases, segment.end)
    drafts: list[Draft] = []
    floor = segment.start
    for number, phrase in enumerate(phrases):
        if phrase.start < floor:
            continue  # inside the bracket that explains the phrase before
        following = phrases[number + 1].start if number + 1 < len(phrases) else segment.end
        one = (
            _forward(plain, segment, phrase, following)
            if forward
            else _backward(plain, segment, phrase, floor, stops[number])
        )
        drafts.append(one)
        floor = one.end
    return _merge(plain, drafts)


def _stops(phrases: Sequence[Phrase], end: int) -> list[int]:
    """Return for every phrase where its tail must end: at the next phrase that is more than a figure."""
    stops: list[int] = []
    for phrase in reversed(phrases):
        stops.append(end)
        end = end if phrase.kind is Kind.BARE else phrase.start
    return stops[::-1]


def _backward(plain: str, segment: Segment, phrase: Phrase, floor: int, stop: int) -> Draft:
    """Return the draft of points that follow their reason."""
    reason = trim(plain, floor, phrase.start)
    if is_points_label(plain[reason.start : reason.end]):
        reason = Span(reason.start, reason.start)
    tail = read_tail(
        plain,
        phrase.end,
        stop,
        remarks=reason.start < reason.end,
        bonus=phrase.sign > 0,
        amount=phrase.amount,
        closed=bool(phrase.amount) and not _is_label(plain[reason.start : reason.end]),
    )
    if phrase.rate is not None:
        read_cases(plain, tail)
    elif find_rate(plain[reason.start : reason.end]) is not None:
        read_cases(plain, tail, of=plain[reason.start : reason.end])
    floored = phrase.rate is not None and _FLOORED.match(plain, tail.end, segment.end) is not None
    return Draft(phrase, reason, tail.end, tail, segment, floored=floored)


def _is_label(words: str) -> bool:
    """Tell 积分+5（清扫村道）, where the bracket gives the reason."""
    return len(words) <= _LABEL and (words.endswith("分") or not gives_matter(words))


def _forward(plain: str, segment: Segment, phrase: Phrase, following: int) -> Draft:
    """Return the draft of points that stand before their reason."""
    tail = read_tail(plain, phrase.end, following, remarks=False)
    cue = _CUE.match(plain, tail.end, following)
    reason = trim(plain, cue.end() if cue else tail.end, following)
    return Draft(phrase, reason, max(tail.end, reason.end), tail, segment)


def _is_forward(plain: str, segment: Segment, phrases: Sequence[Phrase]) -> bool:
    """Tell whether the points come before their reasons (扣0.1分：…)."""
    first, last = phrases[0], phrases[-1]
    before = trim(plain, segment.start, first.start)
    if before.start < before.end:
        opened = plain[first.start - 1 : first.start] in ("(", "[")
        strong = _STRONG_CUE.match(plain, first.end, segment.end) is not None
        if strong and opened:
            return True
        if not strong and not (opened and plain[first.end : first.end + 1] == ":"):
            return False
        return is_wordless(plain[before.start : before.end]) or is_rating(plain[segment.start : first.start])
    after = trim(plain, last.end, segment.end)
    rest = plain[after.start : after.end]
    if len(rest) < 2 or is_stated_score(rest):
        return False
    if plain[first.end : first.end + 1] == "," and holds_remark(rest) and not _CUE.match(plain, last.end, segment.end):
        return False
    return first.kind in (Kind.POINTS, Kind.EMPTY) or (first.kind is Kind.BARE and bool(segment.sign))


def _merge(plain: str, drafts: list[Draft]) -> list[Draft]:
    """Return drafts with caps, vetoes and restated points taken into the draft they belong to."""
    merged: list[Draft] = []
    waiting: Draft | None = None
    for current in drafts:
        if waiting is not None and not _limit(current, waiting):
            merged.append(waiting)
        waiting = None
        last = merged[-1] if merged else None
        if _is_cap(current, last):
            waiting = _put_cap(current, last)
        elif (
            last is not None
            and (not current.has_reason or _is_aside(plain, current, last))
            and _belongs(plain, current, last)
        ):
            last.end = current.end
        else:
            merged.append(current)
    return [*merged, waiting] if waiting else merged


def _limit(current: Draft, cap: Draft) -> bool:
    """Put a cap that stands before the points on them (迟到每次，最高2分，扣0.5分), unless both have their reasons."""
    if _is_cap(current, None) or (current.has_reason and cap.has_reason):
        return False
    current.cap, current.capped = cap.cap, True
    if not current.has_reason:
        current.reason = cap.reason
    return True


def _is_cap(draft: Draft, last: Draft | None) -> bool:
    """Tell a limit: 最高2分, or the unworded total of a rate (每卷-5，总15分)."""
    if draft.phrase is None or draft.phrase.kind is Kind.CAP:
        return True
    priced = last is not None and last.phrase is not None and last.phrase.rate is not None
    return priced and draft.phrase.kind is Kind.TOTAL and not draft.phrase.worded


def _put_cap(cap: Draft, last: Draft | None) -> Draft | None:
    """Limit the draft before; return the cap itself where it has to wait for the next one."""
    cap.cap, cap.capped = cap.phrase.amount if cap.phrase else None, True
    if last is None or (cap.has_reason and last.phrase is not None and last.phrase.rate is None):
        return cap
    last.cap, last.capped = cap.cap if cap.cap is not None else last.cap, True
    last.end = cap.end
    return None


def _stands_alone(plain: str, phrase: Phrase, told: Phrase) -> bool:
    """Tell points that may lack a reason and yet speak of more than those before: 扣5分，每多一年加扣1分; 扣0.1分，无加分."""
    if phrase.kind is Kind.TOTAL or phrase.relation is not None:
        return True
    if phrase.kind is Kind.ZERO:
        return told.sign != 0 and not denies(plain[phrase.start : phrase.end], told.sign)
    return phrase.rate is not None and told.rate is None


def _belongs(plain: str, current: Draft, last: Draft) -> bool:
    """Tell whether points without a reason of their own only speak of the draft before; note what they say."""
    phrase, told = current.phrase, last.phrase
    if phrase is None or told is None or _stands_alone(plain, phrase, told):
        return False
    if Kind.VETO in (phrase.kind, told.kind):
        return _take_veto(plain, current, last)
    if (phrase.kind is Kind.ZERO and told.amount != 0) or _is_contradicted(plain, current, last):
        last.doubt = Doubt.TAKEN_BACK
        return True
    if told.amount == 0 or _is_summary(plain, current, last):
        return False
    _find_price(plain, last)
    if told.rate is not None and phrase.amount is not None:
        last.restated = phrase.amount if phrase.sign == told.sign else -phrase.amount
    elif phrase.amount != 0 and not _repeats(plain, phrase, told):
        last.doubt = Doubt.UNCLEAR
    return True


def names(said: str, sign: int) -> bool:
    """Tell whether words name points of a sign: 不扣分."""
    return any(char in said for char in _SAME[sign])


def denies(said: str, sign: int) -> bool:
    """Tell whether 不扣分 or 无加分 speaks of points of a sign, or of any: 不计."""
    return names(said, sign) or not names(said, -sign)


def _is_contradicted(plain: str, current: Draft, last: Draft) -> bool:
    """Tell 离岗，免扣，扣0.1分: points for what was said to cost none."""
    phrase, told = current.phrase, last.phrase
    if phrase is None or told is None or told.kind is not Kind.ZERO or not last.has_reason:
        return False
    said = plain[told.start : told.end]
    return phrase.kind is Kind.POINTS and bool(phrase.amount) and names(said, phrase.sign)


def _take_veto(plain: str, current: Draft, last: Draft) -> bool:
    """Let the figure tell what 一票否决 comes to (一票否决，扣100分); 不得分 beside a figure contradicts it."""
    told, phrase = last.phrase, current.phrase
    if told is None or phrase is None:
        return False
    vetoes = [each for each in (told, phrase) if each.kind is Kind.VETO]
    if len(vetoes) == 2 or "否决" not in plain[vetoes[0].start : vetoes[0].end]:
        last.doubt = Doubt.VETO
        return True
    last.aside = Span(vetoes[0].start, vetoes[0].end)
    if told.kind is Kind.VETO:
        last.phrase, last.tail = phrase, current.tail
    return True


def _find_price(plain: str, last: Draft) -> None:
    """Tell the price of a case from its points, where the points of all follow: 烟头4个，1个扣0.5分，扣2分."""
    priced = _PRICE.search(plain, last.reason.start, last.reason.end)
    if (
        priced is not None
        and last.phrase is not None
        and last.phrase.rate is None
        and last.phrase.start == priced.end()
    ):
        last.phrase.rate, last.phrase.start = rate_of(priced["per"]), priced.start("per") - 1
        last.reason = Span(last.reason.start, priced.start())


def _is_aside(plain: str, current: Draft, last: Draft) -> bool:
    """Tell a bracket that says the opposite: 扣0.2分（已整改，不扣分）."""
    zero = current.phrase is not None and current.phrase.kind is Kind.ZERO
    return zero and plain[last.end : last.end + 1] in ("(", "[")


def _is_summary(plain: str, current: Draft, last: Draft) -> bool:
    """Tell a line of sums (加分0.5，扣分0.2) from two figures for one reason."""
    if current.phrase is None or last.phrase is None or last.has_reason or last.phrase.sign == current.phrase.sign:
        return False
    return all(_NOUN.match(plain, phrase.start) for phrase in (last.phrase, current.phrase))


def _repeats(plain: str, phrase: Phrase, told: Phrase) -> bool:
    """Tell whether a bracket says the same again: 扣0.1分（-0.1）."""
    bracketed = plain[phrase.start - 1 : phrase.start] in ("(", "[")
    return bracketed and phrase.amount is not None and phrase.sign == told.sign and phrase.amount == told.amount
