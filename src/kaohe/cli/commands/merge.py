"""``kaohe merge FILES… -o OUT``: several departments' workbooks into one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import click

from kaohe.cli import messages
from kaohe.cli.chinese import ChineseCommand
from kaohe.cli.files import require_suffix
from kaohe.cli.options import sheet_option
from kaohe.cli.saying import say
from kaohe.cli.screen import progress
from kaohe.core.schema import Sheet
from kaohe.files.disk.saving import save
from kaohe.files.gathering import choose
from kaohe.files.merging import MergedWorkbook, merged_workbook, read_base, read_sources
from kaohe.reports.merging import Clash, merge
from kaohe.reports.merging.rows import WORDS

_SOME_FAILED, _ALL_FAILED = 1, 2


@click.command("merge", cls=ChineseCommand, help=messages.COMMANDS["merge"])
@click.argument("files", metavar="FILES…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", "out", metavar="OUT.xlsx", required=True, type=click.Path(path_type=Path),
              help=messages.OPTION_MERGE_OUT)  # fmt: skip
@click.option("--roster", metavar="FILE", type=click.Path(path_type=Path), help=messages.OPTION_ROSTER)
@sheet_option
def command(files: tuple[Path, ...], out: Path, roster: Path | None, only: tuple[str, ...]) -> int:
    """Merge what can be read, and say what can't; 1 where a file failed, 2 where all did."""
    require_suffix(out)
    _check_target(out)
    chosen, left_out = choose(files, out, roster)
    for line in left_out:
        say(line, err=True)
    count, workbook, failures = _merge(chosen, roster, only)
    for message in failures.values():
        say(message, err=True)
    if workbook is None:
        say(messages.MERGED_NOTHING, err=True)
        return _ALL_FAILED
    kept = save(out, workbook.content)
    _show_merged(count, workbook)
    if workbook.title:
        say(messages.TITLE_KEPT.format(title=workbook.title))
    say(messages.WROTE.format(path=out))
    if kept:
        say(messages.KEPT_BACKUP.format(path=kept))
    if failures:
        say(messages.NOT_MERGED.format(count=len(failures)), err=True)
    return _SOME_FAILED if failures else 0


def _check_target(out: Path) -> None:
    """Find out before the long work whether its result can be written."""
    from kaohe.files.disk.target import check_target

    check_target(out)


def _merge(
    chosen: Mapping[str, Path], roster: Path | None, only: tuple[str, ...]
) -> tuple[int, MergedWorkbook | None, dict[str, str]]:
    """Return how many files were merged and the workbook, None where no file can be read; and why files can't."""
    base = [read_base(roster)] if roster else []
    stages = [messages.STAGE_READ_FILE.format(name=name) for name in chosen]
    with progress((*stages, messages.STAGE_MERGE, messages.STAGE_WRITE)) as steps:
        sources, failures = read_sources(chosen, lambda name: next(steps), only)
        next(steps)
        if not sources:
            return 0, None, failures
        merged = merge([*base, *sources])
        next(steps)
        return len(sources), merged_workbook(merged, failures), failures


#: More lines than this are only counted: the sheet has them all.
_MOST_LINES = 20


def _show_merged(files: int, workbook: MergedWorkbook) -> None:
    """Print each clash in one line, or their numbers where they are many, then the summary."""
    if len(workbook.clashes) <= _MOST_LINES:
        for clash in workbook.clashes:
            say(_line(clash))
    else:
        for kind, count in Counter(clash.kind for clash in workbook.clashes).items():
            say(messages.CLASH_COUNT.format(word=WORDS[kind][0], count=count))
    if workbook.clashes:
        say(messages.CLASHES_IN_SHEET.format(count=len(workbook.clashes), sheet=Sheet.MERGER))
    say(messages.MERGED.format(files=files, units=workbook.units))


def _line(clash: Clash) -> str:
    sources = "、".join(version.source for version in clash.versions)
    return messages.CLASH.format(word=WORDS[clash.kind][0], subject=clash.subject, sources=sources)
