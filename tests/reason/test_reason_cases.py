"""Every reason text that a clerk wrote down in tests/cases/reading is read as the clerk reads it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from kaohe.reason import parse
from kaohe.reason.model import Item, Reading

pytestmark = pytest.mark.core

CASES = Path(__file__).parent.parent / "cases" / "reading"


class Case(NamedTuple):
    """One row of a case file; ``total`` is None where the clerk can't tell."""

    name: str
    text: str
    total: Decimal | None
    items: str


def _unwrapped(cell: str) -> str:
    """Return a cell without the 『』 that keeps Excel from taking it for a formula."""
    return cell[1:-1] if cell.startswith("『") and cell.endswith("』") else cell


def _cases() -> Iterator[Case]:
    for file in sorted(CASES.glob("*.csv")):
        with file.open(encoding="utf-8-sig", newline="") as rows:
            for row in csv.DictReader(rows):
                total = Decimal(row["合计"]) if row["合计"] else None
                yield Case(f"{file.stem}-{row['编号']}", _unwrapped(row["文字"]), total, _unwrapped(row["条目"]))


def _items(reading: Reading) -> str:
    return "｜".join(
        f"{part.reason}：{format(part.points, '+f') if isinstance(part, Item) else '？'}" for part in reading.items
    )


ALL = list(_cases())


@pytest.mark.parametrize("case", ALL, ids=[case.name for case in ALL])
def test_reads_as_a_clerk_does(case: Case) -> None:
    reading = parse(case.text)
    assert (reading.total, case.items and _items(reading)) == (case.total, case.items)


def test_names_are_told_apart() -> None:
    assert len({case.name for case in ALL}) == len(ALL)


def test_as_many_open_or_trap_cases_as_plain_ones() -> None:
    """The doubtful cases weigh at least as much as the easy ones, so that nobody can pass by guessing."""
    traps = [
        case
        for case in ALL
        if case.total is None or case.name.startswith(("05-", "08-", "13-", "16-", "17-", "19-", "20-"))
    ]
    assert len(traps) >= len(ALL) / 2
