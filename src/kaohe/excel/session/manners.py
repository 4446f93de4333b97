"""Working in a person's Excel without leaving traces: everything as it was, whatever happens."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from itertools import count

import xlwings as xw

from kaohe.excel.constants import XL_DISABLED
from kaohe.excel.session.questions import tell
from kaohe.excel.session.refusal import RefusalError, StoppedError, is_busy
from kaohe.excel.session.state import read_state, set_back, set_state

#: How long a cell may stay in edit mode before the command gives up, in seconds, and how often it is tried.
_PATIENCE, _PAUSE = 3.0, 0.2

#: How often long work looks for Esc and tells how far it is, in seconds.
_GLANCE, _NEWS = 0.05, 1.0

_ESCAPE = 0x1B
_LEFT = "命令已经结束，但有几项 Excel 自己的设置未能恢复原样：\n{remedies}"
#: What Excel does not put right by itself as soon as it is idle, as it does with the key that breaks macros off.
_REMEDIES = {
    "calculation": "现在是手动计算。请点“公式”→“计算选项”→“自动”。",
    "enable_events": "自动更新名次等功能暂时停用。请保存后关闭 Excel，再重新打开。",
    "display_alerts": "Excel 暂时不弹出提示，关闭时可能不问要不要保存。请先保存，再关闭 Excel 重新打开。",
    "screen_updating": "画面可能不刷新。请保存后关闭 Excel，再重新打开。",
}
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
    changed: dict[str, object] = {}
    try:
        for name, value in _AT_REST.items():
            _let_rest(app, name, value, changed)
        yield Progress(app)
    finally:
        refused = [name for name, value in reversed(changed.items()) if not set_back(app, name, value)]
        told = [_REMEDIES[name] for name in refused if name in _REMEDIES and changed[name] != _AT_REST[name]]
        if told:
            with suppress(Exception):  # whatever went wrong before matters more
                tell(app, _LEFT.format(remedies="\n".join(told)), trouble=True)


def _let_rest(app: xw.App, name: str, value: object, changed: dict[str, object]) -> None:
    """Set a property of Excel, and note what it was."""
    try:
        before = read_state(app, name)
        changed[name] = before  # first: what fails may have taken effect
        set_state(app, name, value)
    except Exception as problem:
        # Without a workbook that can be seen Excel knows no mode of calculation, and PERSONAL.XLSB can't be.
        if name != "calculation" or is_busy(problem):
            raise


#: What rests meanwhile; restored in reverse, events before calculation as they look after =RANK_UNIT().
#: Esc would make Excel break off the VBA that waits.
_AT_REST: dict[str, object] = {
    "cancel_key": XL_DISABLED,
    "status_bar": False,
    "display_alerts": False,
    "screen_updating": False,
    "calculation": "manual",
    "enable_events": False,
}


def patient_caller() -> None:
    """Let calls to the workbook that a macro was called for be tried again while Excel is busy.

    xlwings hands that workbook over bare; whatever is reached from it is as patient as it is itself.
    """
    if sys.platform == "win32":
        from xlwings import _xlwindows

        if not isinstance(_xlwindows.BOOK_CALLER, _xlwindows.COMRetryObjectWrapper):
            _xlwindows.BOOK_CALLER = _xlwindows.COMRetryObjectWrapper(_xlwindows.BOOK_CALLER)


@contextmanager
def letting_go() -> Iterator[None]:
    """Keep nothing of Excel's afterwards: xlwings would hold the last workbook, and with it Excel after it is closed."""
    try:
        yield
    finally:
        if sys.platform == "win32":
            from xlwings import _xlwindows

            _xlwindows.BOOK_CALLER = None


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
