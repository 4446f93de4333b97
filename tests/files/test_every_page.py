"""Every sheet and document that Kaohe makes about a table: set up alike, valid, and kept whole by LibreOffice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from tests.gallery import CASES, make_files
from tests.libreoffice import convert_all
from tests.ooxml import problems

#: The guide is read line by line, and has no table whose headings could be repeated.
_WITHOUT_HEADS = {"使用说明"}
#: They come from formulas of the worksheet functions, which LibreOffice does not know.
_FORMULA = re.compile(r"=|#NAME\?")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return dict(make_files(CASES["3x10"], tmp_path_factory.mktemp("pages")))


def sheets(made: dict[str, Path]) -> Iterator[Any]:
    for path in made.values():
        if path.suffix == ".xlsx":
            yield from openpyxl.load_workbook(path).worksheets


def test_every_sheet_is_set_up_for_paper_alike(made: dict[str, Path]) -> None:
    names = []
    for sheet in sheets(made):
        names.append(sheet.title)
        page = sheet.page_setup
        assert (int(page.paperSize), page.firstPageNumber, page.useFirstPageNumber) == (9, 1, True), sheet.title
        if sheet.title not in _WITHOUT_HEADS:
            assert sheet.print_title_rows, sheet.title
        footer = sheet.oddFooter
        assert "第 &P 页" in str(footer.center.text), sheet.title
        assert "&N" not in str(footer.center.text), sheet.title
        shown = "数据校验码：" if sheet.title == "上报表" else "&A"
        assert str(footer.left.text).startswith(shown), sheet.title
        if sheet.title != "统计":  # it has pages of its own choice
            assert sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.title
    assert set(names) == {
        "考核数据", "标准目录", "类别设置", "参数设置", "使用说明", "核对结果", "上报表", "统计", "排名榜", "读表说明",
        "与上一版比较", "汇总情况",
    }  # fmt: skip


def test_settings_say_nothing_twice(made: dict[str, Path]) -> None:
    sheet = openpyxl.load_workbook(made["book"])["参数设置"]
    told = [cell.value for (cell,) in sheet["C4:C60"] if cell.value]
    assert len(told) == len(set(told))


@pytest.mark.node
def test_all_are_valid_for_the_open_xml_sdk(made: dict[str, Path]) -> None:
    assert [(kind, found) for kind, path in made.items() if (found := problems(path))] == []


@pytest.mark.libreoffice
def test_libreoffice_saves_all_of_them_whole(made: dict[str, Path], tmp_path: Path) -> None:
    for kind in ("xlsx", "docx"):
        paths = [path for path in made.values() if path.suffix == f".{kind}"]
        for path, saved in zip(paths, convert_all(paths, kind, tmp_path), strict=True):
            texts = _texts(path)
            assert texts, path
            assert _texts(saved) == texts, path


def _texts(path: Path) -> list[str]:
    """Return everything that a file shows as text, in its order."""
    if path.suffix == ".docx":
        document = Document(str(path))
        lines = [line.text for line in document.paragraphs]
        lines += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return [" ".join(line.split()) for line in lines if line.strip()]
    book = openpyxl.load_workbook(path)
    cells = (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None)
    return [
        f"{cell.parent.title}!{cell.coordinate} {_shown(cell.value)}"
        for cell in cells
        if not _FORMULA.match(str(cell.value))
    ]


def _shown(value: object) -> str:
    return f"{value:.10g}" if isinstance(value, int | float) else str(value).strip()
