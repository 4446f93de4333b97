"""``kaohe demo``: the main job on the real table, from nothing."""

from __future__ import annotations

from functools import partial
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from kaohe.assessment.outcome import Outcome
from kaohe.cli import messages
from kaohe.cli.chinese import ChineseCommand
from kaohe.cli.report import report
from kaohe.cli.saying import say
from kaohe.cli.work import assess
from kaohe.files.disk.saving import save
from kaohe.files.disk.source import Original, read_original
from kaohe.files.importing import import_file
from kaohe.files.opening import read_tables


@click.command("demo", cls=ChineseCommand, help=messages.COMMANDS["demo"])
@click.option("-o", "--output", "out", metavar="OUT", type=click.Path(path_type=Path), default=messages.DEMO_FILE,
              show_default=True, help=messages.OPTION_OUT)  # fmt: skip
def command(out: Path) -> int:
    """Build a workbook from the office's own table, recalculate it, and say where it is."""
    with TemporaryDirectory() as folder:
        draft = Path(folder, out.name)
        with as_file(files("kaohe") / "data" / "assessment_form.xlsx") as form:
            draft.write_bytes(import_file(form).workbook)
        source = read_original(draft)
        outcome = assess(source)
        _finish(source, outcome)
        kept = save(out, draft.read_bytes())
    code = report(outcome, as_json=False)
    _say_agreement(outcome)
    say(messages.WROTE.format(path=out.resolve()))
    if kept:
        say(messages.KEPT_BACKUP.format(path=kept))
    return code


def _finish(source: Original, outcome: Outcome) -> None:
    from kaohe.files.export import form_of
    from kaohe.files.pages.form_sheet import put_form
    from kaohe.files.pages.statistics_sheet import put_statistics
    from kaohe.files.xlsx.writer import write_outcome
    from kaohe.reports.statistics import compute

    form, figures = form_of(read_tables(source), outcome), compute(outcome)
    pages = (partial(put_form, form=form), partial(put_statistics, found=figures))
    write_outcome(source, source.path, outcome, pages=pages)


def _say_agreement(outcome: Outcome) -> None:
    """Say for how many units the computed score and rank equal the ones that the office stated."""
    scores = sum(unit.score is not None and unit.score == unit.stated_score for unit in outcome.units)
    ranks = sum(unit.rank is not None and unit.rank == unit.stated_rank for unit in outcome.units)
    say(messages.AGREEMENT.format(scores=scores, ranks=ranks, units=len(outcome.units)))
