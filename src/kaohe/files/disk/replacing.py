"""Files replaced whole or not at all: whatever goes wrong, the old content is still there.

The point of no return is one rename.  Before it, nothing that anyone can see has changed but a complete backup;
after it, nothing counts as a failure.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from kaohe.core.problem import FileProblem
from kaohe.core.records import dataclass
from kaohe.files.disk.attributes import adopt, create, has_other_names
from kaohe.files.disk.leftovers import backup_stem, temporary_name
from kaohe.files.disk.lock import alone
from kaohe.files.disk.names import shown
from kaohe.files.disk.target import writing

Chunks = Iterable[bytes | memoryview]

_CHANGED = (
    "没有写入“{name}”：读取之后，它又被其他程序改动过，按旧内容算出的结果不能写进新内容。"
    "文件保持改动后的样子。请重新运行一次。"
)


@dataclass(frozen=True, slots=True)
class Replaced:
    """What became of a file.

    ``backup`` is the copy of its former content, None where none was kept; ``other_names`` says that another
    name (a hard link) still leads to that content.
    """

    backup: Path | None
    other_names: bool = False


def replace_file(target: Path, chunks: Chunks, *, expected: bytes | None = None, backup: bool = False) -> Replaced:
    """Let ``target`` hold the chunks: written beside it, flushed to the disk, then put in its place.

    An existing file's permissions, owner and extended attributes are kept, and a link stays a link.

    Args:
        target: The file; it need not exist.
        chunks: The new content.
        expected: What the file must still hold, or another program saved it meanwhile.
        backup: Whether what it held is kept under a dated name beside it.

    Raises:
        FileProblem: The disk is full, the file cannot be written, or it does not hold what is ``expected``;
            it is unharmed, and nothing is left beside it.
    """
    target = Path(os.path.realpath(target))
    with writing(target), alone(target), contextlib.ExitStack() as undo:
        found = _content(target)
        if expected is not None:
            _require_same(target, found, expected)
        fresh = _written(target, chunks, None if found is None else target, undo)
        kept = _backed_up(target, found, fresh, undo) if found and backup else None
        other_names = found is not None and has_other_names(target)
        _require_same(target, _content(target), found)
        _rename(fresh, target)
        undo.pop_all()
        _flush_folder(target.parent)
    return Replaced(kept, other_names)


def _content(target: Path) -> bytes | None:
    return target.read_bytes() if target.exists() else None


def _require_same(target: Path, now: bytes | None, before: bytes | None) -> None:
    if now != before:
        raise changed_meanwhile(target)


def changed_meanwhile(target: Path) -> FileProblem:
    """Return the problem of a file that another program saved after it was read."""
    return FileProblem(_CHANGED.format(name=shown(target)))


def _written(target: Path, chunks: Chunks, like: Path | None, undo: contextlib.ExitStack) -> Path:
    """Return a complete file beside the target; it goes again where a later step fails."""
    temporary = target.with_name(temporary_name(target))
    descriptor = create(temporary, like)
    undo.callback(_remove, temporary)
    with os.fdopen(descriptor, "wb") as file:
        file.writelines(chunks)
        file.flush()
        os.fsync(file.fileno())
    if like is not None:
        adopt(temporary, like)
    return temporary


def _backed_up(target: Path, content: bytes, fresh: Path, undo: contextlib.ExitStack) -> Path:
    """Copy a file to a dated name beside it, never over an older copy; return the copy.

    It gets its name when it is complete.  A copy of the same content that is there (of a run that was
    killed before the rename) serves.
    """
    if (same := _same_backup(target, content)) is not None:
        return same
    complete = _written(target, [content], target, undo)
    status = target.stat()
    os.utime(complete, ns=(status.st_atime_ns, status.st_mtime_ns))
    for name in _backup_names(target, datetime.now()):
        with contextlib.suppress(FileExistsError):
            _name(complete, name)
            undo.callback(_take_back, name, fresh)
            return name
    raise AssertionError("names never run out")


def _take_back(backup: Path, fresh: Path) -> None:
    """Remove a copy that nothing needs: its original still stands, as ``fresh`` has not got its place."""
    if fresh.exists():
        _remove(backup)


def _same_backup(target: Path, content: bytes) -> Path | None:
    """Return the newest backup where it holds this content."""
    stem = backup_stem(target)
    named = (path for path in target.parent.iterdir() if path.name.startswith(stem) and path.suffix == target.suffix)
    newest = max(named, key=lambda path: path.stat().st_mtime_ns, default=None)
    holds = newest is not None and newest.stat().st_size == len(content) and newest.read_bytes() == content
    return newest if holds else None


def _backup_names(target: Path, moment: datetime) -> Iterator[Path]:
    stem = f"{backup_stem(target)}{moment:%Y%m%d-%H%M%S}"
    yield target.with_name(f"{stem}{target.suffix}")
    number = 2
    while True:
        yield target.with_name(f"{stem}_{number}{target.suffix}")
        number += 1


def _name(complete: Path, name: Path) -> None:
    """Give a complete file its name.

    Raises:
        FileExistsError: Another file has it.
    """
    if sys.platform == "win32":
        complete.rename(name)
        return
    try:
        name.hardlink_to(complete)
    except FileExistsError:
        raise
    except OSError as error:  # no hard links here: FAT, some shares; the target's lock keeps other runs away
        if name.exists():
            raise FileExistsError(name) from error
        complete.rename(name)
    else:
        _remove(complete)


def _rename(fresh: Path, target: Path) -> None:
    if sys.platform == "win32":
        from kaohe.files.disk.windows import replace_keeping_security

        if target.exists() and replace_keeping_security(target, fresh):
            return
    fresh.replace(target)


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()


def _flush_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where folders can be flushed (not on Windows)."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
