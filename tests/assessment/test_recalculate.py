"""The whole core: total, deterministic, idempotent, and true to the policy where a cell leaves doubt."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from tests.core.running import ADDED, DEDUCTED, RANK, REASONS, SCORE, UNIT, codes, office, run
from tests.core.tables import table

from kaohe.assessment.outcome import Outcome
from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.findings import Severity
from kaohe.core.schema import Field
from kaohe.core.table import CatalogueRow, Column, Layout, Sheets, Table
from kaohe.matching import Matcher
from kaohe.matching.catalogue import builtin, problems, rows_from_csv
from kaohe.matching.twins import find_twins
from kaohe.recalculation import recalculate

pytestmark = pytest.mark.core

D = Decimal
DATA = Path(__file__).parents[1] / "data"


def written(outcome: Outcome, name: Field) -> dict[int, CellValue]:
    return {
        row: value
        for write in outcome.plan
        if write.field is name
        for row, value in zip(write.rows, write.values, strict=True)
    }


# -- the real table


def real_table() -> tuple[Table, list[dict[str, str]]]:
    with (DATA / "assessment_table.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    columns: dict[Field, Sequence[CellValue]] = {
        Field.NUMBER: [D(row["序号"]) for row in rows],
        UNIT: [row["被考核单位"] for row in rows],
        REASONS: [row["加扣分原因及分值"] for row in rows],
        SCORE: [D(row["考核得分"]) for row in rows],
        RANK: [D(row["名次"]) for row in rows],
    }
    return table(columns, categories=[row["类别"] for row in rows]), rows


def test_real_table_agrees_with_what_was_published() -> None:
    given_table, rows = real_table()
    outcome = run(given_table)
    assert [str(unit.score) for unit in outcome.units] == [row["考核得分"] for row in rows]
    assert [unit.rank for unit in outcome.units] == [int(row["名次"]) for row in rows]
    assert outcome.changes == 0


def test_real_table_has_just_its_fourteen_findings() -> None:
    outcome = run(real_table()[0])
    assert codes(outcome) == {"M502": 12, "T306": 1, "S204": 1}
    variants = Counter(
        edit.text for each in outcome.findings if each.code == "M502" and each.fix for edit in each.fix.edits
    )
    assert variants == {"暗访发现驻村工作队员未在岗": 11, "驻村工作队员未完全脱产驻村": 1}


def test_real_table_without_scores_is_filled() -> None:
    given_table, rows = real_table()
    columns = tuple(
        replace(column, values=[None] * 75) if column.field in (SCORE, RANK) else column
        for column in given_table.columns
    )
    outcome = run(replace(given_table, columns=columns))
    assert [str(value) for value in written(outcome, SCORE).values()] == [row["考核得分"] for row in rows]
    assert [str(value) for value in written(outcome, RANK).values()] == [row["名次"] for row in rows]


# -- policy: where a cell leaves doubt


def test_open_points_leave_score_and_rank_blank_and_the_others_ranked() -> None:
    outcome = run(office(["迟到，扣0.1分", "迟到，扣分", "迟到，扣0.2分"]))
    assert [unit.score for unit in outcome.units] == [D("99.9"), None, D("99.8")]
    assert [unit.rank for unit in outcome.units] == [1, None, 2]
    assert [each.severity for each in outcome.findings if each.code == "T301"] == [Severity.ERROR]
    assert written(outcome, SCORE) == {2: D("99.9"), 4: D("99.8")}


@pytest.mark.parametrize(("reason", "remarked"), [(None, 1), ("", 1), ("　", 1), ("无", 0), ("不扣分", 0), (D(0), 1)])
def test_blank_reason_is_no_deduction(reason: CellValue, remarked: int) -> None:
    outcome = run(office([reason, "迟到，扣0.1分"]))
    assert outcome.units[0].score == D(100)
    assert codes(outcome)["S205"] == remarked


def test_excel_error_is_not_blank() -> None:
    outcome = run(office([ExcelError.REF, "迟到，扣0.1分"]))
    assert outcome.units[0].score is None
    assert codes(outcome)["S103"] == 1


@pytest.mark.parametrize(
    ("reason", "added", "deducted", "score", "code"),
    [
        ("迟到，扣0.1分", None, D("0.1"), "99.9", None),
        ("迟到，扣0.1分", None, None, "99.9", None),
        ("迟到，扣0.1分", D(0), D("0.1"), "99.9", None),
        ("迟到，扣0.1分", None, D("-0.1"), "99.9", None),
        ("迟到，扣0.1分", None, "0.1分", "99.9", None),
        ("迟到，扣0.1分；获表彰，加0.5分", D("0.5"), D("0.1"), "100.4", None),
        ("迟到", None, D("0.1"), "99.9", None),
        ("迟到，扣分", None, D("0.1"), "99.9", None),
        (None, D("0.5"), D("0.1"), "100.4", "P416"),
        ("迟到，扣0.1分", None, D("0.2"), None, "P414"),
        ("迟到，扣0.1分", D("0.1"), None, None, "P414"),
        ("无", None, D("0.2"), None, "P414"),
        ("迟到，扣0.1分", None, "见附件", None, "S104"),
        ("迟到，扣0.1分", None, ExcelError.NA, None, "S103"),
        ("迟到，扣0.1分", D("-0.5"), None, None, "P417"),
        ("迟到，每次扣0.1分", None, D("0.1"), None, "P401"),
    ],
)
def test_typed_points(
    reason: CellValue, added: CellValue, deducted: CellValue, score: str | None, code: str | None
) -> None:
    outcome = run(office([reason], ADDED=[added], DEDUCTED=[deducted]))
    assert outcome.units[0].score == (None if score is None else D(score))
    found = set(codes(outcome)) - {"M507", "M503"}
    assert found == ({code} if code else set())


@pytest.mark.parametrize(
    ("minus", "deducted", "plus", "added", "score", "code"),
    [
        ("缺会", D("0.2"), "无", None, "99.8", None),
        ("缺会", D("0.2"), None, D("0.5"), "100.3", None),
        ("缺会", D("0.2"), "获奖，加0.5分", D("0.5"), "100.3", None),
        ("缺会", D("0.2"), "获奖，加0.5分", None, "100.3", None),
        ("缺会", D("0.2"), "获奖", D("0.5"), "100.3", None),
        ("缺会", None, None, D("0.5"), None, "T301"),
        ("缺会", None, "无", D(0), None, "T301"),
        ("缺会", D("0.2"), "获奖", None, None, "T301"),
        ("缺会", D("0.2"), "获奖，加0.5分", D("0.3"), None, "P414"),
        ("缺会", D("0.2"), "无", D("0.3"), None, "P414"),
    ],
)
def test_a_number_speaks_for_the_reason_on_its_own_side(
    minus: CellValue, deducted: CellValue, plus: CellValue, added: CellValue, score: str | None, code: str | None
) -> None:
    columns = (
        Column(UNIT, 1, "单位", ["甲镇"]),
        Column(REASONS, 2, "扣分原因", [minus], sign=-1),
        Column(DEDUCTED, 3, "扣分", [deducted], sign=-1),
        Column(REASONS, 4, "加分原因", [plus], sign=1),
        Column(ADDED, 5, "加分", [added], sign=1),
    )
    outcome = run(Table("考核表", Layout.OFFICE, 1, range(2, 3), [None], columns))
    assert outcome.units[0].score == (None if score is None else D(score))
    assert (code in codes(outcome)) if code else not {"T301", "P414"} & set(codes(outcome))


@pytest.mark.parametrize("deducted", [D("0.3"), D("0.1")])
def test_a_number_beside_two_reasons_speaks_for_neither_if_one_has_points(deducted: CellValue) -> None:
    columns = (
        Column(UNIT, 1, "单位", ["甲镇"]),
        Column(REASONS, 2, "上半年扣分原因", ["迟到，扣0.1分"], sign=-1),
        Column(REASONS, 3, "下半年扣分原因", ["缺会"], sign=-1),
        Column(DEDUCTED, 4, "扣分", [deducted], sign=-1),
    )
    outcome = run(Table("考核表", Layout.OFFICE, 1, range(2, 3), [None], columns))
    assert outcome.units[0].score is None


def test_the_heading_says_the_sign_where_the_text_does_not() -> None:
    given_table = office(["迟到，0.3分"])
    columns = tuple(replace(column, sign=-1) if column.field is REASONS else column for column in given_table.columns)
    assert run(given_table).units[0].score is None
    assert run(replace(given_table, columns=columns)).units[0].score == D("99.7")


def test_only_number_columns_count() -> None:
    outcome = run(table({UNIT: ["甲镇", "乙镇"], DEDUCTED: [D("0.3"), None], SCORE: [None, None]}))
    assert [unit.score for unit in outcome.units] == [D("99.7"), D(100)]


def test_without_any_source_of_points_there_is_no_score() -> None:
    outcome = run(table({UNIT: ["甲镇"], SCORE: [None], RANK: [None]}))
    assert outcome.units[0].score is None
    assert outcome.plan == ()


def test_typed_numbers_stay_unless_asked() -> None:
    given_table = office(["迟到，扣0.1分", "无"], SCORE=[D("99.8"), None], RANK=[D(2), D(2)])
    outcome = run(given_table)
    assert written(outcome, SCORE) == {3: D(100)}
    assert written(outcome, RANK) == {}
    assert codes(outcome) == {"P413": 1, "R601": 1, "M507": 1}
    asked = run(given_table, overwrite=True)
    assert written(asked, SCORE) == {2: D("99.9"), 3: D(100)}
    assert written(asked, RANK) == {3: D(1)}


def test_both_values_are_said() -> None:
    message = next(
        each.message for each in run(office(["迟到，扣0.1分"], SCORE=[D("99.8")])).findings if each.code == "P413"
    )
    assert "99.8" in message
    assert "99.9" in message


def test_formulas_of_the_office_are_only_audited() -> None:
    given_table = table(
        {UNIT: ["甲镇", "乙镇"], REASONS: ["迟到，扣0.1分", "无"], SCORE: [D("99.8"), None]},
        formulas={SCORE: ["=100-0.2", None]},
    )
    outcome = run(given_table, overwrite=True)
    assert written(outcome, SCORE) == {3: D(100)}
    assert codes(outcome)["P413"] == 1


def test_template_columns_follow() -> None:
    given_table = table(
        {
            UNIT: ["甲镇", "乙镇"],
            REASONS: ["个别帮扶干部未如实填写帮扶记录，扣0.1分", "迟报材料，扣分"],
            ADDED: [None, D(1)],
            DEDUCTED: [D(7), D(7)],
            SCORE: [D("99.9"), D(50)],
            RANK: [D(2), D(1)],
            Field.CHECK: [None, None],
        },
        layout=Layout.TEMPLATE,
    )
    outcome = run(given_table)
    assert written(outcome, ADDED) == {2: D(0), 3: None}
    assert written(outcome, DEDUCTED) == {2: D("0.1"), 3: None}
    assert written(outcome, SCORE) == {3: None}
    assert written(outcome, RANK) == {2: D(1), 3: None}
    lines = written(outcome, Field.CHECK)
    assert lines[2] == "无误"
    assert str(lines[3]).startswith("【T301】“迟报材料，扣分”没有写分值。")


def test_planned_numbers_fit_a_cell() -> None:
    reasons = "迟到，扣99999999分；早退，扣0.00000006分"  # sixteen digits together, where a cell holds fifteen
    outcome = run(table({UNIT: ["甲镇"], REASONS: [reasons], DEDUCTED: [None]}, layout=Layout.TEMPLATE))
    assert written(outcome, DEDUCTED) == {2: D("99999999.0000001")}


# -- rank groups


def test_categories_may_be_ranked_together() -> None:
    given_table = table(
        {UNIT: ["甲", "乙", "丙"], REASONS: ["迟到，扣0.1分", "无", "无"]}, categories=["镇", "机关", "学校"]
    )
    apart = run(given_table)
    together = run(given_table, rank_groups={"镇": "一组", "机关": "一组"})
    assert [unit.rank for unit in apart.units] == [1, 1, 1]
    assert [unit.rank for unit in together.units] == [2, 1, 1]


def test_a_named_group_spans_sheets_and_a_category_does_not() -> None:
    first = table({UNIT: ["甲"], REASONS: ["无"]}, categories=["镇"], sheet="一")
    second = table({UNIT: ["乙"], REASONS: ["迟到，扣0.1分"]}, categories=["镇"], sheet="二")
    assert [unit.rank for unit in recalculate(Sheets((first, second))).units] == [1, 1]
    spanned = recalculate(Sheets((first, second), rank_groups={"镇": "全部"}))
    assert [unit.rank for unit in spanned.units] == [1, 2]


def test_ties_are_named() -> None:
    outcome = run(office(["无", "无", "迟到，扣0.1分", "无"]))
    assert [list(unit.ties) for unit in outcome.units] == [
        ["第1镇", "第3镇"],
        ["第0镇", "第3镇"],
        [],
        ["第0镇", "第1镇"],
    ]


def test_units_are_a_sequence() -> None:
    units = run(office(["无", "迟到，扣0.1分", "无"])).units
    assert len(units) == 3
    assert units[-1].row == 4
    assert [unit.row for unit in units[1:]] == [3, 4]
    assert units[1].readings[0].text == "迟到，扣0.1分"
    with pytest.raises(IndexError):
        units[3]


# -- catalogues


def test_a_workbook_brings_its_own_catalogue() -> None:
    rows = (CatalogueRow(None, "X1", "迟到", "扣", D("0.1")),)
    outcome = run(office(["迟到，扣0.2分"]), catalogue=rows)
    assert codes(outcome) == {"M501": 1}


def test_the_builtin_catalogue_is_clean() -> None:
    assert problems(rows_from_csv((DATA / "catalogue.csv").read_text(encoding="utf-8-sig"))) == ()
    assert find_twins(Matcher(builtin())) == ()


def test_halves_of_a_table_that_stand_side_by_side_are_ranked_together() -> None:
    left, right = office(["迟到，扣0.1分"]), office(["迟到，扣0.2分"])
    outcome = recalculate(Sheets((left, right)))
    assert [unit.rank for unit in outcome.units] == [None, None]  # the halves name the same unit
    assert codes(outcome)["S202"] == 2
    others = tuple(
        replace(column, values=("乙镇",)) if column.field is Field.UNIT else column for column in right.columns
    )
    assert [unit.rank for unit in recalculate(Sheets((left, replace(right, columns=others)))).units] == [1, 2]


def test_tables_below_one_another_are_ranked_apart() -> None:
    above, below = office(["迟到，扣0.1分"]), replace(office(["迟到，扣0.2分"]), header_row=10)
    assert [unit.rank for unit in recalculate(Sheets((above, below))).units] == [1, 1]
