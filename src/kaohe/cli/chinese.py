"""Click in Chinese: headings of the help and the sentences for wrong arguments."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

import click

from kaohe.cli import messages

_PROGRAM = "kaohe"


class ChineseCommand(click.Command):
    """A command whose help is in Chinese throughout, with examples at its end."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("options_metavar", messages.METAVAR_OPTIONS)
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.allow_extra_args = True  # else click complains of them in English

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; complaints know which command they are about."""
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        if rest and not isinstance(self, click.Group) and not ctx.resilient_parsing:
            help_command = f"{ctx.command_path} --help"
            raise click.UsageError(messages.EXTRA_ARGUMENT.format(what=" ".join(rest), help=help_command), ctx)
        return rest

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=messages.USAGE)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        options = (each for each in self.get_params(ctx) if isinstance(each, click.Option) and not each.hidden)
        with formatter.section(messages.SECTION_OPTIONS):
            formatter.write_dl([(option.get_help_spec(ctx), _help(option, ctx)) for option in options])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, a line each, as they can be copied."""
        path = ctx.command_path.removeprefix(_PROGRAM).strip()
        if examples := messages.EXAMPLES.get(path):
            with formatter.section(messages.SECTION_EXAMPLES):
                for example in examples:
                    formatter.write(f"{'':{formatter.current_indent}}{example}\n")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``-h, --help`` with its text in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = messages.HELP
        return option


class ChineseGroup(ChineseCommand, click.Group):
    """A group whose help is in Chinese throughout."""

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

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, then the options."""
        with formatter.section(messages.SECTION_COMMANDS):
            formatter.write_dl(list(self.command_helps(ctx).items()))
        super().format_options(ctx, formatter)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the sub-command; where there is none of this name, say which ones are near."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            word, helps = error.command_name, self.command_helps(ctx)
            about = [name for name, what in helps.items() if len(word) > 1 and word in what]
            error.possibilities = [*get_close_matches(word.lower(), helps), *about]  # type: ignore[misc]
            raise


def _help(option: click.Option, ctx: click.Context) -> str:
    """Return the help of an option, and what click knows of it: its default, or that it is required."""
    extra = option.get_help_extra(ctx)
    words = [messages.DEFAULT.format(value=extra["default"])] if "default" in extra else []
    words += [messages.REQUIRED] if option.required else []
    return "  ".join((option.help or "", *words))


def complaint(error: click.ClickException) -> str:
    """Return one Chinese line that says what is wrong with the arguments and what to do."""
    for kind, sentence in messages.COMPLAINTS.items():
        if isinstance(error, kind):
            near = getattr(error, "possibilities", None) or ()
            return sentence.format(what=_subject(error), help=_help_command(error), meant=did_you_mean(near))
    if type(error) is click.UsageError:  # worded by a command
        return error.message
    return messages.COMPLAINT.format(what=error.format_message(), help=_help_command(error))


def did_you_mean(near: Iterable[str]) -> str:
    """Return the question that names what a mistyped word may have been, nothing where nothing is near."""
    names = list(dict.fromkeys(near))
    return messages.DID_YOU_MEAN.format(near=messages.OR.join(names)) if names else ""


def _subject(error: click.ClickException) -> str:
    """Return the option, command or value that the complaint is about."""
    if isinstance(error, click.NoSuchCommand):
        return error.command_name
    if isinstance(error, click.NoSuchOption | click.BadOptionUsage):
        return error.option_name
    if isinstance(error, click.MissingParameter | click.BadParameter) and error.param is not None:
        return error.param.metavar or error.param.opts[-1]
    return error.format_message()


def _help_command(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"{context.command_path if context else _PROGRAM} --help"
