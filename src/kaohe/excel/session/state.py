"""Excel's own state: set for a while, and set back whatever happened, with patience."""

from __future__ import annotations

import time
from collections.abc import Callable

import xlwings as xw

from kaohe.excel.session.refusal import is_busy

#: How often a property is set back before it is given up, and the pause between, in seconds.
_ATTEMPTS, _PAUSE = 5, 0.1


def read_state(app: xw.App, name: str) -> object:
    """Return a property of Excel; ``cancel_key`` is the one that xlwings does not know."""
    return app.api.EnableCancelKey if name == "cancel_key" else getattr(app, name)


def set_state(app: xw.App, name: str, value: object) -> None:
    """Set a property of Excel."""
    if name == "cancel_key":
        app.api.EnableCancelKey = value
    else:
        setattr(app, name, value)


def set_back(app: xw.App, name: str, value: object) -> bool:
    """Set a property of Excel back to what it was, trying again where Excel refuses; say whether it is so now."""
    return persistently(lambda: set_state(app, name, value)) is None


def persistently(action: Callable[[], object]) -> Exception | None:
    """Do something, trying again where Excel refuses; return what went wrong the last time, None where it is done."""
    last: Exception | None = None
    for _ in range(_ATTEMPTS):
        try:
            action()
        except Exception as problem:
            last = problem
            if is_busy(problem):  # another refusal is tried again at once
                time.sleep(_PAUSE)
        else:
            return None
    return last
