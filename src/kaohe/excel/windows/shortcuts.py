"""What works without the add-in: entries of 发送到 and icons that files are dropped on, made and taken back.

A shortcut to pythonw.exe, and not a command file: a command file loses names with ``&``, ``^`` and ``=``.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import Any

from kaohe.core.drops import DROP_ACTIONS, DROP_FOLDER
from kaohe.excel.windows.place import PYTHON, ROOT

_PREFIX = "考核 "
_START = '-I -B -X utf8 -c "from kaohe.cli.dropping import main; main()" {action}'

#: Windows' object for shortcuts, its interfaces, and the places of their methods (IShellLinkW, IPersistFile).
_SHELL_LINK = "{00021401-0000-0000-C000-000000000046}"
_LINK_INTERFACE = "{000214F9-0000-0000-C000-000000000046}"
_FILE_INTERFACE = "{0000010B-0000-0000-C000-000000000046}"
_QUERY, _RELEASE = 0, 2
_SET_FOLDER, _SET_ARGUMENTS, _SET_ICON, _SET_PATH = 9, 11, 17, 20
_SAVE = 6

#: Windows' numbers for its own folders (CSIDL_SENDTO, CSIDL_DESKTOPDIRECTORY).
_SENDTO, _DESKTOP = 0x09, 0x10


def make() -> None:
    """Put the shortcuts where they are not yet; a folder of Windows' that is closed to the user gets none."""
    _make(_shortcuts(), ROOT)


def make_in(unpacked: Path) -> None:
    """Put the icons into an unpacked bundle too: they work with its own Python, whatever comes of the installation."""
    _make(_icons(unpacked), unpacked)


def remove() -> None:
    """Take the shortcuts away, and the folder on the desktop if nothing else is in it."""
    for target, _ in _shortcuts():
        target.unlink(missing_ok=True)
    _remove_empty(_special(_DESKTOP) / DROP_FOLDER)


def remove_from(unpacked: Path) -> None:
    """Take the icons out of an unpacked bundle."""
    for target, _ in _icons(unpacked):
        target.unlink(missing_ok=True)
    _remove_empty(unpacked / DROP_FOLDER)


def _make(wanted: Iterable[tuple[Path, str]], root: PurePath) -> None:
    for target, action in wanted:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(target, _START.format(action=action), root)
        except OSError:  # a policy redirects or closes the folder: the add-in works all the same
            continue


def _remove_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _shortcuts() -> Iterator[tuple[Path, str]]:
    for name, action in DROP_ACTIONS.items():
        yield _special(_SENDTO) / f"{_PREFIX}{name}.lnk", action
    yield from _icons(_special(_DESKTOP))


def _icons(place: Path) -> Iterator[tuple[Path, str]]:
    for name, action in DROP_ACTIONS.items():
        yield place / DROP_FOLDER / f"{name}.lnk", action


def _special(number: int) -> Path:
    windows: Any = ctypes
    path = ctypes.create_unicode_buffer(260)
    windows.windll.shell32.SHGetFolderPathW(None, number, None, 0, path)
    return Path(path.value)


def _write(target: Path, arguments: str, root: PurePath) -> None:
    """Write a shortcut to the Python below ``root`` by Windows' own object for them: its script host, the usual way, is switched off in offices."""
    windows: Any = ctypes  # what of it other systems have not
    ole = windows.OleDLL("ole32")
    ole.CoInitialize(None)
    link = ctypes.c_void_p()
    ole.CoCreateInstance(_identity(ole, _SHELL_LINK), None, 1, _identity(ole, _LINK_INTERFACE), ctypes.byref(link))
    program, texts, number = str(root / PYTHON / "pythonw.exe"), ctypes.c_wchar_p, ctypes.c_int
    try:
        _call(link, _SET_PATH, texts(program))
        _call(link, _SET_ARGUMENTS, texts(arguments))
        _call(link, _SET_FOLDER, texts(str(root)))
        _call(link, _SET_ICON, texts(program), number(0))
        file = ctypes.c_void_p()
        _call(link, _QUERY, ctypes.byref(_identity(ole, _FILE_INTERFACE)), ctypes.byref(file))
        try:
            _call(file, _SAVE, texts(str(target)), number(1))
        finally:
            _call(file, _RELEASE)
    finally:
        _call(link, _RELEASE)


def _identity(ole: Any, text: str) -> Any:
    identity = (ctypes.c_byte * 16)()
    ole.CLSIDFromString(ctypes.c_wchar_p(text), identity)
    return identity


def _call(thing: ctypes.c_void_p, place: int, *arguments: Any) -> None:
    """Call a method of a COM object by its place in the table of its methods; OSError where it fails."""
    windows: Any = ctypes
    methods = ctypes.cast(thing, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p))).contents
    kinds = [
        ctypes.c_void_p if not isinstance(each, ctypes.c_wchar_p | ctypes.c_int) else type(each) for each in arguments
    ]
    kind = windows.HRESULT if place != _RELEASE else ctypes.c_ulong
    windows.WINFUNCTYPE(kind, ctypes.c_void_p, *kinds)(methods[place])(
        thing,
        *(
            ctypes.cast(each, ctypes.c_void_p) if kind is ctypes.c_void_p else each
            for each, kind in zip(arguments, kinds, strict=True)
        ),
    )
