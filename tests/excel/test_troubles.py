"""What an office PC can be like: only a hidden workbook open, a synced folder, a function server that died between two clicks."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.excel.desk import Desk
from tests.excel.tables import small

from kaohe.excel.controls import Command, commands
from kaohe.excel.session import journal

_ON_BOOKS = [each for each in commands() if not each.on_excel]


@pytest.mark.parametrize("command", _ON_BOOKS, ids=lambda command: command.macro)
def test_with_only_personal_xlsb_open_every_command_says_that_there_is_no_workbook(
    tmp_path: Path, command: Command
) -> None:
    desk = Desk(small(tmp_path))
    desk.app._front = None  # PERSONAL.XLSB is open and can't be seen
    before = desk.sight()
    desk.click(command.macro, *(["A01"] if command.takes_text else []))
    assert desk.boxes == ["没有可以处理的工作簿。请先打开考核表；上方有黄色的“受保护的视图”提示时，请先点“启用编辑”。"]
    assert desk.sight() == before


@pytest.mark.parametrize("folder", ["https://d.docs.live.net/0123456789abcdef/考核", ""])
def test_notices_of_a_workbook_that_lies_nowhere_on_this_pc_are_written(tmp_path: Path, folder: str) -> None:
    """The engine's ``fullname`` fails, as xlwings' own does of a synced folder that it can't place."""
    desk = Desk(small(tmp_path))
    desk.book.impl._api.Path = folder
    target = tmp_path / "反馈单.docx"
    said = desk.click("write_notices", files=(target,))
    assert said.endswith(str(target))
    assert desk.boxes == []
    assert desk.click("write_notice_template", files=(tmp_path / "样文.docx",)).startswith("已写入反馈单样文")


def test_after_the_server_died_between_two_clicks_the_next_click_works_and_undo_says_why_it_can_not(
    tmp_path: Path,
) -> None:
    desk = Desk(small(tmp_path))
    done = desk.click("recalculate")
    journal._histories.clear()  # what a new process knows
    desk.click("undo_last")
    assert desk.boxes == [
        "没有可以撤销的操作：考核加载项尚未在这个工作簿中写入内容、都已撤销，或者写入之后计算程序重新启动过。"
    ]
    before = desk.sight()
    assert desk.click("recalculate") == done
    assert desk.sight() == before
