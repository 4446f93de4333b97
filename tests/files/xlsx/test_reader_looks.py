"""What a person sees of a sheet beyond its values: hidden sheets and lines, text struck out or raised."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from tests.excel.engine import open_workbook

from kaohe.excel.workbook.reader import read_open_workbook
from kaohe.files.xlsx.reader import read_grids
from kaohe.tables import SheetGrid, Visibility


def _from_file(path: Path) -> dict[str, SheetGrid]:
    return {grid.name: grid for grid in read_grids(path)[0]}


def _from_excel(path: Path) -> dict[str, SheetGrid]:
    return dict(read_open_workbook(open_workbook(path)).grids)


@pytest.fixture(params=[_from_file, _from_excel], ids=["file", "excel"])
def read(request: pytest.FixtureRequest) -> Callable[[Path], dict[str, SheetGrid]]:
    reader: Callable[[Path], dict[str, SheetGrid]] = request.param
    return reader


def _book(path: Path, fill: Callable[[Any, Any], object]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("考核表")
        sheet.write_row("A1", ["序号", "被考核单位", "加扣分原因及分值", "考核得分", "名次"])
        fill(book, sheet)
    return path


def test_text_struck_out_is_told_from_text_that_stands(tmp_path: Path, read: Any) -> None:
    def fill(book: Any, sheet: Any) -> None:
        struck, plain = book.add_format({"font_strikeout": True}), book.add_format({"bold": True})
        sheet.write_rich_string("C2", plain, "迟到，扣0.1分；", struck, "旷会，扣0.5分", plain, "；缺报，扣0.2分")
        sheet.write("C3", "旷会，扣0.5分", struck)
        sheet.write_rich_string("C4", "迟到，扣0.1分；", struck, "旷会", plain, "，扣", struck, "0.5", plain, "分")
        sheet.write("C5", 0.5, struck)
        sheet.write("C6", "迟到，扣0.1分", plain)

    grid = read(_book(tmp_path / "a.xlsx", fill))["考核表"]
    assert grid.struck == {(2, 3): "旷会，扣0.5分", (3, 3): "旷会，扣0.5分", (4, 3): "旷会 0.5", (5, 3): "0.5"}
    assert grid.value(2, 3) == "迟到，扣0.1分；旷会，扣0.5分；缺报，扣0.2分"


def test_raised_and_lowered_digits_are_read_as_such(tmp_path: Path, read: Any) -> None:
    def fill(book: Any, sheet: Any) -> None:
        plain, raised, lowered = (book.add_format({"font_script": script}) for script in (0, 1, 2))
        sheet.write_rich_string("C2", "迟到，扣0.1", raised, "2", plain, "分")
        sheet.write_rich_string("C3", "迟到，扣0.1", lowered, "1", plain, "分")
        sheet.write("C4", "迟到，扣0.1分", raised)  # as a whole: a matter of taste

    grid = read(_book(tmp_path / "a.xlsx", fill))["考核表"]
    assert grid.seen == {(2, 3): "迟到，扣0.1²分", (3, 3): "迟到，扣0.1₁分"}
    assert grid.value(2, 3) == "迟到，扣0.12分", "what the cell holds stays as it is"


def test_hidden_rows_and_columns_but_not_what_a_filter_leaves_out(tmp_path: Path, read: Any) -> None:
    def fill(book: Any, sheet: Any) -> None:
        for row in range(2, 9):
            sheet.write_row(f"A{row}", [row - 1, f"单位{row}", "无"])
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.set_column("D:E", None, None, {"hidden": True})
        other = book.add_worksheet("筛选")
        other.write_row("A1", ["序号", "被考核单位"])
        other.autofilter("A1:B3")
        other.filter_column(1, "x == 甲")
        for row in (1, 2):
            other.write_row(row, 0, [row, "甲乙"[row - 1]])
        other.set_row(2, None, None, {"hidden": True})

    grids = read(_book(tmp_path / "a.xlsx", fill))
    assert grids["考核表"].hidden_rows == {4}
    assert set(grids["考核表"].hidden_columns) == {4, 5}
    assert not grids["筛选"].hidden_rows


def test_hidden_and_very_hidden_sheets(tmp_path: Path, read: Any) -> None:
    def fill(book: Any, _sheet: Any) -> None:
        book.add_worksheet("草稿").hide()
        book.add_worksheet("旧稿").very_hidden()

    grids = read(_book(tmp_path / "a.xlsx", fill))
    assert {name: grid.state for name, grid in grids.items()} == {
        "考核表": Visibility.VISIBLE, "草稿": Visibility.HIDDEN, "旧稿": Visibility.VERY_HIDDEN,
    }  # fmt: skip
