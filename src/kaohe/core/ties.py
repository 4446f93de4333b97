"""What tells units of equal scores apart, as numbers of which the larger stands first."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.settings import TieRule

#: One number a level; None where a unit has none, so that it can't be told apart there.
TieKey = tuple[Decimal | None, ...]

#: Between the numbers of a key that a cell holds.
JOINT = "|"


def tie_key(rule: TieRule, deducted: Decimal | None, stated: Decimal | None) -> TieKey:
    """Return a unit's key: points lost count against it, ``stated`` is its number in the column 并列依据."""
    by_deductions = (None if deducted is None else -deducted,) if rule.by_deductions else ()
    return (*by_deductions, *((stated,) if rule.by_column else ()))


def read_tie_key(value: CellValue) -> TieKey:
    """Return the key that a cell holds: a number, or several with ``|`` between them (``-0.3|95``); what is none counts as missing."""
    if isinstance(value, Decimal):
        return (value,)
    if not isinstance(value, str) or isinstance(value, ExcelError) or not value.strip():
        return ()
    return tuple(map(_number, value.split(JOINT)))


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
