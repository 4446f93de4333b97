"""Sentences without points that belong to the reason of the points after them."""

from __future__ import annotations

from collections.abc import Sequence

from kaohe.reason.entries.clauses import Draft
from kaohe.reason.entries.totals import is_check
from kaohe.reason.phrases.segments import Segment
from kaohe.reason.phrases.surroundings import is_norm
from kaohe.reason.phrases.wording import connects, continues, is_setting
from kaohe.reason.text.stretches import trim


def first_joined(plain: str, pending: Sequence[Segment], segment: Segment, first: Draft, *, anew: bool) -> int:
    """Return from which entry without points on they belong to the reason of ``first``; ``anew`` if nothing has points before."""
    if is_check(plain, first):
        return 0 if anew else len(pending)
    joined, after = len(pending), segment
    while joined and after.mark is None and not first.forward and _goes_on(plain, pending[joined - 1], after, first):
        joined -= 1
        after = pending[joined]
    return joined


def _goes_on(plain: str, before: Segment, after: Segment, first: Draft) -> bool:
    """Tell whether the sentence before ``after`` belongs to the same reason: what ought to be, or when and where; any other lacks its points."""
    if after.lead in (";", "。", "\n") and connects(_words(plain, after)):
        return True
    if after.lead == ";":
        shared = first.phrase is not None and first.phrase.each and first.phrase.rate is None
        return (shared or not first.has_reason) and after is first.segment
    if after.lead not in ("。", "\n", ".", "!"):
        return False
    if not first.has_reason or continues(plain[first.reason.start : first.reason.end]):
        return True
    told = _words(plain, before)
    return after.lead != "\n" and (is_norm(told) or is_setting(told))


def _words(plain: str, segment: Segment) -> str:
    span = trim(plain, segment.start, segment.end)
    return plain[span.start : span.end]
