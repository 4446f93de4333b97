"""A person's answers in a closed workbook: read from its names, and put there."""

from __future__ import annotations

from kaohe.core.reading import Answers
from kaohe.files.answers import PREFIX, named_answers, read_answers
from kaohe.files.ooxml.workbook import DefinedName, Workbook


def answers_of(workbook: Workbook) -> Answers:
    """Return the answers that a workbook keeps; Excel copies them along with a sheet, as names of the copy."""
    kept = [name for name in workbook.names if name.name.startswith(PREFIX)]
    return read_answers(name.refers_to for name in sorted(kept, key=lambda name: name.scope is None))


def put_answers(workbook: Workbook, answers: Answers) -> None:
    """Let a workbook keep these answers and no others; one that does so already is not touched."""
    kept = [name for name in workbook.names if name.name.startswith(PREFIX)]
    wanted = [DefinedName(name, formula, hidden=True) for name, formula in named_answers(answers)]
    if kept == wanted or answers_of(workbook) == Answers(answers.columns, answers.sheets):
        return
    for name in kept:
        workbook.undefine(name.name, name.scope)
    for name in wanted:
        workbook.define(name)
