"""Stated totals (共扣0.3分): a check on the items, or the points of a list that has no others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kaohe.reason.clauses import Draft
from kaohe.reason.model import Doubt
from kaohe.reason.phrases import Kind
from kaohe.reason.wording import is_total_wording


@dataclass(slots=True)
class Discord:
    """A total that contradicts the items: its place in ``plain``, what it says, what they come to."""

    start: int
    end: int
    stated: Decimal
    computed: Decimal


def is_check(plain: str, draft: Draft) -> bool:
    """Tell whether a draft is a stated total without a reason of its own."""
    if draft.phrase is None or draft.phrase.kind is not Kind.TOTAL:
        return False
    words = plain[draft.reason[0] : draft.reason[1]]
    if draft.phrase.whole:
        return True
    return not words or is_total_wording(words[:40])


def audit(checks: Sequence[tuple[int, Draft]], drafts: Sequence[Draft]) -> list[Discord]:
    """Return the totals that contradict the items they may speak of.

    A check is a pair of its place among the items (how many come before it) and its draft.
    A total may speak of the items since the last one, of all before it, of the one just
    before it in the same entry, or, where it comes first, of all after it.
    """
    discords: list[Discord] = []
    since = 0
    for place, check in checks:
        scopes = _scopes(place, check, drafts, since)
        scopes = [scope for scope in scopes if scope]
        if scopes and all(draft.points is not None for draft in scopes[0]) and not any(_agrees(check, scope) for scope in scopes):
            discords.append(_discord(check, scopes[0]))
        since = place
    return discords


def _scopes(place: int, check: Draft, drafts: Sequence[Draft], since: int) -> list[Sequence[Draft]]:
    same = [draft for draft in drafts[place:] if draft.segment is check.segment]
    if check.phrase is not None and check.phrase.whole:
        return [same, drafts[place:]]
    if not place:
        return [drafts]
    scopes = [drafts[since:place], drafts[:place]]
    if drafts[place - 1].segment is check.segment:
        scopes.append(drafts[place - 1 : place])
    return scopes


def resolve(check: Draft, last: Draft) -> bool:
    """Settle 每次扣0.1分，共扣0.3分: where only the number of cases was open, the total tells the points."""
    phrase, rate = check.phrase, last.phrase
    if last.doubt is not Doubt.PER_COUNT or phrase is None or rate is None or not phrase.worded:
        return False
    if phrase.amount is None or phrase.sign != rate.sign or not rate.amount or phrase.amount % rate.amount or last.capped or check.capped:
        return False
    last.points, last.doubt, last.end = phrase.amount * phrase.sign, None, check.end
    return True


def _agrees(check: Draft, scope: Sequence[Draft]) -> bool:
    phrase = check.phrase
    if phrase is None or phrase.amount is None:
        return False
    points = [draft.points or Decimal(0) for draft in scope]
    total = sum(points, Decimal(0))
    if not phrase.sign:
        return phrase.amount == abs(total)
    same = sum((point for point in points if point * phrase.sign > 0), Decimal(0))
    return phrase.amount * phrase.sign in (total, same)


def _discord(check: Draft, scope: Sequence[Draft]) -> Discord:
    phrase = check.phrase
    stated = (phrase.amount or Decimal(0)) * (phrase.sign or 1) if phrase else Decimal(0)
    return Discord(check.start, check.end, stated, sum((draft.points or Decimal(0) for draft in scope), Decimal(0)))
