"""Following the remedy ends the finding: each sentence of tests/cases/remedies.toml that asks for something is obeyed."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from tests.assessment.rules.written import sheets_of_lines, sheets_of_text

from kaohe.assessment.rules import registered_codes
from kaohe.core.findings import Finding, Severity
from kaohe.recalculation import recalculate

pytestmark = pytest.mark.core

REMEDIES = tomllib.loads((Path(__file__).parents[2] / "cases" / "remedies.toml").read_text(encoding="utf-8"))["remedy"]


#: Those that no sheet of this kind can mend, with where that is tried or why not.
ELSEWHERE = {
    "M507": "a catalogue is drafted when the file is imported: tests/cli/test_import.py",
    "R604": "one click, or a setting: tests/cli/test_after_import.py",
    "R607": "a column of the template",
    "S112": "Excel has to calculate and save the workbook",
    "S113": "the form is made again: tests/cli/test_a_year.py",
    "S116": "the base is an answer of its own kind: tests/cli/test_columns.py",
    "S119": "tells what was left out",
    "S125": "tells how the rows were read",
    "S128": "a file of words, not a sheet: tests/tables/test_vocabulary.py",
    "C110": "thousands of entries: tests/matching/test_large_catalogues.py",
    "S139": "thousands of tables: tests/tables/test_large_sheets.py",
    "T320": "only a file has a size: tests/cli/test_hostile_texts.py",
    "X901": "a fault of the program",
}


def findings(written: str) -> list[Finding]:
    lines = written.strip("\n").split("\n")
    sheets = sheets_of_lines(lines) if "|" in written else sheets_of_text(lines[0])
    return list(recalculate(sheets).findings)


@pytest.mark.parametrize("remedy", REMEDIES, ids=lambda each: f"{each['code']} {each['says']}")
def test_doing_what_it_says_ends_the_finding(remedy: dict[str, str]) -> None:
    before, after = findings(remedy["before"]), findings(remedy["after"])
    told = [each.message for each in before if each.code == remedy["code"]]
    assert any(remedy["says"] in each for each in told), told
    assert [each.message for each in after if each.code == remedy["code"]] == []
    errors = {each.code for each in before if each.severity is Severity.ERROR}
    new = [each.message for each in after if each.severity is Severity.ERROR and each.code not in errors]
    assert new == [], "no remedy leads into the next error"


def test_every_finding_has_a_remedy_that_is_tried() -> None:
    assert {each["code"] for each in REMEDIES} | set(ELSEWHERE) == set(registered_codes())
