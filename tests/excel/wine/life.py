"""The life of the bundle on a PC: made, unpacked, installed, used, updated, examined, uninstalled.

It is lived once, and what was seen is kept as data for the tests: `Life.of` answers every test of a
run, in whichever of pytest's processes it runs.
"""

from __future__ import annotations

import fcntl
import json
import shutil
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path, PureWindowsPath
from typing import Any

from tests.excel.wine import calls
from tests.excel.wine.prefix import Done, Prefix, windows_path

from kaohe.bundle import make_bundle
from kaohe.windows.place import ROOT, TEMPLATE

_INSIDE = Path(__file__).parent / "inside"

#: Where staff unpack things: blanks, brackets and Chinese in the path.
DOWNLOADS = r"C:\users\张三\下载 (1)"

Record = dict[str, Any]


def life(folder: Path) -> Record:
    """Return what was seen; the first caller of a test run lives it in ``folder``, the others wait."""
    folder.mkdir(parents=True, exist_ok=True)
    record = folder / "record.json"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not record.exists():
            record.write_text(json.dumps(_Life(folder).live()), encoding="utf-8")
    seen: Record = json.loads(record.read_text(encoding="utf-8"))
    return seen


class _Life:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.prefix = Prefix(folder / "prefix")
        self.bundle = folder / "kaohe-windows.zip"
        self.unpacked = self.prefix.path(DOWNLOADS) / "kaohe-windows"
        self.root = self.prefix.path(ROOT)
        self.seen: Record = {"seconds": {}}

    def live(self) -> Record:
        with self.timed("bundle"):
            self.make()
        with self.timed("prefix"):
            self.prefix.create()
        start = time.monotonic()
        self.unpack()
        with self.prefix.kept_up(self.unpacked / "python" / "python.exe"):
            self.install()
            self.use()
            self.update()
            self.examine()
            self.uninstall()
        self.seen["seconds"]["unpacked to uninstalled"] = time.monotonic() - start
        shutil.rmtree(self.prefix.folder)
        return self.seen

    def make(self) -> None:
        digests = []
        for _ in range(2):
            make_bundle(self.bundle)
            digests.append(sha256(self.bundle.read_bytes()).hexdigest())
        self.seen["digests"] = digests
        self.seen["size"] = self.bundle.stat().st_size

    def unpack(self) -> None:
        self.unpacked.parent.mkdir(parents=True)
        with zipfile.ZipFile(self.bundle) as archive:
            archive.extractall(self.unpacked.parent)
            self.seen["members"] = {member.filename: member.file_size for member in archive.infolist()}

    def install(self) -> None:
        self.inside("office.py", "other add-ins")
        self.seen["files before"] = self.files()
        self.seen["registry before"] = self.registry()
        with self.prefix.running(self.pretend_excel(), "-c", "import time; time.sleep(120)"):
            self.seen["install while Excel is open"] = self.command("install.cmd")
        self.seen["files after a refusal"] = self.files()
        with self.timed("install"):
            self.seen["install"] = self.command("install.cmd")
        self.seen["registry installed"] = self.registry()
        self.seen["installed files"] = self.installed_files()
        self.seen["rights"] = self.inside("rights.py", str(ROOT))
        self.seen["installed digests"] = {
            name: sha256((self.root / name).read_bytes()).hexdigest()
            for name in json.loads(self.manifest.read_bytes())["files"]
        }

    def use(self) -> None:
        job = self.folder / "job.json"
        job.write_text(json.dumps({**calls.bridge(), "calls": calls.CALLS}), encoding="utf-8")
        self.seen["calls"] = json.loads(self.inside("functions.py", windows_path(job)))
        self.seen["modules"] = json.loads(self.inside("imports.py"))
        self.log.write_text("kept\n", encoding="utf-8")

    def update(self) -> None:
        (self.root / "old.txt").write_text("a file of the version before")
        manifest = json.loads(self.manifest.read_bytes())
        manifest["files"]["old.txt"] = ""
        self.manifest.write_text(json.dumps({**manifest, "version": "999.0"}), encoding="utf-8")
        self.seen["downgrade"] = self.command("install.cmd")
        self.manifest.write_text(json.dumps({**manifest, "version": "0.0.1"}), encoding="utf-8")
        (self.root / "new" / "python").mkdir(parents=True)  # an installation that was cut off
        (self.root / "python" / "pythonw.exe").unlink()
        with self.timed("update"):
            self.seen["update"] = self.command("install.cmd")
        self.seen["registry updated"] = self.registry()
        self.seen["updated files"] = self.installed_files()
        self.seen["install from the place"] = self.command("install.cmd", folder=self.root)
        self.seen["registry from the place"] = self.registry()
        self.seen["log"] = self.log.read_text(encoding="utf-8")
        damaged = self.unpacked / TEMPLATE
        content = damaged.read_bytes()
        damaged.write_bytes(content[:-1])
        self.seen["damaged bundle"] = self.command("install.cmd")
        self.seen["files after the damaged bundle"] = self.installed_files()
        damaged.unlink()
        self.seen["incomplete bundle"] = self.command("install.cmd")
        self.seen["files after the incomplete bundle"] = self.installed_files()
        damaged.write_bytes(content)

    def examine(self) -> None:
        with self.timed("doctor"):
            self.seen["doctor"] = self.command("doctor.cmd", "--json", folder=self.root)
        self.seen["doctor as text"] = self.command("doctor.cmd", folder=self.root)
        self.inside("office.py", "bad office", str(self.pretend_excel_on_drive()))
        (self.root / TEMPLATE).write_bytes(b"")
        self.seen["doctor in a bad office"] = self.command("doctor.cmd", "--json", folder=self.root)
        self.inside("office.py", "good office")

    def uninstall(self) -> None:
        with self.prefix.running(self.pretend_excel(), "-c", "import time; time.sleep(120)"):
            self.seen["uninstall while Excel is open"] = self.command("uninstall.cmd", folder=self.root)
        with self.timed("uninstall"):
            self.seen["uninstall"] = self.command("uninstall.cmd", folder=self.root)
            self.wait_until_gone()
        self.pretend_excel().unlink()
        self.seen["registry after"] = self.registry()
        self.seen["files after"] = self.files()
        self.seen["uninstall again"] = self.command("uninstall.cmd")

    @property
    def manifest(self) -> Path:
        return self.root / "manifest.json"

    @property
    def log(self) -> Path:
        (user,) = self.prefix.drive.glob("users/*/AppData/Local/Kaohe")
        return user / "kaohe.log"

    @contextmanager
    def timed(self, what: str) -> Iterator[None]:
        start = time.monotonic()
        yield
        self.seen["seconds"][what] = time.monotonic() - start

    def command(self, name: str, *arguments: str, folder: Path | None = None) -> Record:
        """Run a command file by its name in its folder, as a double click does."""
        done = self.prefix.run("cmd.exe", "/c", name, *arguments, folder=folder or self.unpacked)
        return {"code": done.code, "text": done.text, "seconds": done.seconds}

    def inside(self, script: str, *arguments: str) -> str:
        """Run one of the scripts by the unpacked Python and return what it printed."""
        python = self.unpacked / "python" / "python.exe"
        done: Done = self.prefix.run(python, "-I", "-B", "-X", "utf8", windows_path(_INSIDE / script), *arguments)
        assert done.code == 0, done.text
        return done.text

    def registry(self) -> Record:
        tree: Record = json.loads(self.inside("registry.py"))
        return tree

    def files(self) -> list[str]:
        """Return every file of drive C: but those unpacked; links lead out of the drive and are not followed."""
        ours = str(self.unpacked)
        return sorted(
            str(file.relative_to(self.prefix.drive))
            for file in self.prefix.drive.rglob("*")
            if not str(file).startswith(ours)
        )

    def installed_files(self) -> list[str]:
        made = {"__pycache__", "dicts.dat"}  # byte code, and pywin32's cache of type libraries
        files = (file.relative_to(self.root) for file in self.root.rglob("*") if file.is_file())
        return sorted(file.as_posix() for file in files if not made & set(file.parts))

    def pretend_excel(self) -> Path:
        """Return a program that is called EXCEL.EXE and sleeps."""
        python = self.unpacked / "python"
        excel = python / "EXCEL.EXE"
        if not excel.exists():
            shutil.copy(python / "python.exe", excel)
        return excel

    def pretend_excel_on_drive(self) -> PureWindowsPath:
        return PureWindowsPath(DOWNLOADS) / "kaohe-windows" / "python" / "EXCEL.EXE"

    def wait_until_gone(self) -> None:
        end = time.monotonic() + 20
        while self.root.exists() and time.monotonic() < end:
            time.sleep(0.2)
