"""A file saved: never half-written, and never over another without keeping that."""

from __future__ import annotations

from pathlib import Path

from kaohe.files.disk.replacing import replace_file
from kaohe.files.disk.target import check_target


def save(target: Path, content: bytes) -> Path | None:
    """Write a file whole or not at all; return where its former content is kept, None where there was none.

    Raises:
        FileProblem: The target can't be written; it is unharmed.
    """
    check_target(target)
    if target.exists() and target.read_bytes() == content:
        return None
    return replace_file(target, [content], backup=True).backup
