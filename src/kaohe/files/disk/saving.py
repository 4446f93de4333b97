"""Files saved: never half-written, and never over others without keeping those."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from pathlib import Path

from kaohe.files.disk.replacing import replace_file
from kaohe.files.disk.target import check_target, writing


def save(target: Path, content: bytes) -> Path | None:
    """Write a file whole or not at all; return where its former content is kept, None where there was none.

    Raises:
        FileProblem: The target can't be written; it is unharmed.
    """
    check_target(target)
    with writing(target):
        if target.exists() and target.read_bytes() == content:
            return None
    return replace_file(target, [content], backup=True).backup


def save_all(folder: Path, contents: Iterable[tuple[str, bytes]]) -> list[Path]:
    """Write the files of a folder, all or none; return where former contents are kept.

    Raises:
        FileProblem: One of them can't be written; those that were written before it are taken back.
    """
    with contextlib.ExitStack() as undo:
        _make(folder, undo)
        kept = []
        for name, content in contents:
            target = folder / name
            was_there = target.exists()
            backup = save(target, content)
            if backup is not None:
                kept.append(backup)
                undo.callback(_quietly, backup.replace, target)
            elif not was_there:
                undo.callback(_quietly, target.unlink)
        undo.pop_all()
    return kept


def _make(folder: Path, undo: contextlib.ExitStack) -> None:
    """Make a folder, and those that it lies in; what is made goes again where nothing is saved."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    with writing(folder):
        for each in reversed(missing):
            each.mkdir(exist_ok=True)
            undo.callback(_quietly, each.rmdir)


def _quietly(step: Callable[..., object], *given: Path) -> None:
    with contextlib.suppress(OSError):
        step(*given)
