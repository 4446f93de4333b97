"""Parts are made one after the other: nothing of the one before is held."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from xlsxwriter import Workbook

from kaohe.files.importing import read_with_words
from kaohe.files.splitting import SplitBy, split, workbooks
from kaohe.recalculation import recalculate


@pytest.fixture
def without_collector() -> Iterator[None]:
    """Do without the search for circles, as the command line does."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("without_collector")
def test_no_workbook_outlives_its_turn(data: Path) -> None:
    sheets = read_with_words(data / "assessment_form.xlsx")
    parts = split(sheets, recalculate(sheets), SplitBy.UNIT)
    before = made()
    for turn, (name, content) in enumerate(workbooks(parts)):
        assert made() <= before + 1
        if turn == 3:
            (unit,) = (row[1] for row in load_workbook(BytesIO(content)).active.iter_rows(min_row=4, values_only=True))
            assert unit == name
            break


def made() -> int:
    return sum(isinstance(each, Workbook) for each in gc.get_objects())
