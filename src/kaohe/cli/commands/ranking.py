"""``kaohe ranking FILE``: the list that is published, as a sheet of the workbook or a Word page."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from kaohe.cli import messages
from kaohe.cli.chinese import ChineseCommand
from kaohe.cli.files import require_suffix, target_of
from kaohe.cli.options import sheet_option
from kaohe.cli.report import report
from kaohe.cli.saying import say
from kaohe.cli.screen import progress
from kaohe.cli.work import editing, what_was_written
from kaohe.files.disk.saving import save
from kaohe.files.importing import read_with_words
from kaohe.recalculation import recalculate
from kaohe.reports.ranking_list import RankingList, make_ranking_list


@click.command("ranking", cls=ChineseCommand, help=messages.COMMANDS["ranking"])
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("-o", "--output", "out", metavar="OUT", type=click.Path(path_type=Path), help=messages.OPTION_OUT)
@click.option("--in-place", is_flag=True, help=messages.OPTION_IN_PLACE)
@click.option("--docx", metavar="OUT.docx", type=click.Path(path_type=Path), help=messages.OPTION_RANKING_DOCX)
@sheet_option
def command(file: Path, out: Path | None, in_place: bool, docx: Path | None, only: tuple[str, ...]) -> int:
    """Compute, write the results and the list; or only the list, as a Word page."""
    target = None if docx else target_of(file, out, in_place=in_place)
    if docx:
        require_suffix(docx, ".docx")
    stages = (messages.STAGE_READ, messages.STAGE_COMPUTE, messages.STAGE_WRITE)
    with editing(file, target) as source, progress(stages) as steps:
        next(steps)
        sheets = read_with_words(source, only)
        next(steps)
        outcome = recalculate(sheets)
        found = make_ranking_list(outcome)
        next(steps)
        if docx:
            kept = _write_document(docx, found)
        elif target:
            from kaohe.files.pages.ranking_sheet import put_ranking
            from kaohe.files.xlsx.writer import write_outcome

            written = write_outcome(source, target, outcome, pages=(partial(put_ranking, found=found),), backup=True)
    code = report(outcome, as_json=False)
    made = messages.RANKING_MADE.format(units=sum(len(group.places) for group in found.groups))
    if docx:
        say("\n".join([made, messages.WROTE.format(path=docx)]))
        if kept:
            say(messages.KEPT_BACKUP.format(path=kept))
    elif target:
        say(what_was_written(file, target, written, made))
    return code


def _write_document(target: Path, found: RankingList) -> Path | None:
    from kaohe.files.docx.ranking import write_ranking

    return save(target, write_ranking(found))
