"""Old formats and those of other programs: what LibreOffice wrote is read as the workbook that it was made of."""

from __future__ import annotations

import random
import zipfile
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from tests.libreoffice import convert

from kaohe.core.cells import ExcelError
from kaohe.core.problem import FileProblem
from kaohe.files import libreoffice
from kaohe.files.disk.source import read_original
from kaohe.files.legacy import read_old_workbook
from kaohe.files.opening import read_tables
from kaohe.recalculation import recalculate
from kaohe.tables.grid import Visibility

DATA = Path(__file__).parents[1] / "data"

pytestmark = pytest.mark.libreoffice


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook with everything that a cell can hold, saved as .xls."""
    folder = tmp_path_factory.mktemp("old")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表"
    sheet.append(["文", 0.1, "=1/0", True, datetime(2024, 3, 5, 8, 30), date(2024, 3, 5), "=B1*3"])
    sheet.append(["划掉"])
    sheet["A2"].font = Font(strike=True)
    sheet["A2"].comment = Comment("批注里的话", "某人")
    sheet.merge_cells("A4:C5")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.create_sheet("藏").sheet_state = "hidden"
    book.save(folder / "a.xlsx")
    return convert(folder / "a.xlsx", "xls", folder / "out")


def test_values_are_what_they_are(old: Path) -> None:
    sheet = read_old_workbook(read_original(old))[0]
    shown = [sheet.value(1, column) for column in range(1, 8)]
    moment, day = datetime(2024, 3, 5, 8, 30), datetime(2024, 3, 5)
    assert shown == ["文", Decimal("0.1"), ExcelError.DIV0, True, moment, day, Decimal("0.3")]


def test_what_a_person_sees_or_does_not(old: Path) -> None:
    sheet, hidden = read_old_workbook(read_original(old))
    assert hidden.state is Visibility.HIDDEN
    assert sheet.merged == [(4, 1, 5, 3)]
    assert 3 in sheet.hidden_rows
    assert 2 in sheet.hidden_columns
    assert sheet.struck == {(2, 1): "划掉"}
    assert any("批注里的话" in text for _, text in sheet.remarks)


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_the_real_table_by_another_program(kind: str, tmp_path: Path) -> None:
    path = convert(DATA / "assessment_form.xlsx", kind, tmp_path)
    for name in (path, path.with_suffix(".et")) if kind == "xls" else (path,):
        if name != path:
            name.write_bytes(path.read_bytes())
        units = recalculate(read_tables(name)).units
        assert [(unit.unit, unit.score, unit.rank) for unit in units] == _real()


@pytest.mark.parametrize("kind", ["odt", "rtf"])  # LibreOffice itself loses this table when it writes .doc
def test_the_real_document_by_another_program(kind: str, tmp_path: Path) -> None:
    path = convert(DATA / "assessment_form.docx", kind, tmp_path)
    assert [(unit.unit, unit.score, unit.rank) for unit in recalculate(read_tables(path)).units] == _real()


def _real() -> list[tuple[object, ...]]:
    units = recalculate(read_tables(DATA / "assessment_form.xlsx")).units
    return [(unit.unit, unit.score, unit.rank) for unit in units]


def test_a_workbook_of_today_s_under_an_old_name(tmp_path: Path) -> None:
    path = tmp_path / "表.xls"
    path.write_bytes((DATA / "assessment_form.xlsx").read_bytes())
    assert len(recalculate(read_tables(path)).units) == 75


def test_damage_ends_in_one_sentence(old: Path, tmp_path: Path) -> None:
    chance, content = random.Random(14), old.read_bytes()
    path = tmp_path / "坏.xls"
    for _ in range(60):
        data = bytearray(content)
        for _ in range(chance.choice((1, 8, 200))):
            data[chance.randrange(512, len(data))] = chance.randrange(256)
        path.write_bytes(data[: chance.randrange(512, len(data))] if chance.random() < 0.3 else data)
        with suppress(FileProblem):
            read_old_workbook(read_original(path))


def test_without_libreoffice_the_way_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "PLACES", ())
    monkeypatch.setenv("PATH", "")
    (tmp_path / "表.ods").write_bytes(b"PK")
    with pytest.raises(FileProblem, match=r"请用 WPS 或 Office 打开它，另存为 \.xlsx 后再试"):
        read_tables(tmp_path / "表.ods")


def test_package_that_would_fill_memory_never_reaches_libreoffice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "PLACES", ())
    monkeypatch.setenv("PATH", str(tmp_path))  # nothing is to be started
    path = tmp_path / "考核.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", bytes(20 << 20))
    with pytest.raises(FileProblem, match="解压后有 20 MB"):
        read_tables(path)
