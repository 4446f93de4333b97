"""``kaohe explain CODE``: the manual page of a finding."""

from __future__ import annotations

import click

from kaohe.assessment.rules import manual_page, registered_codes
from kaohe.cli import messages
from kaohe.cli.chinese import ChineseCommand
from kaohe.core.problem import FileProblem


@click.command("explain", cls=ChineseCommand, help=messages.COMMANDS["explain"])
@click.argument("code", metavar="CODE")
def command(code: str) -> None:
    """Print the page of one code."""
    wanted = code.strip(" 【】").upper()  # copied as messages show it
    if wanted not in registered_codes():
        raise FileProblem(messages.UNKNOWN_CODE.format(code=code, codes="、".join(registered_codes())))
    click.echo(manual_page(wanted))
