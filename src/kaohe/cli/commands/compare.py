"""``kaohe compare OLD NEW``: what changed between two versions of a table."""

from __future__ import annotations

from pathlib import Path

import click

from kaohe.cli import messages
from kaohe.cli.changes import show_comparison
from kaohe.cli.chinese import ChineseCommand
from kaohe.cli.files import require_suffix
from kaohe.cli.options import sheet_option
from kaohe.cli.report import json_line
from kaohe.cli.saying import say
from kaohe.cli.screen import progress
from kaohe.files.disk.saving import save
from kaohe.files.opening import is_same_file, read_tables
from kaohe.reports.comparison import Comparison, compare, comparison_json


@click.command("compare", cls=ChineseCommand, help=messages.COMMANDS["compare"])
@click.argument("old", metavar="OLD", type=click.Path(path_type=Path))
@click.argument("new", metavar="NEW", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", "out", metavar="OUT.xlsx", type=click.Path(path_type=Path), help=messages.OPTION_COMPARE_OUT
)
@click.option("--json", "as_json", is_flag=True, help=messages.OPTION_JSON)
@sheet_option
def command(old: Path, new: Path, out: Path | None, as_json: bool, only: tuple[str, ...]) -> None:
    """Compare; 0 whether or not anything changed."""
    if out:
        _check_target(old, new, out)
    comparison = _compare(old, new, only)
    if as_json:
        say(json_line(comparison_json(comparison)))
    else:
        show_comparison(comparison)
    if out:
        _write(comparison, old, new, out, err=as_json)


def _check_target(old: Path, new: Path, out: Path) -> None:
    require_suffix(out)
    if is_same_file(old, out) or is_same_file(new, out):
        raise click.ClickException(messages.COMPARE_SAME_OUT.format(name=out.name))


def _compare(old: Path, new: Path, only: tuple[str, ...]) -> Comparison:
    stages = [messages.STAGE_READ_FILE.format(name=path.name) for path in (old, new)]
    with progress((*stages, messages.STAGE_COMPARE)) as steps:
        next(steps)
        before = read_tables(old, only)
        next(steps)
        after = read_tables(new, only)
        next(steps)
        return compare(before, after)


def _write(comparison: Comparison, old: Path, new: Path, out: Path, *, err: bool) -> None:
    from kaohe.files.pages.comparison_sheet import build_comparison

    names = (old.name, new.name) if old.name != new.name else (str(old), str(new))
    kept = save(out, build_comparison(comparison, *names))
    say(messages.WROTE.format(path=out), err=err)
    if kept:
        say(messages.KEPT_BACKUP.format(path=kept), err=err)
