"""``kaohe form FILE``: the form to be signed, as a sheet of the workbook."""

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
from kaohe.core.records import replace
from kaohe.files.importing import read_with_words
from kaohe.recalculation import recalculate
from kaohe.reports.form import NO_TITLE


@click.command("form", cls=ChineseCommand, help=messages.COMMANDS["form"])
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("-o", "--output", "out", metavar="OUT", type=click.Path(path_type=Path), help=messages.OPTION_OUT)
@click.option("--in-place", is_flag=True, help=messages.OPTION_IN_PLACE)
@sheet_option
def command(file: Path, out: Path | None, in_place: bool, only: tuple[str, ...]) -> int:
    """Compute, write the results and the form."""
    target = target_of(file, out, in_place=in_place)
    stages = (messages.STAGE_READ, messages.STAGE_COMPUTE, messages.STAGE_WRITE)
    with editing(file, target) as source, progress(stages) as steps:
        next(steps)
        sheets = replace(read_with_words(source, only), form_code=None)  # whatever form there was is replaced
        next(steps)
        outcome = recalculate(sheets)
        next(steps)
        from kaohe.files.export import form_of
        from kaohe.files.pages.form_sheet import put_form
        from kaohe.files.xlsx.writer import write_outcome

        form = form_of(sheets, outcome)
        written = write_outcome(source, target, outcome, pages=(partial(put_form, form=form),), backup=True)
    code = report(outcome, as_json=False)
    made = messages.FORM_MADE.format(units=len(outcome.units), code=form.code)
    say(what_was_written(file, target, written, made))
    if not form.words.title:
        say(NO_TITLE)
    return code
