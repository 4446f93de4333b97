"""读表说明: the page, what a person chooses on it, and that 重新计算 keeps the choice."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from tests.excel.desk import Desk
from tests.excel.engine import open_workbook
from tests.libreoffice import convert

from kaohe.core.schema import Sheet
from kaohe.excel.commands.reading import explain_reading
from kaohe.excel.session.refusal import RefusalError
from kaohe.excel.workbook.reader import read_open_workbook
from kaohe.files.opening import read_sheets
from kaohe.files.pages.reading_sheet import build_reading
from kaohe.recalculation import recalculate

PAGE = Sheet.READING
HEADINGS = ("序号", "被考核单位", "加扣分原因及分值", "考核得分", "名次")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Two tables of the same units, of which the second is a draft."""
    path = tmp_path / "考核.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, points in (("考核表", "0.1"), ("草稿", "0.9")):
            sheet = book.add_worksheet(name)
            sheet.write_row("A1", HEADINGS)
            sheet.write_row("A2", [1, "甲街道", f"迟报材料，扣{points}分"])
            sheet.write_row("A3", [2, "乙街道", "无"])
    return Desk(path)


def _row(desk: Desk, sheet: str, column: str) -> int:
    rows = range(5, 40)
    return next(row for row in rows if (desk.cell(PAGE, f"A{row}"), desk.cell(PAGE, f"B{row}")) == (sheet, column))


def _scored(desk: Desk) -> set[str]:
    return {sheet for sheet in ("考核表", "草稿") if desk.cell(sheet, "D2") is not None}


def test_the_page_tells_every_column_and_offers_a_list(desk: Desk) -> None:
    assert "共10列" in explain_reading(desk.book)
    row = _row(desk, "考核表", "C")
    assert [desk.cell(PAGE, f"{letter}{row}") for letter in "CDF"] == ["加扣分原因及分值", "加扣分原因", "√ 已确定"]
    sheets = read_open_workbook(desk.book).sheets
    made = openpyxl.load_workbook(BytesIO(build_reading(sheets.readings, sheets.answers, PAGE)))
    rule = next(each for each in made[PAGE].data_validations.dataValidation if f"D{row}" in each.sqref)
    assert rule.formula1.strip('"').split(",")[:2] == ["扣分", "加分"]
    assert len(rule.formula1) <= 257, "Excel takes no longer list"


def test_a_choice_is_kept_by_recalculation_and_taken_back_by_undo(desk: Desk) -> None:
    explain_reading(desk.book)
    row = _row(desk, "草稿", "整张表")
    desk.type(PAGE, f"D{row}", "不读")
    before = desk.sight()
    desk.click("recalculate")
    assert _scored(desk) == {"考核表"}
    assert desk.cell(PAGE, f"F{row}") == "√ 已回答"
    assert "_kaohe_answer_1" in desk.sight()["names"]
    assert list(read_open_workbook(desk.book).sheets.answers.sheets.items()) == [("草稿", False)]
    desk.click("undo_last")
    assert desk.sight() == before


def test_a_second_recalculation_changes_nothing(desk: Desk) -> None:
    explain_reading(desk.book)
    desk.type(PAGE, f"D{_row(desk, '草稿', '整张表')}", "不读")
    desk.click("recalculate")
    once = desk.sight()
    desk.click("recalculate")
    assert desk.sight() == once


def test_a_choice_holds_at_once_and_without_the_page(desk: Desk) -> None:
    explain_reading(desk.book)
    desk.type(PAGE, f"D{_row(desk, '草稿', '整张表')}", "不读")
    assert {table.sheet for table in read_open_workbook(desk.book).sheets.tables} == {"考核表"}
    desk.click("recalculate")
    desk.book.sheets[PAGE].delete()
    assert {table.sheet for table in read_open_workbook(desk.book).sheets.tables} == {"考核表"}


def test_an_answer_can_be_withdrawn(desk: Desk) -> None:
    explain_reading(desk.book)
    row = _row(desk, "草稿", "整张表")
    desk.type(PAGE, f"D{row}", "不读")
    desk.click("recalculate")
    desk.type(PAGE, f"D{row}", "（由程序判断）")
    desk.click("recalculate")
    assert _scored(desk) == {"考核表", "草稿"}
    assert "_kaohe_answer_1" not in desk.sight()["names"]


