"""The life of the bundle on a PC: made, unpacked, installed, used, updated, examined, uninstalled.

It is lived once, and what was seen is kept as data for the tests: `life` answers every test of a
run, in whichever of pytest's processes it runs.
"""

from __future__ import annotations

import json
import shutil
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path, PureWindowsPath

from tests.excel.wine import calls, wow64
from tests.excel.wine.pc import DOWNLOADS, Pc
from tests.excel.wine.prefix import windows_path
from tests.excel.wine.record import Record, recorded

from kaohe.excel.bundle import make_bundle
from kaohe.excel.windows.place import MANIFEST, PACKAGES, ROOT, TEMPLATE


def life(folder: Path) -> Record:
    """Return what was seen; the first caller of a test run lives it in ``folder``, the others wait.

    A life that could not be lived to its end is not tried again: the record says ``broken off``.
    """
    return recorded(folder, _live)


def _live(folder: Path) -> Record:
    lived = Life(folder)
    try:
        return lived.live()
    except Exception:
        return {**lived.seen, "broken off": traceback.format_exc()}
    finally:
        shutil.rmtree(lived.pc.prefix.folder, ignore_errors=True)


#: The real table, as a person has it outside of the installation.
_TABLE = Path(__file__).parents[2] / "data" / "assessment_form.xlsx"


