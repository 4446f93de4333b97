"""``kaohe new OUT``: a workbook from the template, filled from another table where one is given."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import click

from kaohe.cli import words
from kaohe.cli.chinese import ChineseCommand
from kaohe.cli.files import require_suffix
from kaohe.cli.screen import progress
from kaohe.disk.saving import save
from kaohe.files.importing import import_file
from kaohe.files.opening import is_same_file
from kaohe.remainder import Rest
from kaohe.schema import Sheet

#: More lines than this are only counted.
_MOST_LINES = 20


@click.command("new", cls=ChineseCommand, help=words.COMMANDS["new"])
@click.argument("out", metavar="OUT.xlsx", type=click.Path(path_type=Path))
@click.option("--from", "source", metavar="FILE", type=click.Path(path_type=Path), help=words.OPTION_FROM)
def command(out: Path, source: Path | None) -> None:
    """Write the workbook; a file that was there before is kept under a dated name."""
    require_suffix(out)
    if source and is_same_file(source, out):
        raise click.UsageError(words.NEW_SAME_FILE.format(name=out.name))
    with progress((words.STAGE_READ, words.STAGE_WRITE)) as stages:
        next(stages)
        made = import_file(source) if source else None
        next(stages)
        kept = save(out, made.workbook if made else _empty_workbook())
    click.echo(words.WROTE.format(path=out))
    if made:
        click.echo(words.FILLED.format(units=made.units, categories=made.categories))
        if made.title:
            click.echo(words.TITLE_KEPT.format(title=made.title))
        _say_left(made.left)
    if kept:
        click.echo(words.KEPT_BACKUP.format(path=kept))


def _empty_workbook() -> bytes:
    from kaohe.xlsx.template import build_workbook, empty_content

    buffer = BytesIO()
    build_workbook(buffer, empty_content())
    return buffer.getvalue()


def _say_left(left: Sequence[Rest]) -> None:
    """List what was not imported, or only the first of it where that is much: the sheet has it all."""
    for rest in left[:_MOST_LINES]:
        place = f"{rest.place}　" if rest.place else ""
        click.echo(words.NOT_IMPORTED.format(place=place, text=" ".join(rest.text.split())))
    if left:
        click.echo(words.NOT_IMPORTED_COUNT.format(count=len(left), sheet=Sheet.IMPORT))
