"""The facts, read from Windows; what can't be read counts as not there.

Nothing is changed, except that a broken cache, which pywin32 makes anew by itself, is cleared.
"""

from __future__ import annotations

import platform
import struct
import sys
import time
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PureWindowsPath

from kaohe.excel.windows import calling, loading, registration, registry, type_cache
from kaohe.excel.windows.doctor import messages, policies
from kaohe.excel.windows.doctor.model import ARM, Answer, Facts, Installed, Interpreter, Office
from kaohe.excel.windows.manifest import find_damage, read_manifest
from kaohe.excel.windows.place import ADDIN, LIBRARY, ROOT, START_LINE, Place, installed_place

_APP_PATH = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_CLASSES = r"SOFTWARE\Classes"
#: 64-bit Office registers itself in the one, 32-bit Office and WPS in the other.
_VIEWS = ("", "WOW6432Node\\")
_MACHINES = {0x014C: 32, 0x8664: 64, 0xAA64: ARM}


def gather() -> Facts:
    """Return the facts of this PC and this user."""
    place = installed_place()
    return Facts(
        office=_office(),
        protection=policies.protection(),
        interpreter=_interpreter(place),
        installed=_installed(place),
        answer=_answer(place),
    )


def _office() -> Office:
    excel = _program(registry.read_values(_APP_PATH, registry.MACHINE).get("")) or _automation()
    if excel is None or not _exists(excel):
        return Office(automation=_automation())
    return Office(excel, _file_version(excel), _bits(excel), _automation())


def _automation() -> PureWindowsPath | None:
    """Return the program that is started for ``Excel.Application``; the user's own entries come first."""
    for hive in (registry.USER, registry.MACHINE):
        identity = str(registry.read_values(rf"{_CLASSES}\Excel.Application\CLSID", hive).get("", ""))
        for owner in (registry.USER, registry.MACHINE):
            for view in _VIEWS:
                command = registry.read_values(rf"{_CLASSES}\{view}CLSID\{identity}\LocalServer32", owner).get("")
                if identity and command:
                    return _program(command)
    return None


def _program(command: object) -> PureWindowsPath | None:
    """Return the program of a command line, with or without quotation marks and options."""
    text = str(command or "").strip()
    if not text:
        return None
    name = text[1:].partition('"')[0] if text.startswith('"') else text[: text.lower().find(".exe") + 4]
    return PureWindowsPath(name)


def _exists(program: PureWindowsPath) -> bool:
    try:
        Path(program).stat()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return True


def _bits(program: PureWindowsPath) -> int | None:
    """Return for which processor a program is made, from its header; None where it may not be read."""
    try:
        with Path(program).open("rb") as file:
            head = file.read(4096)
    except OSError:  # the Store's programs are closed even to those who may start them
        return None
    (start,) = struct.unpack_from("<I", head, 0x3C)
    (machine,) = struct.unpack_from("<H", head, start + 4)
    return _MACHINES.get(machine)


def _file_version(program: PureWindowsPath) -> str | None:
    try:
        fixed = import_module("win32api").GetFileVersionInfo(str(program), "\\")
    except Exception:  # pywin32's own kind of error; many files have no version
        return None
    high, low = fixed["FileVersionMS"], fixed["FileVersionLS"]
    return f"{high >> 16}.{high & 0xFFFF}.{low >> 16}.{low & 0xFFFF}"


def _interpreter(place: Place) -> Interpreter:
    broken = type_cache.find_broken(place)
    libraries = tuple(sorted(file.name for file in Path(sys.prefix).glob("xlwings*.dll")))
    return Interpreter(
        version=platform.python_version(),
        bits=8 * struct.calcsize("P"),
        folder=PureWindowsPath(sys.prefix),
        pywin32=_package("pywin32", "pythoncom"),
        xlwings=_package("xlwings"),
        libraries=libraries,
        library_problem=_library_problem(Path(sys.prefix) / LIBRARY),
        broken_cache=broken,
        cache_mended=type_cache.mend(place) if broken else False,
    )


def _package(name: str, module: str | None = None) -> str | None:
    try:
        if module:
            import_module(module)
        return version(name)
    except (ImportError, PackageNotFoundError):
        return None


def _library_problem(library: Path) -> str:
    try:
        import_module("ctypes").WinDLL(str(library))
    except OSError as error:
        return str(error)
    return ""


def _installed(place: Place) -> Installed:
    manifest = read_manifest(place.manifest)
    return Installed(
        version=manifest.version if manifest else None,
        damage=find_damage(manifest, place.root) if manifest else None,
        registered=registration.is_registered(),
        switched_off=str(ROOT / ADDIN) in registry.read_values(loading.MANAGER),
        disabled=bool(registration.disabled_items()),
        trusted=bool(registration.trusted_keys()),
        from_internet=Path(f"{place.addin}:Zone.Identifier").exists(),
    )


def _first_lines(text: str) -> str:
    """Return what the library says before it tells which command it tried."""
    return " ".join(line.strip() for line in text.partition("Command:")[0].splitlines() if line.strip())


def _answer(place: Place) -> Answer:
    if not place.library.exists():
        return Answer()
    start = time.perf_counter()
    try:
        value = calling.ask_server(place.library, START_LINE, "SCORE_UNIT", messages.QUESTION)
    except Exception as error:  # the library, COM and the server each have their own kinds of error
        return Answer(problem=_first_lines(str(error)) or type(error).__name__)
    return Answer(value, time.perf_counter() - start)
