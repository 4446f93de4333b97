"""``kaohe recalc FILE``, for click."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kaohe.cli import messages
from kaohe.cli.chinese import ChineseCommand
from kaohe.cli.jobs.recalc import run
from kaohe.cli.options import sheet_option


@click.command("recalc", cls=ChineseCommand, help=messages.COMMANDS["recalc"])
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("-o", "--output", "out", metavar="OUT", type=click.Path(path_type=Path), help=messages.OPTION_OUT)
@click.option("--in-place", is_flag=True, help=messages.OPTION_IN_PLACE)
@click.option("--dry-run", is_flag=True, help=messages.OPTION_DRY_RUN)
@click.option("--overwrite", is_flag=True, help=messages.OPTION_OVERWRITE)
@click.option("--forget-earlier", is_flag=True, help=messages.OPTION_FORGET_EARLIER)
@click.option("--json", "as_json", is_flag=True, help=messages.OPTION_JSON)
@sheet_option
def command(**given: Any) -> int:
    """Compute and write, unless it is a dry run."""
    return run(**given)
