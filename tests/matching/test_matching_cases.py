"""The cases in tests/cases/matching: reasons as people write them, and what a careful clerk would say."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kaohe.matching import Matcher
from kaohe.matching.catalogue import builtin
from kaohe.matching.model import Conflict, Match

pytestmark = pytest.mark.core

CASES = Path(__file__).parents[1] / "cases" / "matching"
MATCHER = Matcher(builtin())
VERDICTS = {"standard": "标准", "variant": "变体", "unknown": "未知", "conflict": "冲突"}
KINDS = {"相反、表扬": Conflict.OPPOSITE, "两条合写": Conflict.MERGED}


def cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                yield pytest.param(row, id=f"{path.stem}-{row['编号']}")


def codes(match: Match) -> set[str]:
    return {entry.code for entry in match.entries}


@pytest.mark.parametrize("row", list(cases()))
def test_case(row: dict[str, str]) -> None:
    match = MATCHER.match(row["原因"])
    expected = {code for code in row["条目"].split("、") if code}
    assert (VERDICTS[match.verdict], codes(match)) == (row["判定"], expected)
    assert match.conflict is KINDS.get(row["类型"])


def test_every_entry_has_cases_of_every_positive_class() -> None:
    for name in (
        "typography",
        "typo",
        "homophone",
        "shortened",
        "reordered",
        "subject_variant",
        "paraphrase",
        "opposite",
    ):
        with (CASES / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            covered = {row["条目"] for row in csv.DictReader(file)}
        assert covered == {entry.code for entry in MATCHER.catalogue.entries}, name
