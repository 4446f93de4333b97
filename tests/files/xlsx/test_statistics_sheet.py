"""The sheet 统计: native charts over its own cells, in closed workbooks, kept by other programs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from tests.core.tables import table
from tests.libreoffice import convert
from tests.ooxml import problems

from kaohe.core.schema import Field, Sheet
from kaohe.core.table import Sheets
from kaohe.files.disk.source import read_original
from kaohe.files.pages.statistics_sheet import build_statistics, heights, make_statistics, put_statistics
from kaohe.files.template import build_workbook, content_from
from kaohe.files.xlsx.reader import read_workbook
from kaohe.files.xlsx.writer import write_outcome
from kaohe.recalculation import recalculate
from kaohe.reports.statistics import Statistics, compute
from kaohe.reports.statistics.panels import panels

REAL = Path(__file__).parents[2] / "data" / "assessment_form.xlsx"


def statistics(*reasons: str, categories: Sequence[str] = ("镇",)) -> Statistics:
    columns = {Field.UNIT: [f"单位{number}" for number, _ in enumerate(reasons)], Field.REASONS: list(reasons)}
    grouped = [categories[number % len(categories)] for number, _ in enumerate(reasons)]
    return compute(recalculate(Sheets((table(columns, categories=grouped),))))


def ranges(content: bytes) -> list[str]:
    """Return every reference of every chart, in the order of the file."""
    with ZipFile(BytesIO(content)) as archive:
        charts = sorted(name for name in archive.namelist() if name.startswith("xl/charts/chart"))
        return [found for name in charts for found in re.findall(r"<c:f>(.*?)</c:f>", archive.read(name).decode())]


def cells(book: Any, reference: str) -> list[object]:
    found = book["统计"][reference.rpartition("!")[2].replace("$", "")]
    return [found.value] if not isinstance(found, tuple) else [cell.value for (cell,) in found]


def test_the_chart_draws_whole_columns_of_the_table_above_it() -> None:
    content = build_statistics(compute(recalculate(read_workbook(REAL))), "统计")
    book = openpyxl.load_workbook(BytesIO(content))
    assert len(book["统计"]._charts) == 1
    found = [cells(book, reference) for reference in ranges(content)]
    assert [values for values in found if len(values) == 1] == [
        ["镇（街道）"],
        ["区党群部门"],
        ["区政府部门、省市驻恩单位"],
    ]
    assert ["99.9", "99.8", "99.7", "99.6", "99.5", "99.4"] in found
    assert [9, 9, 9, 8, 1, 1] in found


def test_bars_begin_at_nought_are_solid_and_the_largest_fills_its_cell() -> None:
    content = build_statistics(compute(recalculate(read_workbook(REAL))), "统计")
    with ZipFile(BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    plain = re.findall(r"<dataBar ([^>]*)><cfvo ([^>]*)/><cfvo ([^>]*)/>", sheet)
    assert plain == [('minLength="0" maxLength="100"', 'type="num" val="0"', 'type="max"')] * 6
    newer = re.findall(r"<x14:dataBar ([^>]*)>(.*?)</x14:dataBar>", sheet)
    assert len(newer) == 6
    for attributes, inner in newer:
        assert {'minLength="0"', 'maxLength="100"', 'gradient="0"'} <= set(attributes.split())
        assert '<x14:cfvo type="num"><xm:f>0</xm:f></x14:cfvo><x14:cfvo type="max"/>' in inner


def test_axes_count_whole_units() -> None:
    few = build_statistics(statistics("无", "迟到，扣1分", "无"), "统计")
    with ZipFile(BytesIO(few)) as archive:
        (chart,) = (archive.read(name).decode() for name in archive.namelist() if "charts/chart" in name)
    (axis,) = re.findall(r"<c:valAx>.*?</c:valAx>", chart)
    assert '<c:majorUnit val="1"/>' in axis
    assert '<c:numFmt formatCode="0" sourceLinked="0"/>' in axis


@pytest.mark.parametrize("categories", [1, 3, 12, 40])
@pytest.mark.parametrize("kinds", [1, 12])
def test_a_table_and_its_chart_stand_on_one_page(categories: int, kinds: int) -> None:
    reasons = [f"第{number % kinds}项没有按要求完成，扣{number % kinds + 1}分" for number in range(80)]
    found = statistics(*reasons, categories=[f"第{number}类" for number in range(categories)])
    shown = panels(found)
    book = openpyxl.load_workbook(BytesIO(build_statistics(found, "统计")))
    sheet = book["统计"]
    assert (sheet.print_title_rows, sheet.page_setup.orientation, sheet.page_setup.paperSize) == (
        "$1:$1",
        "portrait",
        9,
    )
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage
    tops = [0, *(page.id for page in sheet.row_breaks.brk)]
    assert set(tops[1:]) <= {panel.top for panel in shown.tables}
    fitted = heights(shown)
    room = (297 - 0.6 * 25.4 - 0.7 * 25.4) / 25.4 * 72 / (sheet.page_setup.scale / 100)
    for number, (top, end) in enumerate(zip(tops, [*tops[1:], len(fitted)], strict=True)):
        assert sum(fitted[top:end]) + (fitted[0] if number else 0) <= room
    assert sheet.print_area == f"'统计'!$A$1:$J${len(fitted)}"


def test_labels_and_axes_say_all_that_they_do_not_show() -> None:
    """A program may show what is not named, as LibreOffice does where Excel 2016 saved the workbook last."""
    with ZipFile(BytesIO(build_statistics(statistics("迟到，扣1分", "无"), "统计"))) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if "charts/chart" in name]
    labels = [found for chart in charts for found in re.findall(r"<c:dLbls>.*?</c:dLbls>", chart)]
    axes = [found for chart in charts for found in re.findall(r"<c:(?:cat|val)Ax>.*?</c:(?:cat|val)Ax>", chart)]
    parts = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    assert labels
    assert all(re.findall(r"<c:show(\w+) ", found) == [*parts] for found in labels)
    assert all('<c:minorTickMark val="none"/>' in found for found in axes if '<c:delete val="1"/>' not in found)


def test_the_same_figures_give_the_same_bytes() -> None:
    found = statistics("迟到，扣1分")
    assert build_statistics(found, "统计") == build_statistics(found, "统计")


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "a.xlsx"
    build_workbook(path, content_from(read_workbook(REAL)))
    outcome = recalculate(read_workbook(path))
    write_outcome(read_original(path), path, outcome, pages=(lambda book: put_statistics(book, compute(outcome)),))
    return path


def test_recalculation_makes_a_closed_workbook_s_statistics_follow(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    assert [book["统计"][place].value for place in ("A3", "J3")] == [75, 20.1]
    before = workbook.read_bytes()
    write_outcome(read_original(workbook), workbook, recalculate(read_workbook(workbook)))
    assert workbook.read_bytes() == before
    rewritten = workbook.with_name("b.xlsx")
    book["考核数据"]["D5"] = "迟到，扣3分"
    book.save(rewritten)
    write_outcome(read_original(rewritten), rewritten, recalculate(read_workbook(rewritten)))
    assert [openpyxl.load_workbook(rewritten)["统计"][place].value for place in ("A3", "J3")] == [75, 22.8]


def test_the_statistics_are_no_table_and_keep_the_place_that_the_user_gave_them(workbook: Path) -> None:
    (found,) = read_workbook(workbook).tables
    assert found.sheet == Sheet.DATA
    book = openpyxl.load_workbook(workbook)
    book["统计"].title = "图表"
    book.move_sheet("图表", -(len(book.sheetnames) - 1))
    book.defined_names["_kaohe_statistics"].attr_text = "图表!$A$1"
    book["考核数据"]["D5"] = "迟到，扣3分"
    book.save(workbook)
    write_outcome(read_original(workbook), workbook, recalculate(read_workbook(workbook)))
    names = openpyxl.load_workbook(workbook).sheetnames
    assert names[0] == "图表"
    assert "统计" not in names


@pytest.mark.node
@pytest.mark.parametrize(
    "found",
    [
        statistics(),
        statistics("无"),
        statistics(*(f"第{n}项，扣{n}分" for n in range(1, 40)), categories=[*"甲乙丙丁戊己庚"]),
    ],
    ids=["none", "clean", "many"],
)
def test_valid_for_the_open_xml_sdk(tmp_path: Path, found: Statistics) -> None:
    target = tmp_path / "statistics.xlsx"
    target.write_bytes(build_statistics(found, "统计"))
    assert problems(target) == []


@pytest.mark.node
def test_a_workbook_with_statistics_is_valid(workbook: Path) -> None:
    assert problems(workbook) == []


@pytest.mark.libreoffice
def test_libreoffice_saves_chart_and_bars(workbook: Path, tmp_path: Path) -> None:
    saved = convert(workbook, "xlsx", tmp_path / "out")
    with ZipFile(saved) as archive:
        charts = [name for name in archive.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
    assert len(charts) == 1
    with ZipFile(saved) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
    assert sum(sheet.count("<x14:dataBar ") for sheet in sheets) == 6


def test_what_changed_is_said_until_the_data_change_again(workbook: Path) -> None:
    outcome = recalculate(read_workbook(workbook))
    said = "与上一版相比，有变动1个单位。"
    pages = (lambda book: make_statistics(book, outcome, said),)
    write_outcome(read_original(workbook), workbook, outcome, pages=pages)
    assert said in words_of(workbook)
    write_outcome(read_original(workbook), workbook, recalculate(read_workbook(workbook)))
    assert said in words_of(workbook)
    book = openpyxl.load_workbook(workbook)
    book["考核数据"]["D5"] = "迟到，扣3分"
    book.save(workbook)
    write_outcome(read_original(workbook), workbook, recalculate(read_workbook(workbook)))
    assert said not in words_of(workbook)


def words_of(path: Path) -> str:
    return "".join(str(row[0]) for row in openpyxl.load_workbook(path)["统计"].iter_rows(values_only=True) if row[0])
