"""32-bit Windows programs beside the 64-bit Wine of this machine, and the one that calls the function server.

Debian's 32-bit package of Wine need not be installed, which needs 32-bit libraries of this machine's own and is often
refused: its Windows part, unpacked into a folder, is enough, as Wine 8 runs 32-bit programs on its 64-bit Unix part
("experimental wow64 mode") wherever WINEDLLPATH leads it to them.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.excel.wine.calls import Call
from tests.excel.wine.prefix import Prefix, windows_path

_COMPILER = "i686-w64-mingw32-gcc"
_SOURCE = Path(__file__).with_name("caller.c")
#: What Debian's 64-bit package has in place of a copy in the 32-bit one.
_SHARED = Path("/usr/lib/x86_64-linux-gnu/wine/i386-windows/zlib1.dll")
_EPOCH = dt.datetime(1899, 12, 30)
_SECONDS = 300

_APT = """
APT::Architecture "amd64";
APT::Architectures {{"amd64"; "i386";}};
APT::Sandbox::User "";
Dir::State "{0}";
Dir::State::lists "{0}/lists";
Dir::State::status "{0}/status";
Dir::Cache "{0}/cache";
"""


class UnavailableError(Exception):
    """32-bit programs can't be run here; the text says why."""


def libraries() -> Path:
    """Return the folder with Wine's 32-bit libraries, fetched once into the cache.

    Raises:
        UnavailableError: They can't be had here.
    """
    for tool in ("apt-get", "dpkg-deb", "dpkg-query", _COMPILER):
        if shutil.which(tool) is None:
            raise UnavailableError(f"{tool} is not installed")
    version = _run("dpkg-query", "-W", "-f", "${Version}", "libwine:amd64")
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kaohe-tests" / "wine32"
    folder = home / version / "wine"
    if not folder.exists():
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=home) as scratch:
            unpacked = _unpacked(Path(scratch), version)
            folder.parent.mkdir(exist_ok=True)
            try:
                unpacked.rename(folder)
            except OSError:
                if not folder.exists():  # another process was quicker
                    raise
    return folder


def _unpacked(scratch: Path, version: str) -> Path:
    """Fetch the package of a version with apt's own keys and mirrors, and nothing of apt's state."""
    for name in ("lists/partial", "cache/archives/partial"):
        (scratch / name).mkdir(parents=True)
    (scratch / "status").touch()
    settings = scratch / "apt.conf"
    settings.write_text(_APT.format(scratch), encoding="ascii")
    _run("apt-get", "update", "-q", settings=settings)
    _run("apt-get", "download", "-q", f"libwine:i386={version}", settings=settings, folder=scratch)
    (package,) = scratch.glob("libwine_*_i386.deb")
    _run("dpkg-deb", "-x", str(package), str(scratch / "package"))
    wine = scratch / "package" / "usr" / "lib" / "i386-linux-gnu" / "wine"
    shutil.rmtree(wine / "i386-unix")
    if _SHARED.exists() and not (wine / "i386-windows" / _SHARED.name).exists():
        shutil.copy(_SHARED, wine / "i386-windows")
    return wine


def _run(*command: str, settings: Path | None = None, folder: Path | None = None) -> str:
    environment = os.environ | ({"APT_CONFIG": str(settings)} if settings else {})
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=folder, timeout=_SECONDS)
    if done.returncode and "update" not in command:  # a list that can't be had may be one that is not needed
        raise UnavailableError(f"{' '.join(command)}: {done.stderr.strip().splitlines()[-1:]}")
    return done.stdout


def answers(prefix: Prefix, folder: Path, library: str, line: str, calls: Sequence[Call]) -> dict[str, Any]:
    """Return what the 32-bit caller was answered, in ``folder`` where it is compiled."""
    program = folder / "caller.exe"
    command = [
        _COMPILER,
        "-O1",
        "-Wall",
        "-Werror",
        "-o",
        str(program),
        str(_SOURCE),
        "-lole32",
        "-loleaut32",
        "-luuid",
    ]
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=_SECONDS)
    (folder / "line.txt").write_text(line, encoding="ascii")
    (folder / "calls.txt").write_text("".join(f"{each}\n" for each in _lines(calls)), encoding="ascii")
    files = (windows_path(folder / name) for name in ("line.txt", "calls.txt"))
    done = prefix.run(program, library, *files)
    assert done.code == 0, done.text
    width, *found = done.text.splitlines()
    return {"bits": int(width), "answers": [json.loads(each) for each in found], "seconds": done.seconds}


def _lines(calls: Sequence[Call]) -> Iterator[str]:
    for module, function, arguments in calls:
        yield f"call {module} {function} {len(arguments)}"
        for value in arguments:
            yield from _value(value)


def _value(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        yield f"r {len(value)} {len(value[0])}"
        for row in value:
            for cell in row:
                yield from _value(cell)
    elif value is None:
        yield "-"
    elif isinstance(value, bool):
        yield f"b {value:d}"
    elif isinstance(value, float):
        yield f"n {value!r}"
    elif isinstance(value, str):
        yield f"s {value.encode('utf-16-le').hex()}"
    elif "error" in value:
        yield f"e {value['error']}"
    else:
        yield f"d {(dt.datetime.fromisoformat(value['date']) - _EPOCH) / dt.timedelta(days=1)!r}"
