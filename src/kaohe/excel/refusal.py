"""Why a command was not carried out, as a person is told: nothing was changed."""

from __future__ import annotations

#: Excel's answers while a cell is being edited, or a dialogue is open (RPC_E_CALL_REJECTED, VBA_E_IGNORE).
_BUSY = frozenset({-2147418111, -2146777998})


class RefusalError(Exception):
    """The command can't be carried out; ``message`` says in Chinese what, where, and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class StoppedError(Exception):
    """The person pressed Esc."""


def is_busy(problem: BaseException) -> bool:
    """Say whether Excel turned a call down because the person is typing."""
    numbers = {getattr(problem, "hresult", None)}
    details = getattr(problem, "excepinfo", None)
    if isinstance(details, tuple) and details:
        numbers.add(details[-1])
    return not numbers.isdisjoint(_BUSY)
