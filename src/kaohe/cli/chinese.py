"""Click in Chinese: headings of the help and the sentences for wrong arguments."""

from __future__ import annotations

import re

import click

from kaohe.cli import messages


class ChineseCommand(click.Command):
    """A command whose help is in Chinese throughout."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("options_metavar", messages.METAVAR_OPTIONS)
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; complaints know which command they are about."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            if type(error) is not click.UsageError:
                raise
            what = error.message.partition("(")[2].rpartition(")")[0]
            sentence = messages.EXTRA_ARGUMENT.format(what=what, help=_help_command(error))
            raise click.UsageError(sentence, ctx) from None

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=messages.USAGE)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        records = [
            (record[0], _extras(record[1]))
            for parameter in self.get_params(ctx)
            if isinstance(parameter, click.Option) and (record := parameter.get_help_record(ctx))
        ]
        with formatter.section(messages.SECTION_OPTIONS):
            formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help`` with its text in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = messages.HELP
        return option


class ChineseGroup(ChineseCommand, click.Group):
    """A group whose help is in Chinese throughout."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("subcommand_metavar", messages.METAVAR_COMMAND)
        super().__init__(*args, **kwargs)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, then the options."""
        self.format_commands(ctx, formatter)
        super().format_options(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section(messages.SECTION_COMMANDS):
            formatter.write_dl([(name, command.get_short_help_str(90)) for name, command in commands if command])


def _extras(text: str) -> str:
    """Return the help of an option with click's own remarks in Chinese."""
    text = text.replace("[required]", messages.REQUIRED)
    return re.sub(r"\[default: (.*)\]", lambda found: messages.DEFAULT.format(value=found[1]), text)


def complaint(error: click.ClickException) -> str:
    """Return one Chinese line that says what is wrong with the arguments and what to do."""
    for kind, sentence in messages.COMPLAINTS.items():
        if isinstance(error, kind):
            return sentence.format(what=_subject(error), help=_help_command(error))
    if type(error) is click.UsageError:  # worded by a command
        return error.message
    return messages.COMPLAINT.format(what=error.format_message(), help=_help_command(error))


def _subject(error: click.ClickException) -> str:
    """Return the option, command or value that the complaint is about."""
    if isinstance(error, click.NoSuchOption | click.BadOptionUsage):
        return error.option_name
    if isinstance(error, click.MissingParameter | click.BadParameter) and error.param is not None:
        return error.param.metavar or error.param.opts[-1]
    if isinstance(error, click.UsageError) and error.ctx is not None and error.ctx.args:
        return " ".join(error.ctx.args)
    return error.format_message()


def _help_command(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"{context.command_path if context else 'kaohe'} --help"
