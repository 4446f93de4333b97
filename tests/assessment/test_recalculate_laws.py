"""What holds for any table, whatever its cells hold: total, idempotent, nothing but computed columns."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.running import ADDED, DEDUCTED, RANK, REASONS, SCORE, UNIT, codes, run
from tests.core.tables import by_chance, carry_out, table

from kaohe.core.cells import CellValue
from kaohe.core.findings import Applicability
from kaohe.core.schema import COMPUTED, Field
from kaohe.core.table import Layout, Sheets, Table
from kaohe.recalculation import recalculate

pytestmark = pytest.mark.core


layouts = st.sampled_from(Layout)
cells = st.randoms(use_true_random=False).map(by_chance)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    count = draw(st.integers(1, 6))
    fields = draw(st.lists(st.sampled_from(Field), min_size=1, unique=True))
    columns = {name: draw(st.lists(cells, min_size=count, max_size=count)) for name in fields}
    categories = draw(st.lists(st.sampled_from(["镇", "机关", None]), min_size=count, max_size=count))
    return table(columns, categories=categories, layout=draw(layouts))


any_sheets = st.builds(
    lambda tables, settings, groups: Sheets(tuple(tables), None, settings, groups),
    st.lists(tables(), min_size=1, max_size=1),
    st.dictionaries(st.sampled_from(["base", "decimals", "bonus_cap", "lowest", "highest", "method"]), cells),
    st.dictionaries(st.sampled_from(["镇", "机关"]), st.sampled_from(["一组", "二组"])),
)


@settings(deadline=None, max_examples=300)
@given(any_sheets, st.booleans())
def test_recalculate_is_total_and_idempotent(sheets: Sheets, overwrite: bool) -> None:
    outcome = recalculate(sheets, overwrite=overwrite)
    assert {write.field for write in outcome.plan} <= set(COMPUTED)
    again = recalculate(carry_out(sheets, outcome.plan), overwrite=overwrite)
    assert again.plan == ()


@settings(deadline=None, max_examples=100)
@given(any_sheets)
def test_recalculate_is_deterministic(sheets: Sheets) -> None:
    first, second = recalculate(sheets), recalculate(sheets)
    assert first.findings == second.findings
    assert first.plan == second.plan
    assert list(first.units) == list(second.units)


@settings(deadline=None, max_examples=300)
@given(cells, cells)
def test_a_safe_fix_removes_its_finding_and_changes_no_total(unit: CellValue, reason: CellValue) -> None:
    given_table = table({UNIT: [unit], REASONS: [reason], SCORE: [None]})
    outcome = run(given_table)
    before = codes(outcome)
    for each in outcome.findings:
        if each.fix is None or each.fix.applicability is not Applicability.SAFE:
            continue
        assert each.where is not None
        mended = _mended(given_table, each.where.column, each.fix.apply)
        after = run(mended)
        assert codes(after)[each.code] < before[each.code]
        assert after.units[0].score == outcome.units[0].score


def _mended(given_table: Table, column: int, mend: object) -> Table:
    columns = tuple(
        replace(each, values=[mend(each.values[0])]) if each.index == column else each  # type: ignore[operator]
        for each in given_table.columns
    )
    return replace(given_table, columns=columns)


def test_a_hundred_thousand_random_cells() -> None:
    chance = random.Random(20241123)
    names = (Field.NUMBER, UNIT, REASONS, ADDED, DEDUCTED, SCORE, RANK)
    each = table(
        {name: [by_chance(chance) for _ in range(100_000 // len(names) + 1)] for name in names},
        categories=[chance.choice(["镇", "机关", None]) for _ in range(100_000 // len(names) + 1)],
    )
    outcome = run(each)
    assert len(outcome.units) == 100_000 // len(names) + 1
    assert all(finding.message for finding in outcome.findings)
    assert all("\n" not in finding.message for finding in outcome.findings)
