"""The menu of the catalogue, new workbooks, the guide, error details: on the engine."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from tests.excel.desk import Desk
from tests.excel.tables import small

from kaohe.excel.session import failures


def test_menu_lists_the_catalogue_in_groups(template: Path) -> None:
    menu = _menu(Desk(template).click("reason_menu", ""))
    buttons = [each for each in menu if each.tag.endswith("button")]
    assert [each.get("tag") for each in buttons[:2]] == ["A01", "A02"]
    assert len(buttons) == 22
    assert [each.get("title") for each in menu if each.tag.endswith("menuSeparator")] == ["扣分 A", "扣分 B", "扣分 C"]
    assert {each.get("onAction") for each in buttons} == {"KaoheRibbon.InsertReason"}
    assert len({each.get("id") for each in menu}) == len(menu)


def test_menu_is_searched(template: Path) -> None:
    desk = Desk(template)
    found = [each.get("tag") for each in _menu(desk.click("reason_menu", "驻村工作队员")) if each.get("tag")]
    assert found == ["B01", "B04", "B05"]
    nothing = _menu(desk.click("reason_menu", "<&没有>"))
    assert [each.get("enabled") for each in nothing] == ["false"]
    assert "<&&没有>" in str(nothing[0].get("label"))


@pytest.mark.parametrize("count", [61, 500, 2000])
def test_menu_of_a_long_catalogue_lists_it_in_menus_that_fit_a_screen(template: Path, count: int) -> None:
    book = load_workbook(template)
    sheet = book["标准目录"]
    first = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "A01")
    sheet.delete_rows(first, sheet.max_row)
    for number in range(count):
        code = f"{'ABCDE'[number * 5 // count]}{number:04}"
        sheet.append([code, f"第{number}项台账没有按要求更新", "扣分", 0.1])
    book.save(template)
    desk = Desk(template)
    root = ElementTree.fromstring(desk.click("reason_menu", ""))
    listed = [each.get("tag") for each in root.iter() if each.get("tag")]
    assert len(listed) == len(set(listed)) == min(count, 1000)
    assert all(len([*each]) <= 60 for each in root.iter())
    assert len({each.get("id") for each in root.iter()}) == len([*root.iter()])
    said = [each.get("label") or "" for each in root if each.get("id") == "kaohe_more"]
    assert said == ([] if count <= 1000 else ["另有1000条，请在“查找”里输入几个字"])
    (found,) = [each.get("tag") for each in _menu(desk.click("reason_menu", f"第{count - 1}项")) if each.get("tag")]
    assert found == f"E{count - 1:04}"


def test_menu_of_a_workbook_without_catalogue_is_the_built_in_one(tmp_path: Path) -> None:
    assert len(_menu(Desk(small(tmp_path)).click("reason_menu", ""))) > 22


def test_new_workbook_is_a_copy_of_the_template(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    desk.click("new_workbook")
    assert [book._name for book in desk.app._books] == ["small.xlsx", "考核表1"]
    assert [sheet.ws.title for sheet in desk.app._books[1]._sheets][:2] == ["考核数据", "标准目录"]


def test_guide_is_shown(template: Path, tmp_path: Path) -> None:
    desk = Desk(template)
    desk.click("open_guide")
    assert desk.book.impl._active.ws.title == "使用说明"
    desk = Desk(small(tmp_path))
    desk.click("open_guide")
    assert desk.app._front._active.ws.title == "使用说明"


def test_error_details_tell_what_failed_on_both_sides(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    failures.keep("SCORE_UNIT", failures.ExcelError.VALUE, "“迟报材料，扣分”没有写分值")
    desk.click("error_details", "10:00:00 RANK_UNIT: gone (1)")
    assert "SCORE_UNIT（#VALUE!）：“迟报材料，扣分”没有写分值" in desk.boxes[0]
    assert "Excel 一侧：10:00:00 RANK_UNIT: gone (1)" in desk.boxes[0]
    assert "kaohe.log" in desk.boxes[0]


def test_self_check_tells_every_check(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    desk.click("self_check", answers=("no",))
    assert "计算程序应答" in desk.boxes[0]
    assert len(desk.boxes) == 2


def test_whole_check_leaves_a_report_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    desk = Desk(small(tmp_path))
    before, state = desk.sight(), desk.state()
    desk.click("self_check", answers=("yes",))
    report = tmp_path / "Kaohe" / "考核完整检查报告.txt"
    assert "没有通过0项" in report.read_text("utf-8-sig")
    assert desk.boxes[-1] == f"完整检查全部通过。\n\n报告：{report}"
    assert (desk.sight(), desk.state()) == (before, state)


def _menu(xml: str) -> list[ElementTree.Element]:
    return [*ElementTree.fromstring(xml)]  # our own text
