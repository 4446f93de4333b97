"""The self-test that people run in their own Excel, here on the engine: it passes, finds faults, leaves nothing behind."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from tests.excel.desk import Desk
from tests.excel.tables import small

from kaohe.excel.commands import checking, recalculation
from kaohe.excel.controls import groups
from kaohe.excel.selftest import scenarios
from kaohe.excel.selftest.report import PlayVerdict, play_all, report, save_report
from kaohe.excel.selftest.scenarios import SCENARIOS


def _app(desk: Desk) -> object:
    return desk.book.app


def test_every_scenario_passes_or_says_why_it_can_not_be_played(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    before, state = desk.sight(), desk.state()
    played = play_all(desk.book.app)
    assert [(each.title, each.why) for each in played if each.verdict is PlayVerdict.FAILED] == []
    assert {each.title: each.why for each in played if each.verdict is PlayVerdict.NOT_APPLICABLE} == {
        "固化为数值，撤销": "这个程序不计算公式",
        "新建考核表": "没有装考核加载项，模板里的公式不计算",
    }
    assert [book.name for book in desk.book.app.books] == ["small.xlsx"]
    assert (desk.sight(), desk.state()) == (before, state)
    assert desk.boxes == []
    text = report(desk.book.app, played)
    assert f"通过{len(SCENARIOS) - 2}项，没有通过0项，不适用2项" in text
    saved = save_report(text, tmp_path / "报告" / "完整检查报告.txt")
    assert saved.read_text("utf-8-sig") == text


#: Controls that call no command, with what a scenario tries of them; a menu is tried by what it holds.
_WITHOUT_COMMAND = {"search": "menu.reason_menu"}


def test_every_control_of_the_ribbon_is_tried_by_a_scenario() -> None:
    tree = ast.parse(Path(scenarios.__file__).read_text("utf-8"))
    tried = {
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }
    controls = [each for group in groups() for control in group.controls for each in (control, *control.items)]
    commands = (each for each in controls if not each.items)
    wanted = {each.id: each.command.function if each.command else _WITHOUT_COMMAND[each.id] for each in commands}
    assert wanted["doctor"] == "self_check.self_check"  # it plays the scenarios, one of which is its first half
    wanted["doctor"] = "assistance.examine_installation"
    assert {name: function for name, function in wanted.items() if function not in tried} == {}


@pytest.mark.parametrize(
    ("module", "name", "title", "why"),
    [
        (recalculation, "write_plan", "重新计算，撤销", "测试甲镇 D2 应为 99.8，实为 None"),
        (checking, "draw_marks", "核对原因，撤销", "没有标出底色"),
    ],
)
def test_what_is_broken_is_found(
    tmp_path: Path, module: object, name: str, title: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, name, lambda *_, **__: 0)
    (played,) = play_all(Desk(small(tmp_path)).book.app, scenarios=[each for each in SCENARIOS if each.title == title])
    assert (played.verdict, played.why) == (PlayVerdict.FAILED, why)


def test_one_that_breaks_keeps_no_other_from_being_played(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("除数为零")

    monkeypatch.setattr(checking, "mark_findings", broken)
    desk = Desk(small(tmp_path))
    some = [each for each in SCENARIOS if each.title in {"核对原因，撤销", "上报表，撤销"}]
    played = {each.title: each for each in play_all(desk.book.app, scenarios=some)}
    assert played["核对原因，撤销"].why == "ZeroDivisionError：除数为零"
    assert played["上报表，撤销"].verdict is PlayVerdict.PASSED
    assert "请把这个文件发给信息化人员" in report(desk.book.app, [*played.values()])
