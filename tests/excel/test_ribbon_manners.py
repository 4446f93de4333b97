"""Manners: Excel is as before after every command, whether it succeeds, is stopped, is refused or breaks."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.excel.desk import Desk
from tests.excel.engine import ComError
from tests.excel.engine.counter import calls
from tests.excel.tables import office, small

from kaohe.excel.commands import recalculation
from kaohe.excel.session import failures, manners

BUSY = -2147418111
STOPPED = "已停止，没有改动"
WRITING = ("recalculate", "check_reasons", "clear_marks", "freeze_values", "insert_reason", "adopt_wording",
           "remember_alias", "mark_verified")  # fmt: skip
ASKING = ("adopt_wording", "remember_alias", "mark_verified")


@pytest.fixture(autouse=True)
def _undisturbed_engine() -> Iterator[None]:
    yield
    calls.before_each = lambda member: None


def _click(desk: Desk, command: str) -> str:
    desk.select("考核表", "$C$2")
    arguments = ("A05",) if command == "insert_reason" else ()
    return desk.click(command, *arguments, answers=("yes",) if command in ASKING else ())


class _Trouble:
    """Raises once, at the ``at``-th call of the object model, and from then on where ``lasting``."""

    def __init__(self, at: int, problem: Exception, *, lasting: bool = False) -> None:
        self.left, self.problem, self.lasting = at, problem, lasting

    def __call__(self, member: str) -> None:
        self.left -= 1
        if self.left == 0 or (self.lasting and self.left < 0):
            raise self.problem


@pytest.mark.parametrize("command", WRITING)
def test_excel_s_own_state_is_as_before(tmp_path: Path, command: str) -> None:
    desk = Desk(small(tmp_path))
    desk.app._state |= {"calculation": "semiautomatic", "enable_events": False, "status_bar": "就绪"}
    before = desk.state()
    _click(desk, command)
    assert desk.state() == before


def _run(desk: Desk, command: str) -> None:
    from kaohe.excel.server import ribbon

    getattr(ribbon, command)(*(("A05",) if command == "insert_reason" else ()))


@pytest.mark.parametrize("command", ["recalculate", "check_reasons", "adopt_wording"])
def test_escape_at_any_moment_stops_with_nothing_written(
    tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = 0
    for at in range(2, 8):
        desk = Desk(small(tmp_path))
        before, state = desk.sight(), desk.state()
        asked = iter(range(1, 100))
        monkeypatch.setattr(manners, "escape_pressed", lambda excel, asked=asked, at=at: next(asked) == at)
        desk.select("考核表", "$C$2")
        desk.app._answers = ["yes"]
        _run(desk, command)
        if desk.app._state["status_bar"] == STOPPED:
            stopped += 1
            assert desk.sight() == before
            assert desk.state() == state
    assert stopped >= 2


def test_escape_stops_long_computing_that_tells_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [[number, f"单位{number}", f"第{number}号台账没有按要求更新，扣0.1分"] for number in range(1, 301)]
    desk = Desk(office(tmp_path / "long.xlsx", *rows))
    before, state = desk.sight(), desk.state()
    monkeypatch.setattr(manners, "_GLANCE", 0)
    monkeypatch.setattr(manners, "_NEWS", 0)
    monkeypatch.setattr(
        manners, "escape_pressed", lambda excel: any("已读200种原因" in said for said in desk.app._said)
    )
    assert desk.click("recalculate") == STOPPED
    assert "正在计算300个单位，已读200种原因…（按 Esc 停止）" in desk.app._said
    assert (desk.sight(), desk.state()) == (before, state)


def test_several_areas_count_with_every_row_they_touch(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    desk.select("考核表", "$C$2,$A$4:$B$4")
    assert desk.click("insert_reason", "A05", answers=("yes",)).startswith("已加到2个单位")
    assert [("扣0.1分" in str(desk.cell("考核表", f"C{row}"))) for row in (2, 3, 4)] == [True, False, True]


def test_interrupt_counts_as_escape(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(small(tmp_path))
    before = desk.sight()

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(recalculation, "draw_findings", interrupted)
    assert desk.click("recalculate") == STOPPED
    assert desk.sight() == before


def test_cell_in_edit_mode_is_waited_for(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    editing = iter([True] * 3 + [False] * 10_000)

    def while_editing(member: str) -> None:
        if member == "EngineApp.screen_updating" and next(editing):
            raise ComError(BUSY, "Call was rejected by callee.")

    calls.before_each = while_editing
    assert desk.click("recalculate").startswith("共3个单位")


def test_cell_that_stays_in_edit_mode_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manners, "_PATIENCE", 0.05)
    monkeypatch.setattr(manners, "_PAUSE", 0.01)
    desk = Desk(small(tmp_path))
    before = desk.sight()

    def editing(member: str) -> None:
        if member == "EngineApp.screen_updating":
            raise ComError(BUSY, "Call was rejected by callee.")

    calls.before_each = editing
    desk.click("recalculate")
    assert desk.boxes == ["正在编辑单元格，没有执行。请先按回车结束单元格编辑，再点一次。"]
    assert desk.sight() == before


def test_dialogue_that_opens_meanwhile_is_said(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    before = desk.sight()
    calls.before_each = _Trouble(30, ComError(BUSY, "Call was rejected by callee."))
    desk.click("recalculate")
    assert desk.boxes[0].startswith("Excel 正忙")
    assert desk.sight() == before


@pytest.mark.parametrize("command", ["recalculate", "check_reasons", "freeze_values", "insert_reason", "adopt_wording"])
def test_protected_sheet_is_said_before_anything_is_written(tmp_path: Path, command: str) -> None:
    desk = Desk(office(tmp_path / "a.xlsx", [1, "甲", "暗访发现驻村工作队员未在岗被通报，扣0.2分", "=100-0.2"]))
    desk.book.sheets["考核表"].impl._api.__dict__["ProtectContents"] = True
    before = desk.sight()
    _click(desk, command)
    assert desk.boxes[-1] == "工作表“考核表”受保护，没有写入。请先在“审阅”中点“撤销工作表保护”，再试一次。"
    assert desk.sight() == before


def test_protected_structure_is_said(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    desk.book.impl._api.ProtectStructure = True
    before = desk.sight()
    desk.click("recalculate")
    assert "工作簿的结构受保护，不能添加“核对结果”表" in desk.boxes[0]
    assert desk.sight() == before


def test_shared_workbook_takes_scores_but_no_marks(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    desk.book.impl._api.MultiUserEditing = True
    assert desk.click("recalculate").startswith("共3个单位")
    before = desk.sight()
    desk.click("check_reasons")
    assert "是共享工作簿" in desk.boxes[0]
    assert desk.sight() == before


def test_hidden_and_filtered_rows_count(tmp_path: Path) -> None:
    path = office(tmp_path / "a.xlsx", [1, "甲", "迟报材料，扣0.1分"], [2, "乙", "无"], [3, "丙", "无"])
    book = load_workbook(path)
    sheet = book["考核表"]
    sheet.auto_filter.ref = "A1:E4"
    sheet.row_dimensions[3].hidden = sheet.column_dimensions["D"].hidden = True
    book.save(path)
    desk = Desk(path)
    desk.click("recalculate")
    assert [desk.cell("考核表", f"D{row}") for row in (2, 3, 4)] == [99.9, 100, 100]
    assert sheet.auto_filter.ref == "A1:E4"


def test_the_workbook_that_was_clicked_in_is_worked_on(tmp_path: Path) -> None:
    one, two = small(tmp_path), office(tmp_path / "two.xlsx", [1, "乙", "无"])
    desk = Desk(one, two)
    desk.click("recalculate")
    assert desk.cell("考核表", "D2") == 100
    assert desk.books[0].impl._sheets[0].ws["D2"].value is None


def test_workbook_behind_another_is_not_worked_on(tmp_path: Path) -> None:
    """Excel hands over no workbook while the one in front is in protected view."""
    desk = Desk(small(tmp_path))
    before = desk.sight()
    for front in (None, Desk(office(tmp_path / "two.xlsx", [1, "乙", "无"])).book.impl):
        desk.app._front = front
        desk.click("recalculate")
        assert desk.boxes == [
            "没有可以处理的工作簿。请先打开考核表；上方有黄色的“受保护的视图”提示时，请先点“启用编辑”。"
        ]
        assert desk.sight() == before


def test_workbook_without_a_table_is_said(tmp_path: Path) -> None:
    book = load_workbook(small(tmp_path))
    book["考核表"].delete_rows(1, 10)
    book.save(tmp_path / "empty.xlsx")
    desk = Desk(tmp_path / "empty.xlsx")
    for command in ("recalculate", "check_reasons", "freeze_values"):
        desk.click(command)
        assert desk.boxes[0].startswith("在“empty.xlsx”里没有找到考核表。")


def test_bug_is_told_logged_and_leaves_excel_usable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    desk = Desk(small(tmp_path))
    before, state = desk.sight(), desk.state()

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("除数为零")

    with monkeypatch.context() as patched:
        patched.setattr(recalculation, "recalculate", broken)
        desk.click("recalculate")
    assert len(desk.boxes) == 1
    assert desk.boxes[0].startswith("“重新计算”没有完成，没有留下改动。原因：ZeroDivisionError：除数为零")
    assert (desk.sight(), desk.state()) == (before, state)
    assert "Traceback" in caplog.text
    assert failures.recent_failures()[0].function == "重新计算"
    desk.click("error_details", "")
    assert "ZeroDivisionError：除数为零" in desk.boxes[0]
    assert desk.click("recalculate").startswith("共3个单位")


def test_what_excel_turns_down_is_told_in_its_own_words(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    calls.before_each = _Trouble(30, ComError(-2147352567, "此操作要求合并单元格都具有相同大小。"))
    desk.click("recalculate")
    assert "原因：Excel 说“此操作要求合并单元格都具有相同大小。”" in desk.boxes[0]


def test_import_of_the_macros_is_light() -> None:
    heavy = {"kaohe.recalculation", "kaohe.matching", "openpyxl", "lxml", "xlsxwriter", "pypinyin", "rapidfuzz"}
    code = f"import sys, kaohe.excel.server.ribbon; print({heavy!r} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_hidden_rows_of_a_selection_are_not_written_into(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    desk.book.sheets["考核表"].impl.ws.row_dimensions[3].hidden = True
    desk.select("考核表", "$C$2:$C$4")
    assert desk.click("insert_reason", "A05", answers=("yes",)).startswith("已加到2个单位")
    assert [("扣0.1分" in str(desk.cell("考核表", f"C{row}"))) for row in (2, 3, 4)] == [True, False, True]


def test_a_read_only_workbook_is_said_to_need_another_name(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    desk.book.impl._api.ReadOnly = True
    assert desk.click("recalculate") == "共3个单位，提示2条，其中错误0条（本工作簿以只读方式打开，请另存为其他文件名）"


def test_nothing_open_is_enough_for_commands_on_excel_itself(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    desk.app._front = None  # the code's own workbook is the only one, and not to be seen
    desk.click("new_workbook")
    desk.app._front = None
    desk.click("import_table", files=(small(tmp_path),))
    desk.app._front = None
    desk.click("recalculate")
    assert desk.boxes[0].startswith("没有可以处理的工作簿。")
    assert [book._name for book in desk.app._books] == ["small.xlsx", "考核表1", "small_考核表1"]


def test_what_nobody_asked_for_shows_no_box_and_is_no_step_to_undo(template: Path) -> None:
    desk = Desk(template)
    desk.book.sheets["考核数据"].impl._api.ProtectContents = True
    desk.type("考核数据", "E4", "='C:\\old\\kaohe.xlam'!ADDED_POINTS(D4)")
    desk.click("rebind_formulas")
    assert desk.boxes == []
    desk.book.sheets["考核数据"].impl._api.ProtectContents = False
    desk.click("rebind_formulas")
    assert desk.cell("考核数据", "E4") == "=ADDED_POINTS(D4)"
    desk.click("undo_last")
    assert desk.boxes[0].startswith("没有可以撤销的操作")


def test_the_screen_is_on_while_a_question_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(small(tmp_path))
    seen = []
    monkeypatch.setattr(type(desk.app), "alert", lambda app, *_: seen.append(app._state["screen_updating"]) or "no")
    desk.select("考核表", "$C$2")
    _run(desk, "adopt_wording")
    assert seen == [True]
