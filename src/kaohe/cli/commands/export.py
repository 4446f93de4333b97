"""``kaohe export FILE``: the form as PDF or Word document, or the table as CSV."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import click

from kaohe.assessment.outcome import Outcome
from kaohe.cli import messages
from kaohe.cli.chinese import ChineseCommand
from kaohe.cli.files import require_suffix
from kaohe.cli.options import sheet_option
from kaohe.cli.saying import say
from kaohe.cli.screen import progress
from kaohe.core.findings import Severity
from kaohe.core.table import Sheets
from kaohe.files.disk.saving import save
from kaohe.files.importing import read_with_words
from kaohe.files.opening import is_same_file
from kaohe.recalculation import recalculate
from kaohe.reports.form import NO_TITLE, words_from
from kaohe.reports.render import differs

Writer = Callable[[Sheets, Outcome], bytes]


@click.command("export", cls=ChineseCommand, help=messages.COMMANDS["export"])
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--pdf", metavar="OUT", type=click.Path(path_type=Path), help=messages.OPTION_PDF)
@click.option("--docx", metavar="OUT", type=click.Path(path_type=Path), help=messages.OPTION_DOCX)
@click.option("--csv", metavar="OUT", type=click.Path(path_type=Path), help=messages.OPTION_CSV)
@sheet_option
def command(file: Path, pdf: Path | None, docx: Path | None, csv: Path | None, only: tuple[str, ...]) -> int:
    """Write one file; exit 1 where the data have errors, as scores may be blank in it."""
    out, suffix, write = _target(pdf, docx, csv)
    require_suffix(out, suffix)
    if is_same_file(file, out):
        raise click.ClickException(messages.EXPORT_SAME_FILE.format(name=out.name))
    with progress((messages.STAGE_READ, messages.STAGE_COMPUTE, messages.STAGE_WRITE)) as stages:
        next(stages)
        sheets = read_with_words(file, only)
        next(stages)
        outcome = recalculate(sheets)
        next(stages)
        kept = save(out, write(sheets, outcome))
    say(messages.EXPORTED.format(units=len(outcome.units), path=out))
    if kept:
        say(messages.KEPT_BACKUP.format(path=kept))
    code = _say_what_is_wrong(file, outcome)
    if csv is None and not words_from(sheets.form_texts).title:
        say(NO_TITLE)
    return code


def _target(pdf: Path | None, docx: Path | None, csv: Path | None) -> tuple[Path, str, Writer]:
    """Return the one file that is asked for, its suffix, and what makes its content."""
    choices = ((pdf, ".pdf", _pdf), (docx, ".docx", _docx), (csv, ".csv", _csv))
    asked = [(path, suffix, writer) for path, suffix, writer in choices if path is not None]
    if len(asked) != 1:
        raise click.ClickException(messages.EXPORT_WHERE_TO)
    return asked[0]


def _docx(sheets: Sheets, outcome: Outcome) -> bytes:
    from kaohe.files.docx import write_document
    from kaohe.files.export import form_of

    return write_document(form_of(sheets, outcome))


def _pdf(sheets: Sheets, outcome: Outcome) -> bytes:
    from kaohe.files.export import form_of, pdf_of

    if sys.platform == "win32":  # an Excel of its own, unseen; without one, or where it fails, LibreOffice
        from kaohe.excel.workbook.printing import print_unseen

        with suppress(Exception):
            return print_unseen(form_of(sheets, outcome))
    return pdf_of(_docx(sheets, outcome))


def _csv(sheets: Sheets, outcome: Outcome) -> bytes:
    from kaohe.files.export import csv_of, entries_of

    return csv_of(entries_of(sheets, outcome))


def _say_what_is_wrong(file: Path, outcome: Outcome) -> int:
    """Say what the reader of the file should know; return the exit code."""
    states = Counter((unit.is_open, differs(unit)) for unit in outcome.units)
    blank, differing = (sum(count for state, count in states.items() if state[at]) for at in (0, 1))
    errors = sum(finding.severity is Severity.ERROR for finding in outcome.findings)
    if blank:
        say(messages.EXPORT_BLANK.format(count=blank))
    if differing:
        say(messages.EXPORT_DIFFERS.format(count=differing))
    if errors:
        say(messages.EXPORT_ERRORS.format(count=errors, name=file.name))
    return int(errors > 0)
