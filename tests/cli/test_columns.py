"""``kaohe columns`` and ``--sheet``: what was read, what is asked, what is kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

HEADINGS = ("序号", "被考核单位", "加扣分原因及分值", "考核得分", "名次")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A table, a hidden draft of it with other points, and a list of telephone numbers."""
    path = tmp_path / "考核.xlsx"
    with xlsxwriter.Workbook(path) as written:
        for name, points in (("考核表", "0.1"), ("草稿", "0.9")):
            sheet = written.add_worksheet(name)
            sheet.write_row("A1", HEADINGS)
            sheet.write_row("A2", [1, "甲街道", f"迟报材料，扣{points}分"])
            sheet.write_row("A3", [2, "乙街道", "无"])
        sheet.very_hidden()
        written.add_worksheet("通讯录").write_row("A1", ["姓名", "电话"])
    return path


def _scores(run: object) -> list[tuple[str, str]]:
    return [(unit["sheet"], unit["score"]) for unit in json.loads(run.out)["units"]]  # type: ignore[attr-defined]


def test_columns_are_told_with_their_reasons(kaohe: Callable, book: Path) -> None:
    run = kaohe("columns", book)
    assert run.code == 0
    assert "第C列“加扣分原因及分值”：加扣分原因（" in run.out
    assert "草稿（未读：工作表是隐藏的）" in run.out


def test_json_holds_to_its_shape(kaohe: Callable, book: Path) -> None:
    found = json.loads(kaohe("columns", book, "--json").out)
    assert [(each["column"], each["role"]) for each in found["columns"]][:3] == [
        ("A", "序号"), ("B", "被考核单位"), ("C", "加扣分原因"),
    ]  # fmt: skip
    assert {each["sheet"]: each["read"] for each in found["sheets"]} == {"考核表": True, "草稿": False, "通讯录": False}
    assert set(found["columns"][0]) == {"sheet", "column", "heading", "role", "sign", "why", "certain"}
    assert json.loads(kaohe("check", book, "--json").out)["columns"] == found["columns"]


def test_a_hidden_sheet_is_read_when_it_is_named(kaohe: Callable, book: Path) -> None:
    assert _scores(kaohe("check", book, "--json")) == [("考核表", "99.9"), ("考核表", "100")]
    assert _scores(kaohe("check", book, "--json", "--sheet", "草稿")) == [("草稿", "99.1"), ("草稿", "100")]
    both = _scores(kaohe("check", book, "--json", "--sheet", "草稿", "--sheet", "考核表"))
    assert len(both) == 4
    assert "S121" in kaohe("check", book).out
    assert "S121" not in kaohe("check", book, "--sheet", "考核表").out


@pytest.mark.parametrize(
    "command",
    [
        ("recalc", "--dry-run"), ("form", "-o", "o.xlsx"), ("stats", "-o", "o.xlsx"), ("export", "--csv", "o.csv"),
        ("ranking", "-o", "o.xlsx"),
    ],
    ids=lambda command: command[0],
)  # fmt: skip
def test_every_reading_command_takes_a_sheet(
    kaohe: Callable, book: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(book.parent)
    name, *options = command
    run = kaohe(name, book, *options, "--sheet", "没有的表")
    assert run.code == 2
    assert "没有工作表“没有的表”。这个文件里有：考核表、草稿、通讯录。" in run.err
    assert kaohe(name, book, *options, "--sheet", "草稿").code == 0


def test_only_a_hidden_table(kaohe: Callable, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as written:
        written.add_worksheet("封面")
        sheet = written.add_worksheet("考核表")
        sheet.write_row("A1", HEADINGS)
        sheet.write_row("A2", [1, "甲街道", "无"])
        sheet.hide()
    run = kaohe("export", path, "--csv", tmp_path / "o.csv")
    assert run.code == 2
    assert "隐藏的工作表“考核表”" in run.err


def test_answers_are_kept_told_and_forgotten(kaohe: Callable, book: Path) -> None:
    assert "没有保存" in kaohe("columns", book, "--skip-sheet", "通讯录").out
    run = kaohe("columns", book, "--as", "考核表!c=扣分原因", "--skip-sheet", "草稿", "--in-place")
    assert "已记住2个回答" in run.out
    assert "草稿（未读：已由人确认不读）" in kaohe("columns", book).out
    assert "S121" not in kaohe("check", book).out, "following the remedy ends the finding"
    assert "没有记住任何回答" in kaohe("columns", book, "--forget", "--in-place").out
    assert "草稿（未读：工作表是隐藏的）" in kaohe("columns", book).out


def test_a_hidden_sheet_that_was_chosen_stays_chosen(kaohe: Callable, book: Path) -> None:
    kaohe("columns", book, "--sheet", "草稿", "--sheet", "考核表", "--in-place")
    assert len(_scores(kaohe("check", book, "--json"))) == 4


@pytest.mark.parametrize(
    ("said", "told"),
    [("C", "无法识别"), ("C=胡写", "无法识别"), ("Q=扣分", "不知道指哪一列"), ("别的表!C=扣分", "不知道指哪一列")],
)
def test_answers_that_are_none(kaohe: Callable, book: Path, said: str, told: str) -> None:
    run = kaohe("columns", book, "--as", said, "--in-place")
    assert (run.code, told in run.err) == (2, True)


def test_a_table_that_is_no_workbook_keeps_no_answers(kaohe: Callable, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("被考核单位,加扣分原因\n甲街道,无\n", encoding="utf-8")
    assert kaohe("columns", path, "--as", "B=扣分原因").code == 0
    run = kaohe("columns", path, "--as", "B=扣分原因", "--in-place")
    assert (run.code, "不是 Excel 工作簿" in run.err) == (2, True)
