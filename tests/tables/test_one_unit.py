"""Sheets of one unit: their rows are items, which are neither scored nor ranked, until somebody says that they are units."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kaohe.core.reading import NO_ANSWERS, Answers
from kaohe.core.table import GapKind, Sheets
from kaohe.recalculation import recalculate
from kaohe.tables import SheetGrid, find_tables

pytestmark = pytest.mark.core

_ITEMS = "序号|{}|标准分|扣分原因|扣分|得分\n1|组织领导|20|少召开1次|1|19\n2|隐患排查|30|台账不全|2|28\n3|应急管理|50|未演练|3|47\n合计||100||6|94"
_OWNER = "被考核单位：清河镇      考核时间：2023年12月20日\n"
_HEADS = ["考核项目", "项目", "项目名称", "检查内容", "指标", "测评要点"]


def _read(text: str, answers: Answers = NO_ANSWERS) -> Sheets:
    rows = [
        [Decimal(cell) if cell.isdigit() else cell or None for cell in line.split("|")] for line in text.split("\n")
    ]
    return find_tables([SheetGrid("考核表", rows)], answers=answers)


@pytest.mark.parametrize("above", ["", _OWNER], ids=["unnamed", "named"])
@pytest.mark.parametrize("head", _HEADS)
def test_items_are_no_units(head: str, above: str) -> None:
    sheets = _read(above + _ITEMS.format(head))
    assert not recalculate(sheets).units
    (gap,) = (gap for gap in sheets.gaps if gap.kind is GapKind.ONE_UNIT)
    assert gap.values == ("清河镇" if above else "", head)


@pytest.mark.parametrize("head", _HEADS)
def test_whoever_says_that_they_are_units_is_believed(head: str) -> None:
    text = _OWNER + _ITEMS.format(head)
    (gap,) = (gap for gap in _read(text).gaps if gap.kind is GapKind.ONE_UNIT)
    assert gap.answer is not None
    units = recalculate(_read(text, NO_ANSWERS.with_answer(gap.answer))).units
    assert [unit.unit for unit in units] == ["组织领导", "隐患排查", "应急管理"]


@pytest.mark.parametrize("head", ["项目", "项目名称", "项目部", "单位"])
def test_projects_that_are_assessed_are_units(head: str) -> None:
    units = recalculate(_read(f"{head}|基础分|扣分|得分\n一号楼|100|1|99\n二号楼|100|2|98")).units
    assert [(unit.unit, unit.score) for unit in units] == [("一号楼", 99), ("二号楼", 98)]


def test_a_line_on_who_assesses_names_no_unit() -> None:
    units = recalculate(_read("考核单位：县安委办  单位：分\n乡镇|扣分|得分\n清河镇|1|99\n白石镇|2|98")).units
    assert [unit.unit for unit in units] == ["清河镇", "白石镇"]
