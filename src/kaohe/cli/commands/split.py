"""``kaohe split FILE --by 类别 -o FOLDER``: a workbook for each category, source, unit or sheet."""

from __future__ import annotations

from pathlib import Path

import click

from kaohe.cli import messages
from kaohe.cli.chinese import ChineseCommand
from kaohe.cli.options import sheet_option
from kaohe.cli.saying import say
from kaohe.cli.screen import progress
from kaohe.core.problem import FileProblem
from kaohe.files.disk.names import file_names
from kaohe.files.disk.saving import save_all
from kaohe.files.importing import read_with_words
from kaohe.files.splitting import SplitBy, split, workbooks
from kaohe.recalculation import recalculate


@click.command("split", cls=ChineseCommand, help=messages.COMMANDS["split"])
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--by",
    type=click.Choice([each.value for each in SplitBy]),
    default=SplitBy.CATEGORY.value,
    help=messages.OPTION_SPLIT_BY,
)
@click.option("-o", "--output", "folder", metavar="FOLDER", required=True,
              type=click.Path(path_type=Path, file_okay=False), help=messages.OPTION_SPLIT_FOLDER)  # fmt: skip
@sheet_option
def command(file: Path, by: str, folder: Path, only: tuple[str, ...]) -> int:
    """Write the parts; a table that is of one part is not split."""
    with progress((messages.STAGE_READ, messages.STAGE_COMPUTE, messages.STAGE_WRITE)) as stages:
        next(stages)
        sheets = read_with_words(file, only)
        next(stages)
        outcome = recalculate(sheets)
        parts = split(sheets, outcome, SplitBy(by))
        if len(parts) < 2:
            raise FileProblem(messages.SPLIT_ONE.format(name=file.name, by=by))
        next(stages)
        names = file_names((f"{file.stem}-{name}" for name in parts), ".xlsx")
        made = ((name, workbook) for name, (_, workbook) in zip(names, workbooks(parts), strict=True))
        kept = save_all(folder, made)
    say(messages.SPLIT_MADE.format(files=len(parts), units=len(outcome.units), path=folder))
    if kept:
        say(messages.KEPT_BACKUP.format(path=folder))
    return 0
