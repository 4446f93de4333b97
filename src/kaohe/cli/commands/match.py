"""``kaohe match``: reasons, without their points, against the standard catalogue."""

from __future__ import annotations

from pathlib import Path

import click

from kaohe.cli import messages
from kaohe.cli.chinese import ChineseCommand
from kaohe.cli.streams import answer_lines
from kaohe.cli.verdicts import show_match
from kaohe.files.catalogue import read_catalogue
from kaohe.matching import Matcher
from kaohe.matching.catalogue import builtin
from kaohe.reports.render import match_json


@click.command("match", cls=ChineseCommand, help=messages.COMMANDS["match"])
@click.argument("text", metavar="[TEXT]", required=False)
@click.option("--jsonl", is_flag=True, help=messages.OPTION_JSONL)
@click.option("--catalogue", metavar="FILE", type=click.Path(path_type=Path), help=messages.OPTION_CATALOGUE)
def command(text: str | None, jsonl: bool, catalogue: Path | None) -> int:
    """Match one reason from the command line, or many from standard input."""
    if jsonl == (text is not None):
        raise click.ClickException(messages.TEXT_ARGUMENT)
    matcher = Matcher(read_catalogue(catalogue) if catalogue else builtin())
    if text is None:
        return answer_lines(lambda each: match_json(matcher.match(each)))
    show_match(matcher, text)
    return 0
