"""``kaohe form``: the form in the workbook, found again, and out of date when the data change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from kaohe.core.schema import Field
from kaohe.files.ooxml.package import Package
from kaohe.files.ooxml.workbook import Workbook
from kaohe.files.xlsx.reader import read_workbook


@pytest.fixture
def workbook(kaohe: Callable, data: Path, tmp_path: Path) -> Path:
    path = tmp_path / "a.xlsx"
    assert kaohe("new", path, "--from", data / "assessment_form.docx").code == 0
    assert kaohe("form", path, "--in-place").code == 0
    return path


def _codes(kaohe: Callable, path: Path) -> list[str]:
    run = kaohe("check", path)
    return [line[1:5] for line in run.out.splitlines() if line.startswith("【S113")]


def test_form_is_a_sheet_of_the_workbook_and_no_second_table(workbook: Path) -> None:
    assert "上报表" in openpyxl.load_workbook(workbook).sheetnames
    (table,) = read_workbook(workbook).tables
    assert (table.sheet, len(table.rows)) == ("考核数据", 75)


def test_a_second_run_changes_nothing(kaohe: Callable, workbook: Path) -> None:
    before = workbook.read_bytes()
    run = kaohe("form", workbook, "--in-place")
    assert (run.code, workbook.read_bytes() == before, "无需改动" in run.out) == (0, True, True)
    assert kaohe("recalc", workbook, "--in-place").code == 0
    assert workbook.read_bytes() == before


def test_changed_data_make_the_form_out_of_date_until_it_is_made_anew(
    kaohe: Callable, workbook: Path, tmp_path: Path
) -> None:
    assert _codes(kaohe, workbook) == []
    book = openpyxl.load_workbook(workbook)
    book["考核数据"]["D5"] = "迟到，扣3分"
    book.save(tmp_path / "b.xlsx")
    assert _codes(kaohe, tmp_path / "b.xlsx") == ["S113"]
    assert kaohe("form", tmp_path / "b.xlsx", "--in-place").code == 0
    assert _codes(kaohe, tmp_path / "b.xlsx") == []


def test_a_form_alone_gives_its_units_back(kaohe: Callable, workbook: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    for name in book.sheetnames:
        if name != "上报表":
            del book[name]
    book.save(tmp_path / "paper.xlsx")
    assert kaohe("new", tmp_path / "c.xlsx", "--from", tmp_path / "paper.xlsx").code == 0
    (before,), (after,) = read_workbook(workbook).tables, read_workbook(tmp_path / "c.xlsx").tables
    assert after.categories == before.categories
    for name in (Field.UNIT, Field.REASONS, Field.SCORE, Field.RANK):
        assert after.column(name).values == before.column(name).values


def test_an_office_s_own_workbook_gets_its_form(kaohe: Callable, data: Path, tmp_path: Path) -> None:
    assert kaohe("form", data / "assessment_form.xlsx", "-o", tmp_path / "b.xlsx").code == 0
    assert openpyxl.load_workbook(tmp_path / "b.xlsx").sheetnames[-2:] == ["核对结果", "上报表"]


def test_words_of_the_form_are_settings(kaohe: Callable, workbook: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    ((sheet, cell),) = book.defined_names["kaohe_title"].destinations
    book[sheet][cell.replace("$", "")] = "2026年度考核表"
    book.save(tmp_path / "b.xlsx")
    assert kaohe("form", tmp_path / "b.xlsx", "--in-place").code == 0
    assert openpyxl.load_workbook(tmp_path / "b.xlsx")["上报表"]["A1"].value == "2026年度考核表"


def test_one_target_must_be_named(kaohe: Callable, workbook: Path) -> None:
    assert kaohe("form", workbook).code == 2
    assert kaohe("form", workbook, "-o", workbook).code == 2


def test_form_that_a_person_put_a_picture_on_stays_and_is_no_second_table(kaohe: Callable, workbook: Path) -> None:
    package = Package(workbook.read_bytes())
    form = Workbook(package).sheet_part("上报表")
    assert form
    package.add("xl/drawings/drawing9.xml", b"<a/>", "application/vnd.openxmlformats-officedocument.drawing+xml")
    package.relate(form, "drawing", "xl/drawings/drawing9.xml")
    workbook.write_bytes(b"".join(package.chunks()))
    assert kaohe("form", workbook, "--in-place").code == 0
    made = Workbook(Package(workbook.read_bytes()))
    assert {"上报表", "上报表2"} <= {sheet.name for sheet in made.sheets}
    sheets = read_workbook(workbook)
    assert [(table.sheet, len(table.rows)) for table in sheets.tables] == [("考核数据", 75)]
    assert not any(reading.sheet.startswith("上报表") for reading in sheets.readings)
    assert "无需改动" in kaohe("form", workbook, "--in-place").out
