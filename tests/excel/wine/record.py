"""What was seen once and answers every test of a run, in whichever of pytest's processes it runs."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Record = dict[str, Any]


def shared_folder(factory: pytest.TempPathFactory, name: str) -> Path:
    """Return one folder for all of pytest-xdist's processes."""
    base = factory.getbasetemp()
    return (base.parent if base.name.startswith("popen-") else base) / name


def recorded(folder: Path, see: Callable[[Path], Record]) -> Record:
    """Return what ``see`` saw in ``folder``; the first caller of a test run sees it, the others wait for it."""
    folder.mkdir(parents=True, exist_ok=True)
    record = folder / "record.json"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not record.exists():
            record.write_text(json.dumps(see(folder)), encoding="utf-8")
    seen: Record = json.loads(record.read_text(encoding="utf-8"))
    return seen
