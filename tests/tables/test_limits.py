"""Where a limit of points can stand: a column's heading, its group, a row under it, a note, a title, the sheet's name."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kaohe.core.cells import CellValue
from kaohe.recalculation import recalculate
from kaohe.tables import SheetGrid, find_tables

pytestmark = pytest.mark.core

Areas = tuple[tuple[int, int, int, int], ...]


def read(*rows: list[object], merged: Areas = (), name: str = "考核") -> tuple[list[Decimal | None], set[str]]:
    width = max(map(len, rows))
    cells: list[list[CellValue]] = [
        [*(Decimal(str(v)) if isinstance(v, int | float) else v for v in row), *[None] * (width - len(row))]  # type: ignore[list-item]
        for row in rows
    ]
    outcome = recalculate(find_tables([SheetGrid(name, cells, merged=merged)]))
    codes = {finding.code for finding in outcome.findings if finding.severity == "error"}
    return [unit.score for unit in outcome.units], codes


SAID = [
    "累计最高加5分", "不超过5分", "上限5分", "5分封顶", "最多5分", "≤5分", "封顶5分", "限5分", "总分不超过5分", "以5分为限", "5分以内",
    "5分为上限", "max5", "至多5分", "满分5分", "总计不得超过5分", "不得超过5",
]  # fmt: skip
ROWS: list[list[object]] = [["甲村", 1, 7], ["乙村", 0, 2], ["丙村", 0, 0]]
WANTED = ([None, Decimal(102), Decimal(100)], {"P425"})
GROUP: Areas = ((1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 4), (1, 5, 2, 5))


@pytest.mark.parametrize("said", SAID)
def test_a_limit_leaves_only_those_above_it_open(said: str) -> None:
    head: list[object] = ["村", "扣分", f"加分（{said}）", "得分"]
    assert read(head, *ROWS) == WANTED
    plain: list[object] = ["村", "扣分", "加分", "得分"]
    assert read(plain, *ROWS, [f"注：加分{said}。"]) == WANTED
    assert read([f"考核表（加分{said}）"], plain, *ROWS, merged=((1, 1, 1, 4),)) == WANTED
    assert read(plain, *ROWS, name=f"加分{said}") == WANTED
    under: list[object] = [None, None, f"（{said}）", None]
    assert read(plain, under, *ROWS, merged=((1, 1, 2, 1), (1, 2, 2, 2), (1, 4, 2, 4))) == WANTED
    groups: list[list[object]] = [
        ["村", "扣分", f"加分项（{said}）", None, "得分"], [None, None, "表彰", "信息"],
        ["甲村", 1, 3, 2.5], ["乙村", 0, 2, 1], ["丙村", 0, 1, 3],
    ]  # fmt: skip
    assert read(*groups, merged=GROUP) == ([None, Decimal(103), Decimal(104)], {"P425"})
    texts: list[list[object]] = [["甲村", 1, "表彰，加4分；创新，加3分"], ["乙村", 0, "表彰，加2分"], ["丙村", 0, "无"]]
    assert read(["村", "扣分", f"加分情况（{said}）", "得分"], *texts) == WANTED


def test_deductions_have_limits_too() -> None:
    rows: list[list[object]] = [
        ["村", "扣分项（最多扣5分）", None, "得分"],
        [None, "考勤", "卫生"],
        ["甲村", 4, 3],
        ["乙村", 2, 1],
    ]
    assert read(*rows, merged=((1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 2, 4))) == ([None, Decimal(97)], {"P425"})
    alone: list[object] = ["村", "考勤（最多扣3分）", "卫生（最多扣5分）", "得分"]
    assert read(alone, ["甲村", 4, 3], ["乙村", 2, 1], ["丙村", 1, 1])[0] == [None, Decimal(97), Decimal(98)]


def test_a_limit_of_single_items_is_not_one_of_their_sum() -> None:
    rows: list[list[object]] = [
        ["村", "扣分", "加分（单项最高3分）", None, "得分"], [None, None, "表彰", "信息"],
        ["甲村", 1, 3, 2.5], ["乙村", 0, 4, 1],
    ]  # fmt: skip
    assert read(*rows, merged=GROUP) == ([Decimal("104.5"), None], {"P425"})


@pytest.mark.parametrize("word", ["上限", "满分", "最高分"])
def test_a_row_of_limits_below_the_headings(word: str) -> None:
    assert read(["村", "扣分", "加分", "得分"], [word, 10, 5], *ROWS) == WANTED


def test_a_row_of_the_highest_numbers_below_the_units_is_no_limit() -> None:
    assert read(["村", "扣分", "加分", "得分"], *ROWS, ["最高分", 1, 5]) == (
        [Decimal(106), Decimal(102), Decimal(100)],
        set(),
    )
