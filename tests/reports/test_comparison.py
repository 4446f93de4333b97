"""Two versions compared: exactly the edits that were made are found, and nothing else."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from tests.core.tables import by_chance, table

from kaohe.core.cells import CellValue
from kaohe.core.schema import SETTING_LABELS, Field
from kaohe.core.table import Sheets
from kaohe.files.plaintext import grids_from_csv
from kaohe.matching.catalogue import builtin
from kaohe.reason import parse
from kaohe.reason.model import Item
from kaohe.recalculation import recalculate
from kaohe.reports.comparison import ChangeKind, Comparison, UnitChange, compare, comparison_json, rows, summary
from kaohe.tables import find_tables

pytestmark = pytest.mark.core

D = Decimal
Record = dict[str, str]
REASONS, UNIT, CATEGORY = "加扣分原因及分值", "被考核单位", "类别"


def sheets(
    units: Sequence[tuple[str | None, str, CellValue]],
    settings: dict[str, CellValue] | None = None,
    **more: Sequence[CellValue],
) -> Sheets:
    """Return one table of (category, unit, reasons), with further columns by the names of fields."""
    columns = {Field.UNIT: [unit for _, unit, _ in units], Field.REASONS: [reasons for *_, reasons in units]}
    columns |= {Field[name]: values for name, values in more.items()}
    return Sheets((table(columns, categories=[category for category, *_ in units]),), settings=settings or {})


def compare_texts(before: str, after: str) -> list[tuple[ChangeKind, str, str]]:
    """Return what changed in one unit, items as they are shown."""
    found = compare(sheets([("镇", "甲镇", before)]), sheets([("镇", "甲镇", after)]))
    return [
        (item.kind, item.before.text if item.before else "", item.after.text if item.after else "")
        for change in found.units
        for item in change.items
    ]


# -- items


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("迟报材料，扣0.1分；未在岗，扣0.2分", "1.迟报材料，扣０．１分。\n2.未在岗（扣0.20分）"),
        ("迟报材料，扣0.1分；未在岗，扣0.2分", "未在岗，扣0.2分；迟报材料，扣0.1分；"),
        ("未按“三会一课”要求开会，扣0.1分", "未按「三会一课」要求\u200b开会，扣 0.1 分"),
        ("无", ""),
        ("每次扣0.1分", "每次扣０.１分"),
    ],
)  # fmt: skip
def test_typography_order_and_numbering_are_no_change(before: str, after: str) -> None:
    assert compare_texts(before, after) == []


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("迟报材料，扣0.1分", "迟报材料，扣0.2分", [(ChangeKind.POINTS, "迟报材料，扣0.1分", "迟报材料，扣0.2分")]),
        ("受表彰，扣0.1分", "受表彰，加0.1分", [(ChangeKind.POINTS, "受表彰，扣0.1分", "受表彰，加0.1分")]),
        ("迟报，每次扣0.1分", "迟报，每次扣0.2分", [(ChangeKind.POINTS, "迟报，每次扣0.1分", "迟报，每次扣0.2分")]),
        ("迟报，酌情扣分", "迟报，扣1分", [(ChangeKind.POINTS, "迟报，酌情扣分", "迟报，扣1分")]),
        ("迟报，+1-3分", "迟报，-1-3分", [(ChangeKind.POINTS, "迟报，+1-3分", "迟报，-1-3分")]),
        ("迟报材料1次，扣1分", "迟报材料2次，扣1分", [(ChangeKind.WORDING, "迟报材料1次，扣1分", "迟报材料2次，扣1分")]),
        ("按时报送材料，加1分", "未按时报送材料，扣1分",
         [(ChangeKind.POINTS_AND_WORDING, "按时报送材料，加1分", "未按时报送材料，扣1分")]),
        ("无", "迟报材料，扣0.1分", [(ChangeKind.ITEM_ADDED, "", "迟报材料，扣0.1分")]),
        ("迟报材料，扣0.1分", "无", [(ChangeKind.ITEM_REMOVED, "迟报材料，扣0.1分", "")]),
        ("迟报材料，扣0.1分", "未在岗，扣0.1分",
         [(ChangeKind.ITEM_ADDED, "", "未在岗，扣0.1分"), (ChangeKind.ITEM_REMOVED, "迟报材料，扣0.1分", "")]),
        ("迟到，扣1分；迟到，扣1分", "迟到，扣1分", [(ChangeKind.ITEM_REMOVED, "迟到，扣1分", "")]),
        ("迟到，扣1.5分", "迟到，扣15分", [(ChangeKind.POINTS, "迟到，扣1.5分", "迟到，扣15分")]),
        ("迟到，扣1分", "迟到，扣1分；详见附件", [(ChangeKind.REMARK, "", "详见附件")]),
    ],
)  # fmt: skip
def test_a_change_is_named(before: str, after: str, changes: list[tuple[ChangeKind, str, str]]) -> None:
    assert compare_texts(before, after) == changes


def test_items_of_one_entry_are_one_item_however_they_are_worded() -> None:
    changes = compare_texts(
        "个别帮扶干部未如实填写帮扶记录，扣0.1分；未在岗，扣1分",
        "未在岗，扣1分；有的帮扶干部没有如实填写帮扶记录，扣0.3分",
    )
    assert [kind for kind, *_ in changes] == [ChangeKind.POINTS_AND_WORDING]


# -- units


def test_padding_does_not_make_another_unit() -> None:
    old = sheets([("镇（街道）", "九 镇", "无"), ("部门", "区委办", "无")])
    new = sheets([("部门 ", "区委办\u200b", "无"), ("镇(街道)", "九镇", "无")])
    assert compare(old, new).units == ()


def test_a_renamed_unit_is_removed_and_added_where_it_stood() -> None:
    old = sheets([("镇", name, "无") for name in ("甲镇", "乙镇", "丙镇")])
    new = sheets([("镇", name, "无") for name in ("甲镇", "丁镇", "丙镇")])
    found = compare(old, new)
    assert [(each.latest.unit, each.kinds) for each in found.units] == [
        ("乙镇", (ChangeKind.UNIT_REMOVED,)),
        ("丁镇", (ChangeKind.UNIT_ADDED,)),
    ]


def test_units_of_one_name_are_told_apart_by_category_then_by_content() -> None:
    old = sheets([("镇", "办公室", "迟到，扣1分"), ("部门", "办公室", "早退，扣2分"), ("镇", "办公室", "无")])
    new = sheets([("镇", "办公室", "无"), ("部门", "办公室", "早退，扣2分"), ("镇", "办公室", "迟到，扣1分")])
    assert compare(old, new).units == ()


def test_a_unit_under_another_category_is_still_that_unit() -> None:
    found = compare(sheets([("镇", "甲镇", "无")]), sheets([("部门", "甲镇", "无")]))
    assert [each.kinds for each in found.units] == [(ChangeKind.CATEGORY,)]


def test_a_rank_that_others_moved_is_named_apart() -> None:
    old = sheets([("镇", "甲镇", "迟到，扣1分"), ("镇", "乙镇", "迟到，扣2分"), ("镇", "丙镇", "无")])
    new = sheets([("镇", "甲镇", "迟到，扣3分"), ("镇", "乙镇", "迟到，扣2分"), ("镇", "丙镇", "无")])
    found = compare(old, new)
    assert [each.latest.unit for each in found.own] == ["甲镇"]
    assert [each.latest.unit for each in found.moved] == ["乙镇"]
    assert [(row.word, row.ranks) for row in rows(found)] == [
        ("≠ 分值变动", ("2", "3")),
        ("↕ 名次随他人变动", ("3", "2")),
    ]
    assert summary(found) == "有变动1个单位，只有名次变动1个单位，没有变动1个单位。"


def test_numbers_beside_the_reasons_count() -> None:
    old = sheets([("镇", "甲镇", "迟到")], DEDUCTED=[D("0.1")])
    new = sheets([("镇", "甲镇", "迟到")], DEDUCTED=[D("0.2")])
    assert [(row.word, row.before, row.after) for row in rows(compare(old, new))] == [
        ("≠ 加扣分数字变动", "加0，扣0.1", "加0，扣0.2")
    ]


def test_a_typed_score_is_named_only_where_it_differs_from_the_computed_one() -> None:
    units = [("镇", "甲镇", "迟到，扣1分")]
    typed = sheets(units, SCORE=[D(99)], RANK=[D(1)])
    assert compare(typed, sheets(units)).units == ()
    mistyped = rows(compare(typed, sheets(units, SCORE=[D(98)], RANK=[D(1)])))
    assert [(row.before, row.after) for row in mistyped] == [("填写得分99，名次1", "填写得分98，名次1")]
    revised = compare(typed, sheets([("镇", "甲镇", "迟到，扣2分")], SCORE=[D(98)], RANK=[D(1)]))
    assert [(each.kinds, len(each.items)) for each in revised.units] == [((), 1)]


def test_settings_are_named_before_the_units_whose_score_they_change() -> None:
    units = [("镇", "甲镇", "无")]
    found = compare(sheets(units, {"base": D(100)}), sheets(units, {"base": D(120), "decimals": None}))
    assert [(row.word, row.before, row.after, row.scores) for row in rows(found)] == [
        ("≠ 参数变动", "基准分：100", "基准分：120", ("", "")),
        ("↕ 得分随参数变动", "", "", ("100", "120")),
    ]


#: Another value for each setting, as a clerk writes it, and how it is told.
OTHER_VALUES: dict[str, CellValue] = {
    "decimals": D(1),
    "bonus_cap": D(5),
    "deduction_cap": D(5),
    "lowest": D(60),
    "highest": D(105),
    "base": D(120),
    "method": "竞赛式",
    "grades": "优秀 前20%；合格",
    "grade_rounding": "舍去",
    "grade_ties": "都不算",
    "ranking_columns": "名次、单位、扣分",
    "stated": "不再对照",
    "ties": "扣分少的在前",
}


@pytest.mark.parametrize("name", SETTING_LABELS)
def test_every_setting_that_changes_is_told_in_words(name: str) -> None:
    value = OTHER_VALUES[name]
    units = [("镇", "甲镇", "无")]
    (change,) = compare(sheets(units), sheets(units, {name: value})).settings
    back = compare(sheets(units, {name: value}), sheets(units)).settings[0]
    assert (change.label, change.before, change.after) == (back.label, back.after, back.before)
    assert change.label == SETTING_LABELS[name]
    assert str(value) in change.after
    assert change.before
    assert "(" not in change.after + change.before, "no Python"


def test_open_points_are_said_to_be_open() -> None:
    (row,) = rows(compare(sheets([("镇", "甲镇", "迟到，扣1分")]), sheets([("镇", "甲镇", "迟到，酌情扣分")])))
    assert (row.scores, row.ranks) == (("99", "未定"), ("1", "未定"))


# -- the real table


def real_records(data: Path) -> list[Record]:
    with (data / "assessment_table.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def as_sheets(records: Sequence[Record]) -> Sheets:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(records[0]))
    writer.writeheader()
    writer.writerows(records)
    return find_tables(grids_from_csv(text.getvalue().encode(), "表.csv"))


def items_of(record: Record) -> list[str]:
    return [part for part in record[REASONS].rstrip("；。").split("；") if part not in ("", "无")]


def add_item(record: Record, chance: random.Random) -> list[ChangeKind]:
    number = chance.randrange(10**6)
    record[REASONS] = "；".join([*items_of(record), f"第{number}号督办件逾期未办结，扣0.{chance.randrange(1, 9)}分"])
    return [ChangeKind.ITEM_ADDED]


def remove_item(record: Record, chance: random.Random) -> list[ChangeKind]:
    items = items_of(record)
    items.pop(chance.randrange(len(items)))
    record[REASONS] = "；".join(items) or "无"
    return [ChangeKind.ITEM_REMOVED]


def change_points(record: Record, chance: random.Random) -> list[ChangeKind]:
    items = items_of(record)
    at = chance.randrange(len(items))
    reason, _ = items[at].rsplit("，", 1)
    items[at] = f"{reason}，{chance.choice('加扣')}{chance.randrange(11, 99)}.5分"
    record[REASONS] = "；".join(items)
    return [ChangeKind.POINTS]


def reword(record: Record, chance: random.Random) -> list[ChangeKind]:
    items = items_of(record)
    at = chance.randrange(len(items))
    reason, points = items[at].rsplit("，", 1)
    items[at] = f"{reason}（{chance.randrange(1, 13)}月查实），{points}"
    record[REASONS] = "；".join(items)
    return [ChangeKind.WORDING]


def change_category(record: Record, chance: random.Random) -> list[ChangeKind]:
    record[CATEGORY] = chance.choice([name for name in CATEGORIES if name != record[CATEGORY]])
    return [ChangeKind.CATEGORY]


CATEGORIES = ("镇（街道）", "区党群部门", "区政府部门、省市驻恩单位")
EDITS: tuple[Callable[[Record, random.Random], list[ChangeKind]], ...] = (
    add_item, remove_item, change_points, reword, change_category,
)  # fmt: skip


def is_editable(record: Record) -> bool:
    """Say whether each item is a reason, a comma and its points, no reason standing twice."""
    items = items_of(record)
    read = parse(record[REASONS]).items
    return (
        bool(items)
        and len(read) == len(items)
        and all(isinstance(each, Item) for each in read)
        and all("，" in item for item in items)
        and len({item.rsplit("，", 1)[0] for item in items}) == len(items)
    )


def edit(records: list[Record], chance: random.Random, count: int) -> tuple[list[Record], dict[str, list[ChangeKind]]]:
    """Return a copy with ``count`` edits, each of another unit, and what happened to whom."""
    edited = [dict(record) for record in records]
    expected: dict[str, list[ChangeKind]] = {}
    chosen = chance.sample([record for record in edited if is_editable(record)], count)
    for record in chosen:
        change = chance.choice((*EDITS, "remove", "add"))
        if change == "remove":
            edited.remove(record)
            expected[bare(record[UNIT])] = [ChangeKind.UNIT_REMOVED]
        elif change == "add":
            name = f"新设第{len(expected)}镇"
            edited.insert(chance.randrange(len(edited)), record | {UNIT: name})
            expected[name] = [ChangeKind.UNIT_ADDED]
        else:
            expected[bare(record[UNIT])] = change(record, chance)
    return edited, expected


def disguise(records: list[Record], chance: random.Random) -> None:
    """Change only what does not count: numbering, order, spacing, width, quotes, list marks."""
    for record in records:
        record["序号"] = str(chance.randrange(1000))
        name = record[UNIT]
        if chance.random() < 0.3:
            record[UNIT] = f" {name[0]}　{name[1:]}\u200b"
        items = items_of(record)
        if is_editable(record) and chance.random() < 0.3:
            chance.shuffle(items)
            record[REASONS] = "\n".join(f"{number}.{item}。" for number, item in enumerate(items, 1))
        elif chance.random() < 0.3:
            record[REASONS] = record[REASONS].replace("，", ", ").replace("0.", "０．").replace("（", "(")
    chance.shuffle(records)


def kinds_of(change: UnitChange) -> list[ChangeKind]:
    return [*change.kinds, *(item.kind for item in change.items)]


def bare(name: str) -> str:
    return name.translate({ord(char): None for char in " 　\u200b"})


def moved_ranks(old: Sheets, new: Sheets, expected: dict[str, list[ChangeKind]]) -> set[str]:
    """Return the units, without those edited, that stand at another rank: counted without the comparison."""

    def ranks(version: Sheets) -> dict[str, int | None]:
        return {bare(unit.unit): unit.rank for unit in recalculate(version).units}

    before, after = ranks(old), ranks(new)
    return {name for name in before.keys() & after.keys() if before[name] != after[name]} - expected.keys()


@pytest.mark.parametrize("seed", range(60))
def test_ten_random_edits_are_found_exactly(data: Path, seed: int) -> None:
    chance = random.Random(seed)
    print(f"seed {seed}")
    records = real_records(data)
    edited, expected = edit(records, chance, 10)
    disguise(edited, chance)
    old, new = as_sheets(records), as_sheets(edited)
    found = compare(old, new)
    assert {bare(change.latest.unit): kinds_of(change) for change in found.own} == expected
    assert len(found.own) == 10
    assert {bare(change.latest.unit) for change in found.moved} == moved_ranks(old, new, expected)


def test_the_real_table_equals_itself(data: Path) -> None:
    table = as_sheets(real_records(data))
    assert compare(table, table) == Comparison((), (), 75)
    assert summary(compare(table, table)) == "两版一致：75个单位的条目、得分、名次都没有变动。"


# -- anything at all


@pytest.mark.parametrize("seed", range(30))
def test_any_cells_compare_and_going_back_takes_back(seed: int) -> None:
    chance = random.Random(seed)
    old, new = (
        sheets([(chance.choice(("镇", None)), chance.choice("甲乙丙丁"), by_chance(chance)) for _ in range(12)])
        for _ in range(2)
    )
    there, back = compare(old, new), compare(new, old)
    assert compare(old, old).units == ()
    assert comparison_json(there)["count"] == 12
    assert sorted(map(opposite, all_kinds(there))) == sorted(all_kinds(back))


def all_kinds(found: Comparison) -> list[ChangeKind]:
    return [
        kind
        for change in found.units
        for kind in change.kinds
        if kind in (ChangeKind.UNIT_ADDED, ChangeKind.UNIT_REMOVED)
    ]


def opposite(kind: ChangeKind) -> ChangeKind:
    return ChangeKind.UNIT_REMOVED if kind is ChangeKind.UNIT_ADDED else ChangeKind.UNIT_ADDED


def test_every_standard_wording_is_itself() -> None:
    text = "；".join(f"{entry.wording}，扣0.1分" for entry in builtin().entries)
    assert compare_texts(text, text.replace("0.1", "0.10")) == []
