"""The function server: the Python process that Excel starts and asks (see KaoheBridge.cls)."""

from __future__ import annotations

import logging
import os
import tempfile
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any

import xlwings

from kaohe.core import prepared
from kaohe.excel.windows.calling import note_server

#: How often xlwings asks again, without a pause, an Excel that is busy: about a second.  By itself it would never
#: give up.
_ATTEMPTS = 2_000

#: The log starts anew beyond this size, in bytes.
_LONGEST_LOG = 1_000_000

#: What cells call; it must be there before Excel is told so.
_CALLED = "kaohe.excel.server.udfs"
#: What the ribbon calls, a moment later.
_MACROS = "kaohe.excel.server.ribbon"

#: What the first cell with a reason, and the first command, need.
_NEEDED_SOON = ("kaohe.excel.functions.points", "kaohe.excel.functions.ranks", "kaohe.excel.functions.checking")


def serve(clsid: str) -> None:
    """Answer Excel under a COM class identifier until Excel closes."""
    from xlwings import com_server  # Windows only

    with suppress(OSError):  # a cell must be answered even where nothing can be written
        start_log()
    from xlwings import _xlwindows

    _xlwindows.N_COM_ATTEMPTS = _ATTEMPTS
    # Named without a workbook, a module is never looked for in one: xlwings would take sheets for code.
    xlwings.get_udf_module(_CALLED, None)  # type: ignore[call-arg]  # typed for systems without Excel
    Thread(target=_load_the_rest, daemon=True).start()
    note_server()
    com_server.XLPython = narrowed(com_server.XLPython)  # type: ignore[misc]
    com_server.serve(clsid)  # type: ignore[no-untyped-call]


def narrowed(server: Any) -> Any:
    """Return the class that xlwings answers COM with, without what the bridge does not call.

    Any process of the same user that knows the class identifier may call the server; as xlwings has it, that
    includes ``Eval`` and ``Exec``.  What is left calls functions of two modules, which Excel's cells and ribbon do.
    """

    class Narrowed(server):  # type: ignore[misc]
        _public_methods_ = ("CallUDF",)

        def CallUDF(self, script: str, *arguments: object) -> object:  # noqa: N802 - COM's name
            if script not in (_CALLED, _MACROS):
                raise PermissionError(script)
            return super().CallUDF(script, *arguments)

    return Narrowed


def log_file() -> Path:
    """Return where the log is kept: the user's own folder, as the installation may belong to another user."""
    return Path(os.environ.get("LOCALAPPDATA") or tempfile.gettempdir()) / "Kaohe" / "kaohe.log"


def start_log() -> None:
    """Log to :func:`log_file`; what can't be written there, on a full disk, is let go: a cell must be answered."""
    logging.raiseExceptions = False
    file = log_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    full = file.exists() and file.stat().st_size > _LONGEST_LOG
    logging.basicConfig(
        filename=file, filemode="w" if full else "a", encoding="utf-8", format="%(asctime)s %(name)s %(message)s"
    )


def _load_the_rest() -> None:
    """Load what needs longer while Excel is still busy opening the workbook."""
    xlwings.get_udf_module(_MACROS, None)  # type: ignore[call-arg]
    for module in _NEEDED_SOON:
        import_module(module)
    prepared.keep()
