"""The workbook itself: its tables, names, entry help and print set-up, as other programs read them."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tests.libreoffice import convert
from tests.ooxml import problems

from kaohe.core.cells import ExcelError
from kaohe.core.problem import FileProblem
from kaohe.core.schema import (
    CATALOGUE_TABLE,
    CATEGORIES_TABLE,
    COMPUTED,
    DATA_TABLE,
    SETTING_NAMES,
    TIE_KEY,
    CatalogueField,
    CategoryField,
    Field,
    Sheet,
)
from kaohe.files.template import Category, Content, UnitRow, build_workbook, empty_content
from kaohe.files.template.units import BLANK_ROWS, FIRST_ROW, HEADER_ROW

TEMPLATE = Path(__file__).parents[3] / "templates" / "kaohe.xlsx"

UNITS = (
    UnitRow(
        Decimal(1),
        "甲镇",
        "镇（街道）",
        "迟报材料，扣0.1分",
        Decimal("99.9"),
        Decimal(1),
        Decimal(0),
        Decimal("0.1"),
        Decimal("99.9"),
        1,
        "无误",
    ),
    UnitRow(
        Decimal(2),
        "乙镇",
        "镇（街道）",
        "迟报材料，酌情扣分",
        Decimal("99.5"),
        Decimal(2),
        check="“酌情扣分”没有写明分值",
    ),
    UnitRow(Decimal(3), "丙镇", "镇（街道）", None, None, None, Decimal(0), Decimal(0), Decimal(100), 1, "原因未填"),
)


def build(content: Content) -> bytes:
    target = io.BytesIO()
    build_workbook(target, content)
    return target.getvalue()


def parts(package: bytes | Path) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package) if isinstance(package, bytes) else package) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def opened(content: Content, *, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(build(content)), data_only=values)


def filled(*units: UnitRow) -> Content:
    return replace(empty_content(), units=units or UNITS)


def column(sheet: Worksheet, heading: str) -> int:
    return next(cell.column for cell in sheet[HEADER_ROW] if cell.value == heading)


def test_the_committed_template_is_what_the_code_builds() -> None:
    assert parts(TEMPLATE) == parts(build(empty_content()))


def test_the_same_content_gives_the_same_bytes() -> None:
    assert build(filled()) == build(filled())


@pytest.mark.node
@pytest.mark.parametrize("office", ["Office2016", "Office2019", "Office2021", "Microsoft365"])
def test_the_open_xml_sdk_finds_nothing_wrong(tmp_path: Path, office: str) -> None:
    build_workbook(tmp_path / "filled.xlsx", filled())
    assert problems(TEMPLATE, office=office) == []
    assert problems(tmp_path / "filled.xlsx", office=office) == []


@pytest.mark.node
def test_the_open_xml_sdk_would_find_what_is_wrong(tmp_path: Path) -> None:
    broken = parts(TEMPLATE)
    broken["xl/workbook.xml"] = broken["xl/workbook.xml"].replace(b"calcId=", b"calcIdentity=")
    with zipfile.ZipFile(tmp_path / "broken.xlsx", "w") as package:
        for name, data in broken.items():
            package.writestr(name, data)
    assert [problem.part for problem in problems(tmp_path / "broken.xlsx")] == ["/xl/workbook.xml"]


def test_sheets_tables_and_headings_are_those_of_the_schema() -> None:
    book = openpyxl.load_workbook(TEMPLATE)
    assert book.sheetnames == [Sheet.DATA, Sheet.CATALOGUE, Sheet.CATEGORIES, Sheet.SETTINGS, Sheet.GUIDE]
    headings = {table.name: tuple(table.column_names) for sheet in book.worksheets for table in sheet.tables.values()}
    assert headings == {
        DATA_TABLE: (
            Field.NUMBER, Field.UNIT, Field.CATEGORY, Field.REASONS, *COMPUTED, Field.REMARK, Field.TIE, CategoryField.RANK_GROUP, TIE_KEY,
        ),
        CATALOGUE_TABLE: tuple(CatalogueField),
        CATEGORIES_TABLE: tuple(CategoryField),
    }  # fmt: skip
    assert book[Sheet.DATA].tables[DATA_TABLE].ref == f"A{HEADER_ROW}:M{HEADER_ROW + BLANK_ROWS}"


def test_the_template_holds_the_built_in_catalogue_categories_and_settings() -> None:
    book = openpyxl.load_workbook(TEMPLATE)
    catalogue = list(book[Sheet.CATALOGUE].iter_rows(min_row=4, values_only=True))
    assert len(catalogue) == 22
    assert catalogue[0][:4] == ("A01", "个别帮扶干部未结合帮扶户实际情况针对性制定帮扶措施", "扣", 0.1)
    categories = [row[0] for row in book[Sheet.CATEGORIES].iter_rows(min_row=4, values_only=True)]
    assert categories == ["镇（街道）", "区党群部门", "区政府部门、省市驻恩单位"]
    assert {name: setting(book, name) for name in SETTING_NAMES} == {
        "base": 100,
        "decimals": None,
        "bonus_cap": None,
        "deduction_cap": None,
        "lowest": 0,
        "highest": None,
        "method": "中国式（1、2、2、3）",
        "grades": None,
        "grade_rounding": "四舍五入",
        "grade_ties": "都算上",
        "ranking_columns": "名次、被考核单位、考核得分、等次",
        "stated": "对照",
        "ties": "名次并列",
    }


def setting(book: openpyxl.Workbook, name: str) -> object:
    ((sheet, cell),) = book.defined_names[SETTING_NAMES[name]].destinations
    return book[sheet][cell].value


def test_computed_columns_are_formulas_that_new_rows_inherit() -> None:
    sheet = opened(filled())[Sheet.DATA]
    for entry in sheet.tables[DATA_TABLE].tableColumns:
        cell = sheet.cell(FIRST_ROW, column(sheet, entry.name))
        computed = entry.name in (*COMPUTED, CategoryField.RANK_GROUP, TIE_KEY)
        assert (cell.data_type == "f") is computed
        assert (entry.calculatedColumnFormula is not None) is computed
        if computed:
            assert cell.value == f"={entry.calculatedColumnFormula.attr_text}"


def test_no_formula_is_volatile_or_an_array() -> None:
    sheets = [text.decode() for name, text in parts(build(filled())).items() if name.startswith("xl/worksheets/sheet")]
    formulas = re.findall(r"<f[^>]*>[^<]*</f>", "".join(sheets))
    assert formulas
    assert all(formula.startswith("<f>") for formula in formulas)
    assert not re.search(r"OFFSET|INDIRECT|TODAY|NOW|@", "".join(formulas))


def test_cached_values_are_what_was_computed_and_open_ones_are_empty_texts() -> None:
    sheet = opened(filled(), values=True)[Sheet.DATA]
    columns = [column(sheet, name) for name in COMPUTED]
    rows = [[sheet.cell(FIRST_ROW + row, at).value for at in columns] for row in range(3)]
    assert rows == [
        [0, 0.1, 99.9, 1, "无误"],
        [None, None, None, None, "“酌情扣分”没有写明分值"],
        [0, 0, 100, 1, "原因未填"],
    ]
    xml = parts(build(filled()))["xl/worksheets/sheet1.xml"].decode()
    assert re.search(r'<c r="G5"[^>]* t="str"><f>[^<]*</f><v></v></c>', xml)


def test_nothing_recalculates_on_opening() -> None:
    workbook = parts(TEMPLATE)["xl/workbook.xml"].decode()
    assert '<calcPr calcId="191029"/>' in workbook


@pytest.mark.libreoffice
def test_libreoffice_shows_the_cached_values_of_functions_it_does_not_know(tmp_path: Path) -> None:
    build_workbook(tmp_path / "a.xlsx", filled())
    with convert(tmp_path / "a.xlsx", "csv", tmp_path / "out").open(encoding="utf-8", newline="") as shown:
        rows = list(csv.reader(shown))[HEADER_ROW:]
    assert [row[4:] for row in rows] == [
        ["–", "0.1", "99.9", "1", "无误", "", "", "99.9", "1", "镇（街道）", ""],
        ["", "", "", "", "“酌情扣分”没有写明分值", "", "", "99.5", "2", "镇（街道）", ""],
        ["–", "–", "100", "1", "原因未填", "", "", "", "", "镇（街道）", ""],
    ]


@pytest.mark.libreoffice
def test_marks_say_the_state_of_a_unit_with_a_symbol_and_words(tmp_path: Path) -> None:
    build_workbook(tmp_path / "a.xlsx", filled())
    page = convert(tmp_path / "a.xlsx", "pdf", tmp_path / "out")
    text = subprocess.run(["pdftotext", "-raw", page, "-"], check=True, capture_output=True, text=True).stdout
    for shown in ("√ 无误", "× “酌情扣分", "▲ 原因未填", "≠ 99.5", "≠ 2"):
        assert shown in text
    assert "≠ 99.9" not in text


def test_audit_columns_only_where_an_earlier_table_states_something() -> None:
    assert Field.STATED_SCORE in [cell.value for cell in opened(filled())[Sheet.DATA][HEADER_ROW]]
    unaudited = replace(UNITS[0], stated_score=None, stated_rank=None)
    assert Field.STATED_SCORE not in [cell.value for cell in opened(filled(unaudited))[Sheet.DATA][HEADER_ROW]]


def test_pages_are_a4_with_repeated_headings_and_frozen_ones_on_screen() -> None:
    book = openpyxl.load_workbook(TEMPLATE)
    data = book[Sheet.DATA]
    assert data.freeze_panes == "C4"
    assert data.print_title_rows == "$3:$3"
    assert {sheet.page_setup.paperSize for sheet in book.worksheets} == {9}
    assert {sheet.title for sheet in book.worksheets if sheet.page_setup.orientation != "landscape"} == {Sheet.GUIDE}
    assert all(sheet.sheet_properties.pageSetUpPr.fitToPage for sheet in book.worksheets)
    assert {sheet.page_setup.fitToWidth for sheet in book.worksheets} == {None}  # one page, the format's default
    assert data.page_setup.fitToHeight == 0


def test_rows_keep_growing_in_excel() -> None:
    sheets = [text for name, text in parts(build(filled())).items() if name.startswith("xl/worksheets/sheet")]
    assert b"ht=" in sheets[0]
    assert not any(b"customHeight" in sheet for sheet in sheets)


def test_entry_help() -> None:
    book = openpyxl.load_workbook(TEMPLATE)
    rules = {str(rule.sqref): rule for rule in book[Sheet.DATA].data_validations.dataValidation}
    last = FIRST_ROW + BLANK_ROWS - 1
    assert (rules[f"C4:C{last}"].type, rules[f"C4:C{last}"].formula1) == ("list", "kaohe_category_list")
    assert book.defined_names["kaohe_category_list"].attr_text == "kaohe_categories[类别]"
    assert "扣0.1分" in rules[f"D4:D{last}"].prompt
    assert {rules[f"{letter}4:{letter}{last}"].errorStyle for letter in "EFGHILM"} == {"warning"}
    catalogue = {str(rule.sqref): rule for rule in book[Sheet.CATALOGUE].data_validations.dataValidation}
    assert catalogue["C4:C25"].formula1 == '"加,扣"'
    assert (catalogue["D4:D25"].type, catalogue["D4:D25"].operator, catalogue["D4:D25"].formula1) == (
        "decimal",
        "greaterThanOrEqual",
        "0",
    )
    settings = {str(rule.sqref): rule for rule in book[Sheet.SETTINGS].data_validations.dataValidation}
    assert settings["B10"].formula1 == '"中国式（1、2、2、3）,竞赛式（1、2、2、4）"'


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1分",
        "-0.2",
        "@SUM(A1)",
        "http://example.org",
        "'00",
        " 前后有空 ",
        "两\n行",
        "\t",
        "_x0041_",
        "\u202e倒",
        "😀" * 9,
        "<&>\"'",
    ],
)
def test_texts_are_written_as_texts_and_come_back_unchanged(text: str) -> None:
    book = opened(filled(UnitRow(unit=text, reasons=text)))
    for cell in (book[Sheet.DATA].cell(FIRST_ROW, at) for at in (2, 4)):
        assert (cell.data_type, cell.value) == ("s", text)
        assert cell.hyperlink is None


def test_control_characters_survive_in_the_form_that_excel_reads() -> None:
    cell = opened(filled(UnitRow(unit="a\x07b")))[Sheet.DATA]["B4"]
    assert openpyxl.utils.escape.unescape(cell.value) == "a\x07b"


def test_what_xml_cannot_hold_is_marked_unreadable() -> None:
    assert opened(filled(UnitRow(unit="甲\ud800乙\uffff")))[Sheet.DATA]["B4"].value == "甲\ufffd乙\ufffd"


@pytest.mark.parametrize(
    ("error", "written"), [(ExcelError.REF, "#REF!"), (ExcelError.NA, "#N/A"), (ExcelError.SPILL, "#VALUE!")]
)
def test_an_error_cell_stays_an_error(error: ExcelError, written: str) -> None:
    cell = opened(filled(UnitRow(unit="甲镇", reasons=error)), values=True)[Sheet.DATA]["D4"]
    assert (cell.data_type, cell.value) == ("e", written)


def test_a_text_that_no_cell_can_hold_stops_with_its_place() -> None:
    build(filled(UnitRow(reasons="长" * 32767)))
    with pytest.raises(FileProblem, match=r"“考核数据”的 D4 .*32768.*32767"):
        build(filled(UnitRow(reasons="长" * 32768)))


def test_more_rows_than_a_sheet_has_stop_before_anything_is_written() -> None:
    with pytest.raises(FileProblem, match="1048574行"):
        build(filled(*[UNITS[0]] * 1_048_574))


def test_rank_groups_of_units_follow_the_categories() -> None:
    content = replace(
        filled(replace(UNITS[0], category="甲"), replace(UNITS[0], category="乙"), replace(UNITS[0], category=None)),
        categories=(Category("甲", "合并"), Category("乙", "")),
    )
    sheet = opened(content, values=True)[Sheet.DATA]
    groups = [sheet.cell(FIRST_ROW + row, column(sheet, CategoryField.RANK_GROUP)).value for row in range(3)]
    assert groups == ["合并", "乙", None]


def test_only_the_template_room_needs_xlsxwriter() -> None:
    code = "import sys, kaohe.cli, kaohe.files.xlsx.reader, kaohe.files.xlsx.writer; assert 'xlsxwriter' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
