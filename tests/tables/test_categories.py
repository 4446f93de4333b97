"""What categories are called when several tables become one list."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.core.tables import table

from kaohe.core.schema import Field
from kaohe.core.table import Sheets
from kaohe.tables.categories import category_names

pytestmark = pytest.mark.core

TOWNS = table({Field.UNIT: ["甲镇", "乙镇"]}, categories=["镇", "镇"], sheet="一季度")
MIXED = table({Field.UNIT: ["丙镇", "区委办"]}, categories=["镇", "部门"], sheet="二季度")
PLAIN = table({Field.UNIT: ["丁镇"]}, categories=[None], sheet="三季度")


def test_one_table_keeps_its_names() -> None:
    assert category_names(Sheets((MIXED,))) == [{"镇": "镇", "部门": "部门"}]
    assert category_names(Sheets((PLAIN,))) == [{None: None}]


def test_a_category_of_several_tables_gets_the_tables_name() -> None:
    assert category_names(Sheets((TOWNS, MIXED, PLAIN))) == [
        {"镇": "镇（一季度）"},
        {"镇": "镇（二季度）", "部门": "部门"},
        {None: "三季度"},
    ]


def test_tables_below_each_other_on_one_sheet_are_numbered() -> None:
    below = replace(TOWNS, header_row=9)
    assert category_names(Sheets((TOWNS, below))) == [{"镇": "镇（一季度-1）"}, {"镇": "镇（一季度-2）"}]


def test_halves_side_by_side_are_one_table() -> None:
    half = replace(MIXED, sheet="一季度")
    assert category_names(Sheets((TOWNS, half))) == [{"镇": "镇"}, {"镇": "镇", "部门": "部门"}]
    assert category_names(Sheets((PLAIN, PLAIN))) == [{None: None}, {None: None}]


def test_a_named_rank_group_spans_tables() -> None:
    assert category_names(Sheets((TOWNS, MIXED), rank_groups={"镇": "全年"}))[0] == {"镇": "镇"}
