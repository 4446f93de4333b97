"""What belongs to a file beside its bytes: who may read it, whose it is, extended attributes."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from pathlib import Path


def create(path: Path, like: Path | None) -> int:
    """Create a file and return its descriptor; nobody can read it who can't read ``like``.

    Without a file to be like, it has the permissions that the system gives to new files.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    return os.open(path, flags, 0o600 if like is not None else 0o666)


def adopt(path: Path, old: Path) -> None:
    """Give a new file the owner, permissions and extended attributes (on Linux: ACLs too) of an old one.

    What the system does not allow is left out, never made wider: where the group can't be kept, the new
    group gets what all others have.
    """
    status = old.stat()
    mode = stat.S_IMODE(status.st_mode)
    if sys.platform != "win32" and not _owned_alike(path, status):
        mode = mode & ~0o070 & ~stat.S_ISGID & ~stat.S_ISUID | (mode & 0o007) << 3
    _copy_extended(old, path)
    path.chmod(mode)


if sys.platform != "win32":

    def _owned_alike(path: Path, status: os.stat_result) -> bool:
        """Give a file an owner and group; say whether it has the group now."""
        with contextlib.suppress(OSError):
            os.chown(path, status.st_uid, status.st_gid)
            return True
        with contextlib.suppress(OSError):
            os.chown(path, -1, status.st_gid)
        return path.stat().st_gid == status.st_gid


def _copy_extended(old: Path, path: Path) -> None:
    if not hasattr(os, "listxattr"):
        return
    names: list[str] = []
    with contextlib.suppress(OSError):
        names = os.listxattr(old)
    for name in names:
        with contextlib.suppress(OSError):
            os.setxattr(path, name, os.getxattr(old, name))


def has_other_names(path: Path) -> bool:
    """Say whether a file is known under a second name too (a hard link), which will keep the old content."""
    with contextlib.suppress(OSError):
        return path.stat().st_nlink > 1
    return False
