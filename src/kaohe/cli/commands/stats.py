"""``kaohe stats FILE``: sentences, tables with bars and a chart, as a sheet of the workbook."""

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
from kaohe.cli.work import editing, what_was_written
from kaohe.files.importing import read_with_words
from kaohe.files.opening import read_tables
from kaohe.recalculation import recalculate
from kaohe.reports.comparison import compare, in_words


@click.command("stats", cls=ChineseCommand, help=messages.COMMANDS["stats"])
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("-o", "--output", "out", metavar="OUT", type=click.Path(path_type=Path), help=messages.OPTION_OUT)
@click.option("--in-place", is_flag=True, help=messages.OPTION_IN_PLACE)
@click.option("--since", metavar="OLD", type=click.Path(path_type=Path), help=messages.OPTION_SINCE)
@sheet_option
def command(file: Path, out: Path | None, in_place: bool, since: Path | None, only: tuple[str, ...]) -> int:
    """Compute, write the results and the statistics."""
    target = target_of(file, out, in_place=in_place)
    stages = (messages.STAGE_READ, messages.STAGE_COMPUTE, messages.STAGE_WRITE)
    with editing(file, target) as source, progress(stages) as steps:
        next(steps)
        sheets = read_with_words(source, only)
        changes = in_words(compare(read_tables(since), sheets)) if since else ""
        next(steps)
        outcome = recalculate(sheets)
        next(steps)
        from kaohe.files.pages.statistics_sheet import make_statistics
        from kaohe.files.xlsx.writer import write_outcome

        put = partial(make_statistics, outcome=outcome, changes=changes)
        written = write_outcome(source, target, outcome, pages=(put,), backup=True)
    code = report(outcome, as_json=False)
    say(what_was_written(file, target, written, messages.STATISTICS_MADE.format(units=len(outcome.units))))
    return code
