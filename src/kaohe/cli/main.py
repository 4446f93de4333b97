"""The command ``kaohe`` and its exit codes.

0: clean; 1: findings of severity error; 2: something could not be read or written.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

import click
from click.shell_completion import CompletionItem

from kaohe import __version__
from kaohe.cli import messages
from kaohe.cli.chinese import ChineseGroup, complaint
from kaohe.cli.saying import say
from kaohe.core import prepared
from kaohe.core.problem import FileProblem

CLEAN, FAILED = 0, 2


class Program(ChineseGroup):
    """The top command; sub-commands are imported when they are called, so that start-up stays short."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the guide, not of the alphabet."""
        return list(messages.COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one sub-command."""
        if cmd_name not in messages.COMMANDS:
            return None
        from importlib import import_module

        module = import_module(f"kaohe.cli.commands.{cmd_name}")
        command: click.Command = module.command
        return command

    def command_helps(self, ctx: click.Context) -> dict[str, str]:
        """Return what each command does, without importing it."""
        return messages.COMMANDS

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete a command's name without importing any."""
        commands = [CompletionItem(name, help=what) for name, what in messages.COMMANDS.items()]
        own = [item for item in commands if item.value.startswith(incomplete)]
        return [*own, *click.Command.shell_complete(self, ctx, incomplete)]


@click.group(cls=Program, help=messages.PROGRAM, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="kaohe %(version)s", help=messages.VERSION)
def program() -> None:
    """Parse what is common to all commands (nothing so far)."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code; user errors never end in a traceback."""
    collects = gc.isenabled()
    gc.disable()  # a run ends after seconds; looking for cycles among a large table's cells took a sixth of its time
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that can't show a character must not stop the work
            stream.reconfigure(errors="backslashreplace")
    try:
        sys.exit(_run(arguments))
    finally:
        prepared.keep()
        if collects:
            gc.enable()


def _say_broken_words() -> None:
    """Say which line of the list of phrases is broken, where the command read reasons at all."""
    book = sys.modules.get("kaohe.reason.phrasebook")
    if book is not None and book.PROBLEM:
        say(book.PROBLEM, err=True)


def _run(arguments: Sequence[str] | None) -> int:
    try:
        code = program.main(arguments, prog_name="kaohe", standalone_mode=False)
        _say_broken_words()
    except click.ClickException as error:
        say(complaint(error), err=True)
        return FAILED
    except FileProblem as error:
        say(error.message, err=True)
        return FAILED
    except click.Abort:
        say(messages.INTERRUPTED, err=True)
        return FAILED
    except SystemExit:  # click's answer where the reader has left, as in `kaohe … | head`
        return CLEAN
    except OSError:  # `kaohe … > file` on a full disk: files that commands name are said to be the problem elsewhere
        say(messages.NOT_SHOWN, err=True)
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - else the interpreter complains when it ends
        return FAILED
    return code if isinstance(code, int) else CLEAN
