"""Reasons as they stand on paper: typing signs that mean nothing are mended there, and never in the data."""

from __future__ import annotations

from kaohe.core.cells import CellValue
from kaohe.core.letters import letters
from kaohe.core.text import fold

NOTHING = "无"
#: Signs that somebody left behind the last item; what closes a sentence stays.
_LEFT_OVER = "，,、 　\t\r\n"


def printed_reasons(reasons: CellValue, *, settled: bool) -> CellValue:
    r"""Return the reasons of a unit as they are printed.

    ``\``, ``——``, ``无。`` and the like say 无 where the unit's score is ``settled``; a comma behind the last item goes.
    """
    if not isinstance(reasons, str) or not reasons.strip():
        return reasons
    if settled and letters(fold(reasons)) in ("", NOTHING):
        return NOTHING
    return reasons.rstrip(_LEFT_OVER)
