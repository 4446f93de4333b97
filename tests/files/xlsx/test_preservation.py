"""What an office put into its workbook is still there, byte for byte, and other programs agree."""

from __future__ import annotations

import re
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from tests.files.xlsx.packages import outcome, parts, scores, unit, variant
from tests.files.xlsx.rich_workbook import SCORE_COLUMN, SHEET, make_rich_workbook
from tests.libreoffice import convert
from tests.ooxml import problems

from kaohe.assessment.outcome import Outcome
from kaohe.files.disk.source import read_original
from kaohe.files.ooxml.package import Package
from kaohe.files.xlsx.writer import write_outcome

#: Parts that a first run changes, beside the sheet of findings.
CHANGED = {
    "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "[Content_Types].xml",
}  # fmt: skip
NEW_SCORES = {2: Decimal("99.7"), 3: Decimal("95.5"), 4: Decimal("90"), 5: Decimal("85.25"), 6: Decimal("81.1")}


def planned() -> Outcome:
    """Return new scores for every unit, and findings for two."""
    return outcome(
        scores(SHEET, NEW_SCORES, SCORE_COLUMN),
        findings=[variant(SHEET, 3), variant(SHEET, 5)],
        units=[unit(SHEET, row, f"单位{row}") for row in NEW_SCORES],
    )


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    """Return a macro workbook with all that XlsxWriter can make, and more."""
    path = tmp_path / "考核.xlsm"
    make_rich_workbook(path)
    return path


