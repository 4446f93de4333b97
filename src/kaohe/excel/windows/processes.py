"""Programs that are running in the user's own session, and keep files in use."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import PureWindowsPath
from typing import Any

from kaohe.core.records import dataclass

_LONGEST_PATH = 32_768
_MAY_READ_NAME = 0x1000
_MAY_END = 0x0001
_ALL_PROCESSES = 0x2


@dataclass(frozen=True, slots=True)
class RunningProgram:
    """A running program: its process number, file name and path (None where Windows does not tell)."""

    number: int
    name: str
    path: PureWindowsPath | None


def running_programs() -> list[RunningProgram]:
    """Return the programs of this session."""
    session = _session(os.getpid())
    found = [entry for entry in _snapshot() if _session(entry.number) == session]
    return [RunningProgram(entry.number, entry.name, _path(entry.number)) for entry in found]


def running_names() -> set[str]:
    """Return the file names, in small letters, of all programs of the PC, Windows' services among them."""
    return {entry.name.lower() for entry in _snapshot()}


def is_excel(program: RunningProgram) -> bool:
    """Say whether a program is Excel."""
    return program.name.lower() == "excel.exe"


def lives_in(program: RunningProgram, folder: PureWindowsPath) -> bool:
    """Say whether a program runs from a folder."""
    return program.path is not None and program.path.is_relative_to(folder)


def end_program(program: RunningProgram) -> None:
    """End a program of this user at once; one that is gone already is no matter."""
    with _Handle(program.number, _MAY_END) as handle:
        _kernel().TerminateProcess(handle, 0)


class _ProcessEntry(ctypes.Structure):
    """Windows' PROCESSENTRY32W."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("usage", ctypes.c_uint32),
        ("number", ctypes.c_uint32),
        ("heap", ctypes.c_size_t),
        ("module", ctypes.c_uint32),
        ("threads", ctypes.c_uint32),
        ("parent", ctypes.c_uint32),
        ("priority", ctypes.c_int32),
        ("flags", ctypes.c_uint32),
        ("name", ctypes.c_wchar * 260),
    )


class _Handle:
    """An open process; Windows answers calls on one that could not be opened with a failure."""

    def __init__(self, number: int, access: int) -> None:
        self._handle = ctypes.c_void_p(_kernel().OpenProcess(access, False, number))

    def __enter__(self) -> ctypes.c_void_p:
        return self._handle

    def __exit__(self, *_: object) -> None:
        _kernel().CloseHandle(self._handle)


def _snapshot() -> Iterator[_ProcessEntry]:
    kernel = _kernel()
    snapshot = ctypes.c_void_p(kernel.CreateToolhelp32Snapshot(_ALL_PROCESSES, 0))
    entry = _ProcessEntry(size=ctypes.sizeof(_ProcessEntry))
    found = kernel.Process32FirstW(snapshot, ctypes.byref(entry))
    while found:
        yield _ProcessEntry.from_buffer_copy(entry)
        found = kernel.Process32NextW(snapshot, ctypes.byref(entry))
    kernel.CloseHandle(snapshot)


def _session(number: int) -> int:
    session = ctypes.c_uint32()
    _kernel().ProcessIdToSessionId(number, ctypes.byref(session))
    return session.value


def _path(number: int) -> PureWindowsPath | None:
    text = ctypes.create_unicode_buffer(_LONGEST_PATH)
    length = ctypes.c_uint32(_LONGEST_PATH)
    with _Handle(number, _MAY_READ_NAME) as handle:
        done = _kernel().QueryFullProcessImageNameW(handle, 0, text, ctypes.byref(length))
    return PureWindowsPath(text.value) if done else None


def _kernel() -> Any:
    """Return Windows' kernel library; its handles are pointers, not the ints that ctypes takes them for."""
    kernel = import_module("ctypes").WinDLL("kernel32")
    kernel.OpenProcess.restype = kernel.CreateToolhelp32Snapshot.restype = ctypes.c_void_p
    return kernel
