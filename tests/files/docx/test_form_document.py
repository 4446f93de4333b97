"""The Word form: compared with the real document by python-docx, by our own reader, and by the Open XML SDK."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import given
from hypothesis import strategies as st
from tests.ooxml import problems

from kaohe.core.schema import Field
from kaohe.core.table import Table
from kaohe.files.docx import read_document, write_document
from kaohe.files.export import entries_of
from kaohe.recalculation import recalculate
from kaohe.reports.form import HEADINGS, Form, FormTexts, FormUnit, make_form


@pytest.fixture(scope="module")
def real() -> Path:
    return Path(__file__).parents[2] / "data" / "assessment_form.docx"


@pytest.fixture(scope="module")
def form(real: Path) -> Form:
    sheets = read_document(real)
    return make_form(entries_of(sheets, recalculate(sheets)))


@pytest.fixture(scope="module")
def written(form: Form) -> Any:
    return Document(BytesIO(write_document(form)))


def one_unit(reasons: str, unit: str = "甲镇") -> Form:
    return make_form([FormUnit("镇", Decimal(1), unit, reasons, Decimal("99.9"), 1)])


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def test_lines_to_sign_are_those_of_the_real_document(real: Path, written: Any) -> None:
    expected = [squeezed(line.text) for line in Document(str(real)).paragraphs]
    assert [squeezed(line.text) for line in written.paragraphs if line.text] == expected


def test_every_cell_is_that_of_the_real_document(real: Path, written: Any) -> None:
    (ours,), (theirs,) = written.tables, Document(str(real)).tables
    found = [[cell.text for cell in row.cells] for row in ours.rows]
    expected = [[cell.text.replace("（示例）", "") for cell in row.cells] for row in theirs.rows]
    assert len(found) == 1 + 3 + 75
    assert found == expected


def test_bands_are_merged_over_all_columns(written: Any) -> None:
    spans = [row.cells[0].grid_span for row in written.tables[0].rows]
    assert [number for number, span in enumerate(spans) if span == len(HEADINGS)] == [1, 20, 41]


def test_headings_are_repeated_and_rows_kept_whole(written: Any) -> None:
    rows = [row._tr for row in written.tables[0].rows]
    assert [len(row.findall(f".//{qn('w:tblHeader')}")) for row in rows] == [1] + [0] * 78
    assert all(len(row.findall(f".//{qn('w:cantSplit')}")) == 1 for row in rows)


def test_a_row_of_five_pages_may_break() -> None:
    (table,) = Document(BytesIO(write_document(one_unit("个别干部未如实填写帮扶记录，扣0.1分；" * 200)))).tables
    assert table.rows[2]._tr.find(f".//{qn('w:cantSplit')}") is None


def test_pages_are_a4_lying_and_numbered(written: Any, form: Form) -> None:
    (section,) = written.sections
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert abs(section.page_width - Mm(297)) < Mm(0.1)
    assert abs(section.page_height - Mm(210)) < Mm(0.1)
    (footer,) = section.footer.paragraphs
    fields = [each.get(qn("w:instr")).strip() for each in footer._p.findall(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert footer.text.startswith(f"数据校验码：{form.code}")


def test_a_title_and_other_lines_to_sign_are_as_the_office_says() -> None:
    words = FormTexts(title="2025年度考核表", sign_off=(("审核：", "经办："),))
    document = Document(BytesIO(write_document(make_form([], words))))
    assert [line.text for line in document.paragraphs if line.text] == ["2025年度考核表", "审核：\t经办："]


def test_the_remark_stands_below_the_table() -> None:
    form = make_form([FormUnit("镇", None, "甲镇", "迟报，扣分", None, None)])
    document = Document(BytesIO(write_document(form)))
    assert document.paragraphs[-1].text == "注：甲镇的得分或名次尚未确定，表中留空。"


def test_the_same_form_gives_the_same_bytes(form: Form) -> None:
    content = write_document(form)
    assert content == write_document(form)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}


@pytest.mark.parametrize(
    "words",
    [FormTexts(), FormTexts(title="年度考核表"), FormTexts(title="<&>", sign_off=())],
    ids=["usual", "title", "bare"],
)
def test_the_importer_finds_the_units_below_any_words(form: Form, tmp_path: Path, words: FormTexts) -> None:
    path = tmp_path / "上报表.docx"
    path.write_bytes(write_document(replace(form, words=words)))
    assert len(read_document(path).tables[0].rows) == 75


@pytest.mark.parametrize("name", ["镇（街道）", "乡镇", "部门", "被考核单位", "类别1", "第2组", "A", "无", "<&>"])
def test_the_importer_takes_any_band_for_what_it_is(tmp_path: Path, name: str) -> None:
    entries = [
        FormUnit(each, None, f"{each}一局", "迟到，扣0.1分", Decimal("99.9"), 1) for each in (name, "其他", f"{name}乙")
    ]
    table = read_back(write_document(make_form(entries)), tmp_path)
    assert table.categories == (name, "其他", f"{name}乙")


def read_back(content: bytes, folder: Path) -> Table:
    path = folder / "上报表.docx"
    path.write_bytes(content)
    (table,) = read_document(path).tables
    return table


def cell(table: Table, field: Field) -> object:
    column = table.column(field)
    assert column is not None
    return column.values[0]


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t <&>\"'，；。分扣0.1"), max_size=60)
)
def test_any_text_comes_back_as_it_went_out(text: str) -> None:
    reasons = "未" + text.replace("\ufffe", "").replace("\uffff", "") + "，扣0.1分"
    with TemporaryDirectory() as folder:
        assert cell(read_back(write_document(one_unit(reasons)), Path(folder)), Field.REASONS) == reasons


def test_what_no_file_can_hold_is_marked(tmp_path: Path) -> None:
    table = read_back(write_document(one_unit("坏\ud800字\x0b，扣0.1分")), tmp_path)
    assert cell(table, Field.REASONS) == "坏\ufffd字\ufffd，扣0.1分"


@pytest.mark.node
@pytest.mark.parametrize("make", [lambda: make_form([]), lambda: one_unit("<&>\n\t，扣0.1分")], ids=["none", "one"])
def test_the_open_xml_sdk_accepts_the_form(make: Callable[[], Form], tmp_path: Path) -> None:
    path = tmp_path / "上报表.docx"
    path.write_bytes(write_document(make()))
    assert problems(path) == []


@pytest.mark.node
def test_the_open_xml_sdk_accepts_the_real_form_and_sees_a_wrong_one(form: Form, tmp_path: Path) -> None:
    path, wrong = tmp_path / "上报表.docx", tmp_path / "错.docx"
    path.write_bytes(write_document(form))
    assert problems(path) == []
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(wrong, "w") as spoilt:
        for name in archive.namelist():
            spoilt.writestr(name, archive.read(name).replace(b"w:cantSplit", b"w:cannotSplit"))
    assert problems(wrong) != []
