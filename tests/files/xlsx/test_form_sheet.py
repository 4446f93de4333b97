"""The form as a sheet: what stands on it, that it prints whole, and that it is read as the form it is."""

from __future__ import annotations

import subprocess
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.libreoffice import convert
from tests.ooxml import problems

from kaohe.core.spreadsheet import TALLEST_ROW
from kaohe.files.ooxml.package import Package
from kaohe.files.ooxml.workbook import Workbook
from kaohe.files.pages.form_sheet import build_form, put_form
from kaohe.files.template import build_workbook, content_from
from kaohe.files.xlsx.reader import read_workbook
from kaohe.reports.form import Form, FormTexts, FormUnit, make_form

ITEM = "个别帮扶干部未如实填写帮扶记录，扣0.1分；"


def form(*reasons: str, words: FormTexts | None = None) -> Form:
    entries = [
        FormUnit("镇（街道）", Decimal(number), f"单位{number}", text, Decimal("99.9"), 1)
        for number, text in enumerate(reasons, 1)
    ]
    return make_form(entries, words, "2345-6789")


def sheet_of(made: Form) -> Any:
    return openpyxl.load_workbook(BytesIO(build_form(made, "上报表")))["上报表"]


def rows(sheet: Any) -> list[list[object]]:
    return [[value for value in row if value is not None] for row in sheet.iter_rows(values_only=True)]


def test_lines_to_sign_headings_bands_and_units() -> None:
    sheet = sheet_of(form("迟到，扣0.1分"))
    assert rows(sheet) == [
        ["区委分管领导审核意见：", "区政府分管领导审核意见："],
        ["考核实施单位（盖章）：", "单位负责人签字："],
        ["考核经办人签字：", "　　　　年　　　月　　　日"],
        ["序号", "被考核单位", "加扣分原因及分值", "考核得分", "名次"],
        ["镇（街道）"],
        [1, "单位1", "迟到，扣0.1分", 99.9, 1],
    ]
    assert "A5:E5" in {str(area) for area in sheet.merged_cells.ranges}
    assert (sheet.print_title_rows, sheet.page_setup.orientation, sheet.page_setup.paperSize) == (
        "$4:$4",
        "landscape",
        9,
    )
    assert "2345-6789" in sheet.oddFooter.left.text
    assert "第 &P 页" in sheet.oddFooter.center.text
    assert (sheet.page_setup.firstPageNumber, sheet.page_setup.useFirstPageNumber) == (1, True)


def test_title_and_lines_are_as_the_office_says() -> None:
    sheet = sheet_of(form(words=FormTexts("2026年考核表", (("审核：", ""),))))
    assert rows(sheet)[:2] == [["2026年考核表"], ["审核："]]
    assert sheet.print_title_rows == "$3:$3"


@pytest.mark.parametrize("text", [ITEM * 40, ITEM * 300, "字" * 3000, "行\n" * 200, "字" * 32767])
def test_reasons_of_pages_stand_whole_in_rows_that_excel_can_show(text: str) -> None:
    sheet = sheet_of(form("无", text, "无"))
    found = [sheet.cell(row, 3).value or "" for row in range(7, sheet.max_row)]
    assert "".join(found) == text.rstrip("\n") or "".join(found) == text
    assert all(row.height <= TALLEST_ROW for row in sheet.row_dimensions.values())
    assert sheet.cell(sheet.max_row, 2).value == "单位3"


def test_texts_that_look_like_formulas_are_texts() -> None:
    sheet = sheet_of(form("=1+1，扣0.1分", "@甲"))
    assert [(sheet.cell(row, 3).value, sheet.cell(row, 3).data_type) for row in (6, 7)] == [
        ("=1+1，扣0.1分", "s"),
        ("@甲", "s"),
    ]


def test_scores_have_one_number_of_decimals_and_stay_numbers() -> None:
    entries = [
        FormUnit("镇", None, name, "无", score, 1) for name, score in (("甲", Decimal(100)), ("乙", Decimal("99.65")))
    ]
    sheet = sheet_of(make_form(entries))
    assert [(sheet.cell(row, 4).value, sheet.cell(row, 4).number_format) for row in (6, 7)] == [
        (100, "0.00"),
        (99.65, "0.00"),
    ]


@pytest.mark.libreoffice
def test_the_form_counts_its_own_pages_behind_other_sheets(tmp_path: Path, data: Path) -> None:
    book = tmp_path / "a.xlsx"
    build_workbook(book, content_from(read_workbook(data / "assessment_form.xlsx")))
    package = Package(book.read_bytes())
    put_form(Workbook(package), form(*(ITEM for _ in range(40))))
    book.write_bytes(b"".join(package.chunks()))
    pdf = convert(book, "pdf", tmp_path / "out")
    said = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
    pages = [page for page in said.split("\f") if "数据校验码：2345-6789" in page]
    assert len(pages) > 1
    assert all(f"第{number}页" in "".join(page.split()) for number, page in enumerate(pages, 1))


def test_open_scores_stay_blank_and_are_named_below() -> None:
    sheet = sheet_of(make_form([FormUnit("镇", None, "甲镇", "迟报，扣分", None, None)]))
    assert rows(sheet)[-2:] == [[1, "甲镇", "迟报，扣分"], ["注：甲镇的得分或名次尚未确定，表中留空。"]]


def test_the_same_form_gives_the_same_bytes() -> None:
    assert build_form(form(ITEM), "上报表") == build_form(form(ITEM), "上报表")


@pytest.mark.node
@pytest.mark.parametrize("reasons", [(), (ITEM,), ("无", ITEM * 300)], ids=["none", "one", "long"])
def test_valid_for_the_open_xml_sdk(tmp_path: Path, reasons: tuple[str, ...]) -> None:
    target = tmp_path / "form.xlsx"
    target.write_bytes(build_form(form(*reasons), "上报表"))
    assert problems(target) == []


@pytest.mark.libreoffice
@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (2000, 60)])
def test_every_unit_is_printed_under_headings(tmp_path: Path, count: int, pages: int) -> None:
    target = tmp_path / "form.xlsx"
    target.write_bytes(build_form(form(*(ITEM for _ in range(count))), "上报表"))
    pdf = convert(target, "pdf", tmp_path / "out")
    said = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
    printed = said.rstrip("\f").split("\f")
    assert len(printed) >= pages
    assert all(
        "被考核单位" in page and f"第{number}页" in "".join(page.split()) for number, page in enumerate(printed, 1)
    )
    assert all(f"单位{number}" in said for number in range(1, count + 1, 97))


@pytest.mark.libreoffice
def test_a_reason_of_five_pages_is_printed_whole(tmp_path: Path) -> None:
    text = "；".join(f"第{number}项没有完成，扣0.01分" for number in range(1, 700))
    target = tmp_path / "form.xlsx"
    target.write_bytes(build_form(form(text), "上报表"))
    pdf = convert(target, "pdf", tmp_path / "out")
    said = subprocess.run(["pdftotext", "-raw", pdf, "-"], check=True, capture_output=True, text=True).stdout
    together = "".join(said.split())
    missing = [number for number in range(1, 700) if f"第{number}项" not in together]
    assert len(said.rstrip("\f").split("\f")) >= 5
    assert len(missing) < 30, missing  # the name of a page's last item may be parted by its foot
