"""``kaohe accept FILE``: a person's word on wordings, for all cells that say them, kept in the workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kaohe.cli import messages
from kaohe.cli.chinese import ChineseCommand
from kaohe.cli.files import target_of
from kaohe.cli.options import sheet_option
from kaohe.cli.saying import say
from kaohe.cli.work import editing, what_was_written
from kaohe.core.cells import CellRef
from kaohe.core.letters import letters
from kaohe.core.problem import FileProblem
from kaohe.core.records import dataclass, replace
from kaohe.core.table import CatalogueRow
from kaohe.files.opening import open_file
from kaohe.matching.catalogue import builtin_rows
from kaohe.recalculation import recalculate
from kaohe.reports.questions import Question, adopted_texts, open_questions, remember, verify, with_texts
from kaohe.reports.render import summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kaohe.files.ooxml.workbook import Workbook
    from kaohe.tables import SheetGrid


@dataclass(frozen=True, slots=True)
class _Decisions:
    """Wordings by decision: (wording, code of the entry)."""

    aliases: tuple[tuple[str, str], ...]
    verified: tuple[tuple[str, str], ...]
    adopted: tuple[tuple[str, str], ...]


@click.command("accept", cls=ChineseCommand, help=messages.COMMANDS["accept"])
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--alias", "aliases", metavar="TEXT", multiple=True, help=messages.OPTION_ALIAS)
@click.option("--verified", metavar="TEXT", multiple=True, help=messages.OPTION_VERIFIED)
@click.option("--adopt", "adopted", metavar="TEXT", multiple=True, help=messages.OPTION_ADOPT_WORDING)
@click.option("-o", "--output", "out", metavar="OUT", type=click.Path(path_type=Path), help=messages.OPTION_OUT)
@click.option("--in-place", is_flag=True, help=messages.OPTION_IN_PLACE)
@sheet_option
def command(
    file: Path,
    aliases: tuple[str, ...],
    verified: tuple[str, ...],
    adopted: tuple[str, ...],
    out: Path | None,
    in_place: bool,
    only: tuple[str, ...],
) -> None:
    """Settle wordings; the workbook is computed anew with what was decided."""
    if not (aliases or verified or adopted):
        raise click.UsageError(messages.ACCEPT_NOTHING)
    target = target_of(file, out, in_place=in_place)
    from kaohe.files.xlsx.writer import write_outcome

    with editing(file, target) as source:
        opened = open_file(source, only)
        sheets = opened.sheets
        before = recalculate(sheets)
        questions = open_questions(before)
        rows = sheets.catalogue or builtin_rows()
        decided = _decide(questions, rows, aliases, verified, adopted)
        today = date.today()
        rows = verify(remember(rows, decided.aliases, today), decided.verified, today)
        texts = adopted_texts(sheets, before, frozenset(letters(wording) for wording, _ in decided.adopted))
        teaches = bool(decided.aliases or decided.verified)
        after = with_texts(replace(sheets, catalogue=rows) if teaches else sheets, texts)
        outcome = recalculate(after)
        written = write_outcome(
            source,
            target,
            outcome,
            pages=(lambda workbook: _put(workbook, opened.grids, rows if teaches else None, texts),),
            backup=True,
        )
    say(what_was_written(file, target, written, "\n".join(_said(decided, questions))))
    say(summary(outcome))


def _put(
    workbook: Workbook, grids: Sequence[SheetGrid], rows: tuple[CatalogueRow, ...] | None, texts: Mapping[CellRef, str]
) -> None:
    from kaohe.files.catalogue_writing import put_catalogue
    from kaohe.files.ooxml.sheet_xml import set_cells

    if rows is not None:
        put_catalogue(workbook.package, grids, rows)
    for sheet in {where.sheet for where in texts}:
        set_cells(
            workbook.package,
            sheet,
            {(where.row, where.column): text for where, text in texts.items() if where.sheet == sheet},
        )


def _decide(
    questions: Mapping[str, Question],
    rows: Iterable[CatalogueRow],
    aliases: Iterable[str],
    verified: Iterable[str],
    adopted: Iterable[str],
) -> _Decisions:
    codes = {str(row.code or "").strip() for row in rows}
    found = _Decisions(
        tuple(_with_codes(aliases, questions, codes, may_name_code=True)),
        tuple(_with_codes(verified, questions, codes)),
        tuple(_with_codes(adopted, questions, codes)),
    )
    seen: set[str] = set()
    for wording, _ in (*found.aliases, *found.verified, *found.adopted):
        if letters(wording) in seen:
            raise FileProblem(messages.ACCEPT_TWICE.format(wording=wording))
        seen.add(letters(wording))
    return found


def _with_codes(
    wordings: Iterable[str], questions: Mapping[str, Question], codes: set[str], *, may_name_code: bool = False
) -> Iterable[tuple[str, str]]:
    """Yield each wording with the code of its entry; 全部 stands for all that are like an entry."""
    for said in wordings:
        if said == messages.ACCEPT_ALL:
            yield from ((each.wording, each.entry.code) for each in questions.values() if each.entry is not None)
            continue
        wording, equals, code = said.partition("=") if may_name_code else (said, "", "")
        question = questions.get(letters(wording))
        if question is None or (question.entry is None and not equals):
            raise FileProblem(_unknown(wording, questions))
        if equals and code.strip() not in codes:
            raise FileProblem(messages.ACCEPT_NO_CODE.format(code=code.strip()))
        yield question.wording, code.strip() if equals or question.entry is None else question.entry.code


def _unknown(wording: str, questions: Mapping[str, Question]) -> str:
    waiting = [each.wording for each in questions.values() if each.entry is not None]
    if not waiting:
        return messages.ACCEPT_NONE_OPEN
    return messages.ACCEPT_UNKNOWN.format(wording=wording, open="、".join(f"“{each}”" for each in waiting[:10]))


def _said(decided: _Decisions, questions: Mapping[str, Question]) -> Iterable[str]:
    for how, decisions in (
        (messages.ALIAS, decided.aliases),
        (messages.VERIFIED, decided.verified),
        (messages.ADOPTED_WORDING, decided.adopted),
    ):
        if decisions:
            rows = {row for wording, _ in decisions for row in questions[letters(wording)].rows}
            yield messages.ACCEPTED.format(how=how, count=len(decisions), cells=len(rows))
