"""A person's answers in a workbook: kept as hidden names, found again after other programs saved it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from tests.libreoffice import convert

from kaohe.core.reading import NO_ANSWERS, Answers, ColumnAnswer, Role, SheetAnswer
from kaohe.files.answers import named_answers, read_answers
from kaohe.files.disk.source import read_original
from kaohe.files.xlsx.reader import read_contents
from kaohe.files.xlsx.writer import write_answers

HEADING = "扣分/日常\n（“一”\\二）"
GIVEN = (
    ColumnAnswer("考核表", 4, HEADING, Role.DEDUCTED),
    ColumnAnswer("甲's 表", 28, "长" * 500, Role.SCORE, Decimal("150.5")),
    SheetAnswer("甲's 表", read=True),
    SheetAnswer("草稿", read=False),
)


def _answers(*given: ColumnAnswer | SheetAnswer) -> Answers:
    answers = NO_ANSWERS
    for each in given:
        answers = answers.with_answer(each)
    return answers


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("考核表", "甲's 表", "草稿"):
            book.add_worksheet(name).write_row("A1", ["序号", "被考核单位", "加扣分原因", HEADING])
        book.define_name("合计", "=考核表!$D$1")
    return path


def test_answers_are_read_back(workbook: Path) -> None:
    answers = _answers(*GIVEN)
    assert write_answers(read_original(workbook), workbook, answers).changed
    assert read_contents(workbook).answers == answers
    assert not write_answers(read_original(workbook), workbook, answers).changed, "what is kept already is not touched"
    assert write_answers(read_original(workbook), workbook, NO_ANSWERS).changed
    assert read_contents(workbook).answers == NO_ANSWERS
    assert [*openpyxl.load_workbook(workbook).defined_names] == ["合计"]


def _by_libreoffice(path: Path) -> Path:
    return convert(path, "xlsx", path.parent / "saved")


def _by_openpyxl(path: Path) -> Path:
    saved = path.with_name("saved.xlsx")
    openpyxl.load_workbook(path).save(saved)
    return saved


@pytest.mark.parametrize(
    "save",
    [pytest.param(_by_libreoffice, marks=pytest.mark.libreoffice), _by_openpyxl],
    ids=["LibreOffice", "openpyxl"],
)
def test_answers_survive_other_programs(workbook: Path, save: Callable[[Path], Path]) -> None:
    answers = _answers(*GIVEN)
    write_answers(read_original(workbook), workbook, answers)
    saved = save(workbook)
    assert read_contents(saved).answers == answers
    write_answers(read_original(saved), saved, answers)
    assert read_contents(saved).answers == answers


def test_answers_go_along_with_a_copy_of_the_sheet(workbook: Path) -> None:
    """As Excel does it: names that lead to the sheet are repeated as names of the copy."""
    write_answers(read_original(workbook), workbook, _answers(GIVEN[0]))
    book = openpyxl.load_workbook(workbook)
    copy = book.copy_worksheet(book["考核表"])
    (name, kept) = next(each for each in book.defined_names.items() if each[0] != "合计")
    copy.defined_names[name] = openpyxl.workbook.defined_name.DefinedName(
        name, attr_text=kept.attr_text.replace("考核表", copy.title), hidden=True
    )
    book.save(workbook)
    assert {sheet for sheet, _ in read_contents(workbook).answers.columns} == {"考核表", copy.title}


def test_an_answer_to_a_column_that_is_gone_is_none(workbook: Path) -> None:
    ((_, formula),) = named_answers(_answers(GIVEN[0]))
    for gone in (formula.replace("'考核表'!$D:$D", "#REF!"), formula.replace("扣分", "胡写"), "考核表!$A$1", ""):
        assert read_answers([gone]) == NO_ANSWERS
    moved = formula.replace("'考核表'!$D:$D", "新名!$F$1:$F$1048576")  # as LibreOffice may write it
    assert read_answers([moved]) == _answers(ColumnAnswer("新名", 6, HEADING, Role.DEDUCTED))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=600), st.sampled_from([*Role]))
def test_any_heading(heading: str, role: Role) -> None:
    answers = _answers(ColumnAnswer("表", 3, heading, role))
    ((_, formula),) = named_answers(answers)
    assert "\n" not in formula
    assert all(len(piece) <= 255 for piece in formula.split("&"))
    assert read_answers([formula]) == answers
