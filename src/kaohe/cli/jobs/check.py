"""``kaohe check FILE``: the same work as recalc, writing nothing."""

from __future__ import annotations

from pathlib import Path

from kaohe.cli import messages
from kaohe.cli.report import report
from kaohe.cli.screen import progress
from kaohe.cli.work import assess


def run(file: Path, as_json: bool, only: tuple[str, ...]) -> int:
    """Print what recalc would find."""
    with progress((messages.STAGE_READ, messages.STAGE_COMPUTE)) as stages:
        outcome = assess(file, stages, only)
    return report(outcome, as_json=as_json)
