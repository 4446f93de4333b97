"""Files that can't be read: one Chinese line that says what and what to do, soon, and nothing harmed."""

from __future__ import annotations

import io
import os
import re
import resource
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from kaohe.core.problem import FileProblem
from kaohe.files.xlsx.reader import read_grids, read_workbook
from kaohe.tables import find_tables

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def ole(*streams: str) -> bytes:
    """Return the start of a file in Microsoft's old container that names the given streams."""
    return OLE + bytes(504) + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)


def package(**parts: bytes) -> bytes:
    """Return a ZIP file; ``__`` in a name stands for ``/``, a missing content type list is added."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return held.getvalue()


def workbook() -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet("考核表")
        sheet.write_row(0, 0, ["被考核单位", "扣分原因", "得分", "名次"])
        sheet.write_row(1, 0, ["登科街道", "迟报，扣0.1分", 99.9, 1])
    return held.getvalue()


def with_part(name: str, edit: Callable[[bytes], bytes | None]) -> bytes:
    """Return the workbook with one part edited, or left out."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            content = edit(old.read(member)) if member == name else old.read(member)
            if content is not None:
                new.writestr(member, content)
    return held.getvalue()


def encrypted() -> bytes:
    """Return the workbook with the bit set that says its members are encrypted."""
    data = bytearray(workbook())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(mark), bytes(data)):
            at = found.start() + offset
            data[at : at + 2] = struct.pack("<H", struct.unpack_from("<H", data, at)[0] | 1)
    return bytes(data)


def with_flipped_bytes() -> bytes:
    """Return the workbook with the first bytes of its sheet's compressed data overwritten."""
    data = bytearray(workbook())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 60
    data[start : start + 20] = b"\xff" * 20
    return bytes(data)


def sheet_of(xml: str) -> bytes:
    return with_part("xl/worksheets/sheet1.xml", lambda _: xml.encode())


SHEET1 = "xl/worksheets/sheet1.xml"
BOMB = b"0" * (200 << 20)
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    + f']><worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="str"><v>&j;</v></c></row></sheetData></worksheet>'
)
OUTSIDE = f'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet xmlns="{MAIN}"><sheetData/></worksheet>'

BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "文件是空的"),
    "only_zero_bytes": (lambda: bytes(5000), "全是空字节"),
    "truncated": (lambda: workbook()[:-400], "不完整或已损坏"),
    "half": (lambda: workbook()[:2000], "不完整或已损坏"),
    "flipped_bytes": (with_flipped_bytes, "损坏"),
    "text": (lambda: "序号,单位\n1,登科街道\n".encode(), "不是 Excel 工作簿"),
    "random": (lambda: bytes(range(256)) * 10, "不是 Excel 工作簿"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "不是 Excel 工作簿"),
    "web_page": (lambda: "\ufeff<html><table><tr><td>序号</td></tr></table></html>".encode(), "其实是网页"),
    "web_page_utf16": (lambda: "<html><table/></html>".encode("utf-16"), "其实是网页"),
    "old_format": (lambda: ole("Root Entry", "Workbook"), "另存为 .xlsx"),
    "oldest_format": (lambda: ole("Root Entry", "Book"), "另存为 .xlsx"),
    "password": (lambda: ole("Root Entry", "EncryptionInfo", "EncryptedPackage"), "打开密码"),
    "old_word": (lambda: ole("Root Entry", "WordDocument"), "不是 Excel 工作簿"),
    "encrypted_zip": (encrypted, "加了密码"),
    "zip": (lambda: package(**{"a.txt": b"x"}), "是压缩包"),
    "empty_zip": (lambda: b"PK\x05\x06" + bytes(18), "空的压缩包"),
    "word": (lambda: package(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}), "Word"),
    "ods": (lambda: package(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": b"<x/>"}), ".ods"),
    "xlsb": (lambda: package(**{"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b"x"}), ".xlsb"),
    "no_workbook_part": (lambda: with_part("xl/workbook.xml", lambda _: None), "损坏"),
    "no_sheets": (lambda: with_part("xl/workbook.xml", lambda _: f'<workbook xmlns="{MAIN}"/>'.encode()), "没有工作表"),
    "no_sheet_part": (lambda: with_part(SHEET1, lambda _: None), "没有工作表"),
    "only_a_chart_sheet": (lambda: sheet_of(f'<chartsheet xmlns="{MAIN}"/>'), "没有工作表"),
    "sheet_cut_off": (lambda: with_part(SHEET1, lambda xml: xml[: len(xml) // 2]), "损坏"),
    "no_such_string": (lambda: with_part(SHEET1, lambda xml: xml.replace(b"<v>0</v>", b"<v>999</v>")), "损坏"),
    "row_beyond_the_last": (lambda: with_part(SHEET1, lambda xml: xml.replace(b'<row r="2"', b'<row r="1048577"')), "损坏"),
    "row_zero": (lambda: with_part(SHEET1, lambda xml: xml.replace(b'<row r="2"', b'<row r="0"')), "损坏"),
    "column_beyond_the_last": (lambda: with_part(SHEET1, lambda xml: xml.replace(b'r="A2"', b'r="XFE2"')), "损坏"),
    "bad_character": (lambda: with_part(SHEET1, lambda xml: xml.replace(b"99.9", b"\x00\x01")), "损坏"),
    "bad_encoding": (lambda: with_part(SHEET1, lambda xml: xml.replace(b"99.9", b"\xff\xfe\x80")), "损坏"),
    "bomb": (lambda: package(**{"[Content_Types].xml": b"<Types/>", SHEET1: BOMB}), "解压后有 200 MB"),
    "billion_laughs": (lambda: sheet_of(LAUGHS), "损坏"),
    "outside_entity": (lambda: sheet_of(OUTSIDE), "损坏"),
}  # fmt: skip


def problem_of(path: Path) -> str:
    with pytest.raises(FileProblem) as problem:
        read_workbook(path)
    return problem.value.message


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_refused_in_one_line_and_left_alone(kind: str, tmp_path: Path) -> None:
    make, word = BAD[kind]
    path = tmp_path / f"{kind}.xlsx"
    path.write_bytes(make())
    before = path.read_bytes()
    message = problem_of(path)
    assert word in message
    assert path.name in message
    assert message.endswith("。")
    assert message.count("。") >= 2  # what is wrong, and what to do
    assert "\n" not in message
    assert path.read_bytes() == before


def test_a_real_workbook_encrypted_as_excel_does_it() -> None:
    assert "打开密码" in problem_of(Path(__file__).parent / "files" / "password.xlsx")


def test_an_old_workbook_under_a_new_name(tmp_path: Path) -> None:
    path = tmp_path / "旧.xlsx"
    path.write_bytes((Path(__file__).parent / "files" / "old_format.xls").read_bytes())
    assert "旧格式" in problem_of(path)


def test_a_missing_file(tmp_path: Path) -> None:
    assert "没有找到" in problem_of(tmp_path / "没有.xlsx")
    assert "没有找到" in problem_of(tmp_path / "没有" / "没有.xlsx")


def test_a_folder_and_what_is_no_plain_file(tmp_path: Path) -> None:
    (tmp_path / "文件夹.xlsx").mkdir()
    assert "文件夹" in problem_of(tmp_path / "文件夹.xlsx")
    assert "不是普通文件" in problem_of(Path("/dev/zero"))
    os.mkfifo(tmp_path / "管道.xlsx")
    assert "不是普通文件" in problem_of(tmp_path / "管道.xlsx")


@pytest.mark.parametrize("name", ["a\0b.xlsx", "长" * 3000 + ".xlsx", "换\n行.xlsx"])
def test_impossible_names_are_said_in_one_line(tmp_path: Path, name: str) -> None:
    message = problem_of(tmp_path / name)
    assert "\n" not in message
    assert "\0" not in message


def test_a_link_to_itself(tmp_path: Path) -> None:
    link = tmp_path / "环.xlsx"
    link.symlink_to(link)
    assert "读取失败" in problem_of(link)


def test_a_file_without_the_right_to_read_it(tmp_path: Path) -> None:
    path = tmp_path / "保密.xlsx"
    path.write_bytes(workbook())
    path.chmod(0)
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from kaohe.core.problem import FileProblem\n"
        "from kaohe.files.xlsx.reader import read_workbook\n"
        "if os.geteuid() == 0:\n"
        "    os.seteuid(65534)\n"
        "try:\n"
        "    read_workbook(Path(sys.argv[1]))\n"
        "except FileProblem as problem:\n"
        "    print(problem.message)\n"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", script, str(path)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert "没有读取它的权限" in done.stdout


def test_excels_own_lock_file(tmp_path: Path) -> None:
    path = tmp_path / "~$考核.xlsx"
    path.write_bytes(b"\x05Admin" + bytes(159))
    assert "“考核.xlsx”" in problem_of(path)


# -- large sheets


def test_a_sheet_whose_dimension_claims_every_cell_is_just_small(tmp_path: Path) -> None:
    path = tmp_path / "claims.xlsx"
    path.write_bytes(
        with_part(SHEET1, lambda xml: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', xml))
    )
    (grid,), _ = read_grids(path)
    assert grid.last_row == 2
    assert [len(table.rows) for table in find_tables([grid]).tables] == [1]


def test_the_most_rows_a_sheet_can_have_all_with_borders_only(tmp_path: Path) -> None:
    """Rows that hold nothing must take no memory: the rest of the sheet is read as if they were not there."""
    path = tmp_path / "borders.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet, look = book.add_worksheet("考核表"), book.add_format({"border": 1})
        sheet.write_row(0, 0, ["被考核单位", "扣分原因", "得分", "名次"])
        sheet.write_row(1, 0, ["登科街道", "迟报，扣0.1分", 99.9, 1])
        for row in range(2, 1_048_576):
            sheet.write_blank(row, 0, None, look)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (table,) = read_workbook(path).tables
    assert table.rows == (2,)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000  # kilobytes


def test_a_sheet_with_more_places_than_fit_into_memory_is_refused(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>' for row in range(1, 1300))
    path = tmp_path / "wide.xlsx"
    path.write_bytes(sheet_of(f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'))
    assert "工作表“考核表”的数据范围太大" in problem_of(path)


def test_merged_areas_over_the_whole_sheet_cost_little(tmp_path: Path) -> None:
    merged = "".join('<mergeCell ref="A1:XFD1048576"/>' for _ in range(10_000))
    path = tmp_path / "merged.xlsx"
    path.write_bytes(
        with_part(
            SHEET1, lambda xml: xml.replace(b"</sheetData>", f"</sheetData><mergeCells>{merged}</mergeCells>".encode())
        )
    )
    assert read_workbook(path).tables is not None


def test_array_formulas_over_the_whole_sheet_cost_little(tmp_path: Path) -> None:
    row = '<row r="1"><c r="A1"><f t="array" ref="A1:XFD1048576">1</f><v>1</v></c></row>'
    path = tmp_path / "array.xlsx"
    path.write_bytes(sheet_of(f'<worksheet xmlns="{MAIN}"><sheetData>{row}</sheetData></worksheet>'))
    (grid,), _ = read_grids(path)
    assert grid.formulas == {(1, 1): "=1"}
