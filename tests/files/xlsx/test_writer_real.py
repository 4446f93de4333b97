"""The real table, from file to file: read, computed, written, read again."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from kaohe.core.cells import CellValue
from kaohe.files.disk.source import read_original
from kaohe.files.ooxml.package import Package
from kaohe.files.ooxml.sheet_xml import set_cells
from kaohe.files.xlsx.reader import read_workbook
from kaohe.files.xlsx.writer import write_outcome
from kaohe.recalculation import recalculate

SHEET, SCORE, RANK = "考核表", 4, 5


@pytest.fixture
def blank(data: Path, tmp_path: Path) -> Path:
    """Return the real table with its scores and ranks taken out."""
    path = Path(shutil.copyfile(data / "assessment_form.xlsx", tmp_path / "考核.xlsx"))
    package = Package(path.read_bytes())
    blanks: dict[tuple[int, int], CellValue] = {(row, column): None for row in stated(path) for column in (SCORE, RANK)}
    set_cells(package, SHEET, blanks)
    path.write_bytes(b"".join(package.chunks()))
    return path


def stated(path: Path) -> dict[int, tuple[object, object]]:
    """Return row → (score, rank) of every unit."""
    sheet = openpyxl.load_workbook(path)[SHEET]
    return {
        row: (sheet.cell(row, SCORE).value, sheet.cell(row, RANK).value)
        for row in range(6, sheet.max_row + 1)
        if isinstance(sheet.cell(row, 1).value, int)
    }


def test_blank_scores_and_ranks_become_the_stated_ones(blank: Path, data: Path) -> None:
    outcome = recalculate(read_workbook(blank))
    write_outcome(read_original(blank), blank, outcome)
    assert stated(blank) == stated(data / "assessment_form.xlsx")
    assert len(stated(blank)) == 75


def test_a_second_run_reads_what_the_first_wrote_and_changes_nothing(blank: Path) -> None:
    first = recalculate(read_workbook(blank))
    write_outcome(read_original(blank), blank, first)
    once = blank.read_bytes()
    second = recalculate(read_workbook(blank))
    assert (first.changes, second.changes) == (150, 0)
    assert not write_outcome(read_original(blank), blank, second, backup=True).changed
    assert blank.read_bytes() == once


def test_blanking_and_filling_touches_nothing_but_the_cells(blank: Path, data: Path) -> None:
    write_outcome(read_original(blank), blank, recalculate(read_workbook(blank)))
    assert markup(blank) == markup(data / "assessment_form.xlsx")


def markup(path: Path) -> str:
    """Return the sheet's XML with numbers at 15 digits and without their type, which both may be left out."""
    text = Package(path.read_bytes()).text("xl/worksheets/sheet1.xml").decode()
    return re.sub(r"<v>([0-9.]+)</v>", lambda found: f"<v>{float(found[1]):.15g}</v>", text.replace(' t="n"', ""))


def test_score_with_many_decimals_is_the_nearest_double(blank: Path) -> None:
    package = Package(blank.read_bytes())
    set_cells(package, SHEET, {(7, SCORE): Decimal("99.7000000000000000001"), (8, SCORE): Decimal(1) / 3})
    blank.write_bytes(b"".join(package.chunks()))
    sheet = openpyxl.load_workbook(blank)[SHEET]
    assert [sheet.cell(row, SCORE).value for row in (7, 8)] == [99.7, 1 / 3]
