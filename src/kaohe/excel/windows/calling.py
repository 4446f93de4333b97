"""The function server, started and called the way the VBA bridge does it."""

from __future__ import annotations

import ctypes
from importlib import import_module
from pathlib import Path
from typing import Any

FUNCTIONS = "kaohe.excel.server.udfs"

_ID = "{00020400-0000-0000-C000-000000000046}"
_START, _END = 1, -1
_TEXT, _OBJECT = 8, 9


#: Whether this process is a function server itself.  It can't start another one: the library puts what it starts into
#: a job of Windows', out of which nothing gets ("access denied").
_is_server = False


def note_server() -> None:
    """Note that this process is a function server."""
    global _is_server
    _is_server = True


def ask_server(library: Path, start_line: str, function: str, *arguments: object) -> Any:
    """Put one question to a function server: to one that is started for it, or to this process if it is one.

    Raises:
        OSError, ServerNotStartedError: As `FunctionServer`.
    """
    if _is_server:
        return getattr(import_module(FUNCTIONS), function)(*arguments)[0][0]
    with FunctionServer(library, start_line) as server:
        return server.call(function, *arguments)


class ServerNotStartedError(Exception):
    """The function server did not start; the message is the library's own."""


class _Variant(ctypes.Structure):
    """Windows' VARIANT, as far as the library fills it."""

    _fields_ = (
        ("kind", ctypes.c_ushort),
        ("reserved", ctypes.c_ushort * 3),
        ("value", ctypes.c_void_p),
        ("more", ctypes.c_void_p),
    )


class FunctionServer:
    """A running function server; as a context manager it ends with the block."""

    def __init__(self, library: Path, start_line: str) -> None:
        """Start the server with xlwings' library.

        Raises:
            OSError: The library can't be loaded.
            ServerNotStartedError: Python did not start, or did not answer.
        """
        self._library = import_module("ctypes").WinDLL(str(library))
        self._line = start_line
        variant = self._activate(_START)
        if variant.kind != _OBJECT:
            raise ServerNotStartedError(
                ctypes.wstring_at(variant.value) if variant.kind == _TEXT else str(variant.kind)
            )
        self._server = _dispatch(variant.value)

    def call(self, function: str, *arguments: object, module: str = FUNCTIONS) -> Any:
        """Call a worksheet function; numbers are floats and errors whole numbers, as the bridge gets them."""
        return self._server.CallUDF(module, function, arguments)

    def __enter__(self) -> FunctionServer:
        return self

    def __exit__(self, *_: object) -> None:
        self._server = None
        self._activate(_END)

    def _activate(self, mode: int) -> _Variant:
        variant = _Variant()
        self._library.XLPyDLLActivateAuto(ctypes.byref(variant), _ansi_text(self._line), mode)
        return variant


def _ansi_text(text: str) -> ctypes.c_void_p:
    """Return what VBA passes for ``ByVal text As String``: a BSTR of bytes in the PC's code page."""
    allocate = import_module("ctypes").WinDLL("oleaut32").SysAllocStringByteLen
    allocate.restype, allocate.argtypes = ctypes.c_void_p, (ctypes.c_char_p, ctypes.c_uint)
    content = text.encode("mbcs")
    return ctypes.c_void_p(allocate(content, len(content)))


def _dispatch(pointer: int) -> Any:
    """Return a COM object that can be called by names, from its address."""
    pythoncom, pywintypes = import_module("pythoncom"), import_module("pywintypes")
    interface = bytes(memoryview(pywintypes.IID(_ID)))
    wrap = ctypes.PyDLL(pythoncom.__file__).PyCom_PyObjectFromIUnknown
    wrap.restype = ctypes.py_object
    unknown = wrap(ctypes.c_void_p(pointer), interface, False)  # its one reference is ours now
    return import_module("win32com.client.dynamic").Dispatch(unknown)
