"""Whatever call Excel turns down, the workbook is as before or can be taken back, and the person is told the truth."""

from __future__ import annotations

import pytest
from tests.excel.faults import SCENES, WAYS, tally

#: Each call in turn would take minutes; ``python -m tests.excel.faults`` breaks them all.
EVERY = 7


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", SCENES)
def test_a_call_that_excel_turns_down_leaves_no_harm(name: str, way: str) -> None:
    assert tally(name, way, EVERY).total() >= 4
