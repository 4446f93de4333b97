"""``kaohe parse``: reason texts into items and points."""

from __future__ import annotations

import click

from kaohe.cli import messages
from kaohe.cli.chinese import ChineseCommand
from kaohe.cli.screen import show_reading
from kaohe.cli.streams import answer_lines
from kaohe.reason import parse
from kaohe.reports.render import reading_json


@click.command("parse", cls=ChineseCommand, help=messages.COMMANDS["parse"])
@click.argument("text", metavar="[TEXT]", required=False)
@click.option("--jsonl", is_flag=True, help=messages.OPTION_JSONL)
def command(text: str | None, jsonl: bool) -> int:
    """Read one text from the command line, or many from standard input."""
    if jsonl == (text is not None):
        raise click.ClickException(messages.TEXT_ARGUMENT)
    if text is None:
        return answer_lines(lambda each: reading_json(parse(each)))
    show_reading(parse(text))
    return 0
