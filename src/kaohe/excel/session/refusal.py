"""Why a command was not carried out, as a person is told: nothing was changed."""

from __future__ import annotations

#: Excel's answers while a cell is being edited, or a dialogue is open (RPC_E_CALL_REJECTED, VBA_E_IGNORE).
_BUSY = frozenset({-2147418111, -2146777998})

#: Where Excel's own sentence stands in what it raises.
_SENTENCE = 2


class RefusalError(Exception):
    """The command can't be carried out; ``message`` says in Chinese what, where, and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class StoppedError(Exception):
    """The person pressed Esc."""


def is_busy(problem: BaseException) -> bool:
    """Say whether Excel turned a call down because the person is typing."""
    if type(problem).__name__ == "ExcelBusyError":  # what xlwings makes of some of these answers
        return True
    numbers = {getattr(problem, "hresult", None)}
    details = getattr(problem, "excepinfo", None)
    if isinstance(details, tuple) and details:
        numbers.add(details[-1])
    return not numbers.isdisjoint(_BUSY)


def reason_of(problem: BaseException) -> str:
    """Return what went wrong in one line: Excel's own sentence where Excel gave one."""
    details = getattr(problem, "excepinfo", None)
    if isinstance(details, tuple) and len(details) > _SENTENCE and details[_SENTENCE]:
        return f"Excel 说“{details[_SENTENCE]}”"
    return f"{type(problem).__name__}：{problem}"