@pytest.fixture(scope="session")
def made_by_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a workbook with chart, note, shape and own properties that LibreOffice made."""
    for _ in range(3):
        made = make_in_libreoffice(tmp_path_factory.mktemp("libreoffice"))
        if made is not None:
            return made
    raise RuntimeError("LibreOffice crashed three times")


def make_in_libreoffice(folder: Path) -> bytes | None:
    """Return the bytes of the workbook; None where LibreOffice or its Python crashed, as they do once in a while."""
    target, pipe = folder / "考核.xlsx", f"kaohe{folder.stat().st_ino}"
    office = subprocess.Popen(
        [
            "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    script = Path(__file__).with_name("make_libreoffice_workbook.py")
    try:
        made = subprocess.run(["/usr/bin/python3", str(script), pipe, str(target)], check=False, timeout=180)
        if made.returncode < 0:
            return None
        made.check_returncode()
        office.wait(60)
    finally:
        office.kill()
        office.wait()
    return target.read_bytes()


def assert_only_expected_parts_changed(before: dict[str, bytes], after: dict[str, bytes]) -> None:
    made = after.keys() - before.keys()
    assert len(made) == 1
    assert {name for name in before if after[name] != before[name]} <= CHANGED
    assert before.keys() <= after.keys()


def test_everything_in_a_rich_workbook_stays(rich: Path) -> None:
    before = parts(rich)
    for kind in (
        "chart",
        "drawing",
        "media",
        "comments",
        "vbaProject",
        "custom",
        "printerSettings",
        "threaded",
        "future",
    ):
        assert any(kind in name for name in before), kind
    write_outcome(read_original(rich), rich, planned())
    after = parts(rich)
    assert_only_expected_parts_changed(before, after)
    sheet = after["xl/worksheets/sheet1.xml"].decode()
    old = before["xl/worksheets/sheet1.xml"].decode()
    for row, value in NEW_SCORES.items():
        old = old.replace(
            f'<c r="D{row}" s="3"><v>99.90000000000001</v></c>', f'<c r="D{row}" s="3"><v>{float(value):g}</v></c>'
        )
    # A score that its cell's format would round away is shown in full: the cell gets another style.
    written = re.compile(r'(<c r="D(?:' + "|".join(map(str, NEW_SCORES)) + r')" s=)"\d+"')
    assert written.sub(r"\1", sheet) == written.sub(r"\1", old)
    assert not write_outcome(read_original(rich), rich, planned()).changed


def test_untouched_members_of_a_rich_workbook_are_not_even_packed_anew(rich: Path) -> None:
    with zipfile.ZipFile(rich) as archive:
        before = {
            info.filename: (info.compress_type, info.compress_size, info.date_time) for info in archive.infolist()
        }
    write_outcome(read_original(rich), rich, planned())
    with zipfile.ZipFile(rich) as archive:
        after = {info.filename: (info.compress_type, info.compress_size, info.date_time) for info in archive.infolist()}
    assert {name for name in before if after[name] != before[name]} <= CHANGED
    assert any(kind == zipfile.ZIP_STORED for kind, _, _ in after.values())


def test_formulas_and_their_kinds_stay(rich: Path) -> None:
    ranks = {row: Decimal(row - 1) for row in NEW_SCORES}
    write_outcome(
        read_original(rich),
        rich,
        outcome(scores(SHEET, NEW_SCORES, SCORE_COLUMN), scores(SHEET, ranks, SCORE_COLUMN + 1)),
    )
    sheet = parts(rich)["xl/worksheets/sheet1.xml"].decode()
    assert "<f>RANK(D3,$D$2:$D$6)</f><v>2</v>" in sheet
    assert '<f t="array" ref="G2:G3">D2:D3*2</f>' in sheet
    assert 'cm="1"' in sheet


@pytest.mark.node
def test_open_xml_sdk_finds_nothing_wrong(rich: Path) -> None:
    assert problems(rich) == []
    write_outcome(read_original(rich), rich, planned())
    assert problems(rich) == []
    write_outcome(read_original(rich), rich, outcome())
    assert problems(rich) == []


@pytest.mark.node
def test_open_xml_sdk_finds_nothing_new_in_the_real_table(data: Path, tmp_path: Path) -> None:
    source, target = data / "assessment_form.xlsx", tmp_path / "结果.xlsx"
    findings = [variant("考核表", row) for row in range(7, 20)]
    write_outcome(
        read_original(source), target, outcome(scores("考核表", {7: None, 8: Decimal("99")}), findings=findings)
    )
    assert problems(target) == problems(source)


@pytest.mark.libreoffice
@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_libreoffice_shows_the_new_numbers(rich: Path, tmp_path: Path) -> None:
    write_outcome(read_original(rich), rich, planned())
    shown = openpyxl.load_workbook(convert(rich, "xlsx", tmp_path / "shown"), data_only=True)
    assert [shown[SHEET].cell(row, 4).value for row in NEW_SCORES] == [float(value) for value in NEW_SCORES.values()]
    assert shown["核对结果"]["A2"].value.startswith("5个单位，提示2条：错误0、需核对2、参考0　数据校验码 ")
    assert shown["核对结果"]["D5"].hyperlink.location in ("考核数据!C3", "'考核数据'!C3")


@pytest.mark.libreoffice
def test_libreoffice_draws_the_findings(rich: Path, tmp_path: Path) -> None:
    write_outcome(read_original(rich), rich, planned())
    pdf = convert(rich, "pdf", tmp_path / "drawn")
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    assert "99.7" in text
    assert "▲ 需核对" in text
    assert "信息报送迟缓" in text


@pytest.mark.libreoffice
@pytest.mark.node
def test_workbook_of_libreoffice_stays_whole(made_by_libreoffice: bytes, tmp_path: Path) -> None:
    path = tmp_path / "考核.xlsx"
    path.write_bytes(made_by_libreoffice)
    before, known = parts(path), problems(path)
    for kind in ("chart", "drawing", "comments", "custom"):
        assert any(kind in name for name in before), kind
    write_outcome(read_original(path), path, planned())
    assert_only_expected_parts_changed(before, parts(path))
    assert problems(path) == known
    assert not write_outcome(read_original(path), path, planned()).changed
    shown = openpyxl.load_workbook(convert(path, "xlsx", tmp_path / "shown"), data_only=True)["考核数据"]
    assert [shown.cell(row, 4).value for row in NEW_SCORES] == [float(value) for value in NEW_SCORES.values()]
    # LibreOffice keeps the old average unless it is set to calculate on opening; Excel does as it is asked here.
    assert b'fullCalcOnLoad="1"' in parts(path)["xl/workbook.xml"]


def test_macros_still_belong_to_the_workbook(rich: Path) -> None:
    write_outcome(read_original(rich), rich, planned())
    package = Package(rich.read_bytes())
    assert package.related("xl/workbook.xml", "vbaProject") == "xl/vbaProject.bin"
    assert package.content_type("xl/workbook.xml") == "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def test_large_sheet_is_written_whole(tmp_path: Path) -> None:
    count = 20_000
    path = tmp_path / "全国.xlsx"
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("考核数据")
    for row in range(1, count + 1):
        sheet.append([row, f"单位{row}", "信息报送迟缓被通报批评，扣0.1分", 1])
    book.save(path)
    new = {row: Decimal(row) / 100 for row in range(1, count + 1)}
    write_outcome(read_original(path), path, outcome(scores("考核数据", new)))
    book = openpyxl.load_workbook(path, read_only=True)
    read = book["考核数据"].iter_rows(values_only=True)
    assert [(number, score) for number, _, _, score in read] == [(row, row / 100) for row in new]
    book.close()
