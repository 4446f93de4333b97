"""``kaohe new OUT``: a workbook from the template, filled from another table where one is given."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import click

from kaohe.assessment.scoring import plain
from kaohe.cli import messages
from kaohe.cli.chinese import ChineseCommand
from kaohe.cli.files import require_suffix
from kaohe.cli.options import sheet_option
from kaohe.cli.saying import say
from kaohe.cli.screen import progress
from kaohe.core.schema import Sheet
from kaohe.files.disk.saving import save
from kaohe.files.importing import import_file
from kaohe.files.opening import is_same_file
from kaohe.reports.remainder import Rest

#: More lines than this are only counted.
_MOST_LINES = 20
#: Longer ones are cut: the sheet has them whole.
_LONGEST_LINE = 120


@click.command("new", cls=ChineseCommand, help=messages.COMMANDS["new"])
@click.argument("out", metavar="OUT.xlsx", type=click.Path(path_type=Path))
@click.option("--from", "source", metavar="FILE", type=click.Path(path_type=Path), help=messages.OPTION_FROM)
@sheet_option
def command(out: Path, source: Path | None, only: tuple[str, ...]) -> None:
    """Write the workbook; a file that was there before is kept under a dated name."""
    require_suffix(out)
    if source and is_same_file(source, out):
        raise click.ClickException(messages.NEW_SAME_FILE.format(name=out.name))
    with progress((messages.STAGE_READ, messages.STAGE_WRITE)) as stages:
        next(stages)
        made = import_file(source, only) if source else None
        next(stages)
        kept = save(out, made.workbook if made else _empty_workbook())
    say(messages.WROTE.format(path=out))
    if made:
        say(messages.FILLED.format(units=made.units, categories=made.categories))
        if made.title:
            say(messages.TITLE_KEPT.format(title=made.title))
        if made.base is not None:
            say(messages.BASE_KEPT.format(base=plain(made.base)))
        if made.drafted:
            say(messages.CATALOGUE_DRAFTED.format(count=made.drafted, sheet=Sheet.CATALOGUE))
        _say_left(made.left)
    if kept:
        say(messages.KEPT_BACKUP.format(path=kept))


def _empty_workbook() -> bytes:
    from kaohe.files.template import build_workbook, empty_content

    buffer = BytesIO()
    build_workbook(buffer, empty_content())
    return buffer.getvalue()


def _say_left(left: Sequence[Rest]) -> None:
    """List what was not imported, or only the first of it where that is much: the sheet has it all."""
    for rest in left[:_MOST_LINES]:
        place = f"{rest.place}　" if rest.place else ""
        text = " ".join(rest.text.split())
        shown = text if len(text) <= _LONGEST_LINE else f"{text[: _LONGEST_LINE - 1]}…"
        say(messages.NOT_IMPORTED.format(place=place, text=shown))
    if left:
        say(messages.NOT_IMPORTED_COUNT.format(count=len(left), sheet=Sheet.IMPORT))
