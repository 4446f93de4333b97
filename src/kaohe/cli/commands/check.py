"""``kaohe check FILE``: the same work as recalc, writing nothing."""

from __future__ import annotations

from pathlib import Path

import click

from kaohe.cli import messages
from kaohe.cli.chinese import ChineseCommand
from kaohe.cli.options import sheet_option
from kaohe.cli.report import report
from kaohe.cli.screen import progress
from kaohe.cli.work import assess


@click.command("check", cls=ChineseCommand, help=messages.COMMANDS["check"])
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help=messages.OPTION_JSON)
@sheet_option
def command(file: Path, as_json: bool, only: tuple[str, ...]) -> int:
    """Print what recalc would find."""
    with progress((messages.STAGE_READ, messages.STAGE_COMPUTE)) as stages:
        outcome = assess(file, stages, only)
    return report(outcome, as_json=as_json)
