"""Whose a score is where a row leaves the larger unit out: 乡镇 is written once, over the rows of its 行政村."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from kaohe.core.table import GapKind, Sheets
from kaohe.recalculation import recalculate
from kaohe.tables.find import find_tables
from kaohe.tables.grid import SheetGrid

pytestmark = pytest.mark.core

_VILLAGES = """
清河镇 | 刘庄村 | 38 | 18 | 17 | 19 | 92
       | 李集村 | 35 | 18 | 17 | 18 | 88
白石镇 | 孙店村 | 39 | 19 | 18 | 18 | 94
       | 吴桥村 | 32 | 16 | 16 | 17 | 81
       | 周寨村 | 30 | 15 | 16 | 16 | 77
"""
_MERGED = ((2, 1, 3, 1), (4, 1, 6, 1))
_RIGHT = {"刘庄村": "92", "李集村": "88", "孙店村": "94", "吴桥村": "81", "周寨村": "77"}


def _read(text: str, merged: Sequence[tuple[int, int, int, int]] = ()) -> Sheets:
    rows = [[_value(cell.strip()) for cell in line.split("|")] for line in text.strip().splitlines()]
    return find_tables([SheetGrid("考核表", rows, merged)])


def _value(text: str) -> str | Decimal | None:
    return Decimal(text) if text.isdigit() else text or None


def _scores(sheets: Sheets) -> dict[str, str | None]:
    return {unit.unit: None if unit.score is None else f"{unit.score:f}" for unit in recalculate(sheets).units}


@pytest.mark.parametrize("merged", [(), _MERGED], ids=["blank", "merged"])
@pytest.mark.parametrize("total", ["得分", "总分", "考核得分"])
@pytest.mark.parametrize("town", ["所属乡镇", "乡镇", "镇（街）", "街道", "责任单位", "片区"])
def test_a_total_is_not_added_to_its_parts(town: str, total: str, merged: Sequence[tuple[int, int, int, int]]) -> None:
    head = f"{town}|行政村|村容村貌（40分）|垃圾治理（20分）|河道（20分）|厕所（20分）|{total}"
    assert _scores(_read(head + _VILLAGES, merged)) == _RIGHT


def test_a_total_of_parts_without_full_marks() -> None:
    assert _scores(_read("乡镇|行政村|村容|垃圾|河道|厕所|得分" + _VILLAGES, _MERGED)) == _RIGHT


def test_a_wrong_total_is_told() -> None:
    head = "乡镇|行政村|村容村貌（40分）|垃圾治理（20分）|河道（20分）|厕所（20分）|得分"
    outcome = recalculate(_read(head + _VILLAGES.replace("| 92", "| 90"), _MERGED))
    assert outcome.units[0].score == 92
    assert [f.code for f in outcome.findings if f.severity == "error"] == ["P413"]


def test_totals_of_lines_without_a_unit_are_asked_about() -> None:
    head = "乡镇|检查点|村容村貌（40分）|垃圾治理（20分）|河道（20分）|厕所（20分）|得分"
    sheets = _read(head + _VILLAGES, _MERGED)
    assert set(_scores(sheets).values()) == {None}
    assert GapKind.OPEN_COLUMN in [gap.kind for gap in sheets.gaps]


def test_marks_of_lines_add_up() -> None:
    lines = "单位|指标|满分|得分\n甲镇|党建|30|28\n|经济|40|38\n|民生|30|25\n乙镇|党建|30|29\n|经济|40|35\n|民生|30|20"
    assert _scores(_read(lines)) == {"甲镇": "91", "乙镇": "84"}


@pytest.mark.parametrize("heads", ["科室|姓名", "镇|村"])
def test_who_is_named_in_every_row_is_the_unit(heads: str) -> None:
    rows = "\n一科|甲某|1|99\n|乙某|1|99\n二科|丙某|1|99\n|丁某|2|98"
    assert list(_scores(_read(f"{heads}|扣分|得分{rows}"))) == ["甲某", "乙某", "丙某", "丁某"]
