"""``kaohe stats FILE``: tables and native charts, as a sheet of the workbook."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from kaohe.cli import messages
from kaohe.cli.chinese import ChineseCommand
from kaohe.cli.files import target_of
from kaohe.cli.options import sheet_option
from kaohe.cli.report import report
from kaohe.cli.saying import say
from kaohe.cli.screen import progress
from kaohe.cli.work import assess, editing, what_was_written


@click.command("stats", cls=ChineseCommand, help=messages.COMMANDS["stats"])
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("-o", "--output", "out", metavar="OUT", type=click.Path(path_type=Path), help=messages.OPTION_OUT)
@click.option("--in-place", is_flag=True, help=messages.OPTION_IN_PLACE)
@sheet_option
def command(file: Path, out: Path | None, in_place: bool, only: tuple[str, ...]) -> int:
    """Compute, write the results and the statistics."""
    target = target_of(file, out, in_place=in_place)
    stages = (messages.STAGE_READ, messages.STAGE_COMPUTE, messages.STAGE_WRITE)
    with editing(file, target) as source, progress(stages) as steps:
        outcome = assess(source, steps, only)
        next(steps)
        from kaohe.files.pages.statistics_sheet import put_statistics
        from kaohe.files.xlsx.writer import write_outcome
        from kaohe.reports.statistics import compute

        put = partial(put_statistics, found=compute(outcome.units))
        written = write_outcome(source, target, outcome, pages=(put,), backup=True)
    code = report(outcome, as_json=False)
    say(what_was_written(file, target, written, messages.STATISTICS_MADE.format(units=len(outcome.units))))
    return code
