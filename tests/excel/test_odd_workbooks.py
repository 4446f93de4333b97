"""Workbooks and Excels that are not as most: calendars of 1904, hidden last sheets, second windows, nothing in front."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from tests.excel.desk import Desk
from tests.excel.engine import ComError
from tests.excel.engine.counter import calls
from tests.excel.tables import office, small

from kaohe.core.cells import ExcelError
from kaohe.excel.session import state
from kaohe.files.template.formulas import NOT_COMPUTED


@pytest.mark.parametrize("from_1904", [False, True])
def test_a_date_stays_the_same_day_when_it_is_frozen(tmp_path: Path, from_1904: bool) -> None:
    path = office(tmp_path / "a.xlsx", [1, "甲镇", "无", "=TODAY()", None])
    book = load_workbook(path)
    book["考核表"]["D2"].number_format = "yyyy-mm-dd"
    if from_1904:
        book.epoch = CALENDAR_MAC_1904
    book.save(path)
    desk = Desk(path)
    day = datetime(2026, 11, 28)
    desk.book.sheets["考核表"].impl._shown[2, 4] = day
    desk.click("freeze_values")
    assert desk.cell("考核表", "D2") == day
    desk.click("undo_last")
    assert desk.cell("考核表", "D2") == "=TODAY()"
    assert desk.boxes == []


@pytest.mark.parametrize("command", ["recalculate", "make_form", "make_statistics", "remember_alias"])
@pytest.mark.parametrize("hidden", ["hidden", "veryHidden"])
def test_sheets_are_added_where_the_last_ones_are_hidden(tmp_path: Path, command: str, hidden: str) -> None:
    path = small(tmp_path)
    book = load_workbook(path)
    for title in ("底稿", "密"):
        book.create_sheet(title).sheet_state = hidden
    book.save(path)
    desk = Desk(path)
    desk.select("考核表", "$C$2")
    before = desk.sight()
    assert desk.click(command, answers=("yes",) if command == "remember_alias" else ()), desk.boxes
    names = [sheet.name for sheet in desk.book.sheets]
    assert (names[0], names[-1], len(names)) == ("考核表", "密", 4)
    desk.click("undo_last")
    assert desk.sight() == before


def test_a_second_window_knows_the_steps_of_the_first(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    before = desk.sight()
    desk.click("recalculate")
    desk.book.impl.open_window()
    desk.click("check_reasons")
    del desk.book.impl._windows[1]  # the first one is closed
    assert desk.click("undo_last") == "已撤销：核对原因"
    assert desk.click("undo_last") == "已撤销：重新计算"
    assert desk.sight() == before


def test_with_only_a_hidden_workbook_open_a_table_is_imported(tmp_path: Path) -> None:
    """PERSONAL.XLSB is open and can't be seen: Excel then refuses to be told how to calculate."""
    desk = Desk(small(tmp_path))
    desk.app._front = None
    assert desk.click("import_table", files=(small(tmp_path),)).startswith("已导入3个单位")
    assert desk.app._state["calculation"] == "automatic"
    assert [book.impl._api.Saved for book in map(_wrapped, desk.app._books)] == [True, False]


def _wrapped(book: object) -> object:
    return type("Wrapped", (), {"impl": book})


def test_a_new_workbook_has_its_formulas_entered_and_closes_without_a_question(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    calls.clear()
    desk.click("new_workbook")
    made = desk.app._books[-1]
    assert calls.writes["Range.raw_value"] >= 1
    assert made._api.Saved


@pytest.mark.parametrize("shown", [NOT_COMPUTED, ExcelError.NAME])
def test_a_template_opened_without_the_add_in_is_noticed_behind_its_blanks(template: Path, shown: str) -> None:
    desk = Desk(template)
    sheet = desk.book.sheets["考核数据"].impl
    for row in range(4, 79):
        for column in (5, 6, 7, 8):
            sheet._shown[row, column] = None
        sheet._shown[row, 9] = str(shown)
    calls.clear()
    desk.click("rebind_formulas")
    assert calls.writes["Range.raw_value"] >= 1
    assert sheet._book._api.Saved


def test_clearing_no_marks_is_no_step_to_undo(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    assert desk.click("clear_marks") == "没有要清除的标记"
    desk.click("undo_last")
    assert desk.boxes[0].startswith("没有可以撤销的操作")


@pytest.mark.parametrize(
    ("member", "said"),
    [("calculation", "“公式”→“计算选项”"), ("enable_events", "自动更新名次"), ("display_alerts", "不弹出提示")],
)
def test_what_excel_will_not_set_back_is_said(
    tmp_path: Path, member: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "_PAUSE", 0)
    desk = Desk(small(tmp_path))
    asked = 0

    def refuse(name: str) -> None:
        nonlocal asked
        asked += name == f"EngineApp.{member}"
        if name == f"EngineApp.{member}" and asked > 2:  # after it was read and set
            raise ComError(-2147352567, "Unable to set the property")

    calls.before_each = refuse
    try:
        desk.click("recalculate")
    finally:
        calls.let_pass()
    assert said in desk.boxes[-1]
    assert "未能恢复原样" in desk.boxes[-1]


def test_the_key_that_breaks_macros_off_is_set_back(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    desk.app._state["cancel_key"] = 2
    desk.click("recalculate")
    assert desk.app._state["cancel_key"] == 2
