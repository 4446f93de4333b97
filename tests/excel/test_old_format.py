"""A workbook in the old format that is open: commands go on in a copy beside it, once agreed."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.excel.desk import Desk
from tests.excel.tables import small


@pytest.fixture
def old(tmp_path: Path) -> Desk:
    """A workbook that Excel has opened from an .xls file; the engine itself reads .xlsx only."""
    desk = Desk(small(tmp_path))
    (tmp_path / "small.xls").write_bytes(b"the old file")
    (tmp_path / "small.xlsx").unlink()
    desk.book.impl._name, desk.book.impl._api.FileFormat = "small.xls", 56
    return desk


@pytest.mark.parametrize(
    "command", ["recalculate", "check_reasons", "make_form", "make_statistics", "freeze_values", "clear_marks"]
)
def test_a_command_goes_on_in_a_copy_in_the_new_format(old: Desk, tmp_path: Path, command: str) -> None:
    assert old.click(command, answers=("yes",))
    assert "“small.xls”是旧格式" in old.boxes[0]
    assert "“small.xlsx”" in old.boxes[0]
    assert [book._name for book in old.app._books] == ["small.xlsx"]
    assert (tmp_path / "small.xls").read_bytes() == b"the old file"
    assert load_workbook(tmp_path / "small.xlsx").sheetnames == ["考核表"], "the copy, before the command wrote"


def test_declined_nothing_happens(old: Desk, tmp_path: Path) -> None:
    before = old.sight()
    assert old.click("recalculate", answers=("no",)) == ""
    assert old.sight() == before
    assert [each.name for each in tmp_path.iterdir()] == ["small.xls"]


def test_a_file_of_the_new_name_is_not_written_over(old: Desk, tmp_path: Path) -> None:
    (tmp_path / "small.xlsx").write_bytes(b"another file")
    old.click("recalculate", answers=("yes",))
    assert (tmp_path / "small.xlsx").read_bytes() == b"another file"
    assert (tmp_path / "small（2）.xlsx").exists()


def test_code_is_kept(old: Desk, tmp_path: Path) -> None:
    old.book.impl._api.HasVBProject = True
    saved = []
    old.book.impl._api.SaveAs = lambda Filename, FileFormat: saved.append((Path(Filename).name, FileFormat))  # noqa: N803
    old.app._answers = ["yes"]
    from kaohe.excel.server import ribbon

    ribbon.recalculate()
    assert saved == [("small.xlsm", 52)]


def test_one_that_lies_nowhere_is_to_be_saved_first(old: Desk) -> None:
    old.book.impl._api.Path = ""
    old.click("recalculate")
    assert "请先点“文件”→“另存为”" in old.boxes[0]


def test_what_only_reads_asks_nothing(old: Desk) -> None:
    old.select("考核表", "$C$2")
    old.click("explain_score")
    assert len(old.boxes) == 1
    old.click("undo_last")
    assert old.boxes[0].startswith("没有可以撤销的操作")
