"""From points to scores: exact, in Decimal, at the 15 significant digits that a cell can hold."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal

from kaohe.core.records import dataclass
from kaohe.core.settings import Settings
from kaohe.reason.model import Item, Reading

ZERO = Decimal(0)
_ONE = Decimal(1)

#: What an Excel cell holds: a score with more digits would read back as another number.
CELL = Context(prec=15, rounding=ROUND_HALF_UP, traps=[])

_MINUS = "−"
_WIDE = Context(prec=60, traps=[])


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """The points of one unit (or one text): positive sums, in 分.

    Compared by identity: a table holds few distinct tallies, so stages look up what
    they already know of one.
    """

    added: Decimal
    deducted: Decimal


NOTHING = Tally(ZERO, ZERO)


@dataclass(frozen=True, slots=True, eq=False)
class Score:
    """A score in 分; ``unbounded`` is what it would be without ``lowest`` and ``highest``.

    Compared by identity, as tallies are.
    """

    value: Decimal
    unbounded: Decimal


def sum_points(points: Iterable[Decimal]) -> Tally:
    """Return the tally of signed points."""
    added = deducted = ZERO
    for each in points:
        if each < 0:
            deducted -= each
        else:
            added += each
    return Tally(added, deducted)


def tally(reading: Reading) -> Tally | None:
    """Return the tally of a reading, or None where any doubt leaves its total open."""
    if reading.total is None:
        return None
    return sum_points(part.points for part in reading.parts if isinstance(part, Item))


def score(
    points: Tally | None,
    settings: Settings,
    *,
    base: Decimal | None = None,
    factor: Decimal = _ONE,
    places: int | None = None,
) -> Score | None:
    """Return the score for ``points``, or None where they are open.

    ``base`` stands for the setting's where a unit has its own; ``factor`` multiplies the sum, ``places`` are what the
    office's own formula rounds to.  Order: caps on both sums, then rounding (half up), then ``lowest`` and ``highest``.
    """
    if points is None:
        return None
    added = _capped(points.added, settings.bonus_cap)
    deducted = _capped(points.deducted, settings.deduction_cap)
    start = settings.base if base is None else base
    exact = CELL.plus((start + added - deducted) * factor)
    unbounded = _rounded(exact, settings.decimals if settings.decimals is not None else places)
    return Score(_bounded(unbounded, settings.lowest, settings.highest), unbounded)


def explain(reading: Reading, base: Decimal) -> str | None:
    """Return the sum as staff would write it (``100−0.1−0.2=99.7``), or None where points are open."""
    if reading.total is None:
        return None
    points = [part.points for part in reading.parts if isinstance(part, Item)]
    return f"{plain(base)}{terms(points)}={plain(base + sum(points))}" if points else plain(base)


def terms(points: Iterable[Decimal]) -> str:
    """Return signed points as the summands of a sum (``−0.1−0.2+0.5``)."""
    return "".join(f"{_MINUS if each < 0 else '+'}{plain(abs(each))}" for each in points)


def plain(value: Decimal) -> str:
    """Return a number without exponent and without trailing zeros (``0.10`` gives ``0.1``)."""
    if not value:
        return "0"
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _capped(total: Decimal, cap: Decimal | None) -> Decimal:
    return total if cap is None else min(total, cap)


def _rounded(value: Decimal, decimals: int | None) -> Decimal:
    if decimals is None or value.adjusted() >= CELL.prec:
        return value
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_WIDE)


def _bounded(value: Decimal, lowest: Decimal | None, highest: Decimal | None) -> Decimal:
    if highest is not None and value > highest:
        return highest
    if lowest is not None and value < lowest:
        return lowest
    return value
