"""Formulas filled down a column: the same in every row, whatever their references look like in one of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kaohe.core.cells import CellValue
from kaohe.tables import SheetGrid
from kaohe.tables.formulas import read_formulas

pytestmark = pytest.mark.core
_ROWS = range(3, 9)


def grid(*formulas: str) -> SheetGrid:
    """Return a sheet whose column H is filled with these from row 3 down."""
    rows: list[list[CellValue]] = [["甲镇", *[Decimal(row)] * 7] for row in range(8)]
    return SheetGrid("考核", rows, formulas={(row, 8): text for row, text in zip(_ROWS, formulas, strict=True)})


@pytest.mark.parametrize(
    "pattern",
    [
        "=RANK(G{row},$G$3:$G$8)",
        "=RANK(G{row},G$3:G$8)",
        "=RANK($G{row},$G$3:$G$8,0)",
        "=SUMPRODUCT(--($G$3:$G$8>G{row}))+1",
        '=COUNTIFS($B$3:$B$8,B{row},$G$3:$G$8,">"&G{row})+1',
        "=D{row}+$E$5",
        "=100-SUM($D{row}:F{row})",
    ],
)
def test_a_formula_filled_down_is_one_formula(pattern: str) -> None:
    (found,) = read_formulas(grid(*(pattern.format(row=row) for row in _ROWS)), _ROWS).values()
    assert (found.typed, found.other) == ((), ())


@pytest.mark.parametrize("odd", ["=RANK(G5,$G$4:$G$8)", "=RANK(F5,$G$3:$G$8)", "=RANK(G4,$G$3:$G$8)", "=G5"])
def test_another_formula_among_them_is_told(odd: str) -> None:
    texts = [odd if row == 5 else f"=RANK(G{row},$G$3:$G$8)" for row in _ROWS]
    assert [each.other for each in read_formulas(grid(*texts), _ROWS).values()] == [(5,)]


def test_each_row_its_own_absolute_reference_is_one_formula() -> None:
    (found,) = read_formulas(grid(*(f"=$D${row}+$E${row}" for row in _ROWS)), _ROWS).values()
    assert found.other == ()
    assert found.relation is not None
    assert found.relation.is_sum
