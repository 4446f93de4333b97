"""RANK_UNIT on plain values, and its form without arguments."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaohe.core.cells import ExcelError, number
from kaohe.core.settings import METHOD_WORDS, RankMethod
from kaohe.excel.functions.model import Failure
from kaohe.excel.functions.ranks import rank_rows, rank_unit

pytestmark = pytest.mark.core


def column(*values: object) -> tuple[tuple[object, ...], ...]:
    return tuple((Decimal(str(value)) if isinstance(value, int | float) else value,) for value in values)


def shown(result: object) -> object:
    """Return a result as a cell shows it: numbers as int, failures as their error."""
    if isinstance(result, tuple):
        return [shown(cell) for row in result for cell in row]
    return result.error if isinstance(result, Failure) else int(result)


SCORES = column(99.7, 100, 99.7, 98)


@pytest.mark.parametrize(
    ("method", "ranks"),
    [
        (None, [2, 1, 2, 3]),
        ("", [2, 1, 2, 3]),
        ("dense", [2, 1, 2, 3]),
        ("competition", [2, 1, 2, 4]),
        (METHOD_WORDS[RankMethod.COMPETITION], [2, 1, 2, 4]),
    ],
)
def test_ties_share_a_rank_and_the_method_says_what_follows(method: object, ranks: list[int]) -> None:
    assert shown(rank_unit(SCORES, SCORES, method=method)) == ranks


def test_one_cell_gives_what_the_whole_column_gives() -> None:
    whole = shown(rank_unit(SCORES, SCORES))
    assert [shown(rank_unit(score, SCORES)) for (score,) in SCORES] == whole


def test_only_the_same_category_counts_typography_aside() -> None:
    categories = column("县直单位", "乡镇", " 县直单位 ", "乡镇")
    assert shown(rank_unit(SCORES, SCORES, categories, categories)) == [1, 1, 1, 2]
    assert shown(rank_unit(Decimal(98), SCORES, "乡镇", categories)) == 2


def test_scores_that_differ_beyond_what_a_cell_holds_are_equal() -> None:
    scores = ((number(100 - 0.1 - 0.1 - 0.1),), (number(100 - 0.3),))
    assert shown(rank_unit(scores, scores)) == [1, 1]


def test_blank_text_and_error_scores_take_no_place() -> None:
    scores = (*column(99, None, "缺考"), (ExcelError.NA,), (Decimal(98),), (True,))
    assert shown(rank_unit(column(99, 98), scores)) == [1, 2]


@pytest.mark.parametrize(
    ("score", "error"),
    [
        (None, ExcelError.NA),
        ("  ", ExcelError.NA),
        (Decimal(50), ExcelError.NA),
        ("缺考", ExcelError.VALUE),
        (True, ExcelError.VALUE),
        (ExcelError.DIV0, ExcelError.DIV0),
        (ExcelError.NA, ExcelError.NA),
    ],
)
def test_a_score_that_has_no_rank_is_an_error_with_a_reason(score: object, error: ExcelError) -> None:
    failure = rank_unit(score, SCORES)
    assert isinstance(failure, Failure)
    assert failure.error is error
    assert "得分" in failure.why


@pytest.mark.parametrize(
    "arguments",
    [
        {"score": Decimal(99)},
        {"score": Decimal(99), "scores": SCORES, "category": "乡镇"},
        {"score": Decimal(99), "scores": SCORES, "category": "乡镇", "categories": column("乡镇", "乡镇")},
        {"score": SCORES, "scores": SCORES, "category": column("乡镇"), "categories": column(*"甲乙丙")},
        {"score": SCORES, "scores": SCORES, "category": column(*"甲乙"), "categories": column(*"甲乙丙丁")},
        {"score": Decimal(99), "scores": SCORES, "method": "最好"},
        {"score": Decimal(99), "scores": SCORES, "method": column("dense", "dense")},
        {"score": Decimal(99), "scores": SCORES, "method": Decimal(1)},
    ],
)
def test_arguments_that_do_not_go_together_are_value_errors(arguments: dict[str, object]) -> None:
    failure = rank_unit(**arguments)
    assert isinstance(failure, Failure)
    assert failure.error is ExcelError.VALUE


def test_error_in_the_category_or_method_goes_on() -> None:
    categories = column(*"甲甲甲甲")
    assert shown(rank_unit(Decimal(98), SCORES, ExcelError.REF, categories)) is ExcelError.REF
    assert shown(rank_unit(Decimal(98), SCORES, method=ExcelError.NAME)) is ExcelError.NAME


@given(st.lists(st.sampled_from(["99.7", "100", "98.25", "0"]), min_size=1, max_size=20), st.booleans())
def test_ranks_equal_a_slow_count(values: list[str], dense: bool) -> None:
    scores = tuple((Decimal(value),) for value in values)
    method = "dense" if dense else "competition"
    better = [[other for (other,) in scores if other > score] for (score,) in scores]
    expected = [1 + (len(set(others)) if dense else len(others)) for others in better]
    assert shown(rank_unit(scores, scores, method=method)) == (expected if len(expected) > 1 else expected[0])


SHEET = (
    ("2024年度考核结果", None, None, None, None),
    ("序号", "被考核单位", "类别", "加扣分原因及分值", "考核得分"),
    (Decimal(1), "甲局", "县直", "迟报，扣0.3分", Decimal("99.7")),
    (Decimal(2), "乙局", "县直", "无", Decimal(100)),
    (Decimal(3), "丙镇", "乡镇", "迟报，扣0.4分", Decimal("99.6")),
    (Decimal(4), "丁镇", "乡镇", "迟报，扣分", None),
    (None, None, None, None, None),
)


def test_row_form_ranks_the_unit_of_its_row() -> None:
    ranks = rank_rows(SHEET)
    assert shown(ranks) == [ExcelError.NA, ExcelError.NA, 2, 1, 1, ExcelError.NA, ExcelError.NA]
    assert ranks[0][0].why != ranks[5][0].why  # no unit there; a unit without a score


def test_row_form_follows_rank_groups_and_method_of_the_workbook() -> None:
    groups = (("类别", "排名组", "说明"), ("县直", "全部", None), ("乡镇", "全部", None))
    assert shown(rank_rows(SHEET, groups))[2:5] == [2, 1, 3]
    kept = '草稿\n=CHOOSE(1,"表","不读",\'草稿\'!$A:$Z)'
    assert shown(rank_rows(SHEET, groups, None, kept)) == [ExcelError.NA] * len(SHEET), (
        "the person said: not this sheet"
    )
    assert shown(rank_rows(SHEET, groups, None, kept.replace("草稿", "考核", 1)))[2:5] == [2, 1, 3]
    assert shown(rank_rows(SHEET, None, "最好")) is ExcelError.VALUE


def test_row_form_of_a_sheet_without_a_table_is_no_rank() -> None:
    assert shown(rank_rows((("备忘", None), (None, Decimal(3))))) == [ExcelError.NA, ExcelError.NA]
    assert shown(rank_rows(None)) == [ExcelError.NA]


def test_numbers_typed_as_text_take_their_place() -> None:
    scores = ((Decimal(99),), ("100",), (Decimal(98),), ("缺考",))
    assert rank_unit(Decimal(99), scores) == 2
    assert rank_unit("100", scores) == 1
    assert rank_unit(scores, scores)[:3] == ((Decimal(2),), (Decimal(1),), (Decimal(3),))


def test_ties_are_told_apart_by_the_numbers_given() -> None:
    scores = ((Decimal(99),), (Decimal(99),), (Decimal(98),))
    ties = (("-0.3|95",), ("-0.3|96",), ("",))
    assert [rank_unit(*row, scores, None, None, None, *tie, ties) for row, tie in zip(scores, ties, strict=True)] == [
        2,
        1,
        3,
    ]
    assert rank_unit(Decimal(99), scores) == 1, "without them the rank is shared"
    assert rank_unit(scores, scores, None, None, None, ties, ties) == ((2,), (1,), (3,))
    assert isinstance(rank_unit(Decimal(99), scores, None, None, None, "1"), Failure)
    assert isinstance(rank_unit(Decimal(99), scores, None, None, None, "1", (("1",),)), Failure)
