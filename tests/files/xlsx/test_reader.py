"""Reading closed workbooks: values as openpyxl has them, and what openpyxl does not do."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kaohe.core.cells import CellValue, ExcelError, number
from kaohe.core.schema import FINDINGS_HEADINGS, Field, Sheet
from kaohe.core.table import Layout
from kaohe.files.template import build_workbook, empty_content
from kaohe.files.xlsx.reader import read_grids, read_workbook
from kaohe.recalculation import recalculate
from kaohe.tables import SheetGrid

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_LINKS = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def value_in(grid: SheetGrid, address: str) -> CellValue:
    column, row = re.fullmatch(r"([A-Z])(\d+)", address).groups()  # type: ignore[union-attr]
    return grid.value(int(row), ord(column) - 64)


def repacked(path: Path, edit: Callable[[str, bytes], bytes | None]) -> Path:
    """Return a copy of a workbook with each part edited; a part edited to None is left out."""
    target = path.with_name(f"edited_{path.name}")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = edit(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return target


def sheet_workbook(path: Path, sheet_data: str, strings: Mapping[str, str] | None = None) -> Path:
    """Return a workbook whose one sheet holds the given rows of XML."""
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("考核表").write(0, 0, "x")
    parts = strings or {}

    def edit(name: str, content: bytes) -> bytes:
        if name == "xl/worksheets/sheet1.xml":
            rows = f"<sheetData>{sheet_data}</sheetData>".encode()
            return re.sub(rb"<sheetData>.*</sheetData>", lambda _: rows, content)
        return parts[name].encode() if name in parts else content

    return repacked(path, edit)


# -- the real table and the template


def test_the_real_table(data: Path) -> None:
    sheets = read_workbook(data / "assessment_form.xlsx")
    (table,) = sheets.tables
    assert (len(table.rows), len(set(table.categories)), sheets.gaps) == (75, 3, ())
    assert table.layout is Layout.OFFICE
    score, rank = table.column(Field.SCORE), table.column(Field.RANK)
    assert score is not None
    assert rank is not None
    assert score.values[0] == Decimal("99.6")  # stored as 99.59999999999999
    assert all(isinstance(value, Decimal) for value in (*score.values, *rank.values))


def test_the_template(tmp_path: Path) -> None:
    path = tmp_path / "kaohe.xlsx"
    build_workbook(path, empty_content())
    sheets = read_workbook(path)
    (table,) = sheets.tables
    assert (table.sheet, table.layout, table.rows) == (Sheet.DATA, Layout.TEMPLATE, ())
    assert sheets.catalogue is not None
    assert len(sheets.catalogue) == 22
    assert sheets.settings["base"] == Decimal(100)
    assert set(sheets.rank_groups) == {"镇（街道）", "区党群部门", "区政府部门、省市驻恩单位"}


# -- what stands in a sheet's XML


def grid_of(tmp_path: Path, rows: str, strings: Mapping[str, str] | None = None) -> SheetGrid:
    (grid,), _ = read_grids(sheet_workbook(tmp_path / "sheet.xlsx", rows, strings))
    return grid


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("<v>99.70000000000002</v>", Decimal("99.7")), ("<v>1E2</v>", Decimal(100)), ("<v>NaN</v>", "NaN"), ("<v/>", None),
        ("<v>1e999</v>", "1e999"), ("", None), ('<f>1+1</f>', None),
    ],
)  # fmt: skip
def test_numbers(tmp_path: Path, cell: str, value: CellValue) -> None:
    assert value_in(grid_of(tmp_path, f'<row r="1"><c r="A1">{cell}</c></row>'), "A1") == value


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a_x000D_b", "a\rb"), ("_x005F_x000D_", "_x000D_"), ("_x0000_", "\0"), ("_xD83D__xDE00_", "😀"), ("_xD83D_!", "\ufffd!"),
        ("_xZZZZ_", "_xZZZZ_"), ("&amp;lt;", "&lt;"), ("  空 ", "  空 "),
    ],
)  # fmt: skip
def test_strings_show_what_excel_shows(tmp_path: Path, written: str, shown: str) -> None:
    rows = (
        f'<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve">{written}</t></is></c>'
        f'<c r="B1" t="str"><f>A1</f><v>{written}</v></c><c r="C1" t="s"><v>0</v></c></row>'
    )
    strings = {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t xml:space="preserve">{written}</t></si></sst>'}
    grid = grid_of(tmp_path, rows, strings)
    assert [value_in(grid, address) for address in ("A1", "B1", "C1")] == [shown] * 3


def test_runs_make_one_string_and_readings_above_characters_are_no_part_of_it(tmp_path: Path) -> None:
    item = (
        '<r><t>扣0.1</t></r><r><rPr><b/></rPr><t>分</t></r><rPh sb="0" eb="1"><t>kou</t></rPh><phoneticPr fontId="1"/>'
    )
    rows = f'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is>{item}</is></c></row>'
    grid = grid_of(tmp_path, rows, {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si>{item}</si><si/></sst>'})
    assert value_in(grid, "A1") == value_in(grid, "B1") == "扣0.1分"


def test_rows_and_cells_without_addresses_follow_each_other(tmp_path: Path) -> None:
    grid = grid_of(
        tmp_path, '<row><c><v>1</v></c><c><v>2</v></c></row><row r="4"><c r="C4"><v>3</v></c><c><v>4</v></c></row>'
    )
    assert [value_in(grid, address) for address in ("A1", "B1", "C4", "D4")] == [1, 2, 3, 4]


def test_a_formula_keeps_its_value_and_shares_its_text(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">100-B1</f><v>99</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>98</v></c><c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )
    grid = grid_of(tmp_path, rows)
    assert grid.formulas == {(1, 1): "=100-B1", (2, 1): "=100-B1", (2, 2): "=1/0"}
    assert [value_in(grid, address) for address in ("A1", "A2", "B2")] == [99, 98, ExcelError.DIV0]


@pytest.mark.parametrize(
    ("written", "error"), [("#N/A", ExcelError.NA), ("#SPILL!", ExcelError.SPILL), ("#NEW!", ExcelError.VALUE)]
)
def test_an_error_is_an_error_even_when_it_is_a_new_one(tmp_path: Path, written: str, error: ExcelError) -> None:
    assert value_in(grid_of(tmp_path, f'<row r="1"><c r="A1" t="e"><v>{written}</v></c></row>'), "A1") is error


def test_days_that_are_none_stay_numbers(tmp_path: Path) -> None:
    path = tmp_path / "dates.xlsx"
    with xlsxwriter.Workbook(path) as book:
        look, sheet = book.add_format({"num_format": 14}), book.add_worksheet()
        for row, value in enumerate([-1, 1e300, 45000, 0.5, 60]):
            sheet.write_number(row, 0, value, look)
    (grid,), _ = read_grids(path)
    values = [row[0] for row in grid.cells]
    assert values == [-1, number(1e300), datetime(2023, 3, 15), time(12), datetime(1900, 2, 28)]


def test_days_counted_from_1904(tmp_path: Path) -> None:
    path = tmp_path / "mac.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        book.add_worksheet().write_datetime(0, 0, datetime(2024, 12, 31), book.add_format({"num_format": "yyyy/m/d"}))
    (grid,), _ = read_grids(path)
    assert value_in(grid, "A1") == datetime(2024, 12, 31)


# -- files that other programs write


def test_a_wrong_dimension_and_an_empty_fill_are_borne(data: Path, tmp_path: Path) -> None:
    """WPS writes such dimensions, and many a system such fills; openpyxl stumbles over both."""
    source = tmp_path / "form.xlsx"
    source.write_bytes((data / "assessment_form.xlsx").read_bytes())

    def edit(_: str, content: bytes) -> bytes:
        content = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', content)
        return re.sub(rb"<fill><patternFill patternType=\"gray125\"\s*/></fill>", b"<fill/>", content)

    edited = repacked(source, edit)
    with pytest.raises(TypeError, match="Fill"):
        openpyxl.load_workbook(edited)
    assert read_workbook(edited).tables == read_workbook(source).tables


def test_the_strict_form_of_the_standard(data: Path, tmp_path: Path) -> None:
    source = tmp_path / "form.xlsx"
    source.write_bytes((data / "assessment_form.xlsx").read_bytes())

    def edit(_: str, content: bytes) -> bytes:
        return content.replace(MAIN.encode(), STRICT.encode()).replace(LINKS.encode(), STRICT_LINKS.encode())

    assert read_workbook(repacked(source, edit)).tables == read_workbook(source).tables


def test_prefixed_names_and_utf_16(tmp_path: Path) -> None:
    source = tmp_path / "prefixed.xlsx"
    with xlsxwriter.Workbook(source) as book:
        book.add_worksheet("x")
    text = (
        f'<?xml version="1.0" encoding="UTF-16"?><s:worksheet xmlns:s="{MAIN}"><s:sheetData><s:row r="1">'
        '<s:c r="A1" t="str"><s:v>甲</s:v></s:c></s:row></s:sheetData>'
        '<s:mergeCells><s:mergeCell ref="A1:B2"/><s:mergeCell ref="?"/></s:mergeCells></s:worksheet>'
    ).encode("utf-16")
    (grid,), _ = read_grids(repacked(source, lambda name, old: text if name.endswith("sheet1.xml") else old))
    assert (value_in(grid, "A1"), list(grid.merged)) == ("甲", [(1, 1, 2, 2)])


# -- the workbook around the sheets


def _chart(book: xlsxwriter.Workbook) -> object:
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=$A$1:$A$3"})
    return chart


def test_a_copy_of_the_findings_is_no_table(tmp_path: Path) -> None:
    """Also where the program that copied it, into another workbook perhaps, left the hidden name behind."""
    path = tmp_path / "考核.xlsx"
    with xlsxwriter.Workbook(path) as book:
        table = book.add_worksheet("考核表")
        table.write_row(0, 0, ["被考核单位", "加扣分原因及分值", "考核得分"])
        table.write_row(1, 0, ["甲镇", "迟到，扣0.1分"])
        copy = book.add_worksheet("三月的核对")
        copy.write(0, 0, "核对结果")
        copy.write_row(3, 0, FINDINGS_HEADINGS)
        copy.write_row(4, 0, ["需核对", "M503", "考核表", "B2", "甲镇", "标准目录中没有", ""])
    assert len(recalculate(read_workbook(path)).units) == 1


def test_findings_and_chart_sheets_are_no_tables(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    heads = ["序号", "被考核单位", "加扣分原因及分值", "考核得分", "名次"]
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("核对结果").write_row(0, 0, heads)
        book.add_chartsheet("图表").set_chart(_chart(book))
        sheet = book.add_worksheet("考核表")
        sheet.write_row(0, 0, heads)
        sheet.write_row(1, 0, [1, "登科街道", "无", 100, 1])
        sheet.hide()
    grids, _ = read_grids(path)
    assert [grid.name for grid in grids] == ["核对结果", "考核表"], "handed over, as it is not marked as Kaohe's"
    assert [len(table.rows) for table in read_workbook(path).tables] == [1], "hidden, but there is no other"


def test_excel_tables_and_named_cells(tmp_path: Path) -> None:
    path = tmp_path / "named.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("参数 '24")
        sheet.add_table("B2:D5", {"name": "kaohe_units"})
        sheet.write_number("F1", 120)
        book.define_name("kaohe_base", "='参数 ''24'!$F$1")
        book.define_name("kaohe_lowest", "='参数 ''24'!$F$1:$F$2+1")
        book.define_name("other", "='参数 ''24'!$F$1")
    (grid,), names = read_grids(path)
    assert list(grid.tables) == [("kaohe_units", (2, 2, 5, 4))]
    assert names == {"kaohe_base": Decimal(120)}


# -- large and odd content


def test_a_stray_value_in_the_last_cell_costs_little(tmp_path: Path) -> None:
    grid = grid_of(tmp_path, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    assert grid.last_row == 1_048_576
    assert sum(map(len, grid.cells)) == 16_384
    assert grid.value(1_048_576, 16_384) == 1


CELL_TEXTS = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("\x00\x1f\r\n_x扣0.1分；\u202e\u200b😀=+-@"),
    min_size=1,
    max_size=20,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELL_TEXTS, min_size=1, max_size=6), min_size=1, max_size=20))
@example([["\ufffe", "a\uffff"]])  # no characters of XML: XlsxWriter writes _xFFFE_
def test_any_text_comes_back_as_it_was_written(tmp_path: Path, rows: list[list[str]]) -> None:
    path = tmp_path / "texts.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("考核表")
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                sheet.write_string(row, column, text)
    (grid,), _ = read_grids(path)
    assert [list(row) for row in grid.cells] == rows
    read_workbook(path)


def test_a_formula_that_was_never_calculated_is_no_blank_reason(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["序号", "单位", "扣分原因", "得分"])
    sheet.append([1, "甲镇", '=B2&"迟到，扣0.1分"', "=100-0.1"])
    sheet.append([2, "乙镇", "迟到，扣0.1分", "=100-0.1"])
    book.save(tmp_path / "没算过.xlsx")
    outcome = recalculate(read_workbook(tmp_path / "没算过.xlsx"))
    assert [each.score for each in outcome.units] == [None, Decimal("99.9")]
    assert [
        (each.code, each.where.a1) for each in outcome.findings if each.where and each.code in ("S112", "S205")
    ] == [("S112", "C2")]


@pytest.mark.parametrize(
    ("result", "missing"),
    [
        (' t="str"><f>A1</f><v></v>', False),
        ("><f>A1</f><v></v>", True),
        ("><f>A1</f>", True),
        ("><f>A1</f><v>0</v>", True),  # XlsxWriter stores 0 where nobody has calculated
        ("><f>A1</f><v>1</v>", False),
    ],
)
def test_an_empty_text_is_a_result(tmp_path: Path, result: str, missing: bool) -> None:
    grids, _ = read_grids(sheet_workbook(tmp_path / "空.xlsx", f'<row r="1"><c r="B1"{result}</c></row>'))
    assert set(grids[0].uncalculated) == ({(1, 2)} if missing else set())


def test_the_templates_own_formulas_need_no_result(tmp_path: Path) -> None:
    build_workbook(tmp_path / "模板.xlsx", empty_content())
    book = openpyxl.load_workbook(tmp_path / "模板.xlsx")
    sheet = book[Sheet.DATA]
    heads = {cell.value: cell for row in sheet.iter_rows(max_row=10) for cell in row}
    for heading, value in ((Field.UNIT, "甲镇"), (Field.REASONS, "迟到，扣0.1分")):
        sheet.cell(heads[heading].row + 1, heads[heading].column, value)
    book.save(tmp_path / "另存.xlsx")
    outcome = recalculate(read_workbook(tmp_path / "另存.xlsx"))
    assert [each.score for each in outcome.units] == [Decimal("99.9")]
    assert "S112" not in {each.code for each in outcome.findings}
