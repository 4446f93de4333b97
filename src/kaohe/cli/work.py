"""The work that several commands share: a file in, an outcome out, and what is said of what was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kaohe.assessment.outcome import Outcome
from kaohe.cli import messages
from kaohe.cli.saying import say
from kaohe.core.cells import CellValue
from kaohe.core.records import replace
from kaohe.files.disk.names import shown
from kaohe.files.disk.source import Original, read_original
from kaohe.files.opening import read_sheets
from kaohe.recalculation import recalculate

if TYPE_CHECKING:
    from kaohe.files.xlsx.writer import WriteReport


@contextmanager
def editing(file: Path, target: Path | None) -> Iterator[Original]:
    """Read a workbook that is going to be written to ``target``.

    One that is edited in place is held until the end: another run of Kaohe on it waits, and reads what this
    one wrote.
    """
    if target != file:
        yield read_original(file)
        return
    from kaohe.files.disk.lock import alone

    with alone(file, lambda: say(messages.WAITING.format(name=shown(file)), err=True)):
        yield read_original(file)


def assess(
    source: Path | Original,
    stages: Iterator[None] | None = None,
    only: Sequence[str] = (),
    *,
    overwrite: bool = False,
    settings: Mapping[str, CellValue] | None = None,
) -> Outcome:
    """Read a file, or ``only`` some of its sheets, and compute its outcome; ``stages`` is told when each begins.

    ``settings`` stand for the file's own of the same names.
    """
    steps = stages or iter([None, None])
    next(steps)
    sheets = read_sheets(source, only)
    next(steps)
    if settings:
        sheets = replace(sheets, settings={**sheets.settings, **settings})
    return recalculate(sheets, overwrite=overwrite)


def what_was_written(file: Path, target: Path, written: WriteReport, done: str) -> str:
    """Return the lines that say what became of a workbook; ``done`` says what was put into it."""
    if not written.changed and target == file:
        return messages.UNCHANGED.format(path=target)
    lines = [done, messages.WROTE.format(path=target)]
    if written.other_names:
        lines.append(messages.OTHER_NAMES.format(name=shown(target)))
    if written.backup is not None:
        lines.append(messages.KEPT_BACKUP.format(path=written.backup))
    return "\n".join(lines)
