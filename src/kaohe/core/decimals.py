"""How many decimals numbers have: below each other as in a column of figures on paper, and rounded to them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal


def places(values: Iterable[Decimal | None]) -> int:
    """Return how many decimals show every one of ``values`` in full (None is no number)."""
    return max((_places(value) for value in values if value is not None), default=0)


def fixed(value: Decimal, decimals: int) -> str:
    """Return a number with so many decimals at least (``fixed(Decimal(100), 1)`` gives ``100.0``); none is cut off."""
    return f"{value:.{max(decimals, _places(value))}f}"


def fixed_format(decimals: int) -> str:
    """Return the number format of Excel that shows so many decimals."""
    return f"0.{'0' * decimals}" if decimals else "0"


def is_rounded(stated: Decimal, exact: Decimal, decimals: int) -> bool:
    """Say whether ``stated`` is ``exact`` rounded to so many decimals, halves either way."""
    return abs(stated - exact) * 2 <= Decimal(1).scaleb(-decimals)


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0
