"""Clicks in the ribbon as the add-in's code hands them to the function server, and somebody who answers its boxes.

The server calls back into this program while a macro runs; its boxes are Windows' own, and are read and answered as
windows are.
"""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pywintypes
import win32con
import win32gui
from tests.excel.desk import _sheet_sight
from tests.excel.engine.app import Book
from tests.excel.engine.cells import range_of
from tests.excel.wine.program.application import Application, Excel, Workbook
from tests.excel.wine.program.serving import interface_pointer

_MACROS = "kaohe.excel.server.ribbon"
_TITLE, _DIALOG = "考核", "#32770"
_BUTTONS = {"ok": win32con.IDOK, "yes": win32con.IDYES, "no": win32con.IDNO}
_PAUSE = 0.05


class Person:
    """Reads every box and clicks the next of the ``answers``; a box that none is left for is closed and named."""

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.boxes: list[str] = []
        self.unexpected: list[str] = []
        self._gone = threading.Event()

    @contextmanager
    def at_the_desk(self) -> Iterator[None]:
        """Answer boxes during the block."""
        thread = threading.Thread(target=self._answer, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._gone.set()
            thread.join()

    def _answer(self) -> None:
        while not self._gone.wait(_PAUSE):
            box = win32gui.FindWindow(_DIALOG, _TITLE)
            if box and win32gui.IsWindowVisible(box):
                self._click(box)
                while win32gui.IsWindow(box) and win32gui.IsWindowVisible(box):
                    time.sleep(_PAUSE)

    def _click(self, box: int) -> None:
        texts: list[str] = []
        win32gui.EnumChildWindows(box, lambda child, _: texts.append(_text(child)) or True, None)
        said = max(texts, key=len)
        self.boxes.append(said)
        answer = self.answers.pop(0) if self.answers else ""
        if not answer:
            self.unexpected.append(said)
        button = _BUTTONS.get(answer) or next(id_ for id_ in _BUTTONS.values() if _has(box, id_))
        win32gui.PostMessage(box, win32con.WM_COMMAND, button, 0)


def _has(box: int, button: int) -> bool:
    try:
        return bool(win32gui.GetDlgItem(box, button))
    except pywintypes.error:
        return False


def _text(window: int) -> str:
    """Return the text of another process's window, which has to be asked for it."""
    room = ctypes.create_unicode_buffer(10_000)
    ctypes.WinDLL("user32").SendMessageW(window, win32con.WM_GETTEXT, len(room), room)
    return room.value


class Ribbon:
    """The add-in's side: the function server, the code's own workbook, and what is done with them."""

    def __init__(self, excel: Application, folder: Path) -> None:
        self._excel, self._own = excel, excel.own
        self._own.load_addin()
        self._code = Book(self._own, folder / "code.xlsx", "kaohe.xlam")
        self._person = Person()

    def play(self, steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Take the steps: ``open`` a file, ``close`` the workbook in front, or click a ``macro``."""
        results = []
        with self._person.at_the_desk():
            for step in steps:
                if "open" in step:
                    self._own._open(Path(step["open"]), Path(step["open"]).name)
                elif "close" in step:
                    self._own._front.close()
                else:
                    results.append(self._click(step))
        return results

    def _click(self, step: dict[str, Any]) -> dict[str, Any]:
        own, person = self._own, self._person
        if "select" in step:
            sheet, address = step["select"]
            own._front._active = own._front.sheets(sheet)
            own._selected = range_of(own._front._active, address)
        own._files[:] = [tuple(each) if isinstance(each, list) else each for each in step.get("files", [])]
        person.answers[:], person.boxes[:], person.unexpected[:] = step.get("answers", []), [], []
        before, state = sight(own), dict(own._state)
        begun = time.perf_counter()
        raised = self._call(step["macro"], step.get("arguments", []))
        result: dict[str, Any] = {
            "macro": step["macro"],
            "raised": raised,
            "status": own._state["status_bar"] or "",
            "boxes": [*person.boxes],
            "unexpected": [*person.unexpected],
            "left over": [*person.answers, *map(str, own._files)],
            "changed": sight(own) != before,
            "state": _differences(state, own._state),
            "books": [book.name for book in own._books],
            "sheets": [sheet.ws.title for sheet in own._front._sheets] if own._front else [],
            "seconds": time.perf_counter() - begun,
        }
        own._state["status_bar"] = False  # as the add-in's code has it, after a while
        if step.get("undo"):
            result["undo raised"] = self._call("undo_last", [])
            result["undo says"] = own._state["status_bar"] or ""
            result["undone"] = sight(own) == before
            own._state["status_bar"] = False
        return result

    def _call(self, macro: str, arguments: list[Any]) -> str | None:
        book = self._own._front or self._code
        try:
            self._own._server._server.CallUDF(_MACROS, macro, tuple(arguments), interface_pointer(Workbook(book)))
        except pywintypes.com_error as problem:
            return str(problem)
        return None


def sight(own: Excel) -> dict[str, Any]:
    """Return what every open workbook shows."""
    return {
        f"{book.name} {part}": shown
        for book in own._books
        for part, shown in [
            *((sheet.ws.title, _sheet_sight(sheet)) for sheet in book._sheets),
            ("names", sorted(book._wb.defined_names)),
        ]
    }


def _differences(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Return what of Excel's own state is no longer as it was; the status bar is the command's answer."""
    return {name: after[name] for name in before if name != "status_bar" and before[name] != after[name]}
