"""Whatever cells a formula names: an answer of the right size, the same for one cell as in a column, never a crash."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaohe.core.cells import ExcelError
from kaohe.core.functions import BY_NAME, FUNCTIONS, WorksheetFunction
from kaohe.excel.functions.model import Argument, Failure, Result, computing

pytestmark = pytest.mark.core

PIECES = [
    "迟到",
    "扣0.1分",
    "加１分",
    "；",
    "，",
    "每次",
    "(-0.2)",
    "扣",
    "分",
    "共扣1分",
    "\u200b",
    "\n",
    "无",
    "=1+1",
    "一票否决",
    "🙂",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=6).map("".join) | st.text(max_size=12)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-1000, max_value=1000)
CELLS = st.one_of(TEXTS, NUMBERS, st.none(), st.booleans(), st.sampled_from(ExcelError), st.just(datetime(2024, 5, 1)))
COLUMNS = st.integers(2, 5).flatmap(lambda size: st.lists(st.tuples(CELLS), min_size=size, max_size=size).map(tuple))
ARGUMENTS = CELLS | COLUMNS


def cells(result: Result) -> list[object]:
    return [cell for row in result for cell in row] if isinstance(result, tuple) else [result]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
@given(st.data())
@settings(max_examples=60, deadline=None)
def test_every_answer_can_be_shown_in_a_cell(function: WorksheetFunction, data: st.DataObject) -> None:
    result = computing(function.does)(*(data.draw(ARGUMENTS) for _ in function.arguments))
    for cell in cells(result):
        assert isinstance(cell, str | Decimal | Failure)
        if isinstance(cell, Failure):
            assert cell.why.endswith("。")


@pytest.mark.parametrize(
    "function",
    [each for each in FUNCTIONS if each.name not in {"RANK_UNIT", "SPLIT_REASONS"}],
    ids=lambda each: each.name,
)
@given(COLUMNS)
@settings(max_examples=40, deadline=None)
def test_a_column_gives_what_its_cells_give_one_by_one(function: WorksheetFunction, column: Argument) -> None:
    compute = computing(function.does)
    assert compute(column) == tuple((compute(cell),) for (cell,) in column)


@given(st.lists(TEXTS, min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_split_rows_stand_below_each_other(texts: list[str]) -> None:
    split = computing(BY_NAME["SPLIT_REASONS"].does)
    apart = [row for text in texts for row in split(text) if row != ("", "")]
    assert list(split(tuple((text,) for text in texts))) == (apart or [("", "")])
