"""``kaohe columns FILE``: how each sheet, row and column is read and why, and a person's answers to the questions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path

import click

from kaohe.cli import messages
from kaohe.cli.chinese import ChineseCommand
from kaohe.cli.files import target_of
from kaohe.cli.options import sheet_option
from kaohe.cli.report import json_line
from kaohe.cli.saying import say
from kaohe.cli.screen import progress
from kaohe.cli.work import editing, what_was_written
from kaohe.core.problem import FileProblem
from kaohe.core.reading import ANSWERS, Answers, ColumnAnswer, ColumnReading, Role, SheetAnswer, SheetReading
from kaohe.files.disk.source import Original
from kaohe.files.opening import Opened, open_any, reread
from kaohe.reports.readings import questions, reading_lines, readings_json
from kaohe.tables import Visibility

_PATH = click.Path(path_type=Path)
_AS = re.compile(
    r"(?:(?P<sheet>.+)!)?\$?(?P<column>[A-Za-z]{1,3})\s*[=＝]\s*(?P<role>[^,，]+)(?:[,，]\s*(?P<base>\S+))?"
)


@click.command("columns", cls=ChineseCommand, help=messages.COMMANDS["columns"])
@click.argument("file", metavar="FILE", type=_PATH)
@click.option("--json", "as_json", is_flag=True, help=messages.OPTION_JSON)
@click.option("--as", "said", metavar="SHEET!D=扣分", multiple=True, help=messages.OPTION_AS)
@click.option("--skip-sheet", "skipped", metavar="NAME", multiple=True, help=messages.OPTION_SKIP_SHEET)
@click.option("--forget", is_flag=True, help=messages.OPTION_FORGET)
@click.option("-o", "--output", "out", metavar="OUT", type=_PATH, help=messages.OPTION_OUT)
@click.option("--in-place", is_flag=True, help=messages.OPTION_IN_PLACE)
@sheet_option
def command(
    file: Path,
    as_json: bool,
    said: tuple[str, ...],
    skipped: tuple[str, ...],
    forget: bool,
    out: Path | None,
    in_place: bool,
    only: tuple[str, ...],
) -> None:
    """Show the reading; with answers, how it is with them, and keep them where a target is given."""
    target = target_of(file, out, in_place=in_place) if out is not None or in_place else None
    with editing(file, target) as source:
        with progress((messages.STAGE_READ,)) as stages:
            next(stages)
            opened = _answered(file, open_any(source, only), said, skipped, forget=forget)
        done = "" if target is None else _keep(source, target, opened)
    _show(opened.sheets.readings, as_json=as_json)
    if target is not None:
        say(done, err=as_json)
    elif said or skipped or forget:
        say(messages.ANSWERS_NOT_KEPT, err=as_json)


def _show(readings: Sequence[SheetReading], *, as_json: bool) -> None:
    if as_json:
        say(json_line(readings_json(readings)))
        return
    for line in reading_lines(readings):
        say(line)
    if asked := questions(readings):
        first = asked[0]
        likely = Role.DEDUCTED if first.role is Role.UNKNOWN else first.role
        example = f"{first.sheet}!{first.letters}={likely}"
        say(messages.COLUMNS_ASKED.format(count=len(asked), example=example))


def _keep(source: Original, target: Path, opened: Opened) -> str:
    from kaohe.files.pages.reading_sheet import put_reading
    from kaohe.files.xlsx.writer import write_answers

    shown = {grid.name: grid.state for grid in opened.grids}
    answers = opened.answers
    for sheet in sorted(answers.only or ()):
        if shown.get(sheet, Visibility.VISIBLE) is not Visibility.VISIBLE:  # chosen once, it is read from now on
            answers = answers.with_answer(SheetAnswer(sheet, read=True))
    found = reread(opened, Answers(answers.columns, answers.sheets)).sheets
    page = partial(put_reading, readings=found.readings, answers=found.answers)
    written = write_answers(source, target, answers, pages=(page,), backup=True)
    count = len(answers.columns) + len(answers.sheets)
    done = messages.ANSWERS_KEPT.format(count=count) if count else messages.ANSWERS_FORGOTTEN
    return what_was_written(source.path, target, written, done)


def _answered(file: Path, opened: Opened, said: Sequence[str], skipped: Sequence[str], *, forget: bool) -> Opened:
    """Return the file read with the answers that are given here beside those that it keeps."""
    if not (said or skipped or forget):
        return opened
    answers = Answers(only=opened.answers.only) if forget else opened.answers
    if forget:
        opened = reread(opened, answers)
    names = {grid.name.strip(): grid.name for grid in opened.grids}
    for name in skipped:
        if name.strip() not in names:
            raise FileProblem(messages.NO_SUCH_SHEET.format(name=file.name, sheet=name, sheets="、".join(names)))
        answers = answers.with_answer(SheetAnswer(names[name.strip()], read=False))
    for answer in _column_answers(opened, said):
        answers = answers.with_answer(answer)
    return reread(opened, answers)


def _column_answers(opened: Opened, said: Sequence[str]) -> Iterator[ColumnAnswer]:
    columns = [column for reading in opened.sheets.readings for column in reading.columns]
    for text in said:
        found = _AS.fullmatch(text.strip())
        role = _role(found["role"]) if found else None
        if found is None or role is None:
            raise click.UsageError(messages.BAD_AS.format(text=text, roles="、".join(ANSWERS)))
        column = _column(columns, found["sheet"], found["column"].upper(), text)
        yield ColumnAnswer(column.sheet, column.column, column.heading, role, _base(found["base"], text))


def _role(word: str) -> Role | None:
    return next((role for role in ANSWERS if role == word.strip()), None)


def _column(columns: Sequence[ColumnReading], sheet: str | None, letters: str, text: str) -> ColumnReading:
    """Return the column that is meant; the sheet may be left out where only one has it."""
    named = None if sheet is None else sheet.strip().strip("'")
    found = [each for each in columns if each.letters == letters and (named is None or each.sheet.strip() == named)]
    if len({each.sheet for each in found}) != 1:
        known = "、".join(f"{each.sheet}!{each.letters}" for each in columns)
        raise click.UsageError(messages.AS_WHERE.format(text=text, known=known))
    return found[0]


def _base(word: str | None, text: str) -> Decimal | None:
    if not word:
        return None
    try:
        return Decimal(word.removesuffix("分"))
    except InvalidOperation:
        raise click.UsageError(messages.BAD_AS.format(text=text, roles="、".join(ANSWERS))) from None
