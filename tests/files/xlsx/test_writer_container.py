"""The container of a closed workbook: what is not changed keeps its bytes, whichever program wrote it."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path

import openpyxl
import pytest
from tests.files.xlsx.packages import SHEET_PART, TOUCHED, outcome, package, worksheet

from kaohe.assessment.outcome import Outcome
from kaohe.core.cells import CellRef
from kaohe.core.findings import Finding, Severity
from kaohe.files.disk.source import read_original
from kaohe.files.ooxml.archive import Archive, ArchiveError
from kaohe.files.ooxml.package import Package
from kaohe.files.xlsx.writer import write_outcome

#: Parts that a first run has to change, or to make.


def test_untouched_members_keep_their_compressed_bytes_times_and_order(form: Path, planned: Outcome) -> None:
    old_bytes = form.read_bytes()
    with zipfile.ZipFile(form) as archive:
        old = archive.infolist()
    write_outcome(read_original(form), form, planned)
    new_bytes = form.read_bytes()
    with zipfile.ZipFile(form) as archive:
        assert archive.testzip() is None
        new = archive.infolist()
    assert [info.filename for info in new] == [info.filename for info in old] + ["xl/worksheets/sheet2.xml"]
    for before, after in zip(old, new, strict=False):
        assert (before.date_time, before.external_attr) == (after.date_time, after.external_attr)
        if before.filename not in TOUCHED:
            assert compressed(old_bytes, before) == compressed(new_bytes, after)


def compressed(data: bytes, info: zipfile.ZipInfo) -> bytes:
    name_length, extra_length = struct.unpack_from("<2H", data, info.header_offset + 26)
    start = info.header_offset + 30 + name_length + extra_length
    return data[start : start + info.compress_size]


class _Unseekable:
    """A file that cannot go back, as a pipe: zipfile then writes sizes behind the data."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")

    def write(self, data: bytes) -> int:
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()

    def close(self) -> None:
        self._file.close()


def test_containers_of_other_programs_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "odd.zip"
    stream = _Unseekable(path)
    with zipfile.ZipFile(stream, "w") as archive:  # type: ignore[arg-type]
        archive.comment = "备注".encode()
        archive.writestr(zipfile.ZipInfo("stored.xml", (2020, 2, 3, 4, 5, 6)), "<a/>")
        archive.writestr("汉字.xml", "<b/>", zipfile.ZIP_DEFLATED)
        with archive.open("large.xml", "w", force_zip64=True) as member:
            member.write(b"<c/>")
        archive.writestr("best.xml", b"<d/>" * 999, zipfile.ZIP_LZMA)
    stream.close()
    archive = Archive(path.read_bytes())
    new = b"".join(archive.chunks({"stored.xml": [b"<n", b"ew/>"]}, {"新.xml": [b"<e/>"]}, frozenset({"汉字.xml"})))
    path.write_bytes(new)
    with zipfile.ZipFile(path) as result:
        assert result.testzip() is None
        assert result.comment == "备注".encode()
        assert {name: result.read(name)[:8] for name in result.namelist()} == {
            "stored.xml": b"<new/>", "large.xml": b"<c/>", "best.xml": b"<d/><d/>", "新.xml": b"<e/>",
        }  # fmt: skip
        assert result.getinfo("stored.xml").date_time == (2020, 2, 3, 4, 5, 6)


def test_of_members_with_one_name_the_one_that_is_read_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "twice.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.xml", "first")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.xml", "second")
    once = b"".join(Archive(path.read_bytes()).chunks({"a.xml": [b"thi", b"rd"]}))
    path.write_bytes(once)
    with zipfile.ZipFile(path) as archive:
        assert [archive.read(info) for info in archive.infolist()] == [b"first", b"third"]


def test_cut_off_or_changed_container_is_refused(form: Path) -> None:
    data = form.read_bytes()
    with pytest.raises(ArchiveError):
        Archive(data[:-40])
    with pytest.raises(ArchiveError):
        Archive(b"PK\3\4 nothing")
    part = Archive(data).names[0]
    with zipfile.ZipFile(form) as archive:
        start = data.index(compressed(data, archive.getinfo(part)))
    with pytest.raises(ArchiveError):
        Archive(data[:start] + bytes(20) + data[start + 20 :]).read(part)


def test_parts_are_found_whatever_their_spelling() -> None:
    content = package(worksheet("")).replace(b"xl/worksheets/sheet1.xml", b"XL\\Worksheets\\Sheet1.XML")
    opened = Package(content)
    assert SHEET_PART in opened
    opened.put(SHEET_PART, b"<new/>")
    again = Package(b"".join(opened.chunks()))
    assert again.read("xl/worksheets/SHEET1.xml") == b"<new/>"


def test_putting_back_the_old_content_is_no_change(form: Path) -> None:
    opened = Package(form.read_bytes())
    old = opened.read("xl/workbook.xml")
    opened.put("xl/workbook.xml", b"<other/>")
    assert opened.changed
    opened.put("xl/workbook.xml", old)
    assert not opened.changed
    assert b"".join(opened.chunks()) == form.read_bytes()


def test_dropped_part_leaves_no_trace(form: Path) -> None:
    opened = Package(form.read_bytes())
    opened.drop("xl/theme/theme1.xml", owner="xl/workbook.xml")
    again = Package(b"".join(opened.chunks()))
    assert "xl/theme/theme1.xml" not in again
    assert again.related("xl/workbook.xml", "theme") is None
    assert again.content_type("xl/theme/theme1.xml") == "application/xml"
    assert again.related("xl/workbook.xml", "styles") == "xl/styles.xml"


def test_findings_on_other_things_than_cells_are_listed(form: Path) -> None:
    findings = [
        Finding("S101", Severity.ERROR, "没有找到“被考核单位”一列。"),
        Finding("C101", Severity.WARNING, "编号重复。", CellRef("标准目录", 3, 1)),
    ]
    write_outcome(read_original(form), form, outcome(findings=findings))
    sheet = openpyxl.load_workbook(form)["核对结果"]
    assert [cell.value for cell in sheet[5]] == ["× 错误", "S101", None, None, None, "没有找到“被考核单位”一列。", None]
    assert [cell.value for cell in sheet[6]][:4] == ["▲ 需核对", "C101", "标准目录", "A3"]
    assert sheet["D6"].hyperlink is None  # no such sheet in this workbook


def test_crc_of_new_members_is_right(form: Path, planned: Outcome) -> None:
    write_outcome(read_original(form), form, planned)
    with zipfile.ZipFile(form) as archive:
        for info in archive.infolist():
            assert zlib.crc32(archive.read(info)) == info.CRC
