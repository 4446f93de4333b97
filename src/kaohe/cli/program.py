"""The command line for click: the top command, whose sub-commands are imported when they are called."""

from __future__ import annotations

from collections.abc import Sequence

import click
from click.shell_completion import CompletionItem

from kaohe import __version__
from kaohe.cli import messages
from kaohe.cli.chinese import ChineseGroup, complaint
from kaohe.cli.main import FAILED
from kaohe.cli.saying import say


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


def run(arguments: Sequence[str] | None) -> object:
    """Run a line and return its exit code; mistakes in it are said in one line."""
    try:
        return program.main(arguments, prog_name="kaohe", standalone_mode=False)
    except click.ClickException as error:
        say(complaint(error), err=True)
    except click.Abort:
        say(messages.INTERRUPTED, err=True)
    return FAILED
