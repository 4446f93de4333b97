"""A result is what a person sees: formats that would hide it, cells that are merged, results that nobody calculated."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from tests.excel.desk import Desk

from kaohe.files.disk.source import read_original
from kaohe.files.xlsx.reader import read_workbook
from kaohe.files.xlsx.writer import write_outcome
from kaohe.recalculation import recalculate

HEADINGS = ("序号", "被考核单位", "加扣分原因及分值", "考核得分", "名次")
REASONS = ("迟报材料，扣0.4分", "旷会，扣0.3分", "无")


def _table(path: Path, more: Callable[[Any, Any], object] = lambda book, sheet: None) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("考核表")
        sheet.write_row("A1", HEADINGS)
        for row, reasons in enumerate(REASONS, 1):
            sheet.write_row(row, 0, [row, f"单位{row}", reasons])
        more(book, sheet)
    return path


def _recalculated(path: Path) -> Any:
    write_outcome(read_original(path), path, recalculate(read_workbook(path)))
    return openpyxl.load_workbook(path)["考核表"]


def _by_excel(path: Path) -> Any:
    desk = Desk(path)
    desk.click("recalculate")
    return desk.book.impl.sheets("考核表").ws


@pytest.mark.parametrize("compute", [_recalculated, _by_excel], ids=["file", "excel"])
@pytest.mark.parametrize("where", ["cells", "column"])
def test_a_format_that_would_hide_a_result_is_widened(tmp_path: Path, where: str, compute: Any) -> None:
    def more(book: Any, sheet: Any) -> None:
        whole = book.add_format({"num_format": "0", "bold": True, "bg_color": "#FFFF00"})
        day = book.add_format({"num_format": "yyyy/m/d"})
        if where == "column":
            sheet.set_column("D:D", 12, whole)
            sheet.set_column("E:E", 12, day)
        for row in (1, 2, 3):
            sheet.write_blank(row, 3, None, whole)
            sheet.write_blank(row, 4, None, day)

    sheet = compute(_table(tmp_path / "a.xlsx", more))
    shown = [(sheet.cell(row, 4).value, sheet.cell(row, 4).number_format) for row in (2, 3, 4)]
    assert [Decimal(str(value)) for value, _ in shown] == [Decimal("99.6"), Decimal("99.7"), Decimal(100)]
    assert {form for _, form in shown[:2]} == {"General"}
    assert {sheet.cell(row, 5).number_format for row in (2, 3, 4)} == {"General"}
    assert sheet["D2"].font.bold, "only what hides the number goes"


def test_a_format_that_shows_the_result_stays(tmp_path: Path) -> None:
    def more(book: Any, sheet: Any) -> None:
        for row in (1, 2, 3):
            sheet.write_blank(row, 3, None, book.add_format({"num_format": '0.00"分"'}))

    sheet = _recalculated(_table(tmp_path / "a.xlsx", more))
    assert {sheet.cell(row, 4).number_format for row in (2, 3, 4)} == {'0.00"分"'}


def test_results_that_are_merged_are_told_and_not_written(tmp_path: Path) -> None:
    path = _table(tmp_path / "a.xlsx", lambda book, sheet: sheet.merge_range("D2:D3", None))
    outcome = recalculate(read_workbook(path))
    assert [each.where.a1 for each in outcome.findings if each.code == "S129" and each.where] == ["D2", "D3"]
    sheet = _recalculated(path)
    assert [sheet[cell].value for cell in ("D2", "D4", "E2", "E3", "E4")] == [None, 100, 3, 2, 1]


def test_the_nought_of_a_library_is_no_result(tmp_path: Path) -> None:
    def more(_book: Any, sheet: Any) -> None:
        sheet.write_formula("C2", '="迟报材料，扣"&0.4&"分"')  # XlsxWriter stores 0, as nobody calculates here

    outcome = recalculate(read_workbook(_table(tmp_path / "a.xlsx", more)))
    assert [each.where.a1 for each in outcome.findings if each.code == "S112" and each.where] == ["C2"]
    assert [unit.score for unit in outcome.units] == [None, Decimal("99.7"), Decimal(100)]


def test_a_nought_beside_calculated_results_is_one(tmp_path: Path) -> None:
    def more(_book: Any, sheet: Any) -> None:
        sheet.write_formula("D2", "=100-0.4", None, 99.6)
        sheet.write_formula("D3", "=100-100", None, 0)

    table = read_workbook(_table(tmp_path / "a.xlsx", more)).tables[0]
    assert [*table.columns[3].values] == [Decimal("99.6"), Decimal(0), None]


def test_the_localised_general_format_is_no_date(tmp_path: Path) -> None:
    def more(book: Any, sheet: Any) -> None:
        sheet.write("D1", "扣分")
        for row, points in enumerate((0.1, 0, 2), 1):
            sheet.write(row, 3, points, book.add_format({"num_format": "G/通用格式"}))
        sheet.write("C2", None)

    table = read_workbook(_table(tmp_path / "a.xlsx", more)).tables[0]
    assert list(table.columns[3].values) == [Decimal("0.1"), Decimal(0), Decimal(2)]