def test_where_answers_can_not_be_kept_nothing_is_written(desk: Desk) -> None:
    explain_reading(desk.book)
    desk.type(PAGE, f"D{_row(desk, '草稿', '整张表')}", "不读")
    for member in ("MultiUserEditing", "ProtectStructure"):
        setattr(desk.book.impl._api, member, True)
        before = desk.sight()
        desk.click("recalculate")
        assert len(desk.boxes) == 1
        assert "共享" in desk.boxes[0] or "保护" in desk.boxes[0]
        assert desk.sight() == before
        setattr(desk.book.impl._api, member, False)


def test_the_page_can_not_be_put_into_a_protected_workbook(desk: Desk) -> None:
    desk.book.impl._api.ProtectStructure = True
    with pytest.raises(RefusalError, match="结构受保护"):
        explain_reading(desk.book)


@pytest.mark.libreoffice
def test_the_whole_round(desk: Desk, tmp_path: Path) -> None:
    """Asked, answered on the page, recalculated, saved; opened and saved by LibreOffice: answered still."""
    explain_reading(desk.book)
    desk.type(PAGE, f"D{_row(desk, '草稿', '整张表')}", "不读")
    desk.click("recalculate")
    saved = tmp_path / "存.xlsx"
    desk.book.impl.save(saved)
    again = convert(saved, "xlsx", tmp_path / "libreoffice")
    assert {table.sheet for table in read_sheets(again).tables} == {"考核表"}
    opened = read_open_workbook(open_workbook(again))
    assert {table.sheet for table in opened.sheets.tables} == {"考核表"}


@pytest.fixture
def asked(tmp_path: Path) -> Desk:
    """A table with a column of numbers of which nobody says what they are."""
    path = tmp_path / "考核.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("考核表")
        sheet.write_row("A1", ["序号", "被考核单位", "日常扣分", "季度情况", "考核得分", "名次"])
        rows = (("甲街道", 0.1, 2), ("乙街道", 0, 1), ("丙街道", 0, None))
        for row, (name, points, number) in enumerate(rows, 1):
            sheet.write_row(row, 0, [row, name, points])
            sheet.write(row, 3, number)
    return Desk(path)


def _results(desk: Desk) -> list[tuple[float | None, float | None]]:
    return [(desk.cell("考核表", f"E{row}"), desk.cell("考核表", f"F{row}")) for row in (2, 3, 4)]


@pytest.mark.libreoffice
def test_a_question_about_a_column_is_asked_once(asked: Desk, tmp_path: Path) -> None:
    """Blank while it is open; answered on the page; kept through LibreOffice; void when the heading changes."""
    asked.click("recalculate")
    assert _results(asked) == [(None, None), (None, None), (100, 1)], "the third unit has nothing there"
    explain_reading(asked.book)
    row = _row(asked, "考核表", "D")
    assert (asked.cell(PAGE, f"D{row}"), asked.cell(PAGE, f"F{row}")) == ("待确认", "？ 待确认")
    asked.type(PAGE, f"D{row}", "扣分")
    asked.click("recalculate")
    assert _results(asked) == [(97.9, 3), (99, 2), (100, 1)]
    assert (asked.cell(PAGE, f"D{row}"), asked.cell(PAGE, f"F{row}")) == ("扣分", "√ 已回答")

    saved = tmp_path / "存.xlsx"
    asked.book.impl.save(saved)
    again = convert(saved, "xlsx", tmp_path / "libreoffice")
    assert [unit.score for unit in recalculate(read_sheets(again)).units] == [
        Decimal("97.9"),
        Decimal(99),
        Decimal(100),
    ]
    later = Desk(again)
    later.click("recalculate")
    assert _results(later) == [(97.9, 3), (99, 2), (100, 1)]

    later.type("考核表", "D1", "联系电话")
    opened = read_open_workbook(later.book)
    assert "void_answer" in {gap.kind for gap in opened.sheets.gaps}


def test_one_click_adopts_the_answer_that_a_finding_offers(asked: Desk) -> None:
    asked.click("recalculate")
    asked.select("考核表", "D1")
    said = asked.click("adopt_wording", answers=("yes",))
    assert "季度情况" in asked.boxes[0]
    assert said.endswith("请再点“重新计算”")
    asked.click("recalculate")
    assert None not in [score for score, _ in _results(asked)], "settled"
    asked.click("undo_last")
    asked.click("undo_last")
    assert "_kaohe_answer_1" not in asked.sight()["names"]
