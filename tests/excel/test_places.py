"""Addresses as Excel says them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaohe.excel.cells.places import address_of, addresses_of, areas_of, runs
from kaohe.tables import Area


@pytest.mark.parametrize(
    ("address", "areas"),
    [
        ("$B$3", [(3, 2, 3, 2)]),
        ("$A$1:$B$2,$D$4", [(1, 1, 2, 2), (4, 4, 4, 4)]),
        ("$D:$D", [(1, 4, 1_048_576, 4)]),
        ("$3:$5", [(3, 1, 5, 16_384)]),
        ("='考核数据'!$AA$7", [(7, 27, 7, 27)]),
    ],
)
def test_areas_of_an_address(address: str, areas: list[tuple[int, int, int, int]]) -> None:
    assert [tuple(area) for area in areas_of(address)] == areas


@pytest.mark.parametrize("address", ["$A$2,$", "", "A1:", "R1C1:R2C2", "$A$2,$B$"])
def test_cut_off_address_is_no_address(address: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # the address itself is the message
        areas_of(address)


@given(st.tuples(st.integers(1, 1_048_576), st.integers(1, 16_384)), st.integers(0, 50), st.integers(0, 50))
def test_address_and_area_are_the_same(first: tuple[int, int], rows: int, columns: int) -> None:
    area = Area(*first, min(first[0] + rows, 1_048_576), min(first[1] + columns, 16_384))
    assert areas_of(address_of(area)) == (area,)


@given(st.sets(st.tuples(st.integers(1, 300), st.integers(1, 8)), max_size=200))
def test_addresses_hold_all_cells_and_no_others(cells: set[tuple[int, int]]) -> None:
    addresses = addresses_of(cells)
    assert all(len(address) <= 255 for address in addresses)
    held = [
        (row, column)
        for address in addresses
        for area in areas_of(address)
        for row in range(area.row1, area.row2 + 1)
        for column in range(area.column1, area.column2 + 1)
    ]
    assert len(held) == len(cells)
    assert set(held) == cells


def test_runs_have_no_gaps() -> None:
    assert runs([1, 2, 3, 7, 9, 10]) == [range(1, 4), range(7, 8), range(9, 11)]
    assert runs([]) == []
