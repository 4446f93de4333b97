"""``kaohe explain [CODE]``: the manual page of a finding, or the list of all findings."""

from __future__ import annotations

from difflib import get_close_matches

import click
from click.shell_completion import CompletionItem

from kaohe.assessment.rules import manual_page, registered_codes
from kaohe.cli import messages
from kaohe.cli.chinese import ChineseCommand, did_you_mean
from kaohe.cli.saying import say
from kaohe.core.problem import FileProblem


def _complete(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    pages = {code: _title(code) for code in registered_codes() if code.startswith(incomplete.upper())}
    return [CompletionItem(code, help=title) for code, title in pages.items()]


@click.command("explain", cls=ChineseCommand, help=messages.COMMANDS["explain"])
@click.argument("code", metavar="[CODE]", required=False, shell_complete=_complete)
def command(code: str | None) -> None:
    """Print the page of one code, or the title of every page."""
    if code is None:
        say("\n".join(map(_title, registered_codes())))
        return
    wanted = code.strip(" 【】").upper()  # copied as messages show it
    if wanted not in registered_codes():
        near = did_you_mean(get_close_matches(wanted, registered_codes()))
        raise FileProblem(messages.UNKNOWN_CODE.format(code=code, meant=near))
    say(manual_page(wanted))


def _title(code: str) -> str:
    return manual_page(code).partition("\n")[0]
