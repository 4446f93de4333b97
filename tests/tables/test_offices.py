"""Whole tables as offices keep them, in ``offices.txt``: what a careful clerk makes of each, and where one would ask."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from kaohe.core.cells import CellValue
from kaohe.core.findings import Severity
from kaohe.recalculation import recalculate
from kaohe.tables import SheetGrid, find_tables

pytestmark = pytest.mark.core
_LEFT, _UP = "<", "^"


def _cases() -> list[tuple[list[list[str]], dict[str, str]]]:
    text = (Path(__file__).parent / "offices.txt").read_text(encoding="utf-8")
    blocks = (block.splitlines() for block in text.split("\n\n"))
    cases = []
    for lines in blocks:
        rows = [line for line in lines if line and not line.startswith("#")]
        if rows:
            wanted = dict(each.strip().rsplit(" ", 1) for each in rows[-1].removeprefix("=").split("|"))
            cases.append(([line.split("|") for line in rows[:-1]], wanted))
    return cases


def sheet(rows: list[list[str]]) -> SheetGrid:
    """Return a sheet with the merged areas that its marks show."""
    width = max(map(len, rows))
    tops: dict[tuple[int, int], tuple[int, int]] = {}
    ends: dict[tuple[int, int], tuple[int, int]] = {}
    cells: list[list[CellValue]] = []
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    for (row, texts), column in product(enumerate(padded), range(width)):
        text = texts[column].strip()
        start = {_LEFT: (row, column - 1), _UP: (row - 1, column)}.get(text)
        top = tops[row, column] = tops[start] if start else (row, column)
        ends[top] = max(ends.get(top, top), (row, column))
        if not column:
            cells.append([])
        cells[-1].append(None if start or not text else _value(text))
    merged = [(*top, *end) for top, end in ends.items() if top != end]
    return SheetGrid("考核", cells, merged=[(a + 1, b + 1, c + 1, d + 1) for a, b, c, d in merged])


def _value(text: str) -> CellValue:
    return Decimal(text) if re.fullmatch(r"-?\d+(?:\.\d+)?", text) else text.removeprefix("'")


@pytest.mark.parametrize(
    ("rows", "wanted"), _cases(), ids=lambda each: "|".join(each[0]) if isinstance(each, list) else ""
)
def test_tables_come_to_what_a_careful_clerk_makes_of_them(rows: list[list[str]], wanted: dict[str, str]) -> None:
    outcome = recalculate(find_tables([sheet(rows)]))
    got = {unit.unit: "?" if unit.score is None else f"{unit.score.normalize():f}" for unit in outcome.units}
    assert got == {name: score if score == "?" else f"{Decimal(score).normalize():f}" for name, score in wanted.items()}
    if "?" in got.values():
        assert any(finding.severity is not Severity.INFO for finding in outcome.findings)
