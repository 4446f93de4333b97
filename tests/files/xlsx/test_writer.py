"""An outcome into a closed file: once, whole, and the same bytes each time."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from tests.files.xlsx.packages import (
    LINKS,
    MAIN,
    SHEET_PART,
    TOUCHED,
    outcome,
    package,
    parts,
    scores,
    variant,
    worksheet,
)

from kaohe.assessment.outcome import Outcome
from kaohe.core.problem import FileProblem
from kaohe.files.disk.source import read_original
from kaohe.files.xlsx.writer import WriteReport, write_outcome


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_scores_and_findings_arrive_and_all_else_stays(form: Path, planned: Outcome, tmp_path: Path) -> None:
    before, target = form.read_bytes(), tmp_path / "结果.xlsx"
    assert write_outcome(read_original(form), target, planned) == WriteReport(changed=True, backup=None)
    assert form.read_bytes() == before
    old, new = parts(before), parts(target)
    assert {name for name in new if new[name] != old.get(name)} == TOUCHED
    book, reference = openpyxl.load_workbook(target), openpyxl.load_workbook(form)
    assert book.sheetnames == ["考核表", "核对结果"]
    changed = {
        cell.coordinate: cell.value
        for row in book["考核表"].iter_rows()
        for cell in row
        if cell.value != reference["考核表"][cell.coordinate].value
    }
    assert changed == {"D7": 88.8, "D8": 77.7}


def test_second_run_changes_nothing(form: Path, planned: Outcome) -> None:
    assert write_outcome(read_original(form), form, planned).changed
    once, written = form.read_bytes(), form.stat().st_mtime_ns
    assert write_outcome(read_original(form), form, planned, backup=True) == WriteReport(changed=False, backup=None)
    assert form.read_bytes() == once
    assert form.stat().st_mtime_ns == written


def test_same_input_and_outcome_give_the_same_bytes(form: Path, planned: Outcome, tmp_path: Path) -> None:
    first, second = tmp_path / "一.xlsx", tmp_path / "二.xlsx"
    write_outcome(read_original(form), first, planned)
    write_outcome(read_original(form), second, planned)
    assert first.read_bytes() == second.read_bytes()


def test_unchanged_workbook_is_copied_byte_for_byte(form: Path, planned: Outcome, tmp_path: Path) -> None:
    write_outcome(read_original(form), form, planned)
    target = tmp_path / "副本.xlsx"
    assert write_outcome(read_original(form), target, planned).changed
    assert target.read_bytes() == form.read_bytes()
    assert not write_outcome(read_original(form), target, planned).changed


def test_backup_keeps_the_old_file_under_a_dated_name(form: Path, planned: Outcome) -> None:
    before = form.read_bytes()
    report = write_outcome(read_original(form), form, planned, backup=True)
    assert report.backup is not None
    assert re.fullmatch(r"考核_备份_\d{8}-\d{6}\.xlsx", report.backup.name)
    assert report.backup.read_bytes() == before
    assert form.read_bytes() != before


def test_backup_never_replaces_an_older_one(form: Path, planned: Outcome) -> None:
    originals = []
    for score in ("1", "2", "3"):
        originals.append(digest(form))
        write_outcome(read_original(form), form, outcome(scores("考核表", {7: Decimal(score)})), backup=True)
    assert sorted(digest(copy) for copy in form.parent.glob("*_备份_*")) == sorted(originals)


def test_backup_of_a_target_that_is_not_there_is_none(form: Path, planned: Outcome, tmp_path: Path) -> None:
    report = write_outcome(read_original(form), tmp_path / "新.xlsx", planned, backup=True)
    assert report == WriteReport(changed=True, backup=None)


def test_permissions_stay_and_no_temporary_file_is_left(form: Path, planned: Outcome) -> None:
    form.chmod(0o640)
    write_outcome(read_original(form), form, planned)
    assert stat.S_IMODE(form.stat().st_mode) == 0o640
    assert [path.name for path in form.parent.iterdir()] == [form.name]


def test_new_file_has_the_permissions_of_any_new_file(form: Path, planned: Outcome, tmp_path: Path) -> None:
    target, other = tmp_path / "新.xlsx", tmp_path / "other"
    write_outcome(read_original(form), target, planned)
    other.touch()
    assert stat.S_IMODE(target.stat().st_mode) == stat.S_IMODE(other.stat().st_mode)


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_link_stays_a_link(form: Path, planned: Outcome, tmp_path: Path) -> None:
    link = tmp_path / "链接.xlsx"
    link.symlink_to(form)
    write_outcome(read_original(link), link, planned)
    assert link.is_symlink()
    assert "xl/worksheets/sheet2.xml" in parts(form)


def rich_package(rows: str, workbook: str = "", others: dict[str, bytes] | None = None) -> bytes:
    return package(worksheet(rows), workbook=workbook, others=others)


def written(tmp_path: Path, content: bytes, planned: Outcome) -> dict[str, bytes]:
    """Return the parts after the outcome is written to a workbook in place."""
    path = tmp_path / "考核.xlsx"
    path.write_bytes(content)
    write_outcome(read_original(path), path, planned)
    return parts(path)


CHANGE = scores("考核", {1: Decimal(5)}, column=1)


def test_formulas_that_may_follow_are_calculated_on_opening(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f><v>2</v></c></row>'
    calc = '<calcPr calcId="191029"/>'
    book = written(tmp_path, rich_package(rows, calc), outcome(CHANGE))["xl/workbook.xml"]
    assert b'<calcPr calcId="191029" fullCalcOnLoad="1"/>' in book


@pytest.mark.parametrize(
    "formula",
    ["", "<f>SCORE_UNIT(C1)</f>"],
    ids=["no formula", "functions of the add-in, which may not be there to calculate them"],
)
def test_calculation_on_opening_is_not_asked_for_in_vain(tmp_path: Path, formula: str) -> None:
    rows = f'<row r="1"><c r="A1"><v>1</v></c><c r="B1">{formula}<v>2</v></c></row>'
    book = written(tmp_path, rich_package(rows, '<calcPr calcId="191029"/>'), outcome(CHANGE))["xl/workbook.xml"]
    assert b"fullCalcOnLoad" not in book


def test_findings_alone_do_not_ask_for_calculation(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>5</v></c><c r="B1"><f>A1*2</f><v>10</v></c></row>'
    book = written(tmp_path, rich_package(rows), outcome(CHANGE))["xl/workbook.xml"]
    assert b"calcPr" not in book


def test_calculation_order_stays_valid(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f><v>2</v></c></row>'
    chain = f'<calcChain xmlns="{MAIN}"><c r="B1" i="1"/></calcChain>'.encode()
    new = written(tmp_path, rich_package(rows, others={"xl/calcChain.xml": chain}), outcome(CHANGE))
    assert new["xl/calcChain.xml"] == chain


def test_strict_workbook_stays_strict(tmp_path: Path) -> None:
    def strict(part: bytes) -> bytes:
        part = part.replace(MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main")
        return part.replace(LINKS.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships")

    path = tmp_path / "严格.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts(rich_package('<row r="1"><c r="A1"><v>1</v></c></row>')).items():
            archive.writestr(name, strict(part))
    write_outcome(read_original(path), path, outcome(CHANGE, findings=[variant("考核", 1)]))
    new = parts(path)
    assert b"<v>5</v>" in new[SHEET_PART]
    assert not any(b"schemas.openxmlformats.org/spreadsheetml" in part for part in new.values())
    assert not any(b"schemas.openxmlformats.org/officeDocument" in part for part in new.values())
    assert not write_outcome(read_original(path), path, outcome(CHANGE, findings=[variant("考核", 1)])).changed


def test_workbook_without_styles_gets_them(tmp_path: Path) -> None:
    content = parts(rich_package('<row r="1"/>'))
    del content["xl/styles.xml"]
    content["xl/_rels/workbook.xml.rels"] = re.sub(
        rb'<Relationship Id="rId2".*?/>', b"", content["xl/_rels/workbook.xml.rels"]
    )
    content["[Content_Types].xml"] = re.sub(
        rb'<Override PartName="/xl/styles.xml".*?/>', b"", content["[Content_Types].xml"]
    )
    path = tmp_path / "无样式.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    write_outcome(read_original(path), path, outcome(CHANGE))
    assert openpyxl.load_workbook(path)["核对结果"]["A1"].font.b
    assert not write_outcome(read_original(path), path, outcome(CHANGE)).changed


def test_sparse_styles_are_completed_before_anything_is_added(tmp_path: Path) -> None:
    sparse = f'<styleSheet xmlns="{MAIN}"><fonts/><cellXfs count="1"><xf/></cellXfs></styleSheet>'
    path = tmp_path / "少样式.xlsx"
    path.write_bytes(package(worksheet('<row r="1"><c r="A1"/></row>'), styles=sparse))
    write_outcome(read_original(path), path, outcome(CHANGE))
    book = openpyxl.load_workbook(path)
    assert not book["考核"]["A1"].font.b
    assert book["核对结果"]["A1"].font.b
    assert book["核对结果"]["A4"].fill.fgColor.rgb == "FF2F5597"


# -- what forbids writing


def refused(tmp_path: Path, content: bytes, *, target: str = "考核.xlsx", name: str = "考核.xlsx") -> str:
    """Return what is said when the workbook must not be written; it and its folder stay as they were."""
    source = tmp_path / name
    source.write_bytes(content)
    with pytest.raises(FileProblem) as problem:
        write_outcome(read_original(source), tmp_path / target, outcome(CHANGE), backup=True)
    assert source.read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert "\n" not in problem.value.message
    return problem.value.message


def test_signed_workbook_is_refused(tmp_path: Path) -> None:
    content = parts(rich_package('<row r="1"/>'))
    origin = b'<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin" Target="_xmlsignatures/origin.sigs"/></Relationships>'
    content["_rels/.rels"] = content["_rels/.rels"].replace(b"</Relationships>", origin)
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    signed = path.read_bytes()
    path.unlink()
    assert "数字签名" in refused(tmp_path, signed)


def test_locked_structure_is_refused_until_the_findings_have_their_sheet(tmp_path: Path, form: Path) -> None:
    lock = '<workbookProtection lockStructure="1"/>'
    form.unlink()
    assert "保护工作簿" in refused(tmp_path, rich_package('<row r="1"/>', lock))
    path = tmp_path / "考核.xlsx"
    path.write_bytes(rich_package('<row r="1"/>'))
    write_outcome(read_original(path), path, outcome())
    locked = parts(path)
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in locked.items():
            archive.writestr(name, part.replace(b"<definedNames>", lock.encode() + b"<definedNames>"))
    assert write_outcome(read_original(path), path, outcome(CHANGE)).changed


def test_write_password_bars_the_file_itself_but_not_a_copy(tmp_path: Path) -> None:
    content = rich_package('<row r="1"/>', '<fileSharing userName="王" reservationPassword="CC1A"/>')
    assert "修改密码" in refused(tmp_path, content)
    assert write_outcome(read_original(tmp_path / "考核.xlsx"), tmp_path / "副本.xlsx", outcome(CHANGE)).changed


def test_protected_sheet_is_refused(tmp_path: Path) -> None:
    content = package(worksheet('<row r="1"/>', after='<sheetProtection sheet="1"/>'))
    assert "撤销工作表保护" in refused(tmp_path, content)


def test_other_suffix_is_refused(tmp_path: Path) -> None:
    assert "后缀应与原文件相同（.xlsm）" in refused(tmp_path, rich_package(""), name="考核.xlsm", target="结果.xlsx")


@pytest.mark.parametrize("part", ["xl/workbook.xml", SHEET_PART, "xl/styles.xml", "[Content_Types].xml"])
def test_damaged_part_is_refused(tmp_path: Path, part: str) -> None:
    content = parts(rich_package('<row r="1"/>'))
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, old in content.items():
            archive.writestr(name, old[: len(old) // 2] if name == part else old)
    broken = path.read_bytes()
    path.unlink()
    assert "已损坏" in refused(tmp_path, broken)


def test_plan_for_a_sheet_that_is_gone_is_refused(tmp_path: Path, form: Path) -> None:
    before = form.read_bytes()
    with pytest.raises(FileProblem, match="没有找到工作表“考核数据”"):
        write_outcome(read_original(form), form, outcome(scores("考核数据", {1: Decimal(1)})))
    assert form.read_bytes() == before
