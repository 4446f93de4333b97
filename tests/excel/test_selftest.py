"""The self-test that people run in their own Excel, here on the engine: it passes, finds faults, leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.excel.desk import Desk
from tests.excel.tables import small

from kaohe.excel.commands import checking, recalculation
from kaohe.excel.selftest.report import Verdict, play_all, report, save_report
from kaohe.excel.selftest.scenarios import SCENARIOS
from kaohe.excel.workbook import findings_page


def _app(desk: Desk) -> object:
    return desk.book.app


def test_every_scenario_passes_or_says_why_it_can_not_be_played(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    before, state = desk.sight(), desk.state()
    played = play_all(desk.book.app)
    assert [(each.title, each.why) for each in played if each.verdict is Verdict.FAILED] == []
    assert {each.title: each.why for each in played if each.verdict is Verdict.NOT_APPLICABLE} == {
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


@pytest.mark.parametrize(
    ("module", "name", "title", "why"),
    [
        (recalculation, "write_plan", "重新计算，撤销", "测试甲镇 D2 应为 99.8，实为 None"),
        (checking, "draw_marks", "核对原因，撤销", "没有标出底色"),
        (findings_page, "_clear", "", ""),
    ],
)
def test_what_is_broken_is_found(
    tmp_path: Path, module: object, name: str, title: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, name, lambda *_, **__: 0)
    failed = {
        each.title: each.why for each in play_all(Desk(small(tmp_path)).book.app) if each.verdict is Verdict.FAILED
    }
    assert failed.get(title, "") == why


def test_one_that_breaks_keeps_no_other_from_being_played(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("除数为零")

    monkeypatch.setattr(checking, "mark_findings", broken)
    desk = Desk(small(tmp_path))
    played = {each.title: each for each in play_all(desk.book.app)}
    assert played["核对原因，撤销"].why == "ZeroDivisionError：除数为零"
    assert played["上报表，撤销"].verdict is Verdict.PASSED
    assert "请把这个文件发给维护人员" in report(desk.book.app, [*played.values()])
