"""Whether two reasons are about the same thing.

A closed world: nothing may stand in the one where something else stands in the other, and neither may
deny what the other says.  All that is allowed is that one of them says a little more.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from kaohe.matching.essence import DENIED, Essence, points_a_way, weight
from kaohe.matching.occasion import Mark
from kaohe.matching.vocabulary import Lexicon

#: How much of the longer reason the shorter one may leave unsaid: where the points are alike, open, different.
_MORE_ALIKE, _MORE_OPEN, _MORE_DIFFERENT = 0.36, 0.3, 0.15
#: Two reasons that share less than this are not compared: 迟到 says too little.
_LEAST_SHARED = 2.5
#: What stands in front of all that is shared (课后, 东湾村) counts only so much less.
_FRONT_DISCOUNT = 0.5
#: A known word that weighs no more than this is never what a reason is about.
_WEAK = 1.0


def likeness(one: Essence, other: Essence, same_points: bool | None, words: Lexicon) -> float:
    """Return how alike two reasons are: 0 where they are not the same thing, 1 where they say the same.

    ``same_points`` is None where the points of one of them are open.
    """
    if marks_differ(one.marks, other.marks):
        return 0.0
    if one.symbols == other.symbols:
        return 1.0
    shorter, longer = sorted((one.symbols, other.symbols), key=len)
    more = longer - shorter
    if not shorter < longer or any(map(points_a_way, more)):
        return 0.0
    fuller = one if one.symbols is longer else other
    shared = weigh(shorter, words)
    if shared < _LEAST_SHARED or _changes_head(fuller, more, words):
        return 0.0
    besides = weigh(more, words)
    if same_points is not False:
        besides -= _FRONT_DISCOUNT * weigh(front(fuller.order, more), words)
    share = besides / (shared + besides)
    most = _MORE_OPEN if same_points is None else _MORE_ALIKE if same_points else _MORE_DIFFERENT
    return 1 - share if share <= most else 0.0


def tells_apart(one: Essence, other: Essence) -> bool:
    """Tell whether each of two reasons has a word where the other has another one, or only one of them denies."""
    here, there = one.symbols - other.symbols, other.symbols - one.symbols
    if marks_differ(one.marks, other.marks) or any(map(points_a_way, here | there)):
        return True
    return any(len(symbol) > 1 for symbol in here) and any(len(symbol) > 1 for symbol in there)


def is_opposite(one: Essence, other: Essence, words: Lexicon) -> bool:
    """Tell whether two reasons say the same but for the way they point: 化解信访积案 and 未化解信访积案."""
    more = one.symbols ^ other.symbols
    if not more or not all(map(points_a_way, more)) or marks_differ(one.marks, other.marks):
        return False
    return weigh(one.symbols & other.symbols, words) >= _LEAST_SHARED and _way(one) != _way(other)


def _way(one: Essence) -> bool:
    """Tell whether a reason says that something is as it should not be."""
    return any(symbol == DENIED or symbol[-1] == "-" for symbol in one.symbols if points_a_way(symbol))


def front(order: Sequence[str], more: Collection[str]) -> Sequence[str]:
    """Return the symbols that stand in front of all that two reasons share."""
    return order[: next((at for at, symbol in enumerate(order) if symbol not in more), len(order))]


def _changes_head(longer: Essence, more: frozenset[str], words: Lexicon) -> bool:
    """Tell whether what is said besides is what the reason is about: 记录 of 交接班记录未填, not 生产 of 安全生产月报."""
    order = longer.order
    for at, symbol in enumerate(order):
        following = order[at + 1] if at + 1 < len(order) else DENIED
        if symbol in more and points_a_way(following) and (symbol in words.concepts) <= (weight(symbol, words) > _WEAK):
            return True
    return False


def marks_differ(one: frozenset[Mark], other: frozenset[Mark]) -> bool:
    """Tell whether two reasons are limited to different things: each has a mark of a kind that the other has otherwise."""
    if one == other:
        return False
    here, there = {kind for kind, _ in one - other}, {kind for kind, _ in other - one}
    return not here.isdisjoint(there)


def same_sign(one: Decimal | None, other: Decimal | None) -> bool:
    """Tell whether two points may be those of one reason: not the one added, the other deducted."""
    return one is None or other is None or one * other >= 0


def weigh(symbols: Collection[str], words: Lexicon) -> float:
    """Return how much symbols say together."""
    return sum(weight(symbol, words) for symbol in symbols)
