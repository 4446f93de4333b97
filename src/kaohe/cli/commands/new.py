"""``kaohe new OUT``: a workbook from the template, filled from another table where one is given."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import click

from kaohe.cli import words
from kaohe.cli.chinese import ChineseCommand
from kaohe.cli.files import read_tables, require_suffix, save
from kaohe.cli.screen import progress


@click.command("new", cls=ChineseCommand, help=words.COMMANDS["new"])
@click.argument("out", metavar="OUT.xlsx", type=click.Path(path_type=Path))
@click.option("--from", "source", metavar="FILE", type=click.Path(path_type=Path), help=words.OPTION_FROM)
def command(out: Path, source: Path | None) -> None:
    """Write the workbook; a file that was there before is kept under a dated name."""
    require_suffix(out)
    units, categories, workbook = build(source)
    kept = save(out, workbook)
    click.echo(words.WROTE.format(path=out))
    if source:
        click.echo(words.FILLED.format(units=units, categories=categories))
    if kept:
        click.echo(words.KEPT_BACKUP.format(path=kept))


def build(source: Path | None) -> tuple[int, int, bytes]:
    """Return the numbers of units and categories, and the bytes of the workbook that holds them."""
    from kaohe.xlsx.template import build_workbook, empty_content
    from kaohe.xlsx.template.source import content_from

    with progress((words.STAGE_READ, words.STAGE_WRITE)) as stages:
        next(stages)
        sheets = read_tables(source) if source else None
        next(stages)
        content = content_from(sheets) if sheets else empty_content()
        buffer = BytesIO()
        build_workbook(buffer, content)
    categories = {unit.category for unit in content.units if unit.category}
    return len(content.units), len(categories), buffer.getvalue()
