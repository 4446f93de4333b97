"""Just enough of Windows that xlwings' Windows engine can be imported unchanged on Linux: names, no behaviour."""

from __future__ import annotations

import ctypes
import datetime
import os
import sys
import types
from collections.abc import Callable
from typing import Any

#: What Excel says when it turns a call down (DISP_E_EXCEPTION), and what COM says of a member that is not there.
EXCEPTION, UNKNOWN_NAME = -2147352567, -2147352570
_REFUSED = -2146827284


class ComError(Exception):
    """``pywintypes.com_error``."""

    def __init__(
        self, hresult: int, text: str = "", details: tuple[Any, ...] | None = None, argument: Any = None
    ) -> None:
        super().__init__(hresult, text, details, argument)
        self.hresult, self.strerror, self.excepinfo, self.argerror = hresult, text, details, argument


def refusal(sentence: str) -> ComError:
    """Return what pywin32 raises where Excel turns a call down with a sentence."""
    details = (0, "Microsoft Excel", sentence, "xlmain11.chm", 0, _REFUSED)
    return ComError(EXCEPTION, "Exception occurred.", details)


class Dispatched:
    """The base of everything that comes over COM, by which xlwings knows it."""


class _Any:
    """Whatever is loaded from Windows' own libraries on import."""

    def __getattr__(self, name: str) -> _Any:
        return _Any()

    def __call__(self, *_: object, **__: object) -> _Any:
        return _Any()


def install(start_excel: Callable[[], Dispatched]) -> None:
    """Put the modules in place and make xlwings' Windows engine the active one; ``start_excel`` is asked for new Excels."""
    _modules(start_excel)
    for name in ("windll", "oledll"):
        setattr(ctypes, name, _Any())
    python_library, ctypes.PyDLL = ctypes.PyDLL, lambda _: _Any()  # type: ignore[misc, assignment]
    try:
        import xlwings
        from xlwings import _xlwindows
    finally:
        ctypes.PyDLL = python_library  # type: ignore[misc]
    xlwings._xlwindows = _xlwindows
    xlwings.engines.add(xlwings.main.Engine(impl=_xlwindows.engine))
    xlwings.engines["excel"].activate()


def _modules(start_excel: Callable[[], Dispatched]) -> None:
    _module("pywintypes", com_error=ComError, error=OSError, TimeType=datetime.datetime, IID=str)
    _module("pythoncom", CoInitialize=lambda: None, com_error=ComError, ole_error=ComError, __file__="pythoncom")
    _module("win32api", MessageBox=_no_box)
    _module("win32gui")
    _module("win32con", MB_OK=0, MB_OKCANCEL=1, MB_YESNO=4, MB_YESNOCANCEL=3, MB_ICONINFORMATION=64, MB_ICONWARNING=48)
    _module("win32process", GetWindowThreadProcessId=lambda _: (1, os.getpid()))
    _module("win32timezone", TimeZoneInfo=types.SimpleNamespace(utc=lambda: datetime.UTC))
    classes = {name: type(name, (Dispatched,), {}) for name in ("CoClassBaseClass", "DispatchBaseClass")}
    client = _module(
        "win32com.client", CDispatch=Dispatched, Dispatch=lambda it: it, DispatchEx=lambda _: start_excel(), **classes
    )
    _module("win32com", client=client, __path__=[])


def _module(name: str, **members: object) -> types.ModuleType:
    module = types.ModuleType(name)
    module.__dict__.update(members)
    sys.modules[name] = module
    return module


def _no_box(*_: object) -> int:
    raise AssertionError("a box would wait for a person")
