"""Reasons and their points brought together, entry by entry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from kaohe.reason.model import Doubt
from kaohe.reason.phrases import Kind, Phrase
from kaohe.reason.segments import Segment
from kaohe.reason.tails import Tail, closes, read_tail
from kaohe.reason.wording import holds_remark, is_rating, is_score, is_stated_score, is_wordless


@dataclass(slots=True)
class Draft:
    """An item in the making, in positions of ``Script.plain``.

    ``reason`` is a half-open range (empty where there is none).  ``points`` are signed,
    None while ``doubt`` says why.  ``cap`` limits what cases add up to; ``capped`` tells
    that a cap was named, with or without a figure.
    """

    phrase: Phrase | None
    reason: tuple[int, int]
    end: int
    tail: Tail
    segment: Segment
    points: Decimal | None = None
    doubt: Doubt | None = None
    cap: Decimal | None = None
    capped: bool = False

    @property
    def start(self) -> int:
        """Where the item starts."""
        starts = [self.phrase.start] if self.phrase else []
        if self.reason[0] < self.reason[1]:
            starts.append(self.reason[0])
        return min(starts, default=self.end)


_LEADING = re.compile(r"其中[,:]?|[,;:、。.!·|→=>)\]}\s\-]{1,40}(?!\Z)|[,;:、。.!·|→=>)\]}\s\-]{1,40}\Z")
_TRAILING = frozenset(",;:、。.!|→=>(-[{< \n~")
_LABELLED = re.compile(r"(?:→|->|=>)[a-z]{1,12}\Z")
_CUE = re.compile(r"[)\]]?(?:[,(]?(?:因为|由于|因(?![此而])|(?:主要)?(?:原因|理由|事由)(?:是|为|:)?|系因|主要是)|:)")
_STRONG_CUE = re.compile(r"[)\]]?[,(]?(?:因为|由于|原因(?:是|为|:))")
_OF_WHICH = re.compile(r"[,;:(。]{0,2}其中")
_AND = re.compile("(?:并|同时|另外|并且|且|还|也|再|又|其中|,|、|;|:)*")
_BRACKETS = re.compile(r"[()\[\]]")


def trim(plain: str, start: int, end: int) -> tuple[int, int]:
    """Return ``start``, ``end`` without separators, dashes, lone brackets and labels at both sides."""
    while start < end and (leading := _LEADING.match(plain, start, end)):
        start = leading.end()
    while start < end and plain[end - 1] in _TRAILING:
        end -= 1
    label = _LABELLED.search(plain, max(start, end - 16), end)
    if label is not None and label.start() > start:
        return trim(plain, start, label.start())
    return _inside_bracket(plain, start, end)


def _inside_bracket(plain: str, start: int, end: int) -> tuple[int, int]:
    """Return what is inside an opening bracket that is not closed: 日常管理（档案不全 gives 档案不全."""
    stack: list[int] = []
    for bracket in _BRACKETS.finditer(plain, start, end):
        if bracket[0] in "([":
            stack.append(bracket.end())
        elif stack:
            opening = stack.pop()
            if opening == start + 1 and bracket.end() == end:
                return trim(plain, start + 1, end - 1)
        elif bracket.end() == end:
            return trim(plain, start, end - 1)
    return trim(plain, stack[-1], end) if stack and stack[-1] < end else (start, end)


def draft(plain: str, segment: Segment) -> list[Draft]:
    """Return the drafts of one entry, in order; none where it has no words about points."""
    phrases = _effective(plain, segment)
    if not phrases:
        return []
    before = trim(plain, segment.start, phrases[0].start)
    forward = _is_forward(plain, segment, phrases, before)
    drafts: list[Draft] = []
    floor = segment.start
    for number, phrase in enumerate(phrases):
        following = phrases[number + 1].start if number + 1 < len(phrases) else segment.end
        reason = trim(plain, floor, phrase.start)
        tail = read_tail(plain, phrase.end, following, remarks=not forward and reason[0] < reason[1])
        end = tail.end
        if forward:
            cue = _CUE.match(plain, tail.end, following)
            reason = trim(plain, cue.end() if cue else tail.end, following)
            end = max(tail.end, reason[1])
        drafts.append(Draft(phrase, reason, end, tail, segment))
        floor = end
    return _joined(plain, drafts)


def _is_forward(plain: str, segment: Segment, phrases: Sequence[Phrase], before: tuple[int, int]) -> bool:
    """Tell whether the points come before their reasons (扣0.1分：…)."""
    first, last = phrases[0], phrases[-1]
    opened = plain[first.start - 1 : first.start] in ("(", "[")
    if before[0] < before[1]:
        cued = _STRONG_CUE.match(plain, first.end, segment.end) is not None
        words = plain[before[0] : before[1]]
        return cued and (opened or is_wordless(words) or is_rating(words))
    trailing = trim(plain, last.end, segment.end)
    rest = plain[trailing[0] : trailing[1]]
    if len(rest) < 2 or is_stated_score(rest) or (holds_remark(rest) and not _CUE.match(plain, last.end, segment.end) and plain[first.end : first.end + 1] == ","):
        return False
    return first.kind in (Kind.POINTS, Kind.EMPTY) or (first.kind is Kind.BARE and bool(segment.sign))


def _effective(plain: str, segment: Segment) -> list[Phrase]:
    """Return the phrases that speak of points here; scores, bands and remarks are part of the text."""
    kept: list[Phrase] = []
    phrases = [phrase for phrase in segment.phrases if phrase.kind is not Kind.REMARK]
    _find_whole(plain, segment, phrases)
    pointed = any(phrase.kind in (Kind.POINTS, Kind.TOTAL) for phrase in phrases)
    for number, phrase in enumerate(phrases):
        following = phrases[number + 1] if number + 1 < len(phrases) else None
        if phrase.kind is Kind.BARE and not _counts_as_points(plain, segment, phrase, following, pointed):
            continue
        if phrase.kind is Kind.BARE and segment.sign and phrase.doubt is None:
            phrase.kind, phrase.sign = Kind.POINTS, segment.sign
        if phrase.kind in (Kind.EMPTY, Kind.MONEY) and _is_text(plain, segment, phrase, following, kept):
            continue
        kept.append(phrase)
    return kept


def _find_whole(plain: str, segment: Segment, phrases: Sequence[Phrase]) -> None:
    """Mark the figure that 其中 takes apart; its parts take its sign."""
    for phrase, following in pairwise(phrases):
        if phrase.kind in (Kind.POINTS, Kind.TOTAL) and phrase.sign and _OF_WHICH.match(plain, phrase.end):
            phrase.kind, phrase.whole = Kind.TOTAL, following.kind in (Kind.POINTS, Kind.BARE)
            segment.sign = phrase.sign
            return


def _counts_as_points(plain: str, segment: Segment, phrase: Phrase, following: Phrase | None, pointed: bool) -> bool:
    """Tell whether a figure without verb may be points: not a score, nor the price of a case told in full elsewhere."""
    if phrase.rate is not None:
        return not pointed
    if is_score(plain, phrase.start, phrase.end):
        return False
    if phrase.doubt is Doubt.RANGE and following is not None and following.start == phrase.end:
        return False  # 50—59分 扣8分: a band
    return not _is_full_mark(plain, phrase)


def _is_full_mark(plain: str, phrase: Phrase) -> bool:
    """Tell the full mark of a heading, 组织领导（10分）：, from points."""
    return plain[phrase.start - 1 : phrase.start] in ("(", "[") and re.compile(r"[)\]][:。\n]").match(plain, phrase.end) is not None


def _is_text(plain: str, segment: Segment, phrase: Phrase, following: Phrase | None, kept: Sequence[Phrase]) -> bool:
    """Tell whether 扣分 or 扣100元 only leads to the points: 被通报扣分，扣0.2分; 罚款50元并扣2分."""
    if following is not None and following.kind in (Kind.POINTS, Kind.TOTAL):
        return _AND.fullmatch(plain, phrase.end, following.start) is not None
    if not kept or kept[-1].kind not in (Kind.POINTS, Kind.TOTAL, Kind.ZERO):
        return False
    return _AND.fullmatch(plain, kept[-1].end, phrase.start) is not None


def _joined(plain: str, drafts: list[Draft]) -> list[Draft]:
    """Return drafts with caps, vetoes and restated points taken into the draft they belong to."""
    joined: list[Draft] = []
    waiting: Draft | None = None
    for current in drafts:
        last = joined[-1] if joined else None
        if current.phrase is None:
            continue
        if _is_cap(current.phrase, last):
            waiting = _put_cap(current, last) or waiting
        elif last is not None and current.reason[0] >= current.reason[1] and _belongs(plain, current.phrase, last):
            last.end = current.end
        else:
            if waiting is not None:
                current.cap, current.capped, waiting = waiting.cap, True, None
            joined.append(current)
    return [*joined, waiting] if waiting else joined


def _is_cap(phrase: Phrase, last: Draft | None) -> bool:
    if phrase.kind is Kind.CAP:
        return True
    uncounted = last is not None and last.phrase is not None and last.phrase.rate is not None
    return phrase.kind is Kind.TOTAL and not phrase.worded and uncounted


def _put_cap(cap: Draft, last: Draft | None) -> Draft | None:
    """Limit the draft before; return the cap itself where it has to wait for the next one."""
    cap.cap, cap.capped = cap.phrase.amount if cap.phrase else None, True
    if last is None or (cap.reason[0] < cap.reason[1] and last.phrase is not None and last.phrase.rate is None):
        return cap
    last.cap, last.capped = cap.cap if cap.cap is not None else last.cap, True
    last.end = cap.end
    return None


def _belongs(plain: str, phrase: Phrase, last: Draft) -> bool:
    """Tell whether a phrase without a reason of its own only speaks of the draft before; note what it says."""
    if phrase.kind is Kind.VETO:
        last.doubt = Doubt.VETO
    elif phrase.kind is Kind.TOTAL:
        return False
    elif last.phrase is not None and last.phrase.amount == 0:
        return False
    elif last.phrase is not None and phrase.amount != 0 and not _agrees(phrase, last.phrase):
        last.doubt = Doubt.UNCLEAR
    return phrase.kind is not Kind.ZERO or last.doubt is not None


def _agrees(phrase: Phrase, told: Phrase) -> bool:
    return phrase.amount is not None and phrase.sign == told.sign and phrase.amount == told.amount and told.rate is None


__all__ = ["Draft", "closes", "draft", "replace", "trim"]
