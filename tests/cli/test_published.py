"""What goes out of the office: the ranking list, notices, and the workbook in parts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from tests.ooxml import problems

from kaohe.files.disk.names import file_names
from kaohe.files.opening import read_tables
from kaohe.recalculation import recalculate


@pytest.fixture
def table(kaohe: Callable, data: Path, tmp_path: Path) -> Path:
    kaohe("new", tmp_path / "表.xlsx", "--from", data / "assessment_form.xlsx")
    return tmp_path / "表.xlsx"


def ranks(path: Path) -> list[tuple[object, object]]:
    rows = openpyxl.load_workbook(path)["排名榜"].iter_rows(min_row=3, max_col=2, values_only=True)
    return [row for row in rows if isinstance(row[0], int)]


def test_ranking_lists_every_unit_and_follows_the_data(kaohe: Callable, table: Path) -> None:
    assert kaohe("ranking", table, "--in-place").code == 0
    before = ranks(table)
    assert len(before) == 75
    book = openpyxl.load_workbook(table)
    sheet = book["考核数据"]
    row = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 2).value == before[0][1])
    sheet.cell(row, 4).value = "迟到，扣9分"
    book.save(table)
    kaohe("recalc", table, "--in-place")
    after = ranks(table)
    assert len(after) == 75
    assert after != before
    kept = table.read_bytes()
    kaohe("recalc", table, "--in-place")
    assert table.read_bytes() == kept


def test_the_list_of_an_office_s_own_workbook_is_never_read_as_a_table(
    kaohe: Callable, data: Path, tmp_path: Path
) -> None:
    out = tmp_path / "b.xlsx"
    kaohe("ranking", data / "assessment_form.xlsx", "-o", out)
    assert len(recalculate(read_tables(out)).units) == 75


@pytest.mark.node
def test_ranking_is_valid_as_sheet_and_as_document(kaohe: Callable, table: Path, tmp_path: Path) -> None:
    kaohe("ranking", table, "--in-place")
    kaohe("ranking", table, "--docx", tmp_path / "榜.docx")
    assert problems(table) == []
    assert problems(tmp_path / "榜.docx") == []
    assert len(docx.Document(str(tmp_path / "榜.docx")).tables[0].rows) == 1 + 75 + 3


def test_notices_one_document_each_and_twice(kaohe: Callable, table: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert kaohe("notices", table, "--folder", tmp_path / "单").code == 0
    assert len(list((tmp_path / "单").iterdir())) == 75
    assert "登科街道：" in [each.text for each in docx.Document(str(tmp_path / "单" / "登科街道.docx")).paragraphs]


def test_notices_from_a_document_that_the_office_edited(kaohe: Callable, table: Path, tmp_path: Path) -> None:
    kaohe("notices", "--write-template", tmp_path / "格式.docx")
    document = docx.Document(str(tmp_path / "格式.docx"))
    document.paragraphs[0].text = "致{{单位}}的信"
    document.save(str(tmp_path / "格式.docx"))
    kaohe("notices", table, "--docx", tmp_path / "信.docx", "--template", tmp_path / "格式.docx")
    assert docx.Document(str(tmp_path / "信.docx")).paragraphs[0].text == "致登科街道的信"


@pytest.mark.parametrize("by", ["类别", "工作表", "被考核单位"])
def test_split_and_merged_back_is_the_same(kaohe: Callable, table: Path, tmp_path: Path, by: str) -> None:
    split = kaohe("split", table, "--by", by, "-o", tmp_path / "份")
    if by == "工作表":
        assert (split.code, "只有一份" in split.err) == (2, True)
        return
    assert split.code == 0
    assert kaohe("merge", *(tmp_path / "份").iterdir(), "-o", tmp_path / "回.xlsx").code == 0
    assert standing(tmp_path / "回.xlsx") == standing(table)


def standing(path: Path) -> set[tuple[object, ...]]:
    units = recalculate(read_tables(path)).units
    return {(unit.unit, unit.category, unit.score, unit.rank, unit.readings[0].text) for unit in units}


def test_names_that_are_no_file_names() -> None:
    texts = ["A/B局", "a:b局", "CON", "  .. ", "甲" * 300, "甲镇", "甲镇"]
    assert list(file_names(texts, ".docx")) == [
        "A_B局.docx",
        "a_b局（2）.docx",
        "_CON.docx",
        "未命名.docx",
        "甲" * 80 + ".docx",
        "甲镇.docx",
        "甲镇（2）.docx",
    ]


def test_a_dry_run_says_when_there_is_nothing_to_do(kaohe: Callable, data: Path, tmp_path: Path) -> None:
    out = tmp_path / "b.xlsx"
    assert "将改动" in kaohe("recalc", data / "assessment_form.xlsx", "--dry-run").out
    kaohe("recalc", data / "assessment_form.xlsx", "-o", out)
    assert "无需改动" in kaohe("recalc", out, "--dry-run").out
