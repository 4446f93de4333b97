"""Ranks against an oracle that counts, slowly, what the definition says."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaohe.assessment.ranking import rank
from kaohe.core.settings import RankMethod

pytestmark = pytest.mark.core


def oracle(scores: list[Decimal | None], groups: list[str | None], method: RankMethod) -> list[int | None]:
    ranks: list[int | None] = []
    for score, group in zip(scores, groups, strict=True):
        if score is None or group is None:
            ranks.append(None)
            continue
        better = [
            other
            for other, of in zip(scores, groups, strict=True)
            if of == group and other is not None and other > score
        ]
        ranks.append(1 + len(set(better) if method is RankMethod.DENSE else better))
    return ranks


units = st.lists(
    st.tuples(st.none() | st.decimals(90, 100, places=1), st.none() | st.sampled_from(["镇", "机关", "学校"])),
    max_size=40,
)


@given(units, st.sampled_from(RankMethod))
def test_ranks_equal_the_oracle(rows: list[tuple[Decimal | None, str | None]], method: RankMethod) -> None:
    scores, groups = [score for score, _ in rows], [group for _, group in rows]
    assert rank(scores, groups, method) == oracle(scores, groups, method)


def of(*scores: str | None) -> list[Decimal | None]:
    return [None if score is None else Decimal(score) for score in scores]


def test_dense() -> None:
    assert rank(of("99.9", "99.8", "99.8", "99.7"), ["镇"] * 4) == [1, 2, 2, 3]


def test_competition() -> None:
    assert rank(of("99.9", "99.8", "99.8", "99.7"), ["镇"] * 4, RankMethod.COMPETITION) == [1, 2, 2, 4]


def test_equal_numbers_written_differently_share_a_rank() -> None:
    assert rank(of("99.70", "99.7", "100"), ["镇"] * 3) == [2, 2, 1]


def test_a_unit_without_score_takes_no_place() -> None:
    assert rank(of(None, "99", "98"), ["镇"] * 3, RankMethod.COMPETITION) == [None, 1, 2]


def test_groups_are_apart() -> None:
    assert rank(of("99", "98", "97"), ["镇", "机关", "镇"]) == [1, 1, 2]


def test_zero_is_a_score_and_a_blank_name_a_group() -> None:
    assert rank(of("0", "-1", None), ["", "", ""]) == [1, 2, None]
    assert rank(of("0", "1"), [None, None]) == [None, None]


@pytest.mark.parametrize("groups", [[], ["镇", "镇"]])
def test_a_group_for_each_unit(groups: list[str]) -> None:
    with pytest.raises(ValueError, match="zip"):
        rank(of("1"), groups)


def test_no_units() -> None:
    assert rank([], []) == []


@pytest.mark.parametrize(
    ("ties", "dense", "competition"),
    [
        ([("1",), ("3",), ("2",), ()], [3, 1, 2, 4], [3, 1, 2, 4]),
        ([("1",), (None,), ("2",), ()], [1, 1, 1, 2], [1, 1, 1, 4]),
        ([("-0.3", "95"), ("-0.2", "90"), ("-0.3", "96"), ()], [3, 1, 2, 4], [3, 1, 2, 4]),
        ([("-0.3", None), ("-0.2", None), ("-0.3", "96"), ()], [2, 1, 2, 3], [2, 1, 2, 4]),
        ([("5",), ("5",), ("6",), ()], [2, 2, 1, 3], [2, 2, 1, 4]),
    ],
)
def test_ties_are_told_apart_number_by_number(
    ties: list[tuple[str | None, ...]], dense: list[int], competition: list[int]
) -> None:
    scores = [Decimal(99), Decimal(99), Decimal(99), Decimal(98)]
    keys = [tuple(None if each is None else Decimal(each) for each in key) for key in ties]
    assert rank(scores, ["a"] * 4, RankMethod.DENSE, keys) == dense
    assert rank(scores, ["a"] * 4, RankMethod.COMPETITION, keys) == competition
    apart = rank(scores, ["a", "a", "b", "b"], RankMethod.DENSE, keys)
    assert apart[2:] == [1, 2], "a tie in one group says nothing in another"
