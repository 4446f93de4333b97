"""The work that several commands share: a file in, an outcome out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kaohe.cli.files import read_sheets
from kaohe.outcome import Outcome
from kaohe.recalculate import recalculate


def assess(path: Path, stages: Iterator[None] | None = None, *, overwrite: bool = False) -> Outcome:
    """Read a file and compute its outcome; ``stages`` is told when each of the two begins."""
    steps = stages or iter([None, None])
    next(steps)
    sheets = read_sheets(path)
    next(steps)
    return recalculate(sheets, overwrite=overwrite)
