"""Folders put in the place of others: copied beside, checked, then exchanged by renaming."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from kaohe.core.problem import FileProblem
from kaohe.excel.windows import messages

#: Folders inside the place that exist only while an installation is under way, or after one was cut off.
NEW, OLD = "new", "old"

#: Virus scanners hold new files for a moment.
_PATIENCE = 10.0
_PAUSE = 0.25


def write_file(file: Path, content: bytes) -> None:
    """Write a new file, with the folders that it needs.

    Files are copied by their content and not with shutil.copy2, which on Windows copies the mark
    "from the internet" as well: Excel would refuse the add-in.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def exchange(root: Path, stale: Iterable[str]) -> None:
    """Put what is in ``NEW`` into ``root``, in the place of ``stale`` and of what has the same names.

    Raises:
        FileProblem: A file is in use; everything is as it was before.
    """
    old = root / OLD
    old.mkdir(exist_ok=True)
    done: list[tuple[Path, Path]] = []
    try:
        fresh = sorted((root / NEW).iterdir())
        for name in sorted({*stale, *(new.name for new in fresh)}):
            if (root / name).exists():
                _move(root / name, old / name, done)
        for new in fresh:
            _move(new, root / new.name, done)
    except OSError as error:
        for source, target in reversed(done):
            target.rename(source)
        raise FileProblem(messages.IN_USE.format(name=error.filename)) from error


def remove(path: Path) -> None:
    """Delete a file or a whole folder, where it is there.

    Raises:
        FileProblem: It stays in use.
    """
    try:
        if path.is_dir():
            _patiently(lambda: shutil.rmtree(path))
        elif path.exists():
            _patiently(path.unlink)
    except OSError as error:
        raise FileProblem(messages.IN_USE.format(name=error.filename or path)) from error


def _move(source: Path, target: Path, done: list[tuple[Path, Path]]) -> None:
    _patiently(lambda: source.rename(target))
    done.append((source, target))


def _patiently(action: Callable[[], object]) -> None:
    """Try again for a while when Windows says that a file is in use."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            action()
        except PermissionError:
            if time.monotonic() > end:
                raise
            time.sleep(_PAUSE)
        else:
            return
