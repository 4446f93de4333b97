"""The account of a unit: the sum, what limits it, each item with its entry, the ties."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal

import pytest
from tests.core.tables import by_chance, table

from kaohe.core.cells import CellValue
from kaohe.core.schema import Field
from kaohe.core.settings import understand
from kaohe.core.table import Sheets
from kaohe.recalculation import recalculate
from kaohe.reports.account import account

pytestmark = pytest.mark.core

D = Decimal
B01 = "暗访发现驻村工作队员未在岗"


def lines(
    units: Sequence[CellValue], settings: dict[str, CellValue] | None = None, **more: Sequence[CellValue]
) -> tuple[str, ...]:
    """Return the account of the first unit."""
    columns = {Field.UNIT: [f"{name}镇" for name, _ in zip("甲乙丙丁戊己", units, strict=False)], Field.REASONS: units}
    made = table(columns | {Field[name]: values for name, values in more.items()})
    sheets = Sheets((made,), settings=settings or {})
    outcome = recalculate(sheets)
    return account(outcome.units[0], outcome, understand(sheets.settings, sheets.rank_groups)[0])


def test_items_entries_and_ties() -> None:
    assert lines([f"{B01}，扣0.2分；{B01}被通报，扣0.2分；获表彰，加0.5分", "获奖，加0.1分", "无"]) == (
        "甲镇：100.1分，第1名",
        "第1名：与乙镇并列。",
        "100−0.2−0.2+0.5=100.1",
        f"· 扣0.2分　{B01}（标准目录 B01）",
        f"· 扣0.2分　{B01}被通报（即标准目录 B01“{B01}”，措辞不同）",
        "· 加0.5分　获表彰（标准目录中没有这一条）",
    )


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"bonus_cap": D(3)}, "按参数设置算得103分（加分合计上限3）。"),
        ({"highest": D(102)}, "按参数设置算得102分（最高得分102）。"),
        ({"bonus_cap": D(4), "highest": D(101)}, "按参数设置算得101分（加分合计上限4，最高得分101）。"),
        ({"decimals": D(0)}, "按参数设置算得105分（保留0位小数）。"),
    ],
)
def test_settings_that_change_the_sum_are_named(settings: dict[str, CellValue], said: str) -> None:
    assert lines(["获表彰，加5.25分"], settings)[2:4] == ("100+5.25=105.25", said)


def test_below_the_lowest_score() -> None:
    assert "按参数设置算得0分（最低得分0）。" in lines(["严重失职，扣150分"])


def test_an_open_score_says_what_is_open() -> None:
    told = lines(["迟报材料，每次扣0.1分"])
    assert (told[0], told[-1]) == ("甲镇：得分未定，名次未定", "· 分值未定　迟报材料（标准目录中没有这一条）")
    assert any(line.startswith("× ") and "每次" in line for line in told)


def test_figures_beside_the_reasons_are_summed() -> None:
    told = lines(["迟到"], DEDUCTED=[D("0.3")])
    assert told[2] == "100−0.3=99.7"


def test_stated_results_that_differ_are_named() -> None:
    told = lines(["迟到，扣1分", "无"], SCORE=[D(98), D(100)], RANK=[D(3), D(1)])
    assert told[2:4] == ("表中得分原为98，与计算结果不一致。", "表中名次原为第3名，与计算结果不一致。")


@pytest.mark.parametrize("seed", range(60))
def test_every_unit_has_an_account_whatever_its_cells_hold(seed: int) -> None:
    chance = random.Random(seed)
    told = lines([by_chance(chance) for _ in range(6)], {"bonus_cap": by_chance(chance), "highest": by_chance(chance)})
    assert told[0].startswith("甲镇：")
