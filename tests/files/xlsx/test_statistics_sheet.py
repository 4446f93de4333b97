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
from kaohe.files.pages.statistics_sheet import build_statistics, put_statistics
from kaohe.files.template import build_workbook, content_from
from kaohe.files.xlsx.reader import read_workbook
from kaohe.files.xlsx.writer import write_outcome
from kaohe.recalculation import recalculate
from kaohe.reports.statistics import Statistics, compute

REAL = Path(__file__).parents[2] / "data" / "assessment_form.xlsx"


def statistics(*reasons: str, categories: Sequence[str] = ("镇",)) -> Statistics:
    columns = {Field.UNIT: [f"单位{number}" for number, _ in enumerate(reasons)], Field.REASONS: list(reasons)}
    grouped = [categories[number % len(categories)] for number, _ in enumerate(reasons)]
    return compute(recalculate(Sheets((table(columns, categories=grouped),))).units)


def ranges(content: bytes) -> list[str]:
    """Return every reference of every chart, in the order of the file."""
    with ZipFile(BytesIO(content)) as archive:
        charts = sorted(name for name in archive.namelist() if name.startswith("xl/charts/chart"))
        return [found for name in charts for found in re.findall(r"<c:f>(.*?)</c:f>", archive.read(name).decode())]


def cells(book: Any, reference: str) -> list[object]:
    found = book["统计"][reference.rpartition("!")[2].replace("$", "")]
    return [found.value] if not isinstance(found, tuple) else [cell.value for (cell,) in found]


def test_four_charts_draw_whole_columns_of_the_tables_beside_them() -> None:
    content = build_statistics(compute(recalculate(read_workbook(REAL)).units), "统计")
    book = openpyxl.load_workbook(BytesIO(content))
    drawn = {reference: cells(book, reference) for reference in ranges(content)}
    assert len(ranges(content)) == 3 * (3 + 3 + 1 + 3)  # name, categories and values of each series
    assert all(None not in values for values in drawn.values())
    assert ["A02", "A03", "A04", "C05", "B01", "A01", "B02", "B05", "C01", "C03"] in drawn.values()
    assert [20, 18, 16, 13, 12, 12, 7, 7, 6, 5] in drawn.values()
    assert ["A类", "B类", "C类"] in drawn.values()
    assert [7.5, 6.8, 5.8] in drawn.values()
    assert [99.72, 99.74, 99.74] in drawn.values()


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
    write_outcome(
        read_original(path), path, outcome, pages=(lambda book: put_statistics(book, compute(outcome.units)),)
    )
    return path


def test_recalculation_makes_a_closed_workbook_s_statistics_follow(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    assert book["统计"]["A2"].value.startswith("共75个单位，22种扣分原因，合计扣20.1分。")
    before = workbook.read_bytes()
    write_outcome(read_original(workbook), workbook, recalculate(read_workbook(workbook)))
    assert workbook.read_bytes() == before
    rewritten = workbook.with_name("b.xlsx")
    book["考核数据"]["D5"] = "迟到，扣3分"
    book.save(rewritten)
    write_outcome(read_original(rewritten), rewritten, recalculate(read_workbook(rewritten)))
    assert openpyxl.load_workbook(rewritten)["统计"]["A2"].value.startswith("共75个单位，23种扣分原因，合计扣22.8分。")


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
def test_libreoffice_saves_all_charts(workbook: Path, tmp_path: Path) -> None:
    saved = convert(workbook, "xlsx", tmp_path / "out")
    with ZipFile(saved) as archive:
        charts = [name for name in archive.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
    assert len(charts) == 4
