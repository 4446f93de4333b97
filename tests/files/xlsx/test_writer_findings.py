"""The sheet 核对结果: made where it is missing, refreshed where it is, and never anyone else's."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet
from tests.files.xlsx.packages import MAIN, outcome, package, parts, unit, variant, worksheet
from tests.libreoffice import convert

from kaohe.assessment.outcome import Outcome
from kaohe.core.cells import CellRef
from kaohe.core.findings import Applicability, Edit, Finding, Fix, Severity, Span
from kaohe.files.disk.source import read_original
from kaohe.files.pages.findings_rows import MOST_LINKS
from kaohe.files.xlsx.writer import write_outcome

ROWS = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 10))
LISTED = outcome(
    findings=[
        variant("考核", 3),
        Finding(
            "T501", Severity.INFO, "末尾多了“；”。", CellRef("考核", 4, 3), Span(9, 10),
            Fix("删去末尾的“；”", (Edit(Span(9, 10), ""),), Applicability.SAFE),
        ),
        Finding("P101", Severity.ERROR, "=1+1 不是分值", CellRef("考核", 5, 3)),
    ],
    units=[unit("考核", row, f"第{row}局") for row in range(2, 10)],
)  # fmt: skip
CLEAN = outcome(units=[unit("考核", 2, "第2局")])


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a workbook with one sheet 考核."""
    path = tmp_path / "考核.xlsx"
    path.write_bytes(package(worksheet(ROWS)))
    return path


