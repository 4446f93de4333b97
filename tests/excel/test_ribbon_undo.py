"""撤销: after each command that writes, every cell, colour, note, rule and sheet is as before."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from tests.excel.desk import Desk
from tests.excel.tables import office, small

from kaohe.excel.server import ribbon
from kaohe.excel.workbook.marks import mark_findings
from kaohe.files.template import build_workbook, content_from
from kaohe.files.xlsx.reader import read_workbook

FORM = Path(__file__).parents[1] / "data" / "assessment_form.xlsx"
HEADER = ["序号", "被考核单位", "加扣分原因及分值", "考核得分", "名次"]

TEXTS = st.sampled_from(
    [
        None, "无", "不扣分", "暗访发现驻村工作队员未在岗被通报，扣0.2分", "迟报材料，扣0.1分；", "迟报材料，扣分",
        "=1+1，扣0.1分", "007", "1-2", "3月5日迟报，扣0.1分", "'迟报，扣1分", " ", "每次扣0.1分", "TRUE", "1e5", "#N/A",
    ]
)  # fmt: skip
FORMATS = st.sampled_from(["General", "@", "0.00"])
SCORES = st.one_of(st.none(), st.sampled_from([100, 99.8, "99.9", "＝100", "100分", "=100-0.1", 97, True]))
RANKS = st.one_of(st.none(), st.integers(1, 4), st.sampled_from(["第1名", "=1+1", "２"]))
ROWS = st.lists(st.tuples(TEXTS, SCORES, RANKS, st.booleans(), st.booleans(), FORMATS), min_size=1, max_size=8)
COMMANDS = st.lists(
    st.sampled_from(
        ["recalculate", "check_reasons", "clear_marks", "freeze_values", "insert", "adopt_wording", "remember_alias",
         "mark_verified"]
    ),
    min_size=1, max_size=6,
)  # fmt: skip


def _book(path: Path, rows: list[tuple[Any, ...]]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "考核表"
    sheet.append(HEADER)
    for number, (text, score, rank, coloured, noted, number_format) in enumerate(rows, 1):
        sheet.append([number, f"单位{number}", None, score, rank])
        sheet.cell(number + 1, 4).number_format = number_format
        cell = sheet.cell(number + 1, 3, text)
        if isinstance(text, str):
            cell.data_type = "s"  # "=1+1，…" as a text: in a file it is no formula
        if coloured:
            cell.fill = PatternFill("solid", fgColor="FF00FF00")
        if noted:
            cell.comment = Comment("老王看过", "我")
    book.save(path)
    return path


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=ROWS, commands=COMMANDS, answer=st.sampled_from(["yes", "no"]))
def test_every_step_is_taken_back(rows: list[tuple[Any, ...]], commands: list[str], answer: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(_book(Path(folder, "book.xlsx"), rows))
    desk.select("考核表", "$C:$C")
    seen = [desk.sight()]
    for command in commands:
        _click(desk, command, answer)
        if desk.sight() != seen[-1]:
            seen.append(desk.sight())
    _undo_all(desk, seen)


def _click(desk: Desk, command: str, answer: str) -> None:
    """Click, whatever is asked; what a command could not do it said in a box."""
    desk.app._answers = [answer] * 3
    arguments = ("A05",) if command == "insert" else ()
    getattr(ribbon, "insert_reason" if arguments else command)(*arguments)
    assert not any("没有完成" in box for box in desk.boxes), desk.boxes


def _undo_all(desk: Desk, seen: list[dict[str, Any]]) -> None:
    """Undo until nothing is left: only sights that were seen come up, in reverse order, and the first comes last."""
    left = [*seen]
    while True:
        desk.app._boxes[:] = []
        said = desk.click("undo_last")
        if not said:
            break
        while desk.sight() != left[-1]:
            left.pop()
            assert left, "a sight that was never seen"
    assert "没有可以撤销的操作" in desk.boxes[0]
    assert desk.sight() == seen[0]


@pytest.mark.parametrize(
    "command", ["recalculate", "check_reasons", "freeze_values", "remember_alias", "adopt_wording"]
)
def test_the_template_comes_back(tmp_path: Path, command: str) -> None:
    path = tmp_path / "template.xlsx"
    build_workbook(path, content_from(read_workbook(FORM)))
    desk = Desk(path)
    desk.select("考核数据", "$4:$78")
    before = desk.sight()
    asked = command in ("remember_alias", "adopt_wording")
    desk.click(command, answers=("yes",) if asked else ())
    assert desk.sight() != before
    desk.click("undo_last")
    assert desk.sight() == before


def test_what_the_person_changed_since_stays(tmp_path: Path) -> None:
    desk = Desk(_book(tmp_path / "book.xlsx", [("迟报材料，扣0.1分", None, None, False, False, "General")] * 3))
    desk.click("recalculate")
    desk.type("考核表", "D3", 88.0)
    assert desk.click("undo_last", answers=("yes",)) == "已撤销：重新计算"
    assert "有1个后来又改过" in desk.boxes[0]
    assert [desk.cell("考核表", f"D{row}") for row in (2, 3, 4)] == [None, 88, None]


def test_undo_is_declined(tmp_path: Path) -> None:
    desk = Desk(_book(tmp_path / "book.xlsx", [("无", None, None, False, False, "General")] * 3))
    desk.click("recalculate")
    desk.type("考核表", "D3", 88.0)
    before = desk.sight()
    assert desk.click("undo_last", answers=("no",)) == "没有撤销"
    assert desk.sight() == before


def test_undo_says_when_a_sheet_is_gone(tmp_path: Path) -> None:
    desk = Desk(_book(tmp_path / "book.xlsx", [("无", None, None, False, False, "General")]))
    desk.click("recalculate")
    desk.book.sheets["考核表"].name = "改名"
    desk.click("undo_last")
    assert desk.boxes == ["工作表“考核表”已被删除或改名，无法撤销“重新计算”。请把表名改回再试。"]


def test_findings_sheet_that_the_person_deleted_stays_deleted(tmp_path: Path) -> None:
    desk = Desk(_book(tmp_path / "book.xlsx", [("迟报材料，扣分", None, None, False, False, "General")]))
    desk.click("recalculate")
    desk.click("check_reasons")
    desk.book.sheets["核对结果"].delete()
    assert desk.click("undo_last") == "已撤销：核对原因"
    assert desk.click("undo_last") == "已撤销：重新计算"
    assert [sheet.name for sheet in desk.book.sheets] == ["考核表"]
    assert desk.boxes == []


def test_workbooks_have_their_own_steps(tmp_path: Path) -> None:
    one = _book(tmp_path / "one.xlsx", [("无", None, None, False, False, "General")])
    desk = Desk(one, _book(tmp_path / "two.xlsx", [("无", None, None, False, False, "General")]))
    desk.click("recalculate")
    desk.books.reverse()
    desk.app._front = desk.book.impl
    desk.click("undo_last")
    assert "没有可以撤销的操作" in desk.boxes[0]


def test_marks_fit_into_addresses_that_excel_takes(tmp_path: Path) -> None:
    desk = Desk(
        _book(
            tmp_path / "book.xlsx",
            [("迟报材料，扣分" if n % 2 else "无", None, None, False, False, "General") for n in range(400)],
        )
    )
    desk.click("check_reasons")
    assert sum(len(rule.areas) for rule in desk.book.sheets["考核表"].impl.rules) == 200
    assert len(desk.book.sheets["考核表"].notes) == 200
    assert mark_findings((), ()) == []


@pytest.mark.parametrize("held", [None, "99.6", "=SCORE_UNIT(D7)"])
def test_formula_comes_back_into_a_cell_formatted_as_text_and_goes_again(tmp_path: Path, held: str | None) -> None:
    build_workbook(tmp_path / "own.xlsx", content_from(read_workbook(FORM)))
    desk = Desk(tmp_path / "own.xlsx")
    cell = desk.book.sheets["考核数据"].impl.ws["G7"]
    formula = cell.value
    cell.value, cell.data_type, cell.number_format = held, "s" if held else "n", "@"
    before = desk.sight()
    desk.click("recalculate")
    assert (cell.value, cell.data_type, cell.number_format) == (formula, "f", "General")
    desk.click("undo_last")
    assert desk.sight() == before


def test_rows_that_were_sorted_since_keep_what_they_hold(tmp_path: Path) -> None:
    path = office(
        tmp_path / "a.xlsx", [1, "甲镇", "迟到，扣0.1分", 99.5, None], [2, "乙镇", "早退，扣0.1分", 99.2, None]
    )
    desk = Desk(path)
    desk.click("recalculate", answers=("yes",))
    assert [desk.cell("考核表", f"D{row}") for row in (2, 3)] == [99.9, 99.9]
    for column, (one, other) in {"A": (2, 1), "B": ("乙镇", "甲镇"), "C": ("早退，扣0.1分", "迟到，扣0.1分")}.items():
        desk.type("考核表", f"{column}2", one)
        desk.type("考核表", f"{column}3", other)
    desk.click("undo_last", answers=("yes",))
    assert "那一行换成了其他单位" in desk.boxes[0]
    assert [desk.cell("考核表", f"D{row}") for row in (2, 3)] == [99.9, 99.9]


def test_a_sheet_protected_since_is_told(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    desk.click("recalculate")
    desk.book.sheets["考核表"].impl._api.ProtectContents = True
    before = desk.sight()
    desk.click("undo_last")
    assert desk.boxes == ["工作表“考核表”受保护，没有撤销。请先在“审阅”中点“撤销工作表保护”，再试一次。"]
    assert desk.sight() == before


def test_an_array_formula_in_one_cell_comes_back_as_one(tmp_path: Path) -> None:
    desk = Desk(office(tmp_path / "a.xlsx", [1, "甲镇", "迟到，扣0.1分"], [2, "乙镇", "无"]))
    impl, formula = desk.book.sheets["考核表"].impl, "=MAX(IF(A2:A3>0,A2:A3))"
    impl.spreads.results[formula] = ((2,),)
    impl.spread((2, 4, 2, 4), formula, "FormulaArray")
    desk.click("freeze_values")
    assert impl.spreads.areas == {}
    desk.click("undo_last")
    assert impl.spreads.areas == {(2, 4): ((2, 4, 2, 4), "FormulaArray", formula)}
