"""Click in Chinese: its own words by way of its gettext, and what it leaves to the program."""

from __future__ import annotations

from collections.abc import Iterable

import click
import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.types

from kaohe.cli import messages

_PROGRAM = "kaohe"


def _translated(message: str) -> str:
    return messages.CLICK.get(message, message)


def _translated_plural(one: str, many: str, count: int) -> str:
    return messages.CLICK.get(many if count != 1 and many in messages.CLICK else one, many if count != 1 else one)


# Click asks gettext, which chooses the language by the environment; Kaohe speaks Chinese everywhere.
for _module in (click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.types):
    vars(_module).update(_=_translated, ngettext=_translated_plural)


class ChineseCommand(click.Command):
    """A command whose help has examples at its end."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("options_metavar", messages.METAVAR_OPTIONS)
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; complaints know which command they are about."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line; no blank follows a Chinese colon."""
        usage = messages.CLICK["Usage:"]
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=usage)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, a line each, as they can be copied."""
        path = ctx.command_path.removeprefix(_PROGRAM).strip()
        if examples := messages.EXAMPLES.get(path):
            with formatter.section(messages.SECTION_EXAMPLES):
                for example in examples:
                    formatter.write(f"{'':{formatter.current_indent}}{example}\n")


class ChineseGroup(ChineseCommand, click.Group):
    """A group; without any arguments, its help is what was asked for."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("subcommand_metavar", messages.METAVAR_COMMAND)
        super().__init__(*args, **kwargs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; without any, the help is what was asked for."""
        return super().parse_args(ctx, args if args or ctx.resilient_parsing else ["--help"])

    def command_helps(self, ctx: click.Context) -> dict[str, str]:
        """Return what each sub-command does."""
        commands = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
        return {name: command.get_short_help_str(90) for name, command in commands.items() if command}

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, without importing any."""
        with formatter.section(messages.CLICK["Commands"]):
            formatter.write_dl(list(self.command_helps(ctx).items()))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, then the options."""
        self.format_commands(ctx, formatter)
        click.Command.format_options(self, ctx, formatter)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the sub-command; where there is none of this name, say which ones are near."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            word, helps = error.command_name, self.command_helps(ctx)
            from difflib import get_close_matches

            about = [name for name, what in helps.items() if len(word) > 1 and word in what]
            error.possibilities = [*get_close_matches(word.lower(), helps), *about]  # type: ignore[misc]
            raise


def complaint(error: click.ClickException) -> str:
    """Return one Chinese line that says what is wrong with the arguments and what to do."""
    context = getattr(error, "ctx", None)
    if context is None:  # worded by a command
        return error.format_message()
    near = did_you_mean(getattr(error, "possibilities", None) or ())
    said = (error.message + near if near else error.format_message()).rstrip(" .。？")
    return f"{said}{'？' if near else '。'}{messages.USAGE_AT.format(help=f'{context.command_path} --help')}"


def did_you_mean(near: Iterable[str]) -> str:
    """Return the question that names what a mistyped word may have been, nothing where nothing is near."""
    names = list(dict.fromkeys(near))
    return messages.DID_YOU_MEAN.format(near=messages.OR.join(names)) if names else ""