class Life:
    """One life, in ``folder``; ``seen`` grows with it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bundle = folder / "kaohe-windows.zip"
        self.seen: Record = {"seconds": {}}
        try:
            libraries: Path | None = wow64.libraries()
        except wow64.UnavailableError as why:
            libraries, self.seen["no 32 bits"] = None, str(why)
        self.pc = Pc(folder / "prefix", libraries)

    def live(self) -> Record:
        """Live it from beginning to end."""
        self.make()
        with self.timed("prefix"):
            self.pc.prefix.create()
        self.pc.unpack(self.bundle)
        with self.pc.switched_on():
            self.install()
            self.use()
            self.update()
            self.examine()
            self.uninstall()
        return self.seen

    def make(self) -> None:
        """Make the bundle twice."""
        digests = []
        for _ in range(2):
            with self.timed("bundle"):
                manifest = make_bundle(self.bundle)
            digests.append(sha256(self.bundle.read_bytes()).hexdigest())
        self.seen["digests"] = digests
        self.seen["size"] = self.bundle.stat().st_size
        self.seen["members"] = [*manifest.files, MANIFEST]

    def install(self) -> None:
        """Install beside other people's add-ins, first in vain."""
        pc, seen = self.pc, self.seen
        pc.inside("office.py", "other add-ins")
        seen["files before"] = pc.files()
        seen["registry before"] = pc.registry()
        with pc.excel_open():
            seen["install while Excel is open"] = pc.command("install.cmd")
        pc.excel().unlink()
        seen["install from inside the archive"] = self.run_alone("install.cmd")
        seen["files after a refusal"] = pc.files()
        with self.timed("install"):
            seen["install"] = pc.command("install.cmd")
        seen["registry installed"] = pc.registry()
        seen["installed files"] = pc.installed_files()
        seen["rights"] = pc.inside("rights.py", str(ROOT))

    def run_alone(self, name: str) -> Record:
        """Run a command file as Windows does on a double click inside the archive: nothing else is unpacked."""
        folder = self.pc.unpacked / "alone"
        folder.mkdir()
        shutil.copy(self.pc.unpacked / name, folder)
        return self.pc.command(name, folder=folder)

    def use(self) -> None:
        """Call every function, import every module."""
        job = self.folder / "job.json"
        job.write_text(json.dumps({**calls.bridge(), "calls": calls.CALLS}), encoding="utf-8")
        self.seen["calls"] = json.loads(self.pc.inside("functions.py", windows_path(job)))
        self.use_32()
        self.seen["builders"] = [self.pc.kaohe("addin", command) for command in ("build", "bundle")]
        self.seen["command line"] = self.pc.command("kaohe.cmd", "check", windows_path(_TABLE), folder=self.pc.root)
        self.drop()
        self.seen["modules"] = json.loads(self.pc.inside("imports.py"))

    def use_32(self) -> None:
        """Call every function once more, from a 32-bit program where one can be run."""
        if "no 32 bits" in self.seen:
            return
        bridge = calls.bridge()
        line = bridge["line"] + " 32"  # a server of its own
        self.seen["calls 32"] = wow64.answers(self.pc.prefix, self.folder, bridge["library 32"], line, calls.CALLS)

    def drop(self) -> None:
        """Let the shortcuts' line work on files as Explorer hands them over; nobody is there to answer its box."""
        pc = self.pc
        folder = pc.prefix.path(DOWNLOADS) / "拖放"
        folder.mkdir()
        names = ["考核表.xlsx", "a&b (1).xlsx", "100% 完成!.xlsx"]
        for name in names:
            shutil.copy(_TABLE, folder / name)
        self.seen["dropped"] = json.loads(pc.inside("dropped.py", *(windows_path(folder / name) for name in names)))
        shutil.rmtree(folder)

    def update(self) -> None:
        """Update from an older version and from broken ones; refuse to go back, and bad bundles."""
        pc, seen = self.pc, self.seen
        (log,) = pc.prefix.drive.glob("users/*/AppData/Local/Kaohe/kaohe.log")
        log.write_text("kept\n", encoding="utf-8")
        self.pretend_version("999.0")
        seen["downgrade"] = pc.command("install.cmd")
        self.pretend_version("0.0.1")
        (pc.root / "new" / "python").mkdir(parents=True)  # an installation that was cut off
        (pc.root / "python" / "pythonw.exe").unlink()
        with self.timed("update"):
            seen["update"] = pc.command("install.cmd")
        seen["registry updated"] = pc.registry()
        seen["updated files"] = pc.installed_files()
        seen["log"] = log.read_text(encoding="utf-8")
        seen["install from the place"] = pc.command("install.cmd", folder=pc.root)
        seen["registry from the place"] = pc.registry()
        self.offer_bad_bundles()

    def pretend_version(self, version: str) -> None:
        """Make the installation one of another version, which had a file more."""
        file = self.pc.root / MANIFEST
        manifest = json.loads(file.read_bytes())
        manifest["version"] = version
        manifest["files"]["old.txt"] = ""
        file.write_text(json.dumps(manifest), encoding="utf-8")
        (self.pc.root / "old.txt").write_text("a file of the version before", encoding="ascii")

    def offer_bad_bundles(self) -> None:
        """Install from a bundle with a changed file, and from one without it."""
        file = self.pc.unpacked / TEMPLATE
        content = file.read_bytes()
        file.write_bytes(content[:-1])
        for bundle in ("damaged bundle", "incomplete bundle"):
            self.seen[bundle] = self.pc.command("install.cmd")
            self.seen[f"files after the {bundle}"] = self.pc.installed_files()
            file.unlink(missing_ok=True)
        file.write_bytes(content)

    def examine(self) -> None:
        """Ask the doctor, of a sound installation and of a bad office."""
        pc, seen = self.pc, self.seen
        with self.timed("doctor"):
            seen["doctor"] = pc.command("doctor.cmd", "--json", folder=pc.root)
        seen["doctor as text"] = pc.command("doctor.cmd", folder=pc.root)
        excel = PureWindowsPath(DOWNLOADS, *pc.excel().relative_to(pc.unpacked.parent).parts)
        self.examine_32(str(excel))
        pc.inside("office.py", "bad office", str(excel))
        (pc.root / TEMPLATE).write_bytes(b"")
        seen["doctor in a bad office"] = pc.command("doctor.cmd", "--json", folder=pc.root)
        pc.inside("office.py", "good office")

    def examine_32(self, excel: str) -> None:
        """Ask the doctor where Office is of 32 bits, and pywin32's cache was being written when the PC went off."""
        pc, seen = self.pc, self.seen
        if "no 32 bits" not in seen:
            program = pc.prefix.path(r"C:\Office (x86)\EXCEL.EXE")
            program.parent.mkdir()
            shutil.copy(self.folder / "caller.exe", program)
            excel = r"C:\Office (x86)\EXCEL.EXE"
        cache = pc.root / PACKAGES / "win32com" / "gen_py" / "00020813-0000-0000-C000-000000000046x0x1x9.py"
        cache.write_bytes(bytes(4096))
        pc.inside("office.py", "32-bit office", excel)
        seen["doctor with 32-bit Office"] = pc.command("doctor.cmd", "--json", folder=pc.root)
        seen["cache is cleared"] = not cache.exists()
        pc.inside("office.py", "no office")
        shutil.rmtree(pc.prefix.path(r"C:\Office (x86)"), ignore_errors=True)

    def uninstall(self) -> None:
        """Uninstall by the installed command, first in vain, then once more by that of the bundle."""
        pc, seen = self.pc, self.seen
        with pc.excel_open():
            seen["uninstall while Excel is open"] = pc.command("uninstall.cmd", folder=pc.root)
        pc.excel().unlink()
        with self.timed("uninstall"):
            seen["uninstall"] = pc.command("uninstall.cmd", folder=pc.root)
            pc.wait_until_gone()
        seen["registry after"] = pc.registry()
        seen["files after"] = pc.files()
        seen["uninstall again"] = pc.command("uninstall.cmd")

    @contextmanager
    def timed(self, what: str) -> Iterator[None]:
        """Keep how long the block took, in seconds."""
        start = time.monotonic()
        yield
        self.seen["seconds"][what] = time.monotonic() - start
