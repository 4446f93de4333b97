"""Every layout file, read from plain grids."""

from __future__ import annotations

import pytest
from tests.tables.layouts.cases import LayoutCase, expected, found, grids, load_cases

from kaohe.tables import find_tables

pytestmark = pytest.mark.core


@pytest.mark.parametrize("case", load_cases(), ids=lambda case: case.name)
def test_layout_is_understood(case: LayoutCase) -> None:
    assert found(case, find_tables(grids(case))) == expected(case)
