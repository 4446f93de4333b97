"""The check code: every cell that the form shows counts, nothing else."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.core.tables import table

from kaohe.assessment.check_code import check_code
from kaohe.assessment.outcome import UnitResult
from kaohe.core.cells import CellValue
from kaohe.core.schema import Field
from kaohe.core.table import Sheets
from kaohe.recalculation import recalculate

pytestmark = pytest.mark.core


def units(*rows: tuple[CellValue, CellValue, CellValue]) -> list[UnitResult]:
    """Return units of one category: number, name, reasons."""
    columns = zip((Field.NUMBER, Field.UNIT, Field.REASONS), zip(*rows, strict=True), strict=True)
    return [*recalculate(Sheets((table(dict(columns), categories=["镇"] * len(rows)),))).units]


ONE = (Decimal(1), "甲镇", "迟到，扣0.1分")


@pytest.mark.parametrize(
    "change",
    [{"category": "乙"}, {"number": Decimal(2)}, {"unit": "乙镇"}, {"score": Decimal("99.8")}, {"rank": 2}, {"score": None}, {"rank": None}],
)  # fmt: skip
def test_every_cell_counts(change: dict[str, object]) -> None:
    (one,) = units(ONE)
    assert check_code([one]) != check_code([replace(one, **change)])  # type: ignore[arg-type]


def test_the_wording_counts() -> None:
    assert check_code(units(ONE)) != check_code(units((Decimal(1), "甲镇", "迟到，扣0.1分。")))


def test_the_order_counts() -> None:
    one, other = units(ONE, (Decimal(2), "乙镇", "无"))
    assert check_code([one, other]) != check_code([other, one])


def test_the_same_data_have_the_same_code_in_other_clothes() -> None:
    """Neither trailing zeros nor the kind of line ends are data."""
    (one,) = units((Decimal(1), "甲镇", "迟到\r\n扣0.1分"))
    (other,) = units((Decimal("1.0"), "甲镇", "迟到\n扣0.1分"))
    assert check_code([one]) == check_code([replace(other, score=Decimal("99.90"))])


def test_half_a_character_has_a_code_too() -> None:
    assert len(check_code(units((None, "坏\ud800字", "无")))) == 9


def test_no_units_have_a_code() -> None:
    assert len(check_code([])) == 9
