"""A new workbook says the same as the table it was filled from, whatever that table's layout."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import astuple, replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.tables.layouts.cases import LayoutCase, load_cases
from tests.tables.layouts.workbook import write_workbook

from kaohe.assessment.outcome import UnitResult
from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.schema import CatalogueField, Field
from kaohe.core.table import Column, Layout, Sheets, Table
from kaohe.excel.functions.checking import check_reason
from kaohe.excel.functions.points import added_points, deducted_points
from kaohe.excel.functions.ranks import rank_unit
from kaohe.files.template import build_workbook, content_from
from kaohe.files.template.content import builtin_categories
from kaohe.files.template.source import as_sheets
from kaohe.files.xlsx.reader import read_workbook
from kaohe.matching.catalogue import builtin_rows
from kaohe.reason import parse
from kaohe.recalculation import recalculate
from kaohe.tables import SheetGrid, find_tables
from kaohe.tables.heading import sign_of

D = Decimal
_SIGNS = {Field.ADDED: 1, Field.DEDUCTED: -1}


def office(**columns: Sequence[CellValue]) -> Sheets:
    """Return one office table of the named columns, ``FIELD`` or ``FIELD__heading``."""
    count = len(next(iter(columns.values())))
    made = [
        Column(field, index, header, values, sign=_SIGNS.get(field, sign_of(header)))
        for index, (name, values) in enumerate(columns.items(), start=1)
        for field in [Field[name.partition("__")[0]]]
        for header in [name.partition("__")[2] or field.value]
    ]
    return Sheets((Table("考核表", Layout.OFFICE, 1, range(2, 2 + count), ["镇（街道）"] * count, tuple(made)),))


def points(units: Sequence[UnitResult]) -> list[tuple[Decimal, Decimal] | None]:
    return [None if unit.added is None or unit.deducted is None else (unit.added, unit.deducted) for unit in units]


def results(
    units: Sequence[UnitResult],
) -> list[tuple[str, Decimal | None, Decimal | None, Decimal | None, int | None]]:
    return [(unit.unit, unit.added, unit.deducted, unit.score, unit.rank) for unit in units]


def test_the_real_table(data: Path) -> None:
    content = content_from(read_workbook(data / "assessment_form.xlsx"))
    assert len(content.units) == 75
    assert [category.name for category in content.categories] == [
        "镇（街道）",
        "区党群部门",
        "区政府部门、省市驻恩单位",
    ]
    assert all((row.score, row.rank) == (row.stated_score, row.stated_rank) for row in content.units)
    assert sum(row.check == "无误" for row in content.units) == 75 - 12 - 1
    assert content.catalogue == builtin_rows()


@pytest.mark.parametrize("case", load_cases(), ids=lambda case: case.name)
def test_units_of_any_layout_keep_their_points_scores_and_ranks(tmp_path: Path, case: LayoutCase) -> None:
    sheets = read_workbook(write_workbook(case, tmp_path / "office.xlsx"))
    build_workbook(tmp_path / "new.xlsx", content_from(sheets))
    outcome = recalculate(read_workbook(tmp_path / "new.xlsx"))
    assert results(outcome.units) == results(recalculate(sheets).units)
    assert outcome.changes == 0


CELLS = [
    "迟报，扣0.1分",
    "迟报材料",
    "缺席会议。",
    "获奖，加1分；",
    "无",
    "酌情扣分",
    "迟到；早退",
    None,
    D(2),
    D(0),
    True,
    ExcelError.NA,
]
FIGURES = [D("0.1"), D(1), D(0), D("-0.5"), "0.2分", "-", "两分左右", "扣0.1分", None, None, ExcelError.REF]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(*[st.sampled_from(CELLS)] * 2, *[st.sampled_from(FIGURES)] * 3), min_size=1, max_size=3))
def test_a_new_workbook_never_says_other_points_than_the_table_it_came_from(rows: list[tuple[CellValue, ...]]) -> None:
    first, second, deducted, late, added = (list(column) for column in zip(*rows, strict=True))
    sheets = office(
        UNIT=[f"单位{index}" for index in range(len(rows))],
        REASONS__加分原因=first,
        ADDED=added,
        REASONS__扣分原因=second,
        DEDUCTED=deducted,
        DEDUCTED__会议迟到扣分=late,
    )
    new, old = points(recalculate(as_sheets(content_from(sheets))).units), points(recalculate(sheets).units)
    assert all(said in (None, meant) for said, meant in zip(new, old, strict=True))  # what words can't say is open


@pytest.mark.parametrize(
    ("columns", "text"),
    [
        ({"REASONS": ["迟报，扣0.1分；"]}, "迟报，扣0.1分；"),
        ({"REASONS": [None]}, None),
        ({"REASONS": ["迟报，扣0.1分"], "DEDUCTED": [D("0.1")]}, "迟报，扣0.1分"),
        ({"REASONS": ["迟报，扣0.1分"], "ADDED": [None]}, "迟报，扣0.1分"),
        ({"REASONS": ["迟报材料。"], "DEDUCTED": [D("0.5")]}, "迟报材料，扣0.5分"),
        ({"REASONS": ["迟报材料"], "DEDUCTED": [D("0.5")], "ADDED": [D(1)]}, "迟报材料，扣0.5分；加1分"),
        ({"REASONS": [None], "DEDUCTED": ["0.5分"]}, "扣0.5分"),
        (
            {"DEDUCTED__材料迟报扣分": [D("0.2")], "DEDUCTED__会议缺席": [D("0.3")]},
            "材料迟报，扣0.2分；会议缺席，扣0.3分",
        ),
        ({"REASONS__加分原因": ["获奖，加1分"], "REASONS__扣分原因": ["迟报，扣0.1分"]}, "获奖，加1分；迟报，扣0.1分"),
        ({"REASONS__加分原因": [None], "REASONS__扣分原因": ["迟报，扣0.1分"]}, "迟报，扣0.1分"),
        ({"REASONS__加分原因": ["获奖，1分；受表彰，0.5分"]}, "获奖，加1分；受表彰，加0.5分"),
        ({"REASONS__扣分原因": ["迟报，0.1分"], "DEDUCTED": [None]}, "迟报，扣0.1分"),
    ],
)
def test_points_typed_as_numbers_become_words(columns: dict[str, list[CellValue]], text: str | None) -> None:
    sheets = office(UNIT=["甲镇"], **columns)
    (row,) = content_from(sheets).units
    assert row.reasons == text
    assert results(recalculate(sheets).units)[0][1:4] == (row.added, row.deducted, row.score)


@pytest.mark.parametrize(
    "columns",
    [
        {"REASONS": ["迟报，扣0.1分"], "DEDUCTED": [D("0.5")]},
        {"REASONS": ["获奖，加1分"], "ADDED": [D(2)]},
        {"REASONS": ["无"], "DEDUCTED": [D("0.5")]},
        {"REASONS": ["迟报，扣0.1分"], "DEDUCTED": ["两分左右"]},
        {"REASONS": [None], "DEDUCTED": [ExcelError.NA]},
        {"REASONS": ["迟报，扣0.1分"], "ADDED": [D(-1)]},
        {"REASONS": ["迟报，酌情扣分"], "DEDUCTED": [D("0.5")]},
        {"REASONS": [ExcelError.REF]},
        {"REASONS": [D(3)]},
    ],
)
def test_what_was_open_stays_open(columns: dict[str, list[CellValue]]) -> None:
    sheets = office(UNIT=["甲镇"], **columns)
    assert recalculate(sheets).units[0].score is None
    (row,) = content_from(sheets).units
    assert row.score is None
    assert row.reasons is not None


def test_a_sum_that_contradicts_its_columns_stays_open() -> None:
    rows: list[list[CellValue]] = [["单位", "上半年扣分", "下半年扣分", "扣分合计"], ["甲镇", None, None, D("0.4")]]
    (row,) = content_from(find_tables([SheetGrid("考核表", rows)])).units
    assert (row.score, row.reasons) == (None, "原表数字栏为“0.4”，加扣分待定")


def test_the_words_for_what_was_open_are_read_as_open() -> None:
    for text in (
        "迟报，扣0.1分；原表数字栏为“0.5”，扣分待定",
        "无；原表数字栏为“-1”，加扣分待定",
        "迟报，扣0.1分；原表一格为“2”，加扣分待定",
    ):
        assert parse(text).total is None


def test_stated_figures_are_kept_as_numbers_where_they_are_ones() -> None:
    sheets = office(
        UNIT=["甲", "乙", "丙"], REASONS=[None] * 3, SCORE=[D("99.9"), "99.5分", "缺考"], RANK=[D(1), None, "-"]
    )
    rows = content_from(sheets).units
    assert [(row.stated_score, row.stated_rank) for row in rows] == [
        (D("99.9"), D(1)),
        (D("99.5"), None),
        ("缺考", "-"),
    ]


def test_a_table_without_categories_offers_the_built_in_ones() -> None:
    sheets = Sheets((Table("表", Layout.OFFICE, 1, [2], [None], (Column(Field.UNIT, 1, "单位", ["甲"]),)),))
    assert content_from(sheets).categories == builtin_categories()


def test_a_workbook_of_the_template_keeps_its_own_catalogue_groups_and_settings(tmp_path: Path) -> None:
    own = Sheets(
        office(UNIT=["甲"], REASONS=["迟到，扣1分"]).tables,
        catalogue=builtin_rows()[:2],
        settings={"base": D(120), "lowest": None, "method": "competition", "unknown": D(1)},
        rank_groups={"镇（街道）": "全区", "新类": "全区"},
    )
    content = content_from(own)
    build_workbook(tmp_path / "a.xlsx", content)
    again = content_from(read_workbook(tmp_path / "a.xlsx"))
    assert (again.units, again.categories, again.settings) == (content.units, content.categories, content.settings)
    own_rows, read_rows = ([replace(row, where=None) for row in each.catalogue] for each in (content, again))
    assert read_rows == own_rows
    assert content.units[0].score == D(119)
    assert (again.settings["method"], again.settings["lowest"]) == ("竞赛式（1、2、2、4）", None)
    assert [(entry.name, entry.rank_group) for entry in again.categories] == [("镇（街道）", "全区"), ("新类", "全区")]


def test_categories_of_several_tables_stay_apart() -> None:
    (table,) = office(UNIT=["甲", "乙"], REASONS=["迟到，扣1分", "无"]).tables
    quarters = Sheets(
        (replace(table, sheet="一季度"), replace(table, sheet="二季度"), replace(table, categories=[None] * 2))
    )
    content = content_from(quarters)
    assert [row.category for row in content.units[::2]] == ["镇（街道）（一季度）", "镇（街道）（二季度）", "考核表"]
    assert [row.rank for row in content.units] == [2, 1] * 3
    together = content_from(replace(quarters, rank_groups={"镇（街道）": "全年"}))
    assert [row.category for row in together.units[::2]] == ["镇（街道）", "镇（街道）", "考核表"]


def test_an_old_template_without_audit_columns_states_nothing(tmp_path: Path) -> None:
    build_workbook(tmp_path / "a.xlsx", content_from(office(UNIT=["甲"], REASONS=["迟到，扣1分"])))
    (row,) = content_from(read_workbook(tmp_path / "a.xlsx")).units
    assert (row.stated_score, row.stated_rank, row.score) == (None, None, D(99))


def test_the_same_table_gives_the_same_bytes(data: Path) -> None:
    targets = [io.BytesIO(), io.BytesIO()]
    for target in targets:
        build_workbook(target, content_from(read_workbook(data / "assessment_form.xlsx")))
    assert targets[0].getvalue() == targets[1].getvalue()


def test_cached_values_are_what_the_worksheet_functions_will_show(data: Path) -> None:
    content = content_from(read_workbook(data / "assessment_form.xlsx"))
    catalogue = (tuple(CatalogueField), *(astuple(row)[1:] for row in content.catalogue))
    for row in content.units:
        assert added_points(row.reasons) == row.added
        assert deducted_points(row.reasons) == row.deducted
        assert check_reason(row.reasons, catalogue) == row.check
    ranked_in = content.rank_groups()
    columns = [((row.score,), (ranked_in[row.category],)) for row in content.units]
    scores, groups = zip(*columns, strict=True)
    for row in content.units:
        assert rank_unit(row.score, scores, ranked_in[row.category], groups, "中国式（1、2、2、3）") == row.rank
