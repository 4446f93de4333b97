"""Files replaced whole or not at all: whatever goes wrong, the old content is still there."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from kaohe.files.disk.target import writing


def replace_file(target: Path, chunks: Iterable[bytes | memoryview]) -> None:
    """Let ``target`` hold the chunks: written beside it, flushed to the disk, then put in its place.

    An existing file's permissions and owner are kept, and a link stays a link.

    Raises:
        FileProblem: The disk is full or the file cannot be written; the old one is unharmed.
    """
    target = Path(os.path.realpath(target))
    temporary = target.with_name(f".kaohe-{os.urandom(8).hex()}.tmp")
    with writing(target):
        try:
            _write(temporary, chunks)
            _adopt(target, temporary)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        _flush_folder(target.parent)


def back_up(path: Path, moment: datetime) -> Path:
    """Copy a file to a dated name beside it, never over an older copy; return the copy.

    Raises:
        FileProblem: The copy cannot be written; no half of it stays.
    """
    with writing(path):
        for copy in _backup_names(path, moment):
            with contextlib.suppress(FileExistsError):
                return _copied(path, copy)
    raise AssertionError("names never run out")


def _backup_names(path: Path, moment: datetime) -> Iterator[Path]:
    stem = f"{path.stem}_备份_{moment:%Y%m%d-%H%M%S}"
    yield path.with_name(f"{stem}{path.suffix}")
    number = 2
    while True:
        yield path.with_name(f"{stem}_{number}{path.suffix}")
        number += 1


def _copied(path: Path, copy: Path) -> Path:
    content = path.read_bytes()
    with copy.open("xb"):  # claims the name; raises where it is taken
        pass
    try:
        with copy.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        shutil.copystat(path, copy)
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
    return copy


def _write(temporary: Path, chunks: Iterable[bytes | memoryview]) -> None:
    with temporary.open("xb") as file:
        file.writelines(chunks)
        file.flush()
        os.fsync(file.fileno())


def _adopt(target: Path, temporary: Path) -> None:
    """Give the new file the permissions and, where that is allowed, the owner of the old one."""
    if not target.exists():
        return
    old = target.stat()
    if hasattr(os, "chown"):
        with contextlib.suppress(PermissionError):
            os.chown(temporary, old.st_uid, old.st_gid)
    temporary.chmod(stat.S_IMODE(old.st_mode))


def _flush_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where folders can be flushed (not on Windows)."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
