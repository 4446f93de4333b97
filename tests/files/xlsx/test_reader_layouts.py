"""Every layout file as a real workbook: written by XlsxWriter, and once more by LibreOffice."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tests.tables.layouts.cases import LayoutCase, expected, found, load_cases
from tests.tables.layouts.workbook import write_workbook

from kaohe.files.xlsx.reader import read_workbook

CASES = load_cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_layout_is_understood(case: LayoutCase, tmp_path: Path) -> None:
    path = write_workbook(case, tmp_path / "layout.xlsx")
    assert found(case, read_workbook(path)) == expected(case)


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with every layout as LibreOffice saves it; one start of the program for all."""
    folder = tmp_path_factory.mktemp("layouts")
    paths = [write_workbook(case, folder / f"{case.name}.xlsx") for case in CASES]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "resaved")]
    subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=300)
    return folder / "resaved"


@pytest.mark.libreoffice
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_layout_is_understood_when_libreoffice_saved_it(case: LayoutCase, resaved: Path) -> None:
    assert found(case, read_workbook(resaved / f"{case.name}.xlsx")) == expected(case)
