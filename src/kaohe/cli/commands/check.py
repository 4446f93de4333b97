"""``kaohe check FILE``, for click."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kaohe.cli import messages
from kaohe.cli.chinese import ChineseCommand
from kaohe.cli.jobs.check import run
from kaohe.cli.options import sheet_option


@click.command("check", cls=ChineseCommand, help=messages.COMMANDS["check"])
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help=messages.OPTION_JSON)
@sheet_option
def command(**given: Any) -> int:
    """Print what recalc would find."""
    return run(**given)
