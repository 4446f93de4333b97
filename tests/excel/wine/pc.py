"""An office PC: a prefix, the bundle unpacked in it, and what can be done and seen there."""

from __future__ import annotations

import json
import shutil
import time
import zipfile
from contextlib import AbstractContextManager
from pathlib import Path

from tests.excel.wine.prefix import Prefix, windows_path
from tests.excel.wine.record import Record

from kaohe.excel.windows.place import ROOT

_INSIDE = Path(__file__).parent / "inside"

#: Where staff unpack things: blanks, brackets and Chinese in the path.
DOWNLOADS = r"C:\users\张三\下载 (1)"


class Pc:
    """A PC whose drive lies in ``folder``, with further ``libraries`` of Wine's, if any."""

    def __init__(self, folder: Path, libraries: Path | None = None) -> None:
        self.prefix = Prefix(folder, libraries)
        self.unpacked = self.prefix.path(DOWNLOADS) / "kaohe-windows"
        self.root = self.prefix.path(ROOT)
        self.python = self.unpacked / "python" / "python.exe"

    def unpack(self, bundle: Path) -> None:
        """Unpack the bundle."""
        self.unpacked.parent.mkdir(parents=True)
        with zipfile.ZipFile(bundle) as archive:
            archive.extractall(self.unpacked.parent)

    def switched_on(self) -> AbstractContextManager[None]:
        """Keep Windows running during the block."""
        return self.prefix.kept_up(self.python)

    def command(self, name: str, *arguments: str, folder: Path | None = None) -> Record:
        """Run a command file by its name in its folder, as a double click does."""
        done = self.prefix.run("cmd.exe", "/c", name, *arguments, folder=folder or self.unpacked)
        return {"code": done.code, "text": done.text, "seconds": done.seconds}

    def kaohe(self, *arguments: str) -> Record:
        """Run a command of the installed Kaohe."""
        code = "from kaohe.cli import main; main()"
        python = self.root / "python" / "python.exe"
        done = self.prefix.run(python, "-I", "-B", "-X", "utf8", "-c", code, *arguments)
        return {"code": done.code, "text": done.text}

    def inside(self, script: str, *arguments: str, seconds: float = 180) -> str:
        """Run one of the scripts by the unpacked Python and return what it printed."""
        path = windows_path(_INSIDE / script)
        done = self.prefix.run(self.python, "-I", "-B", "-X", "utf8", path, *arguments, seconds=seconds)
        assert done.code == 0, done.text
        return done.text

    def registry(self) -> Record:
        """Return the values of every key of the user and of the machine's software."""
        tree: Record = json.loads(self.inside("registry.py"))
        return tree

    def files(self) -> list[str]:
        """Return every file of drive C: but those unpacked; links lead out of the drive and are not followed."""
        drive, ours = self.prefix.drive, str(self.unpacked)
        return sorted(str(file.relative_to(drive)) for file in drive.rglob("*") if not str(file).startswith(ours))

    def installed_files(self) -> list[str]:
        """Return the files of the installation, without what is made on the PC."""
        made = {"__pycache__", "dicts.dat"}  # byte code, and pywin32's cache of type libraries
        files = (file.relative_to(self.root) for file in self.root.rglob("*") if file.is_file())
        return sorted(file.as_posix() for file in files if not made & set(file.parts))

    def excel(self) -> Path:
        """Return a program that is called EXCEL.EXE."""
        excel = self.python.with_name("EXCEL.EXE")
        if not excel.exists():
            shutil.copy(self.python, excel)
        return excel

    def excel_open(self) -> AbstractContextManager[None]:
        """Keep that program running during the block."""
        return self.prefix.running(self.excel(), "-c", "import time; time.sleep(120)")

    def wait_until_gone(self) -> None:
        """Wait for the command file's last act: it removes the folder that it lies in."""
        end = time.monotonic() + 20
        while self.root.exists() and time.monotonic() < end:
            time.sleep(0.2)
