"""A PC with an Excel that is none: Kaohe's interpreter at its place, and a program that answers COM as Excel does.

The interpreter and its packages are those of the bundle; Kaohe itself is this machine's working copy, so that a
change is tried without making a bundle.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.util import find_spec
from pathlib import Path

from tests.excel.objectmodel.typelib import LIBRARY, identifier, write_library
from tests.excel.wine.calls import bridge
from tests.excel.wine.prefix import Done, Prefix, windows_path
from tests.excel.wine.record import Record

import kaohe
from kaohe.excel.bundle.downloads import fetch_python, fetch_wheels
from kaohe.excel.bundle.packages import python_files, wheel_files
from kaohe.excel.windows.place import ROOT

_TESTS = Path(__file__).parents[2]
_INSIDE = Path(__file__).parent / "inside"
_SOURCES = Path(kaohe.__file__).parents[1]

_PROGRAM = ("-I", "-X", "utf8", windows_path(_INSIDE / "excel_program.py"))

#: What the pretended Excel keeps its workbooks with; both are plain Python.
_OF_EXCEL = ("openpyxl", "et_xmlfile")

#: Windows where nothing is drawn, and boxes can be answered all the same.
_NO_SCREEN = ("reg.exe", "add", r"HKCU\Software\Wine\Drivers", "/v", "Graphics", "/d", "null", "/f")


class Office:
    """A PC whose drive lies in ``folder``/prefix."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.prefix = Prefix(folder / "prefix")
        self.root = self.prefix.path(ROOT)
        self.python = self.root / "python" / "python.exe"
        self.excel = self.root / "python" / "EXCEL.EXE"
        self.library = folder / "excel.tlb"

    def set_up(self) -> None:
        """Make the PC."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.prefix.create()
        files = python_files(fetch_python())
        for wheel in fetch_wheels():
            files |= wheel_files(wheel)
        for name, content in files.items():
            target = self.root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        with (self.root / "python" / "python313._pth").open("a", encoding="ascii", newline="") as paths:
            paths.write(f"{windows_path(_SOURCES)}\r\n{windows_path(_TESTS.parent)}\r\n")
        for package in _OF_EXCEL:
            spec = find_spec(package)
            assert spec is not None
            assert spec.origin is not None
            source = Path(spec.origin).parent
            shutil.copytree(source, self.python.parent / "Lib" / "site-packages" / package)
        shutil.copy(self.python, self.excel)
        (self.root / "kaohe.xlam").write_bytes(b"")  # it is not read: its code is the pretended Excel's own
        self.prefix.path(r"C:\bridge.json").write_text(json.dumps(bridge()), encoding="utf-8")
        write_library(self.library, self.prefix.path(r"C:\windows\system32"))
        self.prefix.run(*_NO_SCREEN)

    def switched_on(self) -> AbstractContextManager[None]:
        """Keep Windows running during the block."""
        return self.prefix.kept_up(self.python)

    def install_excel(self) -> None:
        """Register the program as Excel, and its type library."""
        self.inside("register_excel.py", windows_path(self.library), LIBRARY, identifier("Application"))

    @contextmanager
    def excel_open(self) -> Iterator[None]:
        """Keep the program running during the block: on a busy machine it starts more slowly than COM waits."""
        ready = self.prefix.path(r"C:\excel.ready")
        ready.unlink(missing_ok=True)
        with self.prefix.running(self.excel, *_PROGRAM):
            wait_for(ready)
            yield

    def run_excel(self, steps: str, seconds: float) -> Done:
        """Let the program take the steps of a file, and end."""
        return self.prefix.run(self.excel, *_PROGRAM, steps, seconds=seconds)

    def asked(self) -> Record:
        """Return what the program was asked: members by how often, and what it refused."""
        found: Record = json.loads(self.prefix.path(r"C:\excel.json").read_text(encoding="utf-8"))
        return found

    def run(self, *arguments: str, seconds: float = 180) -> Done:
        """Run the PC's Python."""
        return self.prefix.run(self.python, "-I", "-X", "utf8", *arguments, seconds=seconds)

    def inside(self, script: str, *arguments: str) -> str:
        """Run one of the scripts by the PC's Python and return what it printed."""
        done = self.run(windows_path(_INSIDE / script), *arguments)
        assert done.code == 0, done.text
        return done.text


def wait_for(file: Path, seconds: float = 180) -> None:
    """Wait until a file is there.

    Raises:
        TimeoutError: It did not come.
    """
    end = time.monotonic() + seconds
    while not file.exists():
        if time.monotonic() > end:
            raise TimeoutError(file.name)
        time.sleep(0.1)
