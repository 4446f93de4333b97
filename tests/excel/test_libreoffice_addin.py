"""Cells and ribbon in LibreOffice, through the add-in's VBA to the real Python functions."""

from __future__ import annotations

import pytest
from tests.excel.lab import Outcome, run_in_libreoffice
from tests.excel.lab_book import canaries
from xlsxwriter import Workbook

pytestmark = pytest.mark.libreoffice


def fill(book: Workbook) -> None:
    sheet = book.add_worksheet("考核数据")
    sheet.write_row("A1", ["甲镇", "A", 99.7, 100])
    sheet.write_formula("D1", "=RANK_UNIT(C1,C1:C4)")


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return run_in_libreoffice(tmp_path_factory.mktemp("lab"), fill, ["D1"], before=[["KaoheLab.Canaries"]])


def test_every_module_compiles(outcome: Outcome) -> None:
    assert outcome.macros[0].split() == canaries()


def test_cells(outcome: Outcome) -> None:
    print(outcome)
    assert outcome.cells == {"D1": 1.0}
