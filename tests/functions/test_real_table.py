"""The real table through the worksheet functions: its own scores and ranks, and the lines that recalculating writes."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from kaohe.core.schema import Field, Sheet
from kaohe.core.table import Column, Layout, Sheets, Table
from kaohe.excel.functions.checking import check_reason, standard_reason
from kaohe.excel.functions.model import Grid
from kaohe.excel.functions.points import deducted_points, explain_score, score_unit, split_reasons
from kaohe.excel.functions.ranks import rank_unit
from kaohe.matching.catalogue import rows_from_csv
from kaohe.recalculation import recalculate

pytestmark = pytest.mark.core


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with (Path(__file__).parents[1] / "data" / "assessment_table.csv").open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def column(rows: list[dict[str, str]], heading: str, kind: type = str) -> Grid:
    return tuple((kind(row[heading]),) for row in rows)


def test_scores_and_ranks_are_the_stated_ones(rows: list[dict[str, str]]) -> None:
    scores = score_unit(column(rows, "加扣分原因及分值"))
    categories = column(rows, "类别")
    assert scores == column(rows, "考核得分", Decimal)
    assert rank_unit(scores, scores, categories, categories) == column(rows, "名次", Decimal)
    assert len(rows) == 75


def test_sums_and_items_agree_with_the_scores(rows: list[dict[str, str]]) -> None:
    reasons = column(rows, "加扣分原因及分值")
    deducted = [cell for (cell,) in deducted_points(reasons)]
    assert [100 - cell for cell in deducted] == [score for (score,) in column(rows, "考核得分", Decimal)]
    assert sum(points for _, points in split_reasons(reasons) if points != "") == -sum(deducted)
    explained = [text.rpartition("=")[2] for (text,) in explain_score(reasons)]
    assert [Decimal(text) for text in explained] == [100 - cell for cell in deducted]


def test_check_lines_are_those_that_recalculating_the_template_writes(rows: list[dict[str, str]]) -> None:
    reasons, catalogue = column(rows, "加扣分原因及分值"), (Path(__file__).parents[1] / "data" / "catalogue.csv")
    text = catalogue.read_text(encoding="utf-8-sig")
    values = {
        Field.UNIT: [row["被考核单位"] for row in rows],
        Field.REASONS: [cell for (cell,) in reasons],
        Field.CHECK: [None] * len(rows),
    }
    columns = tuple(Column(name, index, name, values[name]) for index, name in enumerate(values, start=1))
    table = Table(Sheet.DATA, Layout.TEMPLATE, 3, range(4, 79), [row["类别"] for row in rows], columns)
    outcome = recalculate(Sheets((table,), rows_from_csv(text)))
    written = next(write.values for write in outcome.plan if write.field is Field.CHECK)
    grid = tuple(tuple(cell or None for cell in row) for row in csv.reader(text.splitlines()))
    lines = [line for (line,) in check_reason(reasons, grid)]
    assert lines == list(written)
    assert sum("【M502】" in line for line in lines) == 12
    assert standard_reason(reasons, grid) == reasons
