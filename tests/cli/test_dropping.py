"""Files that are dropped on an icon: worked on, said in one box, whatever they are called."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from kaohe.cli import dropping
from kaohe.cli.dropping import drop
from kaohe.cli.linux import boxes
from kaohe.core.drops import DROP_ACTIONS

FORM = Path(__file__).parents[1] / "data" / "assessment_form.xlsx"
NAMES = ["考核表.xlsx", "a&b (1).xlsx", "100% 完成!.xlsx", "甲 = 乙，[终].xlsx", "^x;y.xlsx"]


class Person:
    """Answers every question, and keeps what was said."""

    def __init__(self, *, opens: bool = False) -> None:
        self.said: list[str] = []
        self.opens = opens

    def __call__(self, text: str, is_question: bool) -> bool:
        self.said.append(text)
        return is_question and self.opens


def _copy(folder: Path, name: str) -> Path:
    file = folder / name
    file.write_bytes(FORM.read_bytes())
    return file


@pytest.mark.parametrize("name", NAMES)
def test_a_dropped_file_is_recalculated_in_place(tmp_path: Path, name: str) -> None:
    file, person = _copy(tmp_path, name), Person()
    drop("recalc", [file], person)
    assert "核对结果" in load_workbook(file).sheetnames
    (said,) = person.said
    assert said.startswith(f"{name}\n\n")
    assert "75个单位" in said
    assert "【" not in said
    assert said.endswith("现在打开吗？")
    assert len([*tmp_path.iterdir()]) == 2, "a dated copy is kept"


@pytest.mark.parametrize(("action", "sheet"), [("form", "上报表"), ("stats", "统计")])
def test_a_page_is_put_into_a_dropped_file(tmp_path: Path, action: str, sheet: str) -> None:
    file = _copy(tmp_path, "考核表.xlsx")
    drop(action, [file], Person())
    assert sheet in load_workbook(file).sheetnames


def test_a_word_document_is_written_beside_a_dropped_file(tmp_path: Path) -> None:
    drop("docx", [_copy(tmp_path, "考核表.xlsx")], Person())
    assert (tmp_path / "考核表_上报表.docx").read_bytes().startswith(b"PK")


def test_several_files_have_a_box_each_and_one_that_fails_keeps_no_other_waiting(tmp_path: Path) -> None:
    person = Person()
    drop("recalc", [tmp_path / "没有.xlsx", _copy(tmp_path, "有.xlsx")], person)
    assert [said.partition("\n")[0] for said in person.said] == ["没有.xlsx", "有.xlsx"]
    assert "打开吗" not in person.said[0]
    assert "Traceback" not in "".join(person.said)


def test_no_file_is_told_what_to_do() -> None:
    person = Person()
    drop("recalc", [], person)
    assert "拖到这个图标上" in person.said[0]


def test_the_workbook_is_opened_where_the_person_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(dropping.os, "startfile", opened.append, raising=False)
    monkeypatch.setattr(boxes, "open_file", lambda file: not opened.append(file))
    file = _copy(tmp_path, "考核表.xlsx")
    drop("recalc", [file], Person(opens=True))
    assert opened == [file]


def test_every_action_of_the_icons_is_one_that_can_be_done(tmp_path: Path) -> None:
    for number, action in enumerate(DROP_ACTIONS.values()):
        person = Person()
        drop(action, [_copy(tmp_path, f"{number}.xlsx")], person)
        assert person.said[0].endswith("现在打开吗？"), person.said
