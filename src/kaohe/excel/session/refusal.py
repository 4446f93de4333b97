"""Why a command was not carried out, as a person is told: nothing was changed."""

from __future__ import annotations

from collections.abc import Sequence

#: Excel's answers while a cell is being edited, or a dialogue is open (RPC_E_CALL_REJECTED, VBA_E_IGNORE).
_BUSY = frozenset({-2147418111, -2146777998})

#: Excel's answers about a member that it does not have (DISP_E_MEMBERNOTFOUND, DISP_E_UNKNOWNNAME).
_UNKNOWN = frozenset({-2147352573, -2147352570})

#: Where Excel's own sentence stands in what it raises.
_SENTENCE = 2


class RefusalError(Exception):
    """The command can't be carried out; ``message`` says in Chinese what, where, and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class StoppedError(Exception):
    """The person pressed Esc."""


class LeftBehindError(Exception):
    """A command broke off, and not all that it had written could be taken back.

    ``places`` say in Chinese what stayed; ``why`` is what Excel said when it was to be taken back.
    """

    def __init__(self, places: Sequence[str], why: BaseException) -> None:
        super().__init__(*places)
        self.places, self.why = places, why


def is_busy(problem: BaseException) -> bool:
    """Say whether Excel turned a call down because the person is typing."""
    if type(problem).__name__ == "ExcelBusyError":  # what xlwings makes of some of these answers
        return True
    numbers = {getattr(problem, "hresult", None)}
    details = getattr(problem, "excepinfo", None)
    if isinstance(details, tuple) and details:
        numbers.add(details[-1])
    return not numbers.isdisjoint(_BUSY)


def is_unknown_member(problem: BaseException) -> bool:
    """Say whether this Excel does not have what was asked for: a member that came with a later version."""
    return isinstance(problem, AttributeError) or getattr(problem, "hresult", None) in _UNKNOWN


def reason_of(problem: BaseException) -> str:
    """Return what went wrong in one line: Excel's own sentence where Excel gave one."""
    details = getattr(problem, "excepinfo", None)
    if isinstance(details, tuple) and len(details) > _SENTENCE and details[_SENTENCE]:
        return f"Excel 说“{details[_SENTENCE]}”"
    return f"{type(problem).__name__}：{problem}"
