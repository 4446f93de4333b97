"""Cell values as messages quote them."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from kaohe.assessment.figures import shown
from kaohe.core.cells import CellValue, ExcelError

pytestmark = pytest.mark.core


@pytest.mark.parametrize(
    ("value", "quoted"),
    [
        (True, "TRUE"),
        (False, "FALSE"),
        (datetime(2024, 5, 3), "2024-05-03"),
        (datetime(2024, 5, 3, 8, 30), "2024-05-03 08:30:00"),
        (date(2024, 5, 3), "2024-05-03"),
        (time(8, 30), "08:30:00"),
        (Decimal("0.10"), "0.1"),
        (ExcelError.NA, "#N/A"),
        (" 暂缓", " 暂缓"),
    ],
)
def test_a_value_is_quoted_as_its_cell_shows_it(value: CellValue, quoted: str) -> None:
    assert shown(value) == quoted
