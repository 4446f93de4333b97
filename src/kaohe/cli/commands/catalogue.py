"""``kaohe catalogue FILES…``: a standard catalogue, drafted from the reasons of these files, and taken over."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kaohe.assessment.outcome import Outcome
from kaohe.assessment.scoring import plain
from kaohe.cli import messages
from kaohe.cli.chinese import ChineseCommand
from kaohe.cli.files import require_suffix, target_of
from kaohe.cli.options import sheet_option
from kaohe.cli.saying import say
from kaohe.cli.screen import progress
from kaohe.cli.work import editing, what_was_written
from kaohe.core.problem import FileProblem
from kaohe.core.records import replace
from kaohe.core.schema import Sheet
from kaohe.core.table import CatalogueRow
from kaohe.files.disk.saving import save
from kaohe.files.opening import open_any, open_file
from kaohe.matching.drafting import Proposal, Use
from kaohe.recalculation import recalculate
from kaohe.reports.drafting import Decided, decide, draft_of, uses_in
from kaohe.reports.render import summary
from kaohe.tables import SheetGrid

if TYPE_CHECKING:
    from kaohe.files.ooxml.package import Package
    from kaohe.files.ooxml.workbook import Workbook

Put = Callable[["Package", Sequence[SheetGrid], Sequence[CatalogueRow]], str]


@click.command("catalogue", cls=ChineseCommand, help=messages.COMMANDS["catalogue"])
@click.argument("files", metavar="FILES…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", "out", metavar="OUT.xlsx", type=click.Path(path_type=Path), help=messages.OPTION_DRAFT)
@click.option("--json", "as_json", is_flag=True, help=messages.OPTION_DRAFT_JSON)
@click.option("--adopt", "drafted", metavar="DRAFT.xlsx", type=click.Path(path_type=Path), help=messages.OPTION_ADOPT)
@click.option("--in-place", is_flag=True, help=messages.OPTION_IN_PLACE)
@sheet_option
def command(
    files: tuple[Path, ...],
    out: Path | None,
    as_json: bool,
    drafted: Path | None,
    in_place: bool,
    only: tuple[str, ...],
) -> None:
    """Draft, or put a draft that a person has decided on into a workbook."""
    if drafted is not None:
        if len(files) != 1 or as_json:
            raise click.UsageError(messages.ADOPT_ONE)
        _adopt(files[0], drafted, target_of(files[0], out, in_place=in_place), only)
        return
    if (out is not None) == as_json or in_place:
        raise click.UsageError(messages.DRAFT_WHERE_TO)
    if out is not None:
        require_suffix(out)
    proposals = _draft(files, only)
    if out is None:
        say(json.dumps([_as_json(each) for each in proposals], ensure_ascii=False))
        return
    from kaohe.files.pages.draft_sheet import build_draft

    kept = save(out, build_draft(proposals, Sheet.DRAFT))
    say(messages.DRAFTED.format(uses=sum(each.uses for each in proposals), count=len(proposals)))
    say(messages.WROTE.format(path=out))
    if kept:
        say(messages.KEPT_BACKUP.format(path=kept))


def _draft(files: Sequence[Path], only: Sequence[str]) -> tuple[Proposal, ...]:
    stages = [messages.STAGE_READ_FILE.format(name=file.name) for file in files]
    outcomes: list[Outcome] = []
    own: list[CatalogueRow] = []
    further: list[Use] = []  # of tables that don't say whose reasons they are: a catalogue needs no units
    with progress((*stages, messages.STAGE_DRAFT)) as steps:
        for file in files:
            next(steps)
            try:
                sheets = open_file(file, only).sheets
            except FileProblem:
                loose = [use for grid in _chosen(file, only) for use in uses_in(grid)]
                if not loose:
                    raise
                further += loose
                continue
            own += sheets.catalogue or ()
            outcomes.append(recalculate(sheets))
        next(steps)
        return draft_of(outcomes, tuple(own) or None, further)


def _chosen(file: Path, only: Sequence[str]) -> Iterator[SheetGrid]:
    wanted = {name.strip() for name in only}
    return (grid for grid in open_any(file, only).grids if not wanted or grid.name.strip() in wanted)


def _as_json(proposal: Proposal) -> dict[str, object]:
    return {
        "wording": proposal.wording,
        "sign": "+" if proposal.sign > 0 else "-",
        "points": None if proposal.points is None else plain(abs(proposal.points)),
        "items": [wording.text for wording in proposal.wordings],
    }


def _adopt(file: Path, drafted: Path, target: Path, only: Sequence[str]) -> None:
    decided = _decided(drafted)
    from kaohe.files.catalogue_writing import put_catalogue
    from kaohe.files.xlsx.writer import write_outcome

    with editing(file, target) as source:
        opened = open_file(source, only)
        outcome = recalculate(replace(opened.sheets, catalogue=decided.rows))
        put = partial(_put, put_catalogue, opened.grids, decided.rows)
        written = write_outcome(source, target, outcome, pages=(put,), backup=True)
    done = messages.ADOPTED.format(count=len(decided.rows), dropped=len(decided.dropped))
    say(what_was_written(file, target, written, done))
    say(summary(outcome))


def _put(put_catalogue: Put, grids: Sequence[SheetGrid], rows: Sequence[CatalogueRow], workbook: Workbook) -> None:
    put_catalogue(workbook.package, grids, rows)


def _decided(drafted: Path) -> Decided:
    from kaohe.files.disk.source import read_original
    from kaohe.files.pages.draft_sheet import find_draft
    from kaohe.files.xlsx.reader import read_grids

    decisions = find_draft(read_grids(read_original(drafted), with_pages=True)[0])
    if decisions is None:
        raise FileProblem(messages.NO_DRAFT.format(name=drafted.name))
    decided = decide(decisions)
    if decided.unclear:
        where, why = decided.unclear[0]
        raise FileProblem(
            messages.UNCLEAR_DRAFT.format(name=drafted.name, row=where.row, why=why, count=len(decided.unclear))
        )
    return decided
