"""Rows of one unit made one row: no item is lost, each says where it comes from, contradictions stay open."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaohe.files.joining import join_units, parts_of
from kaohe.files.template.content import UnitRow
from kaohe.reason import parse
from kaohe.reports.merging import ClashKind


def row(source: str, reasons: str, unit: str = "甲镇", category: str | None = "镇") -> UnitRow:
    return UnitRow(unit=unit, category=category, reasons=reasons, source=f"{source}.xlsx", stated_score=Decimal(99))


def texts(*rows: UnitRow) -> list[object]:
    return [each.reasons for each in join_units(rows).rows]


def test_reasons_stand_below_each_other_with_their_source() -> None:
    (joined,) = join_units([row("民政", "迟到，扣0.1分；早退，扣0.2分。"), row("农业", "获表彰，加0.5分")]).rows
    assert joined.reasons == "迟到，扣0.1分；早退，扣0.2分（来源：民政）\n获表彰，加0.5分（来源：农业）"
    assert (joined.source, joined.stated_score, joined.number) == ("民政.xlsx、农业.xlsx", None, 1)
    assert parse(str(joined.reasons)).total == Decimal("0.2")


def test_nothing_is_said_once() -> None:
    assert texts(row("民政", "无"), row("农业", "获表彰，加0.5分")) == ["获表彰，加0.5分（来源：农业）"]
    assert texts(row("民政", "无"), row("农业", "无")) == ["无"]


def test_a_unit_of_one_file_keeps_its_text_and_its_score() -> None:
    (alone,) = join_units([row("民政", "迟到，扣0.1分")]).rows
    assert (alone.reasons, alone.stated_score) == ("迟到，扣0.1分", 99)


def test_other_points_for_one_reason_are_open_until_somebody_decides() -> None:
    joined = join_units([row("民政", "迟到，扣0.1分；早退，扣0.3分"), row("农业", "迟到，扣0.2分")])
    assert joined.rows[0].reasons == "迟到，扣0.1分或扣0.2分（来源：民政、农业）\n早退，扣0.3分（来源：民政）"
    assert parse(str(joined.rows[0].reasons)).total is None
    (clash,) = joined.clashes
    assert (clash.kind, clash.subject) == (ClashKind.POINTS_DIFFER, "甲镇（镇）：迟到")
    assert [(each.source, each.text) for each in clash.versions] == [("民政", "扣0.1分"), ("农业", "扣0.2分")]


def test_each_source_gets_back_what_it_said() -> None:
    said = {"民政.xlsx": "1.迟到，扣0.1分\n2.旷会，扣0.2分", "农业.xlsx": "获表彰，加0.5分", "信访.xlsx": "无"}
    (joined,) = join_units([row(source.removesuffix(".xlsx"), text) for source, text in said.items()]).rows
    assert parts_of(str(joined.reasons), str(joined.source).split("、")) == said
    typed = f"{joined.reasons}\n早退，扣0.3分"
    assert parts_of(typed, str(joined.source).split("、")) == said | {"": "早退，扣0.3分"}


@pytest.mark.parametrize(
    "name", ["纪委监委", "计分办", "撤销办", "待核实组", "汇总(1)", "二局（扣分）", "民政局扣分", "扣3分名单", "一,二"]
)
def test_whatever_a_file_is_called_its_name_changes_no_points(name: str) -> None:
    rows = [row(name, "获表彰，加0.5分；迟到，扣0.1分"), row("农业", "早退，扣0.2分")]
    (joined,) = join_units(rows).rows
    assert parse(str(joined.reasons)).total == Decimal("0.2")
    assert parse(str(joined.reasons)).notes == ()
    assert parts_of(str(joined.reasons), [str(each.source) for each in rows]) == {
        str(each.source): each.reasons for each in rows
    }


def test_a_disputed_reason_is_each_s_and_joins_again() -> None:
    rows = [row("民政", "迟到，扣0.1分"), row("农业", "迟到，扣0.2分")]
    (joined,) = join_units(rows).rows
    parts = parts_of(str(joined.reasons), str(joined.source).split("、"))
    assert set(parts.values()) == {"迟到，扣0.1分或扣0.2分"}
    (again,) = join_units([replace(each, reasons=parts[str(each.source)]) for each in rows]).rows
    assert again.reasons == joined.reasons


def test_what_one_file_says_twice_stays_two_rows() -> None:
    assert len(texts(row("民政", "迟到，扣0.1分"), row("民政", "早退，扣0.2分"), row("农业", "无"))) == 2


def test_other_categories_and_rows_without_a_name_stay_apart() -> None:
    assert len(texts(row("民政", "无"), row("农业", "无", category="部门"))) == 2
    assert len(texts(row("民政", "无", unit=""), row("农业", "无", unit=""))) == 2


ITEMS = st.lists(
    st.tuples(st.sampled_from(["迟到", "早退", "旷会", "漏报"]), st.integers(1, 9)),
    min_size=0,
    max_size=4,
    unique_by=lambda item: item[0],
)


@pytest.mark.parametrize("files", [2, 3])
@given(st.data())
def test_the_sum_is_that_of_the_parts_unless_they_contradict(files: int, data: st.DataObject) -> None:
    parts = [data.draw(ITEMS) for _ in range(files)]
    said = ["；".join(f"{reason}，扣{points}分" for reason, points in part) or "无" for part in parts]
    joined = join_units([row(str(number), text) for number, text in enumerate(said)])
    distinct = {text for text in said if text != "无"}
    points: dict[str, set[int]] = {}
    for part in parts:
        for reason, value in part:
            points.setdefault(reason, set()).add(value)
    total = parse(str(joined.rows[0].reasons)).total
    if any(len(values) > 1 for values in points.values()):
        assert (total, len(joined.clashes) > 0) == (None, True)
    else:
        assert total == sum((parse(text).total or Decimal(0) for text in distinct), Decimal(0))
