"""The files at the top: what a clone holds, and what a project's habits promise."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import kaohe

ROOT = Path(__file__).parents[1]


def git(*arguments: str, folder: Path) -> str:
    """Run git on the tree here with a repository of its own in ``folder``: there may be none here, as in an archive."""
    environment = os.environ | {
        "GIT_DIR": str(folder / "git"),
        "GIT_WORK_TREE": str(ROOT),
        "GIT_CONFIG_GLOBAL": os.devnull,
    }
    command = ["git", "-c", "core.quotepath=off", "-c", "core.safecrlf=false", *arguments]
    return subprocess.run(command, capture_output=True, env=environment, cwd=ROOT, check=True).stdout.decode()


def test_a_clone_on_windows_holds_the_same_bytes(tmp_path: Path) -> None:
    git("init", "-q", folder=tmp_path)
    git("add", "-A", folder=tmp_path)
    git("-c", "core.autocrlf=true", "checkout-index", "-a", f"--prefix={tmp_path}/clone/", folder=tmp_path)
    names = git("ls-files", "-z", folder=tmp_path).split("\0")[:-1]
    assert len(names) > 500
    assert [name for name in names if (tmp_path / "clone" / name).read_bytes() != (ROOT / name).read_bytes()] == []


def test_the_changelog_begins_with_this_version() -> None:
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert headings[: headings.index(kaohe.__version__) + 1] in ([kaohe.__version__], ["Unreleased", kaohe.__version__])
