"""CHECK_REASON and STANDARD_REASON, without what they need: the function server must start at once."""

from __future__ import annotations

from kaohe.worksheet.model import Argument, Result


def check_reason(reasons: Argument, catalogue: Argument = None, score: Argument = None) -> Result:
    """See :func:`kaohe.worksheet.checking.check_reason`."""
    from kaohe.worksheet import checking

    return checking.check_reason(reasons, catalogue, score)


def standard_reason(reasons: Argument, catalogue: Argument = None) -> Result:
    """See :func:`kaohe.worksheet.checking.standard_reason`."""
    from kaohe.worksheet import checking

    return checking.standard_reason(reasons, catalogue)
