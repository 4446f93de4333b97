"""What a person is asked or told in a box: questions and failures, one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import xlwings as xw

_TITLE = "考核"

#: A box grows with its text; beyond this it leaves the screen.
_MOST_LINES = 24


def agrees(app: xw.App, question: str) -> bool:
    """Ask a question and return whether the answer is yes."""
    with _screen_on(app):
        return app.alert(_cut(question), title=_TITLE, buttons="yes_no") == "yes"


def tell(app: xw.App, text: str, *, trouble: bool = False) -> None:
    """Tell what has to be known before work goes on."""
    with _screen_on(app):
        app.alert(_cut(text), title=_TITLE, buttons="ok", mode="critical" if trouble else "info")


@contextmanager
def _screen_on(app: xw.App) -> Iterator[None]:
    """Let the person see, and scroll to, the cells that a box speaks of."""
    updating = True
    with suppress(Exception):  # Excel may be busy, and then this is what the box says
        updating = app.screen_updating
        app.screen_updating = True
    try:
        yield
    finally:
        if not updating:
            app.screen_updating = False


def _cut(text: str) -> str:
    lines = text.split("\n")
    return text if len(lines) <= _MOST_LINES else "\n".join([*lines[: _MOST_LINES - 1], "……"])
