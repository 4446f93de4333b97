"""``kaohe addin …``: the Excel add-in, from building to the doctor."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kaohe.cli import messages
from kaohe.cli.chinese import ChineseCommand, ChineseGroup
from kaohe.cli.saying import say
from kaohe.core.problem import FileProblem

if TYPE_CHECKING:
    from kaohe.excel.windows.doctor import Result

_ERRORS = 1


class _InOrder(ChineseGroup):
    """The sub-commands in the order of their definition."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the guide, not of the alphabet."""
        return list(self.commands)


@click.group("addin", cls=_InOrder, help=messages.COMMANDS["addin"])
def command() -> None:
    """Hold the sub-commands."""


@command.command("build", cls=ChineseCommand, help=messages.ADDIN_BUILD)
@click.option("-o", "--output", "out", metavar="FILE", type=click.Path(path_type=Path), help=messages.OPTION_BUILD_OUT)
@click.option("--workbook", is_flag=True, help=messages.OPTION_WORKBOOK)
def build(out: Path | None, workbook: bool) -> None:
    """Build the add-in, or the workbook with the code inside."""
    suffix = ".xlsm" if workbook else ".xlam"
    target = out or Path(f"kaohe{suffix}")
    _require_suffix(target, suffix)
    try:
        from kaohe.excel.addin import build as builder
    except ModuleNotFoundError as error:  # an office PC's installation can't build
        raise FileProblem(messages.NO_BUILDER.format(name=error.name)) from None
    (builder.build_workbook if workbook else builder.build_addin)(target)
    say(messages.WROTE.format(path=target))


def _require_suffix(target: Path, suffix: str) -> None:
    if target.suffix.lower() != suffix:
        raise FileProblem(messages.TARGET_SUFFIX.format(name=target.name, suffix=suffix))


@command.command("bundle", cls=ChineseCommand, help=messages.ADDIN_BUNDLE)
@click.option("-o", "--output", "out", metavar="FILE", type=click.Path(path_type=Path), help=messages.OPTION_BUNDLE_OUT)
def bundle(out: Path | None) -> None:
    """Make the archive for office PCs."""
    try:
        from kaohe.excel.bundle import make_bundle
    except ModuleNotFoundError as error:
        raise FileProblem(messages.NO_BUILDER.format(name=error.name)) from None
    target = out or Path("kaohe-windows.zip")
    _require_suffix(target, ".zip")
    manifest = make_bundle(target)
    size = target.stat().st_size / 1_000_000
    say(messages.WROTE.format(path=target))
    say(messages.BUNDLED.format(version=manifest.version, size=size, files=len(manifest.files)))


@command.command("install", cls=ChineseCommand, help=messages.ADDIN_INSTALL)
def install() -> None:
    """Install or update for the current user."""
    if sys.platform == "linux":
        from kaohe.cli.linux import installing

        say(installing.install())
        return
    _require_windows()
    from kaohe.excel.windows import installation

    manifest = installation.install(click.echo)
    say(messages.INSTALLED.format(version=manifest.version))
    _warn()


def _warn() -> None:
    """Say what on this PC may keep the add-in from working, while the person is still there."""
    from kaohe.excel.windows.doctor import State, examine

    results = [result for result in examine() if result.state in {State.FAILED, State.WARNING}]
    if results:
        say(messages.BUT)
    for result in results:
        say(messages.PROBLEM.format(title=result.title, detail=result.detail, remedy=result.remedy))


@command.command("uninstall", cls=ChineseCommand, help=messages.ADDIN_UNINSTALL)
def uninstall() -> None:
    """Take everything back for the current user."""
    if sys.platform == "linux":
        from kaohe.cli.linux import installing

        say(installing.uninstall())
        return
    _require_windows()
    from kaohe.excel.windows import installation

    say(installation.uninstall())


def _require_windows() -> None:
    if sys.platform != "win32":
        raise FileProblem(messages.ONLY_WINDOWS)


@command.command("doctor", cls=ChineseCommand, help=messages.ADDIN_DOCTOR)
@click.option("--json", "as_json", is_flag=True, help=messages.OPTION_JSON)
def doctor(as_json: bool) -> int:
    """Check the PC; 1 where something is wrong."""
    from kaohe.excel.windows.doctor import State, examine

    results = examine()
    say(_json(results)) if as_json else _show(results)
    return _ERRORS if any(result.state is State.FAILED for result in results) else 0


@command.command("selftest", cls=ChineseCommand, help=messages.ADDIN_SELFTEST)
@click.option(
    "-o", "--output", "out", metavar="FILE", type=click.Path(path_type=Path), help=messages.OPTION_SELFTEST_OUT
)
def selftest(out: Path | None) -> int:
    """Try every command in this PC's Excel; 1 where one fails."""
    if sys.platform != "win32":
        raise FileProblem(messages.SELFTEST_NEEDS_EXCEL)
    from kaohe.excel.selftest.program import examine_own_excel

    target = out or Path(messages.SELFTEST_FILE)
    try:
        passed = examine_own_excel(target)
    except Exception as error:  # COM's own kind
        raise FileProblem(messages.SELFTEST_NO_EXCEL.format(why=error)) from None
    say(target.read_text("utf-8-sig").rstrip())
    say(messages.WROTE.format(path=target))
    return 0 if passed else _ERRORS


def _json(results: Sequence[Result]) -> str:
    fields = ("check", "state", "detail", "remedy")
    return json.dumps([{name: getattr(result, name) for name in fields} for result in results], ensure_ascii=False)


def _show(results: Sequence[Result]) -> None:
    if sys.stdout.isatty():
        _show_table(results)
        return
    for result in results:
        say("\t".join((messages.CHECK_STATES[result.state], result.title, result.detail, result.remedy)).rstrip())


def _show_table(results: Sequence[Result]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(header_style="bold", show_lines=True)
    for heading in messages.CHECK_COLUMNS:
        table.add_column(heading, overflow="fold")  # Chinese has no blanks to break at, and nothing may be cut off
    for result in results:
        state = Text(messages.CHECK_STATES[result.state], _STYLES[result.state])
        remedy = Text(f"\n→ {result.remedy}", "bold") if result.remedy else Text()
        table.add_row(Text(result.title), state, Text(result.detail) + remedy)
    Console().print(table)


_STYLES = {"ok": "green", "warning": "yellow", "failed": "bold red", "unknown": "dim"}
