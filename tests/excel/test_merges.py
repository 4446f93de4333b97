"""Merged areas are found as they are, and with few questions."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from tests.excel.engine import open_workbook
from tests.excel.engine.counter import calls

from kaohe.excel.cells.merges import find_merges
from kaohe.excel.workbook.reader import read_list

Areas = list[tuple[int, int, int, int]]


@st.composite
def _areas(draw: st.DrawFn) -> Areas:
    """Return merged areas that do not overlap, in a sheet of 20 rows and 6 columns."""
    found: Areas = []
    for _ in range(draw(st.integers(0, 6))):
        row, column = draw(st.integers(1, 18)), draw(st.integers(1, 5))
        area = (row, column, draw(st.integers(row, 20)), draw(st.integers(column, 6)))
        apart = all(area[2] < a[0] or a[2] < area[0] or area[3] < a[1] or a[3] < area[1] for a in found)
        if apart and area[:2] != area[2:]:
            found.append(area)
    return found


def _open(areas: Areas, blank: set[tuple[int, int]], rows: int = 20):  # type: ignore[no-untyped-def]
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in range(1, rows + 1):
        sheet.append([None if (row, column) in blank else f"{row}-{column}" for column in range(1, 7)])
    for row1, column1, row2, column2 in areas:
        sheet.merge_cells(start_row=row1, start_column=column1, end_row=row2, end_column=column2)
    with tempfile.TemporaryDirectory() as folder:
        book.save(Path(folder, "book.xlsx"))
        return open_workbook(Path(folder, "book.xlsx")).sheets[0]


@settings(max_examples=60, deadline=None)
@given(areas=_areas(), blank=st.sets(st.tuples(st.integers(1, 20), st.integers(1, 6)), max_size=30))
def test_every_filled_merged_area_is_found(areas: Areas, blank: set[tuple[int, int]]) -> None:
    sheet = _open(areas, blank)
    grid = read_list(sheet, "Sheet")
    wanted = {area for area in areas if grid.value(area[0], area[1]) is not None}
    assert {tuple(area) for area in find_merges(sheet, grid)} == wanted


def test_bands_cost_the_same_in_a_long_table() -> None:
    asked = []
    for rows in (30, 3_000):
        bands = [(1, 1, 1, 6), (rows // 2, 1, rows // 2, 6)]
        blank = {(row, column) for row, *_ in bands for column in range(2, 7)}
        sheet = _open(bands, blank, rows)
        grid = read_list(sheet, "Sheet")
        calls.clear()
        assert [tuple(area) for area in find_merges(sheet, grid)] == bands
        asked.append(calls.total)
    assert asked[0] == asked[1] <= 8
