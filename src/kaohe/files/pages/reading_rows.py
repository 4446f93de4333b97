"""The rows of the page 读表说明, as plain data: what a person reads there, and what a person has chosen there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from kaohe.core.cells import CellValue
from kaohe.core.reading import (
    ANSWERS,
    Answer,
    Answers,
    ColumnAnswer,
    ColumnReading,
    Role,
    RowReading,
    SheetAnswer,
    SheetReading,
    SheetState,
)
from kaohe.core.records import dataclass

#: Heading → column width in characters; the last column, hidden, holds what the page offered at first.
COLUMNS: dict[str, float] = {
    "工作表": 16, "列": 9, "表头": 30, "含义": 14, "起算分": 9, "状态": 11, "依据": 62, "原含义": 12,
}  # fmt: skip
HEAD_ROW = 4
SHEET, COLUMN, HEADING, ROLE, BASE, STATE, WHY, OFFERED = range(len(COLUMNS))

#: What a sheet's own row says in place of a column, and what may be chosen there.
WHOLE_SHEET = "整张表"
READ, SKIPPED = "读", "不读"
#: Takes an answer back.
WITHDRAWN = "（由程序判断）"
SHEET_CHOICES = (READ, SKIPPED, WITHDRAWN)
COLUMN_CHOICES = (*(role.value for role in ANSWERS), WITHDRAWN)

ASKED, CERTAIN, ANSWERED = "？ 待确认", "√ 已确定", "√ 已回答"


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One row: its texts in the order of ``COLUMNS``, what may be chosen in it, and whether a person is asked."""

    texts: tuple[str, ...]
    choices: tuple[str, ...] = ()
    asked: bool = False


def reading_rows(readings: Sequence[SheetReading], answers: Answers) -> Iterator[ReadingRow]:
    """Yield the rows of the page: a row a sheet, below it a row a column and a row a stretch of rows."""
    for each in readings:
        yield _sheet_row(each, answers)
        yield from (_column_row(column, answers) for column in each.columns)
        if each.state is SheetState.READ:
            yield from map(_stretch_row, each.rows)


def summary(readings: Sequence[SheetReading]) -> str:
    """Return the one line that says how much was understood."""
    sheets = [each for each in readings if each.state is SheetState.READ]
    columns = [column for each in sheets for column in each.columns]
    asked = sum(not column.certain for column in columns)
    told = f"读了{len(sheets)}张工作表，共{len(columns)}列"
    return f"{told}，其中{asked}列待确认" if asked else f"{told}，没有待确认的列"


def _sheet_row(each: SheetReading, answers: Answers) -> ReadingRow:
    word = READ if each.state is SheetState.READ else SKIPPED
    state = ANSWERED if each.sheet in answers.sheets else CERTAIN
    return ReadingRow((each.sheet, WHOLE_SHEET, "", word, "", state, each.why, word), SHEET_CHOICES)


def _column_row(column: ColumnReading, answers: Answers) -> ReadingRow:
    answer = answers.columns.get((column.sheet, column.column))
    answered = column.answered or (answer is not None and answer.heading == column.heading and column.certain)
    word = column.role.value if column.certain else Role.UNKNOWN.value
    likely = () if column.certain or column.role is Role.UNKNOWN else (f"可能是“{column.role.value}”",)
    state = ANSWERED if answered else CERTAIN if column.certain else ASKED
    base = "" if answer is None or answer.base is None else f"{answer.base:f}"
    why = "；".join((*likely, *column.why))
    offered = f"{word}|{base}"
    texts = (column.sheet, column.letters, column.heading, word, base, state, why, offered)
    return ReadingRow(texts, COLUMN_CHOICES, not column.certain)


def _stretch_row(rows: RowReading) -> ReadingRow:
    span = f"第{rows.first}行" if rows.first == rows.last else f"第{rows.first}～{rows.last}行"
    return ReadingRow((rows.sheet, "", span, rows.role.value, "", "", rows.text, ""))


def chosen(rows: Sequence[Sequence[CellValue]], answers: Answers) -> Answers:
    """Return the answers with what a person has chosen on the page since it was made.

    Args:
        rows: The cells of the page below its head, from its first column on.
        answers: Those that the workbook keeps already.
    """
    for row in rows:
        texts = [_text(value) for value in (*row, *[None] * len(COLUMNS))[: len(COLUMNS)]]
        answers = _with_choice(answers, texts)
    return answers


def _with_choice(answers: Answers, texts: Sequence[str]) -> Answers:
    """Return the answers with that of one row, where its choice is another than what the page offered."""
    sheet, offered = texts[SHEET], texts[OFFERED]
    if not sheet or not offered:
        return answers
    if texts[COLUMN] == WHOLE_SHEET:
        return answers if texts[ROLE] == offered else _sheet_choice(answers, sheet, texts[ROLE])
    column = _number(texts[COLUMN])
    if column is None or f"{texts[ROLE]}|{texts[BASE]}" == offered:
        return answers
    return _column_choice(answers, sheet, column, texts)


def _column_choice(answers: Answers, sheet: str, column: int, texts: Sequence[str]) -> Answers:
    word = texts[ROLE]
    if word == WITHDRAWN:
        return _without(answers, sheet, column)
    role = next((role for role in ANSWERS if role.value == word), None)
    if role is None:
        return answers
    return answers.with_answer(ColumnAnswer(sheet, column, texts[HEADING], role, _base(texts[BASE])))


def _sheet_choice(answers: Answers, sheet: str, word: str) -> Answers:
    if word in (READ, SKIPPED):
        answer: Answer = SheetAnswer(sheet, word == READ)
        return answers.with_answer(answer)
    if word == WITHDRAWN:
        return Answers(
            answers.columns, {name: read for name, read in answers.sheets.items() if name != sheet}, answers.only
        )
    return answers


def _without(answers: Answers, sheet: str, column: int) -> Answers:
    columns = {place: answer for place, answer in answers.columns.items() if place != (sheet, column)}
    return Answers(columns, answers.sheets, answers.only)


def _text(value: CellValue) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.strip() if isinstance(value, str) else ""


def _number(letters: str) -> int | None:
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
        return None
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column


def _base(text: str) -> Decimal | None:
    try:
        return Decimal(text.removesuffix("分")) if text else None
    except InvalidOperation:
        return None
