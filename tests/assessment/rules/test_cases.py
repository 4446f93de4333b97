"""Every code has its case file: what it speaks up about and, at least as often, what it lets pass.

A case is a reason text (it stands in C2), the rows of a sheet, or several sheets; with
settings and a catalogue where they matter.  ``expect`` are the places of this code's findings.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.assessment.rules.written import HEADINGS, cell, sheets_of_rows

from kaohe.assessment.rules import registered_codes
from kaohe.core.findings import Finding
from kaohe.core.schema import CatalogueField, Sheet
from kaohe.core.table import Sheets
from kaohe.recalculation import recalculate

pytestmark = pytest.mark.core

CASES = Path(__file__).parents[2] / "cases" / "findings"

#: No sheet can bring them about; see test_text_check.py, tests/cli/test_hostile_texts.py and tests/tables/test_vocabulary.py.
INTERNAL = {"X901", "S128", "S139", "C110", "T320"}


def load(code: str) -> list[dict[str, Any]]:
    return list(json.loads((CASES / f"{code}.json").read_text(encoding="utf-8"))["cases"])


def all_cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.json")):
        for case in load(path.stem):
            yield pytest.param(path.stem, case, id=f"{path.stem}-{case['name']}")


def read(case: dict[str, Any]) -> Sheets:
    rows = case.get("rows") or [[*HEADINGS], ["1", "甲镇", case.get("text", ""), "", ""]]
    sheets = dict(case.get("sheets") or {Sheet.DATA: rows})
    if "catalogue" in case:
        sheets[Sheet.CATALOGUE] = [[*CatalogueField][:5], *case["catalogue"]]
    return sheets_of_rows(
        {name: [[cell(each) for each in row] for row in rows] for name, rows in sheets.items()},
        {label: cell(value) for label, value in case.get("settings", {}).items()},
    )


def place(finding: Finding) -> dict[str, object]:
    return {
        "cell": finding.where.a1 if finding.where else None,
        "span": list(finding.span) if finding.span else None,
    }


@pytest.mark.parametrize(("code", "case"), list(all_cases()))
def test_case(code: str, case: dict[str, Any]) -> None:
    findings = [each for each in recalculate(read(case)).findings if each.code == code]
    assert [place(each) for each in findings] == case["expect"]


def test_every_code_has_cases() -> None:
    assert {path.stem for path in CASES.glob("*.json")} == set(registered_codes()) - INTERNAL


@pytest.mark.parametrize("code", sorted(set(registered_codes()) - INTERNAL))
def test_at_least_as_many_negatives_as_positives(code: str) -> None:
    cases = load(code)
    positives = sum(bool(case["expect"]) for case in cases)
    assert positives >= 1
    assert len(cases) - positives >= positives
