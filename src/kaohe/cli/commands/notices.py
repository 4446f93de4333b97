"""``kaohe notices FILE --docx OUT``: a page for each unit that says what was counted, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from kaohe.cli import messages
from kaohe.cli.chinese import ChineseCommand
from kaohe.cli.files import require_suffix
from kaohe.cli.options import sheet_option
from kaohe.cli.report import report
from kaohe.cli.saying import say
from kaohe.cli.screen import progress
from kaohe.core.problem import FileProblem
from kaohe.core.records import replace
from kaohe.core.roster import name_key
from kaohe.files.disk.names import file_names
from kaohe.files.disk.saving import save, save_all
from kaohe.files.export import entries_of
from kaohe.files.importing import read_with_words
from kaohe.files.opening import read_tables
from kaohe.recalculation import recalculate
from kaohe.reports.comparison import compare
from kaohe.reports.notices import Notice, Notices, Occasion, chosen, make_notices
from kaohe.reports.replies import make_replies

_PATH = click.Path(path_type=Path)
_MOST_NAMED = 10


@click.command("notices", cls=ChineseCommand, help=messages.COMMANDS["notices"])
@click.argument("file", metavar="[FILE]", required=False, type=_PATH)
@click.option("--docx", metavar="OUT.docx", type=_PATH, help=messages.OPTION_NOTICES_DOCX)
@click.option("--folder", metavar="FOLDER", type=_PATH, help=messages.OPTION_NOTICES_FOLDER)
@click.option("--template", metavar="FILE.docx", type=_PATH, help=messages.OPTION_TEMPLATE)
@click.option("--write-template", metavar="OUT.docx", type=_PATH, help=messages.OPTION_WRITE_TEMPLATE)
@click.option("--office", metavar="TEXT", help=messages.OPTION_OFFICE)
@click.option("--date", metavar="TEXT", help=messages.OPTION_DATE)
@click.option("--deadline", metavar="TEXT", help=messages.OPTION_DEADLINE)
@click.option("--no-rank", is_flag=True, help=messages.OPTION_NO_RANK)
@click.option("--since", metavar="OLD", type=_PATH, help=messages.OPTION_SINCE)
@click.option("--unit", "wanted", metavar="NAME", multiple=True, help=messages.OPTION_UNIT)
@sheet_option
def command(
    file: Path | None,
    docx: Path | None,
    folder: Path | None,
    template: Path | None,
    write_template: Path | None,
    office: str | None,
    date: str | None,
    deadline: str | None,
    no_rank: bool,
    since: Path | None,
    wanted: tuple[str, ...],
    only: tuple[str, ...],
) -> int:
    """Write the notices, or the document that they are made from."""
    if write_template is not None:
        return _write_template(write_template, reply=since is not None)
    if file is None or (docx is None) == (folder is None):
        raise click.ClickException(messages.NOTICES_WHERE_TO)
    if docx is not None:
        require_suffix(docx, ".docx")
    with progress((messages.STAGE_READ, messages.STAGE_COMPUTE, messages.STAGE_WRITE)) as stages:
        from kaohe.files.docx.notices import NoticeTemplate

        pages = NoticeTemplate.read(template, reply=since is not None)
        next(stages)
        sheets = read_with_words(file, only)
        next(stages)
        outcome = recalculate(sheets)
        texts = [entry.reasons for entry in entries_of(sheets, outcome)]
        told = {name: value for name, value in (("office", office), ("date", date), ("deadline", deadline)) if value}
        occasion = replace(Occasion.of(sheets.form_texts), **told)  # type: ignore[arg-type]
        occasion = replace(occasion, with_rank=False) if no_rank else occasion
        found = (
            chosen(make_notices(outcome, texts, occasion), wanted)
            if since is None
            else make_replies(compare(read_tables(since), sheets), outcome, texts, occasion, wanted)
        )
        _require_known(file, wanted, found)
        if since is not None and not found.notices and not found.open_units:
            raise FileProblem(messages.NO_REPLIES.format(old=since.name, new=file.name))
        if not found.notices:
            raise FileProblem(messages.NO_NOTICES.format(name=file.name))
        next(stages)
        kept = _write(pages.written, found, docx, folder)
    code = report(outcome, as_json=False)
    made = messages.NOTICES_MADE if since is None else messages.REPLIES_MADE
    _say(made, found, docx or folder or file, kept)
    return code


def _require_known(file: Path, wanted: Sequence[str], found: Notices) -> None:
    known = {name_key(name) for name in (*found.open_units, *(notice.unit for notice in found.notices))}
    if missing := next((name for name in wanted if name_key(name) not in known), None):
        raise FileProblem(messages.NO_SUCH_UNIT.format(name=file.name, unit=missing))


def _write_template(target: Path, *, reply: bool) -> int:
    from kaohe.files.docx.notices import usual_reply_template, usual_template

    require_suffix(target, ".docx")
    kept = save(target, usual_reply_template() if reply else usual_template())
    say(messages.WROTE_TEMPLATE.format(path=target))
    if kept:
        say(messages.KEPT_BACKUP.format(path=kept))
    return 0


def _write(
    written: Callable[[Sequence[Notice]], bytes], found: Notices, docx: Path | None, folder: Path | None
) -> list[Path]:
    """Write one document, or one for each unit; return where former contents are kept."""
    if docx is not None:
        kept = save(docx, written(found.notices))
        return [kept] if kept else []
    names = file_names((notice.unit for notice in found.notices), ".docx")
    pages = ((name, written((notice,))) for name, notice in zip(names, found.notices, strict=True))
    return save_all(folder or Path(), pages)


def _say(made: str, found: Notices, target: Path, kept: Sequence[Path]) -> None:
    say(made.format(units=len(found.notices)))
    if found.open_units:
        named = "、".join(found.open_units[:_MOST_NAMED]) + ("等" if len(found.open_units) > _MOST_NAMED else "")
        say(messages.NOTICES_LEFT.format(count=len(found.open_units), units=named))
    say(messages.WROTE.format(path=target))
    for path in kept[:1]:
        say(messages.KEPT_BACKUP.format(path=path if len(kept) == 1 else path.parent))
