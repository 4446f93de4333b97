"""Workbooks that several modules of tests open."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.excel.desk import Desk
from tests.excel.tables import FORM

from kaohe.files.template import build_workbook, content_from
from kaohe.files.xlsx.reader import read_workbook


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """The real table in a workbook of the template."""
    path = tmp_path / "template.xlsx"
    build_workbook(path, content_from(read_workbook(FORM)))
    return path


@pytest.fixture(params=["template", "office"])
def desk(tmp_path: Path, request: pytest.FixtureRequest) -> Desk:
    """The real table in front of a person, in the template and as the office keeps it."""
    if request.param == "office":
        return Desk(FORM)
    build_workbook(tmp_path / "own.xlsx", content_from(read_workbook(FORM)))
    return Desk(tmp_path / "own.xlsx")
