"""``kaohe recalc FILE``: scores, ranks and findings into the workbook."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from kaohe.assessment.outcome import Outcome
from kaohe.cli import messages
from kaohe.cli.files import target_of
from kaohe.cli.report import report
from kaohe.cli.saying import say
from kaohe.cli.screen import progress
from kaohe.cli.work import assess, editing, what_was_written
from kaohe.core.problem import FileProblem
from kaohe.core.settings import EarlierResults
from kaohe.files.disk.source import Original
from kaohe.files.opening import WORKBOOKS


def run(
    file: Path,
    out: Path | None,
    in_place: bool,
    dry_run: bool,
    overwrite: bool,
    forget_earlier: bool,
    as_json: bool,
    only: tuple[str, ...],
) -> int:
    """Compute and write, unless it is a dry run."""
    target = _target(file, out, in_place=in_place, dry_run=dry_run)
    stages = (messages.STAGE_READ, messages.STAGE_COMPUTE, messages.STAGE_WRITE)
    with editing(file, target) as source, progress(stages) as steps:
        said = {"stated": EarlierResults.PASSED.value} if forget_earlier else {}
        outcome = assess(source, steps, only, overwrite=overwrite, settings=said)
        next(steps)
        done = _foreseen(source, outcome) if target is None else _write(source, target, outcome, said)
    code = report(outcome, as_json=as_json)
    say(done, err=as_json)
    return code


def _target(file: Path, out: Path | None, *, in_place: bool, dry_run: bool) -> Path | None:
    """Return where to write, None for a dry run; exactly one of the three must be asked for."""
    if sum((out is not None, in_place, dry_run)) != 1:
        raise FileProblem(messages.WHERE_TO)
    return None if dry_run else target_of(file, out, in_place=in_place)


def _foreseen(source: Original, outcome: Outcome) -> str:
    """Return what writing would do; a table without cells of its own can't be written into at all."""
    if source.path.suffix.lower() in WORKBOOKS:
        from kaohe.files.xlsx.writer import would_change

        if not would_change(source, outcome):
            return messages.UNCHANGED.format(path=source.path)
    return messages.WOULD_CHANGE.format(count=outcome.changes)


def _write(source: Original, target: Path, outcome: Outcome, said: Mapping[str, str]) -> str:
    from kaohe.files.settings_writing import put_setting
    from kaohe.files.xlsx.writer import write_outcome

    settings = [partial(put_setting, setting=setting, value=value) for setting, value in said.items()]
    written = write_outcome(source, target, outcome, pages=settings, backup=True)
    return what_was_written(source.path, target, written, messages.CHANGED.format(count=outcome.changes))
