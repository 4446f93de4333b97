"""``kaohe match``: reasons, without their points, against the standard catalogue."""

from __future__ import annotations

import csv
from pathlib import Path

import click

from kaohe.cli import messages
from kaohe.cli.chinese import ChineseCommand
from kaohe.cli.streams import answer_lines
from kaohe.cli.verdicts import show_match
from kaohe.core.problem import FileProblem
from kaohe.files.disk.source import read_file
from kaohe.files.plaintext.decode import decode
from kaohe.matching import Matcher
from kaohe.matching.catalogue import Catalogue, MissingColumnError, builtin, catalogue_from_rows, rows_from_csv
from kaohe.reports.render import match_json


@click.command("match", cls=ChineseCommand, help=messages.COMMANDS["match"])
@click.argument("text", metavar="[TEXT]", required=False)
@click.option("--jsonl", is_flag=True, help=messages.OPTION_JSONL)
@click.option("--catalogue", metavar="FILE", type=click.Path(path_type=Path), help=messages.OPTION_CATALOGUE)
def command(text: str | None, jsonl: bool, catalogue: Path | None) -> int:
    """Match one reason from the command line, or many from standard input."""
    if jsonl == (text is not None):
        raise click.UsageError(messages.TEXT_ARGUMENT)
    matcher = Matcher(_read_catalogue(catalogue) if catalogue else builtin())
    if text is None:
        return answer_lines(lambda each: match_json(matcher.match(each)))
    show_match(matcher, text)
    return 0


def _read_catalogue(path: Path) -> Catalogue:
    try:
        return catalogue_from_rows(rows_from_csv(decode(read_file(path), path.name)))
    except MissingColumnError as error:
        raise FileProblem(messages.CATALOGUE_COLUMN.format(name=path.name, heading=error.heading)) from None
    except csv.Error:
        raise FileProblem(messages.CATALOGUE_FORMAT.format(name=path.name)) from None
