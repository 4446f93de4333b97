"""A person's answers that an open workbook keeps, as hidden names."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import xlwings as xw

from kaohe.core.reading import NO_ANSWERS, Answers
from kaohe.files.answers import PREFIX, named_answers, read_answers


def kept_answers(book: xw.Book, sheets: Collection[str]) -> Answers:
    """Return the answers that an open workbook keeps; one without any costs one question."""
    kept = [*_kept(book)]
    if not kept:
        return NO_ANSWERS
    answers = read_answers(kept)
    known = {sheet for sheet, _ in answers.columns} | set(answers.sheets)
    copied = [formula for name in sheets if name not in known for formula in _copied(book.sheets[name], len(kept))]
    return read_answers([*copied, *kept])


def _kept(book: xw.Book) -> Iterator[str]:
    number = 1
    while book.names.contains(name := f"{PREFIX}{number}"):
        yield book.names[name].refers_to or ""
        number += 1


def _copied(sheet: xw.Sheet, count: int) -> Iterator[str]:
    """Yield the answers of a copied sheet: Excel repeats the names that lead to a sheet as names of its copy."""
    names = sheet.names
    for number in range(1, count + 1):
        if names.contains(name := f"{PREFIX}{number}"):
            yield names[name].refers_to or ""


def put_kept(answers: Answers, book: xw.Book) -> None:
    """Let the workbook keep these answers and no others."""
    wanted = named_answers(answers)
    for name, formula in wanted:
        book.names.add(name, f"={formula}").api.Visible = False
    number = len(wanted) + 1
    while book.names.contains(name := f"{PREFIX}{number}"):
        book.names[name].delete()
        number += 1
