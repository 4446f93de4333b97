"""上报表 on the ribbon: made, made anew, taken back; 重新计算 says when it is out of date."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.workbook.defined_name import DefinedName
from tests.excel.desk import Desk
from tests.excel.engine.transfer import copy_sheet

from kaohe.files.xlsx.reader import read_workbook
from kaohe.reports.form import FormTexts, untitled

FORM = Path(__file__).parents[1] / "data" / "assessment_form.xlsx"


def _stale(desk: Desk) -> bool:
    cells = (cell.value for row in desk.book.sheets["核对结果"].impl.ws.iter_rows() for cell in row)
    return any(isinstance(value, str) and "生成后数据又有改动" in value for value in cells)


def test_made_and_shown(desk: Desk) -> None:
    assert desk.click("make_form") == "已生成上报表：75个单位，校验码 GLVW-R84C" + untitled(FormTexts())
    assert desk.boxes == []
    assert desk.state()["sheet"] == "上报表"
    ws = desk.book.sheets["上报表"].impl.ws
    assert [cell.value for cell in ws[4]] == ["序号", "被考核单位", "加扣分原因及分值", "考核得分", "名次"]
    assert [cell.value for cell in ws[6]][3:] == [99.6, 4]


def test_out_of_date_when_data_change_and_right_again_when_made_anew(desk: Desk) -> None:
    desk.click("make_form")
    desk.click("recalculate")
    assert not _stale(desk)
    name = desk.book.sheets[0].name
    column = "D" if name == "考核数据" else "C"
    rows = desk.book.sheets[name].impl.ws
    row = next(cell.row for cell in rows[column] if isinstance(cell.value, str) and "扣0.2分" in cell.value)
    desk.type(name, f"{column}{row}", "迟到，扣7分")
    desk.click("recalculate", answers=("no",) if name != "考核数据" else ())
    assert _stale(desk)
    desk.click("make_form")
    desk.click("recalculate", answers=("no",) if name != "考核数据" else ())
    assert not _stale(desk)


def test_undo_takes_each_form_back(desk: Desk) -> None:
    before = desk.sight()
    desk.click("make_form")
    first = desk.sight()
    desk.click("make_form")
    desk.click("undo_last")
    assert desk.sight() == first
    desk.click("undo_last")
    assert desk.sight() == before


def test_protected_structure_is_said_and_nothing_changes(desk: Desk) -> None:
    desk.book.impl._api.ProtectStructure = True
    before = desk.sight()
    desk.click("make_form")
    assert desk.boxes == [
        "工作簿的结构受保护，不能添加“上报表”表，没有写入。请先在“审阅”中取消“保护工作簿”，再试一次。"
    ]
    assert desk.sight() == before


def _figures(desk: Desk) -> list[list[object]]:
    rows = desk.book.sheets["统计"].impl.ws.iter_rows(max_col=10, values_only=True)
    return [list(row) for row in rows if any(value is not None for value in row)]


def test_statistics_are_made_shown_and_taken_back(desk: Desk) -> None:
    before = desk.sight()
    assert desk.click("make_statistics") == "已生成统计：75个单位"
    assert desk.state()["sheet"] == "统计"
    assert [value for value in _figures(desk)[2] if value is not None] == [75, 99.73, 99.9, 99.4, 0, 20.1]
    desk.click("undo_last")
    assert desk.sight() == before


@pytest.mark.parametrize("text", ["迟到，扣0.2分", "迟到，扣7分"], ids=["same shape", "another shape"])
def test_recalculation_makes_statistics_follow_and_undo_brings_them_back(desk: Desk, text: str) -> None:
    desk.click("make_statistics")
    name = desk.book.sheets[0].name
    column = "D" if name == "考核数据" else "C"
    row = next(cell.row for cell in desk.book.sheets[name].impl.ws[column] if "扣0.2分" in str(cell.value))
    answers = ("no",) if name != "考核数据" else ()
    desk.click("recalculate")
    desk.type(name, f"{column}{row}", text)
    before = _figures(desk)
    desk.click("recalculate", answers=answers)
    followed = _figures(desk)
    assert followed != before
    desk.click("undo_last")
    assert _figures(desk) == before
    desk.click("make_statistics")
    assert _figures(desk) == followed


def test_protected_statistics_are_said_before_anything_is_written(desk: Desk) -> None:
    desk.click("make_statistics")
    desk.book.sheets["统计"].impl._api.ProtectContents = True
    name = desk.book.sheets[0].name
    column = "D" if name == "考核数据" else "C"
    row = next(cell.row for cell in desk.book.sheets[name].impl.ws[column] if "扣0.2分" in str(cell.value))
    desk.type(name, f"{column}{row}", "迟到，扣7分")
    before = desk.sight()
    desk.click("recalculate", answers=("no",) if name != "考核数据" else ())
    assert desk.boxes[-1].startswith("工作表“统计”受保护，没有写入。")
    assert desk.sight() == before


def test_a_form_that_was_renamed_is_taken_back_all_the_same(desk: Desk) -> None:
    before = desk.sight()
    desk.click("make_form")
    desk.click("make_form")
    desk.book.sheets["上报表"].name = "报县里"
    desk.click("undo_last")
    assert "报县里" not in desk.sight()
    desk.click("undo_last")
    assert desk.sight() == before


def test_a_copy_of_the_form_is_no_second_table(desk: Desk, tmp_path: Path) -> None:
    desk.click("make_form")
    wb = desk.book.impl._wb
    copy = desk.book.impl._insert_sheet(len(desk.book.sheets), "上报表 (2)")
    copy_sheet(desk.book.sheets["上报表"].impl.ws, copy.ws)
    copy.ws.defined_names["_kaohe_form"] = DefinedName("_kaohe_form", attr_text="'上报表 (2)'!$A$1")
    assert desk.click("recalculate").startswith("共75个单位")
    wb.save(path := tmp_path / "saved.xlsx")
    assert len(read_workbook(path).tables) == 1


def test_formulas_about_a_form_stay_about_the_next_one(desk: Desk) -> None:
    desk.click("make_form")
    name = desk.book.sheets[0].name
    desk.type(name, "Z60", "=上报表!D6")
    before = desk.sight()
    desk.click("make_form")
    assert desk.cell(name, "Z60") == "=上报表!D6"
    desk.click("undo_last")
    assert desk.sight() == before


def test_a_protected_form_is_not_replaced(desk: Desk) -> None:
    desk.click("make_form")
    desk.book.sheets["上报表"].impl._api.ProtectContents = True
    before = desk.sight()
    desk.click("make_form")
    assert desk.boxes[0].startswith("工作表“上报表”受保护，没有写入。")
    assert desk.sight() == before


@pytest.mark.parametrize("command", ["make_form", "make_statistics"])
def test_a_shared_workbook_is_told(desk: Desk, command: str) -> None:
    desk.book.impl._api.MultiUserEditing = True
    before = desk.sight()
    desk.click(command)
    assert "是共享工作簿" in desk.boxes[0]
    assert desk.sight() == before


def test_a_hidden_form_is_made_anew(desk: Desk) -> None:
    desk.click("make_form")
    desk.book.sheets["上报表"].impl.api.Visible = 0
    assert desk.click("make_form").startswith("已生成上报表")
    assert desk.book.sheets["上报表"].impl.ws.sheet_state == "visible"


def test_what_the_person_wrote_on_a_form_is_asked_about(desk: Desk) -> None:
    before = desk.sight()
    desk.click("make_form")
    desk.type("上报表", "G6", "人工备注")
    written = desk.sight()
    assert desk.click("undo_last", answers=("no",)) == "没有撤销"
    assert "“上报表”在生成（上报表）以后又改过" in desk.boxes[0]
    assert desk.sight() == written
    desk.click("undo_last", answers=("yes",))
    assert desk.sight() == before


def test_a_form_that_was_hidden_is_hidden_again_when_it_comes_back(desk: Desk) -> None:
    desk.click("make_form")
    desk.book.sheets["上报表"].impl.api.Visible = 0
    desk.click("make_form")
    desk.click("undo_last")
    assert desk.book.sheets["上报表"].impl.ws.sheet_state == "hidden"
