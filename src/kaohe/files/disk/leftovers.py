"""The names of files that Kaohe lays beside a target for a moment, and what killed runs left of them."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import time
from pathlib import Path

from kaohe.core.patterns import compile_on_use

_OWN = compile_on_use(r"\.kaohe-[0-9a-f]{16}\.tmp")
_LONG_AGO_SECONDS = 3600.0


def lock_name(target: Path) -> str:
    """Return the name of the lock of a file."""
    return f".kaohe-{_digest(target)}.lock"


def temporary_name(target: Path) -> str:
    """Return a name that no file has, for what is going to be ``target``."""
    return f".kaohe-{_digest(target)}-{os.urandom(6).hex()}.tmp"


def backup_stem(target: Path) -> str:
    """Return how the names of a file's backups begin."""
    return f"{target.stem}_备份_"


def clear_leftovers(target: Path) -> None:
    """Remove what killed runs left of their work on ``target``; its lock must be held.

    These are temporary files, and backups that were claimed but never filled (by earlier versions).
    """
    temporary = f".kaohe-{_digest(target)}-"
    with contextlib.suppress(OSError), os.scandir(target.parent) as entries:
        for entry in entries:
            name = entry.name
            is_temporary = name.startswith(temporary) and name.endswith(".tmp")
            if is_temporary or _is_old_temporary(entry) or _is_empty_backup(entry, target):
                with contextlib.suppress(OSError):
                    Path(entry.path).unlink()


def _is_old_temporary(entry: os.DirEntry[str]) -> bool:
    """Say whether a file is a temporary one of an earlier version, whose names did not say of which target."""
    return _OWN.fullmatch(entry.name) is not None and time.time() - entry.stat().st_mtime > _LONG_AGO_SECONDS


def _is_empty_backup(entry: os.DirEntry[str], target: Path) -> bool:
    if not entry.name.startswith(backup_stem(target)) or not entry.name.endswith(target.suffix):
        return False
    dated = entry.name[len(backup_stem(target)) : len(entry.name) - len(target.suffix)]
    return re.fullmatch(r"\d{8}-\d{6}(_\d+)?", dated) is not None and entry.stat(follow_symlinks=False).st_size == 0


def _digest(target: Path) -> str:
    return hashlib.blake2b(os.path.normcase(target.name).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
