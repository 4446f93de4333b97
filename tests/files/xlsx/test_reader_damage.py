"""Damaged and hostile workbooks, a kind a test: read where programs read them, else refused in one sentence."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.files.xlsx.packages import MAIN, STYLES, outcome, package, scores, worksheet

from kaohe.core.problem import FileProblem
from kaohe.core.spreadsheet import LONGEST_TEXT
from kaohe.files.disk.source import Original
from kaohe.files.docx import read_grid
from kaohe.files.ooxml.markup import parse
from kaohe.files.ooxml.package import CONTENT_TYPES, Package
from kaohe.files.ooxml.workbook import Workbook
from kaohe.files.xlsx.reader import read_grids
from kaohe.files.xlsx.writer import apply_outcome

ROWS = '<row r="1"><c r="A1" s="1"><v>1</v></c></row>'
CODECS = (
    "hex",
    "rot13",
    "idna",
    "punycode",
    "zlib",
    "unicode_escape",
    "undefined",
    "utf-7",
    "mbcs",
    "no-such",
    "utf-32",
)


def workbook(rows: str = ROWS, *, styles: str = STYLES, book: str = "") -> Original:
    return Original(Path("考核.xlsx"), package(worksheet(rows), styles=styles, workbook=book))


def document(part: bytes) -> Original:
    with io.BytesIO() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", part)
        return Original(Path("考核.docx"), file.getvalue())


def refused(source: Original) -> None:
    read: Callable[[Original], object] = read_grid if source.path.suffix == ".docx" else read_grids
    with pytest.raises(FileProblem) as problem:
        read(source)
    assert problem.value.message.startswith(f"无法读取“{source.path}”")
    assert "\n" not in problem.value.message


@pytest.mark.parametrize("codec", CODECS)
def test_declared_encodings_are_of_a_list(codec: str) -> None:
    head = f'<?xml version="1.0" encoding="{codec}"?>'
    refused(Original(Path("考核.xlsx"), package(head + worksheet(ROWS))))
    refused(document(head.encode() + b'<w:document xmlns:w="urn:x"/>'))


def test_encoding_that_an_editor_may_choose() -> None:
    head = '<?xml version="1.0" encoding="gb2312"?>'
    sheet = head + worksheet('<row r="1"><c r="A1" t="inlineStr"><is><t>考核</t></is></c></row>')
    (grid,), _ = read_grids(Original(Path("a.xlsx"), package(sheet.encode("gb18030"))))
    assert grid.value(1, 1) == "考核"


@pytest.mark.parametrize("kind", ["s", "n", "b", "e", "d"])
def test_empty_value_is_blank(kind: str) -> None:
    (grid,), _ = read_grids(workbook(f'<row r="1"><c r="A1" t="{kind}"><v/></c><c r="B1"><v>1</v></c></row>'))
    assert grid.value(1, 1) is None


@pytest.mark.parametrize("days", ["2958465", "2957004", "2957003.99999999", "1e300", "-1", "inf", "0.9999999999"])
@pytest.mark.parametrize("date1904", ["0", "1"])
def test_dates_at_the_end_of_the_calendar(days: str, date1904: str) -> None:
    styles = STYLES.replace('<xf numFmtId="2"', '<xf numFmtId="14"')
    book = f'<workbookPr date1904="{date1904}"/>'
    assert read_grids(workbook(f'<row r="1"><c r="A1" s="1"><v>{days}</v></c></row>', styles=styles, book=book))


def test_number_format_of_brackets() -> None:
    formats = f'<numFmts count="1"><numFmt numFmtId="2" formatCode="{"[" * 200_000}"/></numFmts><fonts'
    assert read_grids(workbook(styles=STYLES.replace("<fonts", formats)))


def test_elements_inside_one_another() -> None:
    deep = "<a>" * 100_000 + "</a>" * 100_000
    refused(workbook(styles=STYLES.replace("<fonts", f"<extLst>{deep}</extLst><fonts")))
    refused(document(f'<w:document xmlns:w="{DOCUMENT}"><w:body>{deep}</w:body></w:document>'.encode()))


DOCUMENT = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def test_offset_that_leads_nowhere() -> None:
    data = bytearray(workbook().content)
    for offset in (-1070, 1 << 30):
        at = data.rindex(b"PK\5\6") + 16
        data[at : at + 4] = struct.pack("<l", offset)
        refused(Original(Path("考核.xlsx"), bytes(data)))


@pytest.mark.parametrize(
    "twin", ["XL/Worksheets/Sheet1.XML", "xl\\worksheets\\sheet1.xml", "/xl/worksheets/sheet1.xml"]
)
def test_two_parts_of_one_name_but_for_case_and_slashes(twin: str) -> None:
    refused(Original(Path("考核.xlsx"), package(worksheet(ROWS), others={twin: b"<worksheet/>"})))


def test_text_that_no_cell_holds() -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>'
    assert read_grids(workbook(rows.format("字" * LONGEST_TEXT)))
    refused(workbook(rows.format("字" * (LONGEST_TEXT + 1))))


def test_bombs() -> None:
    size = 1 << 20
    refused(workbook(ROWS + "<row>" + "<c><v>1</v></c>" * size * 2 + "</row>"))
    refused(document(f'<w:document xmlns:w="{DOCUMENT}"><w:body>{"<w:p/>" * size * 3}</w:body></w:document>'.encode()))


def test_type_left_of_a_part_that_is_gone() -> None:
    parts = Package(workbook().content)
    gone = b'<Override PartName="/XL/worksheets/sheet2.xml" ContentType="application/x-old"/></Types>'
    parts.put(CONTENT_TYPES, parts.text(CONTENT_TYPES).replace(b"</Types>", gone))
    apply_outcome(parts, outcome(scores("考核", {1: None}, column=1)), name="考核.xlsx")
    assert parts.text(CONTENT_TYPES).lower().count(b"/xl/worksheets/sheet2.xml") == 1


@pytest.mark.parametrize(
    "styles", ["<styleSheet {}/>", "<styleSheet {}></styleSheet>", "<styleSheet {}><fonts/><cellXfs/></styleSheet>"]
)
def test_style_sheet_without_styles(styles: str) -> None:
    parts = Package(workbook(styles=styles.format(f'xmlns="{MAIN}"')).content)
    apply_outcome(parts, outcome(scores("考核", {1: None}, column=1)), name="考核.xlsx")
    assert b"cellXfs" in parts.text("xl/styles.xml")


def test_link_to_the_styles_that_leads_nowhere() -> None:
    parts = Package(workbook().content)
    links = "xl/_rels/workbook.xml.rels"
    parts.put(links, parts.text(links).replace(b'Target="styles.xml"', b'Target="gone.xml"'))
    formats = [xf.attributes for xf in parse(parts.text("xl/styles.xml")).child("cellXfs").children]
    apply_outcome(parts, outcome(scores("考核", {1: None}, column=1)), name="考核.xlsx")
    assert [link.target for link in parts.relationships("xl/workbook.xml") if link.kind == "styles"] == [
        "xl/styles.xml"
    ]
    now = [xf.attributes for xf in parse(parts.text("xl/styles.xml")).child("cellXfs").children]
    assert now[: len(formats)] == formats  # the cells' own formats are not lost
    again = Package(b"".join(parts.chunks()))
    apply_outcome(again, outcome(scores("考核", {1: None}, column=1)), name="考核.xlsx")
    assert not again.changed


def test_links_left_of_a_part_that_is_gone() -> None:
    parts = Package(workbook().content)
    parts.put("xl/worksheets/_rels/sheet2.xml.rels", parts.text("xl/_rels/workbook.xml.rels"))
    assert parts.fresh_name("xl/worksheets/sheet{}.xml") == "xl/worksheets/sheet3.xml"


def test_link_of_a_sheet_that_is_gone() -> None:
    parts = Package(workbook().content)
    orphan = b'<sheet name="b" sheetId="2" r:id="rId9"/><sheet name="c" sheetId="3" r:id=\'rId3\'/></sheets>'
    parts.put("xl/workbook.xml", parts.text("xl/workbook.xml").replace(b"</sheets>", orphan))
    ids = {link.id for link in parts.relationships("xl/workbook.xml")}
    assert ids & {"rId3", "rId9"} == set()
    book = Workbook(parts)
    for number in range(9):
        book.add_sheet(f"新{number}", b"<worksheet/>")
    assert [sheet.part for sheet in book.sheets if sheet.name in ("b", "c")] == [None, None]


def test_part_that_is_gone_but_linked() -> None:
    parts = Package(workbook().content)
    links = "xl/_rels/workbook.xml.rels"
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    gone = b'<Relationship Id="rId9" Type="' + kind + b'" Target="/xl/Worksheets/sheet2.xml"/></Relationships>'
    parts.put(links, parts.text(links).replace(b"</Relationships>", gone))
    orphan = b'<sheet name="b" sheetId="2" r:id="rId9"/></sheets>'
    parts.put("xl/workbook.xml", parts.text("xl/workbook.xml").replace(b"</sheets>", orphan))
    assert Workbook(parts).add_sheet("新", b"<worksheet/>") == "xl/worksheets/sheet3.xml"


def test_two_sheets_of_one_part() -> None:
    parts = Package(workbook().content)
    twice = b'<sheet name="b" sheetId="2" r:id="rId1"/></sheets>'
    parts.put("xl/workbook.xml", parts.text("xl/workbook.xml").replace(b"</sheets>", twice))
    refused(Original(Path("考核.xlsx"), b"".join(parts.chunks())))


def test_array_formulas_over_each_other_are_marked_as_far_as_memory_allows() -> None:
    large = '<c r="{}{}"><f t="array" ref="A1:CV1000">1</f><v>1</v></c>'
    rows = "".join(f'<row r="{row}">{large.format("A", row)}</row>' for row in range(1, 2001))
    (grid,), _ = read_grids(workbook(rows))
    assert len(grid.formulas) == 100 * 1000 + 1000  # those below the first area are marked in their own cell


def test_workbook_in_an_encoding_without_chinese_keeps_one_page_of_findings() -> None:
    parts = Package(workbook().content)
    book = b'<?xml version="1.0" encoding="us-ascii"?>' + parts.text("xl/workbook.xml").replace(
        "考核".encode(), b"&#32771;&#26680;"
    )
    parts.put("xl/workbook.xml", book)
    for _ in range(2):
        parts = Package(b"".join(parts.chunks()))
        apply_outcome(parts, outcome(scores("考核", {1: None}, column=1)), name="考核.xlsx")
    assert not parts.changed
    assert [sheet.name for sheet in Workbook(parts).sheets] == ["考核", "核对结果"]


@pytest.mark.parametrize(("length", "refuses"), [(255, False), (256, True)])
def test_a_sheet_name_that_nobody_can_have_typed_is_refused(length: int, refuses: bool) -> None:
    whole = package(worksheet(ROWS))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "表" * length
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace('name="考核"'.encode(), f'name="{name}"'.encode())
    with io.BytesIO() as file:
        with zipfile.ZipFile(file, "w") as archive:
            for part, content in parts.items():
                archive.writestr(part, content)
        source = Original(Path("考核.xlsx"), file.getvalue())
    if refuses:
        refused(source)
    else:
        assert read_grids(source)[0][0].name == name
