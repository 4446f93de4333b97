"""What is said to cost nothing beside what costs something: which of them holds?"""

from __future__ import annotations

from collections.abc import Iterable

from kaohe.reason.entries.clauses import denies, names, without_points
from kaohe.reason.entries.drafted import Drafted
from kaohe.reason.model import Doubt
from kaohe.reason.phrases.phrase import Kind
from kaohe.reason.phrases.segments import Segment
from kaohe.reason.phrases.surroundings import counts_off
from kaohe.reason.phrases.wording import is_of_all
from kaohe.reason.text.stretches import trim


def contradict(plain: str, ledger: Drafted, nothing: Iterable[Segment]) -> None:
    """Leave open what says that nothing was deducted, 本季度我村无扣分 or 除第1项外均不扣, where something was.

    ``nothing`` are the entries with words about points that say no more than that.
    """
    signs = {1 if draft.points > 0 else -1 for draft in ledger.drafts if draft.points}
    if not signs:
        return
    for zero in ledger.drafts:
        phrase = zero.phrase
        if phrase is None or phrase.kind is not Kind.ZERO or zero.points is None:
            continue
        words = plain[zero.reason.start : zero.reason.end]
        clause = words.rpartition(",")[2]
        told = counts_off(words) or (is_of_all(clause) if clause else zero.segment.mark is not None)
        if told and any(denies(plain[phrase.start : phrase.end], sign) for sign in signs):
            zero.points, zero.doubt = None, Doubt.TAKEN_BACK
    for segment in nothing:
        span = trim(plain, segment.start, segment.end)
        said = plain[span.start : span.end]
        if is_of_all(plain[span.start : segment.phrases[0].start]) and any(names(said, sign) for sign in signs):
            late = without_points(plain, segment, span)
            late.doubt = Doubt.TAKEN_BACK
            ledger.add(late)
