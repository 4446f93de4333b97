"""The work that several commands share: a file in, an outcome out, and what is said of what was written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kaohe.assessment.outcome import Outcome
from kaohe.cli import messages
from kaohe.files.opening import read_sheets
from kaohe.recalculation import recalculate

if TYPE_CHECKING:
    from kaohe.files.xlsx.writer import WriteReport


def assess(path: Path, stages: Iterator[None] | None = None, *, overwrite: bool = False) -> Outcome:
    """Read a file and compute its outcome; ``stages`` is told when each of the two begins."""
    steps = stages or iter([None, None])
    next(steps)
    sheets = read_sheets(path)
    next(steps)
    return recalculate(sheets, overwrite=overwrite)


def what_was_written(file: Path, target: Path, written: WriteReport, done: str) -> str:
    """Return the lines that say what became of a workbook; ``done`` says what was put into it."""
    if not written.changed and target == file:
        return messages.UNCHANGED.format(path=target)
    lines = [done, messages.WROTE.format(path=target)]
    if written.backup is not None:
        lines.append(messages.KEPT_BACKUP.format(path=written.backup))
    return "\n".join(lines)
