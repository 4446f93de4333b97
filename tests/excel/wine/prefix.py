"""A private Wine prefix: Windows' folders and registry in a folder, and programs that run in them.

What Wine 8 needs, found by trial:

* Standard handles are pipes or the null device, never regular files, or Python does not start.
* Windows' services, once started, keep the pipes of the program that started them.  So they are
  started first, with the null device, and kept by a program that sleeps; and a program has ended
  when its process has, not when its pipe has.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath
from typing import IO

_WINE = Path("/usr/lib/wine/wine64")
_NOWHERE = subprocess.DEVNULL
_LAST_WORDS = 3.0

#: Parts of Windows that programs do without: .NET, web pages, menus, the debugger, and the answers of WMI, with which
#: Python 3.13's ``platform`` ends in a crash (Wine 8 has no ``VariantToString``).
_LEFT_OUT = "mscoree,mshtml,winemenubuilder.exe,winedbg.exe,wbemprox="


@dataclass(frozen=True)
class Done:
    """A program that has ended: its exit code, and what it wrote to either stream."""

    code: int
    text: str
    seconds: float


@dataclass
class Prefix:
    """A prefix in ``folder``; drive Z: is the machine's own file system.

    ``libraries`` are further ones of Wine's: those for 32-bit programs, if any (see wow64.py).
    """

    folder: Path
    libraries: Path | None = None
    _environment: dict[str, str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "WINE", "DISPLAY"))}
        self._environment = kept | {
            "WINEPREFIX": str(self.folder),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": _LEFT_OUT,
            "LC_ALL": "C.UTF-8",
        }
        if self.libraries is not None:
            self._environment |= {"WINEDLLPATH": str(self.libraries)}

    @property
    def drive(self) -> Path:
        """Drive C:."""
        return self.folder / "drive_c"

    def path(self, windows: PureWindowsPath | str) -> Path:
        """Return where a path on drive C: is kept."""
        return self.drive.joinpath(*PureWindowsPath(windows).parts[1:])

    def create(self) -> None:
        """Let Wine make a new prefix."""
        self._quietly("wineboot", "-i")
        for folder in self.drive.glob("users/*/*"):
            if folder.is_symlink():  # Desktop and the like lead to the home folder of whoever runs the tests
                folder.unlink()
                folder.mkdir()

    @contextlib.contextmanager
    def kept_up(self, python: Path) -> Iterator[None]:
        """Keep Windows' services up with a sleeping Python; at the end, end everything in the prefix."""
        # An activation of COM starts the service that would otherwise keep the pipes of whoever comes first.
        code = "import pythoncom, time; pythoncom.CoInitialize(); pythoncom.GetRunningObjectTable(); time.sleep(1800)"
        sleeper = subprocess.Popen(
            [_WINE, python, "-I", "-B", "-c", code],
            env=self._environment,
            stdin=_NOWHERE,
            stdout=_NOWHERE,
            stderr=_NOWHERE,
            start_new_session=True,
        )
        try:
            time.sleep(2)
            yield
        finally:
            self._server("-k")
            sleeper.wait(60)

    def run(self, program: Path | str, *arguments: str, folder: Path | None = None, seconds: float = 180) -> Done:
        """Run a Windows program in a folder and return what it wrote; after ``seconds`` end it and raise TimeoutExpired."""
        start = time.monotonic()
        command = [str(_WINE), str(program), *arguments]
        process = subprocess.Popen(
            command,
            env=self._environment,
            cwd=folder,
            stdin=_NOWHERE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        written: list[bytes] = []
        reader = threading.Thread(target=_collect, args=(process.stdout, written), daemon=True)
        reader.start()
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        taken = time.monotonic() - start
        reader.join(_LAST_WORDS)
        return Done(code, b"".join(written).decode("utf-8", "replace").replace("\r\n", "\n"), taken)

    @contextlib.contextmanager
    def running(self, program: Path | str, *arguments: str) -> Iterator[None]:
        """Keep a program running during the block."""
        process = subprocess.Popen(
            [str(_WINE), str(program), *arguments],
            env=self._environment,
            stdin=_NOWHERE,
            stdout=_NOWHERE,
            stderr=_NOWHERE,
            start_new_session=True,
        )
        try:
            time.sleep(1.5)
            yield
        finally:
            process.kill()
            process.wait()

    def _quietly(self, *command: str) -> None:
        subprocess.run(
            [str(_WINE), *command],
            env=self._environment,
            stdin=_NOWHERE,
            stdout=_NOWHERE,
            stderr=_NOWHERE,
            timeout=180,
            check=True,
        )
        self._server("-w")

    def _server(self, option: str) -> None:
        subprocess.run(["wineserver", option], env=self._environment, timeout=120, check=False)


def _collect(pipe: IO[bytes], written: list[bytes]) -> None:
    with pipe:
        while part := os.read(pipe.fileno(), 65536):
            written.append(part)


def windows_path(path: Path | str) -> str:
    """Return a path of this machine as Windows programs write it."""
    return "Z:" + str(path).replace("/", "\\")
