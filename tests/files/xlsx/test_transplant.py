"""Sheets that Kaohe puts into closed workbooks: all else keeps its bytes, and other programs agree."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from tests.files.xlsx.packages import parts
from tests.files.xlsx.rich_workbook import make_rich_workbook
from tests.libreoffice import convert
from tests.ooxml import problems

from kaohe.files.ooxml.package import Package
from kaohe.files.ooxml.transplant import put_page
from kaohe.files.ooxml.workbook import Workbook, quoted
from kaohe.files.template import build_workbook, content_from, style
from kaohe.files.template.book import Book, write
from kaohe.files.xlsx.reader import read_workbook

MARK = "_kaohe_statistics"
#: What must name the new parts, and where their formats go.
LISTS = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}


class Page:
    """Builds a sheet with ``count`` rows and a chart of them."""

    def __init__(self, count: int, *, charts: int = 1) -> None:
        self.count, self.charts = count, charts

    def __call__(self, name: str) -> bytes:
        buffer = BytesIO()
        with Book(buffer) as book:
            page = book.page(name, "#112233")
            page.merge_range(0, 0, 0, 3, "", book.look(style.TITLE))
            write(page, 0, 0, "统计 & <表>", book.look(style.TITLE))
            for row in range(1, self.count + 1):
                write(page, row, 0, f"项{row}", book.look(style.TYPED))
                page.write_number(row, 1, row / 2, book.look(style.COMPUTED, num_format="0.00_)"))
            page.repeat_rows(0)
            for number in range(self.charts):
                chart = book.workbook.add_chart({"type": "column"})
                chart.add_series({"values": f"={quoted(name)}!$B$2:$B${self.count + 1}"})
                page.insert_chart(2, 5 + 8 * number, chart)
        return buffer.getvalue()


def put(content: bytes, page: Page, name: str = "统计") -> tuple[str, bytes]:
    package = Package(content)
    title = put_page(Workbook(package), page, name, MARK)
    return title, b"".join(package.chunks())


@pytest.fixture
def rich(tmp_path: Path) -> bytes:
    make_rich_workbook(tmp_path / "rich.xlsm")
    return (tmp_path / "rich.xlsm").read_bytes()


def test_every_other_part_keeps_its_bytes(rich: bytes) -> None:
    title, content = put(rich, Page(5))
    before, after = parts(rich), parts(content)
    assert title == "统计"
    assert {name for name in before if after[name] != before[name]} <= LISTS
    assert any("charts/chart" in name for name in after.keys() - before.keys())


def test_the_sheet_comes_with_looks_texts_page_and_chart(data: Path) -> None:
    _, content = put((data / "assessment_form.xlsx").read_bytes(), Page(5))
    sheet = openpyxl.load_workbook(BytesIO(content))["统计"]
    assert (sheet["A1"].value, sheet["A2"].value, sheet["B3"].value) == ("统计 & <表>", "项1", 1)
    assert (sheet["A1"].font.sz, sheet["A1"].font.b, sheet["A1"].font.name) == (18, True, "等线")
    assert sheet["B3"].number_format == "0.00_)"
    assert sheet["B3"].fill.fgColor.rgb == "FFF2F2F2"
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:D1"]
    assert (sheet.print_title_rows, sheet.page_setup.orientation) == ("$1:$1", "landscape")
    (chart,) = sheet._charts
    assert chart.series[0].val.numRef.f == "'统计'!$B$2:$B$6"


def test_again_the_same_bytes_and_another_page_in_the_same_place(data: Path) -> None:
    _, first = put((data / "assessment_form.xlsx").read_bytes(), Page(5))
    assert put(first, Page(5)) == ("统计", first)
    _, second = put(first, Page(9))
    assert put(second, Page(9)) == ("统计", second)
    assert parts(first).keys() == parts(second).keys()
    assert openpyxl.load_workbook(BytesIO(second)).sheetnames == openpyxl.load_workbook(BytesIO(first)).sheetnames


def test_renamed_page_is_found_again(data: Path) -> None:
    _, first = put((data / "assessment_form.xlsx").read_bytes(), Page(5))
    book = openpyxl.load_workbook(BytesIO(first))
    book["统计"].title = "全年'统计"
    book.defined_names[MARK].value = "'全年''统计'!$A$1"
    saved = BytesIO()
    book.save(saved)
    title, second = put(saved.getvalue(), Page(9))
    assert title == "全年'统计"
    sheet = openpyxl.load_workbook(BytesIO(second))[title]
    assert (sheet.max_row, sheet._charts[0].series[0].val.numRef.f) == (10, "'全年''统计'!$B$2:$B$10")


def test_a_sheet_of_the_same_name_and_one_that_a_person_added_to_are_left_alone(data: Path) -> None:
    book = openpyxl.load_workbook(data / "assessment_form.xlsx")
    book.create_sheet("统计")["A1"] = "别动"
    saved = BytesIO()
    book.save(saved)
    title, content = put(saved.getvalue(), Page(5))
    book = openpyxl.load_workbook(BytesIO(content))
    assert (title, book["统计"]["A1"].value) == ("统计2", "别动")
    assert put(content, Page(5, charts=2))[0] == "统计3"


def test_a_page_may_gain_and_lose_its_chart(tmp_path: Path, data: Path) -> None:
    first = put((data / "assessment_form.xlsx").read_bytes(), Page(5, charts=0))[1]
    title, second = put(first, Page(5))
    assert (title, len(openpyxl.load_workbook(BytesIO(second))[title]._charts)) == ("统计", 1)
    title, third = put(second, Page(5, charts=0))
    assert (title, openpyxl.load_workbook(BytesIO(third))[title]._charts) == ("统计", [])
    with ZipFile(BytesIO(third)) as archive:
        assert not [name for name in archive.namelist() if "drawing" in name or "chart" in name]
    assert put(third, Page(5))[0] == "统计"


@pytest.mark.node
def test_valid_without_the_chart_it_had(tmp_path: Path, data: Path) -> None:
    build_workbook(tmp_path / "own.xlsx", content_from(read_workbook(data / "assessment_form.xlsx")))
    target = tmp_path / "a.xlsx"
    target.write_bytes(put(put((tmp_path / "own.xlsx").read_bytes(), Page(5))[1], Page(5, charts=0))[1])
    assert problems(target) == []


@pytest.mark.node
def test_valid_for_the_open_xml_sdk(tmp_path: Path, data: Path) -> None:
    build_workbook(tmp_path / "own.xlsx", content_from(read_workbook(data / "assessment_form.xlsx")))
    target = tmp_path / "a.xlsx"
    target.write_bytes(put((tmp_path / "own.xlsx").read_bytes(), Page(5, charts=2))[1])
    assert problems(target) == []


@pytest.mark.libreoffice
def test_charts_live_through_libreoffice(tmp_path: Path, data: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(put((data / "assessment_form.xlsx").read_bytes(), Page(5, charts=2))[1])
    again = convert(target, "xlsx", tmp_path / "again")
    assert len(openpyxl.load_workbook(again)["统计"]._charts) == 2


def test_a_page_with_a_name_that_excel_does_not_allow_is_left_alone(data: Path) -> None:
    _, first = put((data / "assessment_form.xlsx").read_bytes(), Page(5))
    package = Package(first)
    book = package.text("xl/workbook.xml").replace("统计".encode(), "全年[统计]".encode())
    package.put("xl/workbook.xml", book)
    renamed = b"".join(package.chunks())
    title, content = put(renamed, Page(6))
    assert title == "统计"
    assert [sheet.name for sheet in Workbook(Package(content)).sheets][-2:] == ["全年[统计]", "统计"]
    assert put(content, Page(6)) == (title, content)
