"""A person's answers about columns and sheets, as hidden names of the workbook that they are kept in.

A name holds the answer's words and a reference to what it is about:
``CHOOSE(1,"列","扣分","日常","",'考核表'!$D:$D)``.  So the answer goes along when the sheet is renamed, columns are
inserted or the sheet is moved, and points to nothing once its column is gone.  Names were chosen over a custom
XML part because LibreOffice and openpyxl drop such parts on saving, and both keep names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

from kaohe.core.patterns import compile_on_use
from kaohe.core.reading import Answer, Answers, ColumnAnswer, Role, SheetAnswer
from kaohe.core.spreadsheet import column_letters

#: Names are numbered from 1: ``_kaohe_answer_1``.
PREFIX = "_kaohe_answer_"

_COLUMN, _SHEET = "列", "表"
_READ, _SKIPPED = "读", "不读"
_STRING = r'"(?:[^"]|"")*"'
_FORMULA = compile_on_use(rf"=?CHOOSE\(1,((?:{_STRING}(?:&{_STRING})*,)+)([^\"]+)\)", re.IGNORECASE)
_FIELD = compile_on_use(rf"({_STRING}(?:&{_STRING})*),")
_PIECE = compile_on_use(_STRING)
_REFERENCE = compile_on_use(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?\d*(?::\$?[A-Z]{1,3}\$?\d*)?")
#: Excel takes no longer text in a formula, so longer ones are put together with ``&``.
_LONGEST = 200
#: Columns that stand for a whole sheet.
_WHOLE = "$A:$Z"


def named_answers(answers: Answers) -> list[tuple[str, str]]:
    """Return names and formulas (without ``=``) that keep the answers, in the order of sheets and columns."""
    kept: list[Answer] = [SheetAnswer(sheet, read) for sheet, read in sorted(answers.sheets.items())]
    kept += (answers.columns[place] for place in sorted(answers.columns))
    return [(f"{PREFIX}{number}", _formula(each)) for number, each in enumerate(kept, 1)]


def read_answers(formulas: Iterable[str]) -> Answers:
    """Return the answers that formulas of such names keep; what leads to nothing any more is left out."""
    answers = Answers()
    for formula in formulas:
        if (answer := _answer(formula)) is not None:
            answers = answers.with_answer(answer)
    return answers


def _formula(answer: Answer) -> str:
    sheet = "'" + answer.sheet.replace("'", "''") + "'"
    if isinstance(answer, SheetAnswer):
        return f"CHOOSE(1,{_quoted(_SHEET)},{_quoted(_READ if answer.read else _SKIPPED)},{sheet}!{_WHOLE})"
    letters = column_letters(answer.column)
    base = "" if answer.base is None else f"{answer.base:f}"
    words = ",".join(map(_quoted, (_COLUMN, answer.role, answer.heading, base)))
    return f"CHOOSE(1,{words},{sheet}!${letters}:${letters})"


def _answer(formula: str) -> Answer | None:
    found = _FORMULA.fullmatch(formula.strip())
    place = _REFERENCE.fullmatch(found[2].strip()) if found else None
    if found is None or place is None:
        return None
    kind, *words = (_plain(field[1]) for field in _FIELD.finditer(found[1]))
    sheet = place[1].replace("''", "'") if place[1] else place[2]
    try:
        if kind == _SHEET:
            (word,) = words
            return SheetAnswer(sheet, word == _READ)
        role, heading, base = words
        return ColumnAnswer(sheet, _number(place[3]), heading, Role(role), Decimal(base) if base else None)
    except (ValueError, InvalidOperation):  # written by another version, or by hand
        return None


def _quoted(text: str) -> str:
    """Return a text as formulas have it; line ends are spelled out, as names hold one line."""
    plain = text.replace("\\", "\\\\").replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    pieces = (plain[start : start + _LONGEST] for start in range(0, max(len(plain), 1), _LONGEST))
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)


def _plain(quoted: str) -> str:
    text = "".join(_pieces(quoted))
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text)


def _pieces(quoted: str) -> Iterator[str]:
    return (piece[0][1:-1].replace('""', '"') for piece in _PIECE.finditer(quoted))


def _number(letters: str) -> int:
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column
