"""Working in a person's Excel without leaving traces: everything as it was, whatever happens."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from itertools import count

import xlwings as xw

from kaohe.excel.session.refusal import RefusalError, StoppedError, is_busy

#: How long a cell may stay in edit mode before the command gives up, in seconds, and how often it is tried.
_PATIENCE, _PAUSE = 3.0, 0.2

#: How often long work looks for Esc and tells how far it is, in seconds.
_GLANCE, _NEWS = 0.05, 1.0

_ESCAPE = 0x1B
_DISABLED = 0
_EDITING = "正在编辑单元格，没有执行。请先按回车结束单元格编辑，再点一次。"


class Progress:
    """Says in the status bar how far a command is, and stops it when the person presses Esc."""

    def __init__(self, app: xw.App) -> None:
        self._app, self._excel = app, app.pid

    def say(self, text: str) -> None:
        """Show what is being done; raise StoppedError where Esc was pressed."""
        if escape_pressed(self._excel):
            raise StoppedError
        self._app.status_bar = f"{text}…（按 Esc 停止）"

    def pulse(self, text: str) -> Callable[[], None]:
        """Return what long work calls over and over: it looks for Esc and, once a second, shows how often it was called.

        ``text`` says what is being done, with ``{count}`` in it.
        """
        steps, looked, told = count(1), time.monotonic(), time.monotonic()

        def beat() -> None:
            nonlocal looked, told
            number, now = next(steps), time.monotonic()
            if now - looked < _GLANCE:
                return
            looked = now
            if escape_pressed(self._excel):
                raise StoppedError
            if now - told >= _NEWS:
                told = now
                self.say(text.format(count=number))

        return beat


def undisturbed(book: xw.Book) -> AbstractContextManager[Progress]:
    """Work on a workbook in Excel at rest; see :func:`at_rest`."""
    return at_rest(book.app)


@contextmanager
def at_rest(app: xw.App) -> Iterator[Progress]:
    """Work with calculation, events and screen at rest; afterwards they and the status bar are as before.

    Nothing is selected, scrolled or brought to the front meanwhile, so that stays as it is by itself.

    Raises:
        RefusalError: A cell is being edited.
    """
    wait_until_ready(app)
    escape_pressed(app.pid)  # an Esc from before is no answer to this command
    app.api.EnableCancelKey = (
        _DISABLED  # else Excel would break off the VBA that waits; idle, Excel sets it back itself
    )
    with ExitStack() as as_before:
        for name, value in _AT_REST.items():
            if name != "calculation" or len(app.books):  # without a workbook Excel knows no mode of calculation
                as_before.callback(restore, app, name, getattr(app, name))
                setattr(app, name, value)
        yield Progress(app)


#: What rests meanwhile; restored in reverse, events before calculation as they look after =RANK_UNIT().
_AT_REST: dict[str, object] = {
    "status_bar": False,
    "display_alerts": False,
    "screen_updating": False,
    "calculation": "manual",
    "enable_events": False,
}


@contextmanager
def letting_go() -> Iterator[None]:
    """Keep nothing of Excel's afterwards: xlwings would hold the last workbook, and with it Excel after it is closed."""
    try:
        yield
    finally:
        if sys.platform == "win32":
            from xlwings import _xlwindows

            _xlwindows.BOOK_CALLER = None


def restore(app: xw.App, name: str, value: object) -> None:
    """Set a property of Excel back to what it was."""
    with suppress(Exception):  # one that Excel refuses must not keep the others from being restored
        setattr(app, name, value)


def wait_until_ready(app: xw.App) -> None:
    """Wait a moment for a cell that is being edited.

    Raises:
        RefusalError: It still is.
    """
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            app.screen_updating = app.screen_updating
        except Exception as problem:
            if not is_busy(problem):
                raise
            if time.monotonic() > deadline:
                raise RefusalError(_EDITING) from None
            time.sleep(_PAUSE)
        else:
            return


def escape_pressed(excel: int) -> bool:
    """Say whether Esc was pressed since it was asked last, while a window of the process ``excel`` was in front.

    Excel is waiting for this process meanwhile, so it is the keyboard that knows.
    """
    if sys.platform != "win32":
        return False
    import ctypes

    user, front = ctypes.windll.user32, ctypes.c_ulong()
    pressed = bool(user.GetAsyncKeyState(_ESCAPE) & 1)
    user.GetWindowThreadProcessId(user.GetForegroundWindow(), ctypes.byref(front))
    return pressed and front.value == excel