def findings_sheet(path: Path, name: str = "核对结果") -> Worksheet:
    sheet = openpyxl.load_workbook(path)[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def rows(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]


def rework(path: Path, change: Callable[[openpyxl.Workbook], None]) -> None:
    """Do to the workbook what a user might do, and save it with another program."""
    opened = openpyxl.load_workbook(path)
    change(opened)
    opened.save(path)


def test_findings_are_listed_errors_first(book: Path) -> None:
    write_outcome(read_original(book), book, LISTED)
    sheet = findings_sheet(book)
    assert sheet["A1"].value == "核对结果"
    assert sheet["A2"].value == "8个单位，提示3条：错误1、需核对1、参考1　数据校验码 YW5J-K7LQ"
    assert all(word in str(sheet["A3"].value) for word in ("× 错误", "▲ 需核对", "○ 参考"))
    assert rows(sheet) == [
        ["级别", "编号", "工作表", "单元格", "被考核单位", "提示", "建议"],
        ["× 错误", "P101", "考核", "C5", "第5局", "=1+1 不是分值", None],
        [
            "▲ 需核对", "M201", "考核", "C3", "第3局",
            "“报送信息晚”与标准表述“信息报送迟缓”意思相同、说法不同。请确认后改为标准表述。",
            "改为标准表述 → “信息报送迟缓”（请确认后再改）",
        ],
        ["○ 参考", "T501", "考核", "C4", "第4局", "末尾多了“；”。", "删去末尾的“；”（不影响得分，可直接改）"],
    ]  # fmt: skip
    assert [sheet[f"D{row}"].hyperlink.location for row in (5, 6, 7)] == ["'考核'!C5", "'考核'!C3", "'考核'!C4"]
    assert sheet["F5"].data_type == "s"


def test_place_that_has_columns_of_its_own_is_not_said_again(book: Path) -> None:
    told = Finding(
        "T501", Severity.INFO, "【T501】考核 第4行：多了“；”。", CellRef("考核", 4, 3), headline="多了“；”。"
    )
    write_outcome(read_original(book), book, outcome(findings=[told]))
    assert findings_sheet(book)["F5"].value == "多了“；”。"


def test_level_is_said_by_word_symbol_and_colour(book: Path) -> None:
    write_outcome(read_original(book), book, LISTED)
    sheet = findings_sheet(book)
    assert len({sheet[f"A{row}"].fill.fgColor.rgb for row in (5, 6, 7)}) == 3
    assert len({str(sheet[f"A{row}"].value)[0] for row in (5, 6, 7)}) == 3


def test_sheet_is_made_for_reading_and_printing(book: Path) -> None:
    write_outcome(read_original(book), book, LISTED)
    sheet = findings_sheet(book)
    assert sheet.freeze_panes == "A5"
    assert sheet.auto_filter.ref == "A4:G7"
    assert sheet.print_title_rows == "$4:$4"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert sheet["F6"].alignment.wrap_text
    assert sheet["F6"].font.name == "宋体"  # the workbook's own


def test_rows_are_as_high_as_their_texts(book: Path) -> None:
    long = Finding("T101", Severity.INFO, "字" * 4000, CellRef("考核", 2, 3))
    some = Finding("T101", Severity.INFO, "字" * 100 + "\n" + "字" * 10, CellRef("考核", 2, 3))
    write_outcome(read_original(book), book, outcome(findings=[long, some, variant("考核", 3)]))
    sheet = findings_sheet(book)
    heights = [sheet.row_dimensions[row].height for row in (5, 6, 7)]
    assert heights[0] < heights[2] < heights[1] <= 409.5  # two lines, five lines, too many


def test_no_findings_are_said_too(book: Path) -> None:
    write_outcome(read_original(book), book, CLEAN)
    sheet = findings_sheet(book)
    assert sheet["A2"].value == "1个单位，未发现问题　数据校验码 JFMJ-MNNR"
    assert sheet["A5"].value == "√ 未发现问题"
    assert sheet.auto_filter.ref is None
    assert not write_outcome(read_original(book), book, CLEAN).changed


def test_listed_and_clean_follow_one_another(book: Path) -> None:
    write_outcome(read_original(book), book, LISTED)
    listed = parts(book)
    write_outcome(read_original(book), book, CLEAN)
    assert findings_sheet(book).max_row == 5
    write_outcome(read_original(book), book, LISTED)
    again = parts(book)
    assert again.keys() == listed.keys()
    assert again["xl/worksheets/sheet2.xml"] == listed["xl/worksheets/sheet2.xml"]
    assert openpyxl.load_workbook(book)["核对结果"].auto_filter.ref == "A4:G7"


def test_a_sheet_of_that_name_that_is_not_kaohes_is_left_alone(book: Path) -> None:
    rework(book, lambda opened: opened.create_sheet("核对结果").append(["我的"]))
    write_outcome(read_original(book), book, LISTED)
    assert openpyxl.load_workbook(book).sheetnames == ["考核", "核对结果", "核对结果2"]
    assert findings_sheet(book)["A1"].value == "我的"
    assert findings_sheet(book, "核对结果2")["A1"].value == "核对结果"


def test_renamed_and_moved_sheet_is_refreshed_where_it_is(book: Path) -> None:
    write_outcome(read_original(book), book, LISTED)
    data = parts(book)
    # What Excel does: the name in the tab and in the references, the order, and the positions of local names.
    text = data["xl/workbook.xml"].decode()
    first, second = re.findall(r"<sheet [^>]*/>", text)
    moved = text.replace(first, "|").replace(second, first).replace("|", second)
    moved = moved.replace("核对结果", "It&apos;s 核对").replace("It&apos;s", "It''s", 0)
    moved = moved.replace("'It&apos;s 核对'", "'It''s 核对'").replace('localSheetId="1"', 'localSheetId="0"')
    with zipfile.ZipFile(book, "w") as archive:
        for name, part in data.items():
            archive.writestr(name, moved if name == "xl/workbook.xml" else part)
    write_outcome(read_original(book), book, CLEAN)
    opened = openpyxl.load_workbook(book)
    assert opened.sheetnames == ["It's 核对", "考核"]
    assert opened["It's 核对"]["A5"].value == "√ 未发现问题"
    assert opened["It's 核对"].print_title_rows == "$4:$4"
    assert not write_outcome(read_original(book), book, CLEAN).changed


def test_deleted_sheet_is_made_again(book: Path) -> None:
    write_outcome(read_original(book), book, LISTED)

    def delete(opened: openpyxl.Workbook) -> None:
        del opened["核对结果"]
        opened.defined_names["_kaohe_findings"].value = "#REF!"

    rework(book, delete)
    write_outcome(read_original(book), book, LISTED)
    opened = openpyxl.load_workbook(book)
    assert opened.sheetnames == ["考核", "核对结果"]
    assert opened.defined_names["_kaohe_findings"].value == "'核对结果'!$A$1"
    assert not write_outcome(read_original(book), book, LISTED).changed


def test_what_the_user_set_on_the_sheet_stays(book: Path) -> None:
    write_outcome(read_original(book), book, LISTED)
    narrow = findings_sheet(book).row_dimensions[6].height

    def arrange(opened: openpyxl.Workbook) -> None:
        sheet = opened["核对结果"]
        sheet.column_dimensions["F"].width = 20
        sheet.sheet_view.zoomScale = 150
        sheet.page_setup.paperSize = 8
        sheet["F6"].comment = Comment("已处理", "王")

    rework(book, arrange)
    before = parts(book)
    write_outcome(read_original(book), book, outcome(findings=LISTED.findings))
    sheet = findings_sheet(book)
    assert sheet.column_dimensions["F"].width == 20
    assert sheet.sheet_view.zoomScale == 150
    assert sheet.page_setup.paperSize == 8
    assert sheet.row_dimensions[6].height > narrow
    after = parts(book)
    assert {name for name in after if after[name] != before[name]} <= {
        "xl/worksheets/sheet2.xml", "xl/styles.xml", "xl/workbook.xml",
    }  # fmt: skip
    assert not write_outcome(read_original(book), book, outcome(findings=LISTED.findings)).changed


def test_filter_of_the_user_is_lifted(book: Path) -> None:
    write_outcome(read_original(book), book, LISTED)
    data = parts(book)
    part = data["xl/worksheets/sheet2.xml"].decode()
    part = part.replace("<sheetPr>", '<sheetPr filterMode="1">').replace('<row r="6"', '<row r="6" hidden="1"')
    part = part.replace(
        '<autoFilter ref="A4:G7"/>',
        '<autoFilter ref="A4:G7"><filterColumn colId="0"><filters><filter val="× 错误"/></filters></filterColumn></autoFilter>',
    )
    with zipfile.ZipFile(book, "w") as archive:
        for name, old in data.items():
            archive.writestr(name, part if name == "xl/worksheets/sheet2.xml" else old)
    write_outcome(read_original(book), book, LISTED)
    assert parts(book)["xl/worksheets/sheet2.xml"] == data["xl/worksheets/sheet2.xml"]


def test_sheet_that_became_an_excel_table_is_the_users_now(book: Path) -> None:
    write_outcome(read_original(book), book, LISTED)

    def tabulate(opened: openpyxl.Workbook) -> None:
        opened["核对结果"].auto_filter.ref = None
        opened["核对结果"].add_table(Table(displayName="提示", ref="A4:G7"))

    rework(book, tabulate)
    kept = parts(book)["xl/worksheets/sheet2.xml"]
    write_outcome(read_original(book), book, CLEAN)
    assert openpyxl.load_workbook(book).sheetnames == ["考核", "核对结果", "核对结果2"]
    assert parts(book)["xl/worksheets/sheet2.xml"] == kept
    assert not write_outcome(read_original(book), book, CLEAN).changed


def test_formulas_typed_on_the_sheet_leave_no_trace_in_the_calculation_order(book: Path) -> None:
    write_outcome(read_original(book), book, LISTED)
    rework(book, lambda opened: opened["核对结果"].__setitem__("H5", "=1+1"))
    data = parts(book)
    link = b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain" Target="calcChain.xml"/></Relationships>'
    data["xl/_rels/workbook.xml.rels"] = data["xl/_rels/workbook.xml.rels"].replace(b"</Relationships>", link)
    data["xl/calcChain.xml"] = f'<calcChain xmlns="{MAIN}"><c r="H5" i="2"/></calcChain>'.encode()
    with zipfile.ZipFile(book, "w") as archive:
        for name, part in data.items():
            archive.writestr(name, part)
    write_outcome(read_original(book), book, LISTED)
    new = parts(book)
    assert "xl/calcChain.xml" not in new
    assert b"calcChain" not in new["xl/_rels/workbook.xml.rels"]
    assert b"<f>" not in new["xl/worksheets/sheet2.xml"]


def test_other_names_and_the_open_tab_stay(tmp_path: Path) -> None:
    workbook = (
        '<bookViews><workbookView activeTab="0"/></bookViews><definedNames>'
        '<definedName name="_xlnm.Print_Titles" localSheetId="0">考核!$1:$2</definedName>'
        '<definedName name="合计">SUM(考核!$A$1:$A$9)&amp;"&lt;分&gt;"</definedName></definedNames>'
    )
    path = tmp_path / "考核.xlsx"
    sheets = '<sheets><sheet name="考核" sheetId="7" r:id="rId1"/></sheets>'
    content = package(worksheet(ROWS), workbook=workbook)
    path.write_bytes(content)
    write_outcome(read_original(path), path, LISTED)
    text = parts(path)["xl/workbook.xml"].decode()
    old = parts(content)["xl/workbook.xml"].decode()
    start, end = old.split("</definedNames>")
    start = start.replace("</sheets>", '<sheet name="核对结果" sheetId="2" r:id="rId3"/></sheets>')
    assert text.startswith(start)
    assert text.endswith(f"</definedNames>{end}")
    assert sheets not in text


def test_prefixed_parts_get_prefixed_children(tmp_path: Path) -> None:
    def prefixed(part: bytes) -> bytes:
        text = re.sub(r"<(/?)(?=[A-Za-z])", r"<\1x:", part.decode())
        return text.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"').encode()

    path = tmp_path / "考核.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts(package(worksheet(ROWS))).items():
            archive.writestr(name, prefixed(part) if name.startswith("xl/") and "_rels" not in name else part)
    write_outcome(read_original(path), path, LISTED)
    assert findings_sheet(path).max_row == 7
    assert findings_sheet(path)["A1"].font.b
    assert not write_outcome(read_original(path), path, LISTED).changed


def test_more_findings_than_excel_can_link(book: Path) -> None:
    count = MOST_LINKS + 100
    finding = variant("考核", 3)
    write_outcome(read_original(book), book, outcome(findings=[finding] * count))
    text = parts(book)["xl/worksheets/sheet2.xml"].decode()
    assert text.count("<hyperlink ") == MOST_LINKS
    assert f'<autoFilter ref="A4:G{count + 4}"/>' in text
    assert text.count("<row ") == count + 4


@pytest.mark.libreoffice
def test_another_program_may_save_in_between(book: Path, tmp_path: Path) -> None:
    write_outcome(read_original(book), book, LISTED)
    saved = convert(book, "xlsx", tmp_path / "saved")
    write_outcome(read_original(saved), saved, LISTED)
    opened = openpyxl.load_workbook(saved)
    assert opened.sheetnames == ["考核", "核对结果"]
    assert rows(opened["核对结果"]) == rows(findings_sheet(book))
    assert not write_outcome(read_original(saved), saved, LISTED).changed
    formats = []
    for number in range(3):  # they must not pile up, run after run
        saved = convert(saved, "xlsx", tmp_path / f"again {number}")
        write_outcome(read_original(saved), saved, LISTED)
        formats.append(parts(saved)["xl/styles.xml"].count(b"<xf "))
    assert formats[0] == formats[2]


def test_counts_in_the_title_agree_with_the_rows(book: Path) -> None:
    listed = Outcome(LISTED.units, LISTED.findings * 3, ())
    write_outcome(read_original(book), book, listed)
    sheet = findings_sheet(book)
    assert sheet["A2"].value == "8个单位，提示9条：错误3、需核对3、参考3　数据校验码 YW5J-K7LQ"
    assert [str(sheet[f"A{row}"].value)[2:] for row in range(5, 14)] == ["错误"] * 3 + ["需核对"] * 3 + ["参考"] * 3
