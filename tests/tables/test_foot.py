"""What stands below the last unit: signatures are no units, a last name alone is a question, lists under 附：are lists."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kaohe.core.table import GapKind, Sheets
from kaohe.recalculation import recalculate
from kaohe.tables import SheetGrid, find_tables

pytestmark = pytest.mark.core

_TYPED = "科室|扣分|加分|得分|名次\n内科|2|0|98|2\n外科|1|0|99|1\n儿科|3|0|97|3"
_BLANK = "科室|扣分|加分|得分|名次\n内科|2|0||\n外科|1|0||\n儿科|3|0||"
_REASONS = "科室|加扣分原因|得分|名次\n内科|迟到，扣2分||\n外科|早退，扣1分||\n儿科|缺席，扣3分||"
_TABLES = pytest.mark.parametrize("table", [_TYPED, _BLANK, _REASONS], ids=["typed", "blank", "reasons"])
_RIGHT = [("内科", 98, 2), ("外科", 99, 1), ("儿科", 97, 3)]


def _read(text: str) -> Sheets:
    rows = [
        [Decimal(cell) if cell.isdigit() else cell or None for cell in line.split("|")] for line in text.split("\n")
    ]
    return find_tables([SheetGrid("考核表", rows)])


def _units(text: str) -> list[tuple[str, Decimal | None, int | None]]:
    return [(unit.unit, unit.score, unit.rank) for unit in recalculate(_read(text)).units]


@_TABLES
@pytest.mark.parametrize(
    "line",
    [
        "质控办：孙丽", "质控科：孙丽||分管院长：", "质控办：孙丽|||分管院长：李明", "考核组：张三、李四", "县目标办 2024年1月15日",
        "镇人民政府办公室||2024年6月3日印发", "区考核办 2024年7月5日", "考评组组长：钱伟", "2024年7月5日", "落款：县考核办",
    ],
)  # fmt: skip
def test_a_signature_is_no_unit_and_nothing_to_tell(table: str, line: str) -> None:
    outcome = recalculate(_read(f"{table}\n{line}"))
    assert [(unit.unit, unit.score, unit.rank) for unit in outcome.units] == _RIGHT
    assert not [finding for finding in outcome.findings if finding.code in ("S106", "S137", "S104", "S108")]


@_TABLES
@pytest.mark.parametrize("name", ["县考核办", "考核领导小组", "清河县政府办公室", "民政局"])
def test_a_last_name_alone_has_no_score_and_is_told(table: str, name: str) -> None:
    outcome = recalculate(_read(f"{table}\n{name}"))
    assert [unit for unit in _units(f"{table}\n{name}") if unit[1] is not None] == _RIGHT
    assert [finding.code for finding in outcome.findings if name in finding.message] in (["S106"], ["S137"])


@pytest.mark.parametrize("table", [_BLANK, _REASONS])
def test_a_unit_of_the_same_kind_without_points_has_its_base(table: str) -> None:
    assert _units(f"{table}\n骨科")[-1] == ("骨科", 100, 1)
    assert _units(f"{table}\n民政局|无")[-1] == ("民政局", 100, 1)
    assert GapKind.LONE_NAME in [gap.kind for gap in _read(f"{table}\n\n骨科").gaps]


@_TABLES
def test_a_list_under_the_table_is_no_unit(table: str) -> None:
    text = f"{table}\n\n附：红黑榜\n红榜|内科|外科\n黑榜|儿科\n考评组组长：钱伟"
    assert _units(text) == _RIGHT
    assert GapKind.OTHER_LIST in [gap.kind for gap in _read(text).gaps]


def test_a_list_of_bonuses_under_the_table_leaves_its_units_open() -> None:
    assert [unit[1] for unit in _units(f"{_BLANK}\n附：加分名单\n先进|内科|外科")] == [None, None, 97]


def test_a_question_in_a_log_is_about_its_own_unit() -> None:
    log = "日期|单位|原因|扣分\n" + "\n".join(
        f"5月{day}日|{unit}|垃圾未清|1" for day, unit in enumerate(["甲镇", "乙镇", "甲镇", "乙镇", "甲镇"], 1)
    )
    sheets = _read(f"{log}\n民政局")
    assert [tuple(table.disturbed) for table in sheets.tables if table.log] in ([()], [(2,)])
