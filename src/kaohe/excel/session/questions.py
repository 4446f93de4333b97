"""What a person is asked or told in a box: questions and failures, one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import xlwings as xw

from kaohe.excel.session.stand_in import stand_in
from kaohe.excel.session.state import set_back

_TITLE = "考核"

#: A box grows with its text; beyond this it leaves the screen.
_MOST_LINES = 24


def agrees(app: xw.App, question: str) -> bool:
    """Ask a question and return whether the answer is yes."""
    if someone := stand_in():
        someone.boxes.append(question)
        return someone.answers.pop(0) if someone.answers else True
    with _box_open(app):
        return app.alert(_cut(question), title=_TITLE, buttons="yes_no") == "yes"


def tell(app: xw.App, text: str, *, trouble: bool = False) -> None:
    """Tell what has to be known before work goes on."""
    if someone := stand_in():
        someone.boxes.append(text)
        return
    with _box_open(app):
        app.alert(_cut(text), title=_TITLE, buttons="ok", mode="critical" if trouble else "info")


@contextmanager
def _box_open(app: xw.App) -> Iterator[None]:
    """Let the person see the cells that a box speaks of; Excel, which waits meanwhile, is not to complain of that."""
    with ExitStack() as as_before:
        for name, value in _WHILE_OPEN.items():
            with suppress(Exception):  # Excel may be busy, and then this is what the box says
                found = getattr(app, name)
                setattr(app, name, value)
                as_before.callback(set_back, app, name, found)
        yield


_WHILE_OPEN = {"screen_updating": True, "display_alerts": False}


def _cut(text: str) -> str:
    lines = text.split("\n")
    return text if len(lines) <= _MOST_LINES else "\n".join([*lines[: _MOST_LINES - 1], "……"])
