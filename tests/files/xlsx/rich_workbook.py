"""A workbook with everything that openpyxl would lose: made by XlsxWriter, and what that lacks by hand."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import xlsxwriter
from pyopenvba import ExcelFile, VBAModuleKind
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

SHEET = "考核数据"
SCORE_COLUMN = 4
_UNITS = ("登科街道", "文治街道", "明阳镇", "九  镇", "区财政局")
_REASONS = "信息报送迟缓被通报批评，扣0.1分"

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET_LINKS = "xl/worksheets/_rels/sheet1.xml.rels"


def make_rich_workbook(path: Path) -> None:
    """Write an ``.xlsm`` with charts, picture, text box, notes, formats, sparklines, macros and more."""
    first = io.BytesIO()
    workbook = xlsxwriter.Workbook(first, {"in_memory": True})
    workbook.add_vba_project(io.BytesIO(_macros(path.with_suffix(".macros.xlsm"))), True)
    workbook.set_custom_property("考核年度", 2026)
    workbook.set_properties({"author": "考核办"})
    sheet = workbook.add_worksheet(SHEET)
    _fill(workbook, sheet)
    _decorate(workbook, sheet)
    other = workbook.add_worksheet("汇总")
    other.write_formula("A1", f"=AVERAGE({SHEET}!D2:D6)", None, 99.8)
    other.add_table("C1:D3", {"data": [["甲", 1], ["乙", 2]], "columns": [{"header": "单位"}, {"header": "分"}]})
    workbook.add_chartsheet("图表").set_chart(_chart(workbook))
    workbook.define_name("最高分", f"={SHEET}!$D$2")
    workbook.close()
    _add_foreign_parts(first.getvalue(), path)


def _fill(workbook: Workbook, sheet: Worksheet) -> None:
    head, cell = workbook.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1}), {"border": 1}
    score = workbook.add_format({**cell, "num_format": "0.0", "font_color": "#C00000"})
    sheet.write_row("A1", ["序号", "被考核单位", "加扣分原因及分值", "考核得分", "名次"], head)
    for row, name in enumerate(_UNITS, 1):
        sheet.write_row(row, 0, [row, name, _REASONS], workbook.add_format(cell))
        sheet.write_number(row, 3, 99.9, score)
        sheet.write_formula(row, 4, f"=RANK(D{row + 1},$D$2:$D$6)", workbook.add_format(cell), 1)
    bold = workbook.add_format({"bold": True, "font_color": "red"})
    sheet.write_rich_string("C8", "备注：", bold, "以通报为准", "。")
    sheet.write_array_formula("G2:G3", "{=D2:D3*2}", None, 199.8)
    sheet.write_dynamic_array_formula("H2", "=_xlfn._xlws.SORT(D2:D6)", None, 99.9)


def _decorate(workbook: Workbook, sheet: Worksheet) -> None:
    sheet.set_column("B:C", 30)
    sheet.freeze_panes(1, 0)
    sheet.insert_chart("J2", _chart(workbook))
    sheet.insert_image("J20", "章.png", {"image_data": io.BytesIO(_picture())})
    sheet.insert_textbox("B12", "考核办\n（盖章）", {"fill": {"color": "#FFF2CC"}})
    sheet.write_comment("D2", "按通报扣分", {"author": "王"})
    sheet.conditional_format("D2:D6", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("D2:D6", {"type": "3_color_scale"})
    sheet.conditional_format("E2:E6", {"type": "icon_set", "icon_style": "3_arrows"})
    sheet.add_sparkline("F2", {"range": f"{SHEET}!D2:D6", "type": "column"})
    sheet.data_validation("D2:D6", {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 110})
    sheet.insert_button("G12", {"macro": "Remarks.Say", "caption": "重新计算"})
    sheet.insert_checkbox("G9", True)
    sheet.set_header("&L&G", {"image_left": "章.png", "image_data_left": io.BytesIO(_picture())})
    sheet.ignore_errors({"number_stored_as_text": "A1:A9"})
    sheet.set_background(io.BytesIO(_picture()))
    sheet.autofilter("A1:E6")


def _chart(workbook: Workbook) -> xlsxwriter.chart.Chart:
    chart = workbook.add_chart({"type": "column"})
    chart.add_series({"categories": f"={SHEET}!$B$2:$B$6", "values": f"={SHEET}!$D$2:$D$6", "name": "考核得分"})
    chart.set_y_axis({"min": 80, "max": 100})
    return chart


def _macros(path: Path) -> bytes:
    """Return a VBA project with one macro."""
    xlsxwriter.Workbook(path.with_suffix(".xlsx")).close()
    path.with_suffix(".xlsx").rename(path)
    with ExcelFile(path) as file:
        code = 'Public Sub Say()\r\n    MsgBox "done"\r\nEnd Sub\r\n'
        file.add_vba_project().add_module("Remarks", code, kind=VBAModuleKind.standard)
        file.save()
    with zipfile.ZipFile(path) as archive:
        macros = archive.read("xl/vbaProject.bin")
    path.unlink()
    return macros


def _picture() -> bytes:
    """Return a pale grey square of 24 pixels as PNG."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    lines = (b"\0" + b"\xf2\xf2\xf2" * 24) * 24
    size = struct.pack(">2I5B", 24, 24, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


#: Part → (content type, the kind of relationship by which the first sheet or the workbook holds it, content).
_FOREIGN = {
    "xl/printerSettings/printerSettings1.bin": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings",
        f"{_OFFICE}/printerSettings",
        bytes(range(256)) * 4,
    ),
    "xl/threadedComments/threadedComment1.xml": (
        "application/vnd.ms-excel.threadedcomments+xml",
        "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
        b'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"/>',
    ),
    "xl/persons/person.xml": (
        "application/vnd.ms-excel.person+xml",
        "http://schemas.microsoft.com/office/2017/10/relationships/person",
        b'<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"/>',
    ),
    "xl/future/part1.bin": ("application/x-unknown", "http://example.com/2099/relationships/future", b"\0unknown\xff"),
}


def _add_foreign_parts(content: bytes, path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, _declared(name, old.read(name).decode("latin-1")).encode("latin-1"))
        for name, (_, _, part) in _FOREIGN.items():
            new.writestr(name, part, zipfile.ZIP_STORED if name.endswith("1.bin") else None)


def _declared(name: str, text: str) -> str:
    if name == "[Content_Types].xml":
        types = "".join(
            f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, (kind, _, _) in _FOREIGN.items()
        )
        return text.replace("</Types>", types + "</Types>")
    if name in (_SHEET_LINKS, "xl/_rels/workbook.xml.rels"):
        held = [part for part in _FOREIGN if ("persons" in part) == (name != _SHEET_LINKS)]
        links = "".join(
            f'<Relationship Id="rIdX{number}" Type="{_FOREIGN[part][1]}" Target="/{part}"/>'
            for number, part in enumerate(held)
        )
        return text.replace("</Relationships>", links + "</Relationships>")
    return text
