"""Stated totals (共扣0.3分): a check on the items, or the points of a list that has no others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from kaohe.core.records import dataclass
from kaohe.reason.entries.clauses import Draft
from kaohe.reason.model import Doubt
from kaohe.reason.phrases.phrase import Kind
from kaohe.reason.phrases.proceedings import gives_matter
from kaohe.reason.phrases.wording import is_net_label, is_total_label, is_total_wording

_ZERO = Decimal(0)


@dataclass(slots=True)
class Check:
    """A stated total and its place among the items: how many come before it; ``net`` tells 净扣…."""

    place: int
    draft: Draft
    net: bool = False


@dataclass(slots=True)
class Discord:
    """A total that contradicts the items: its place in ``plain``, what it says, what they come to.

    ``rest`` tells the marks that are left (扣2分，得7分) from a total.
    """

    start: int
    end: int
    stated: Decimal
    computed: Decimal
    rest: bool = False


class _Sums:
    """Running sums, so that every scope costs the same."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        points = [draft.points or _ZERO for draft in drafts]
        self.added = [_ZERO, *accumulate(max(point, _ZERO) for point in points)]
        self.deducted = [_ZERO, *accumulate(min(point, _ZERO) for point in points)]
        self.unsettled = [0, *accumulate(draft.points is None for draft in drafts)]

    def is_settled(self, scope: range) -> bool:
        """Tell whether every item of the scope has points."""
        return self.unsettled[scope.stop] == self.unsettled[scope.start]

    def agrees(self, check: Check, scope: range) -> bool:
        """Tell whether a total is that of the scope: of all its points, or (unless net) of those of its sign."""
        phrase = check.draft.phrase
        if phrase is None or phrase.amount is None:
            return False
        added, deducted = self.of(scope)
        if not phrase.sign:
            return phrase.amount == abs(added + deducted)
        stated, net = phrase.amount * phrase.sign, added + deducted
        return stated == net or (not check.net and stated == (added if phrase.sign > 0 else deducted))

    def of(self, scope: range) -> tuple[Decimal, Decimal]:
        """Return what a scope adds and what it deducts."""
        return self.added[scope.stop] - self.added[scope.start], self.deducted[scope.stop] - self.deducted[scope.start]


def is_check(plain: str, draft: Draft) -> bool:
    """Tell whether a draft is a stated total without a reason of its own."""
    if draft.phrase is None:
        return False
    words = plain[draft.reason.start : draft.reason.end]
    if draft.phrase.kind is Kind.POINTS:
        return is_total_label(words[:20]) or is_net_label(words)
    return draft.phrase.kind is Kind.TOTAL and (draft.phrase.whole or not words or is_total_wording(words[:40]))


def sums_up(plain: str, draft: Draft, total: Decimal | None) -> bool:
    """Tell 三人各扣0.5分，小组合计扣1.5分: a total that names no deed and comes to all before it."""
    phrase = draft.phrase
    if phrase is None or phrase.kind is not Kind.TOTAL or not total or phrase.amount != abs(total):
        return False
    return not gives_matter(plain[draft.reason.start : draft.reason.end])


def audit(checks: Sequence[Check], drafts: Sequence[Draft]) -> list[Discord]:
    """Return the totals that contradict the items they may speak of."""
    if not checks:
        return []
    sums = _Sums(drafts)
    discords: list[Discord] = []
    since = 0
    for check in checks:
        scopes = [scope for scope in _scopes(check, drafts, since) if scope]
        if scopes and sums.is_settled(scopes[0]) and not any(sums.agrees(check, scope) for scope in scopes):
            discords.append(_discord(check.draft, sum(sums.of(scopes[0]), _ZERO)))
        since = check.place
    return discords


def _scopes(check: Check, drafts: Sequence[Draft], since: int) -> Iterator[range]:
    """Yield the items that a total may speak of.

    Those since the last total, all before it, those before it in the same entry;
    where it comes first, all after it; where 其中 follows, those of its entry.
    """
    everything = len(drafts)
    place = min(check.place, everything)
    if check.draft.phrase is not None and check.draft.phrase.whole:
        stop = place
        while stop < everything and drafts[stop].segment is check.draft.segment:
            stop += 1
        yield range(place, stop)
        yield range(place, everything)
    elif not place:
        yield range(everything)
    else:
        yield range(since, place)
        yield range(place)
        own = place
        while own and drafts[own - 1].segment is check.draft.segment:
            own -= 1
        if own < place:
            yield range(own, place)


def resolve(check: Draft, last: Draft) -> bool:
    """Settle 每次扣0.1分，共扣0.3分: where only the number of cases was open, the total tells the points."""
    phrase, rate = check.phrase, last.phrase
    if last.doubt is not Doubt.PER_COUNT or phrase is None or rate is None or not phrase.worded:
        return False
    if phrase.amount is None or phrase.sign != rate.sign or not rate.amount or last.capped or check.capped:
        return False
    if phrase.amount % rate.amount:
        return False
    last.points, last.doubt, last.end = phrase.amount * phrase.sign, None, check.end
    return True


def _discord(check: Draft, computed: Decimal) -> Discord:
    phrase = check.phrase
    stated = (phrase.amount or _ZERO) * (phrase.sign or 1) if phrase else _ZERO
    return Discord(check.start, check.end, stated, computed)
