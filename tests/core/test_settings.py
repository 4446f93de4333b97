"""Settings as clerks type them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.schema import SETTING_LABELS
from kaohe.core.settings import METHOD_WORDS, RankMethod, Settings, understand

pytestmark = pytest.mark.core


@pytest.mark.parametrize(
    ("name", "typed", "expected"),
    [
        ("base", Decimal(120), Decimal(120)),
        ("base", "１２０分", Decimal(120)),
        ("base", None, Decimal(100)),
        ("base", "  ", Decimal(100)),
        ("decimals", Decimal(2), 2),
        ("decimals", "不取整", None),
        ("bonus_cap", "5", Decimal(5)),
        ("bonus_cap", "不限", None),
        ("lowest", "无", None),
        ("lowest", None, None),  # cleared by hand: no bound, as in the template's formula
        ("decimals", None, None),
        ("lowest", Decimal(60), Decimal(60)),
        ("highest", Decimal(105), Decimal(105)),
        ("method", "competition", RankMethod.COMPETITION),
        ("method", "竞赛式", RankMethod.COMPETITION),
        ("method", METHOD_WORDS[RankMethod.COMPETITION], RankMethod.COMPETITION),
        ("method", METHOD_WORDS[RankMethod.DENSE], RankMethod.DENSE),
    ],
)
def test_understood(name: str, typed: CellValue, expected: object) -> None:
    settings, misread = understand({name: typed})
    assert getattr(settings, name) == expected
    assert misread == {}


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("base", "一百左右"),
        ("base", ExcelError.REF),
        ("base", True),
        ("base", "NaN"),
        ("base", "1e300"),
        ("decimals", Decimal("1.5")),
        ("decimals", Decimal(-1)),
        ("decimals", Decimal(40)),
        ("bonus_cap", Decimal(-5)),
        ("highest", Decimal(-5)),  # below the lowest
        ("method", "随便"),
        ("method", Decimal(1)),
    ],
)
def test_not_understood_keeps_the_default(name: str, typed: CellValue) -> None:
    settings, misread = understand({name: typed})
    assert settings == Settings()
    assert misread == {name: typed}


def test_rank_groups_are_taken_over() -> None:
    assert understand({}, {"镇": "一组"})[0].rank_groups == {"镇": "一组"}


def test_what_is_misread_comes_in_the_order_of_the_sheet() -> None:
    names = list(SETTING_LABELS)
    assert list(understand(dict.fromkeys(reversed(names), "乱写"))[1]) == names
