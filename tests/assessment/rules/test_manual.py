"""Manual pages: each code has one, and its examples do what it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.assessment.rules.written import sheets_of_lines, sheets_of_text

from kaohe.assessment.appraisal import Concern
from kaohe.assessment.figures import Flaw
from kaohe.assessment.rules import examples, manual_page, registered_codes
from kaohe.assessment.rules.registry import rule_for, rules
from kaohe.assessment.rules.rule import Fault
from kaohe.core.findings import Severity
from kaohe.core.table import GapKind, Sheets
from kaohe.matching.catalogue import ProblemKind
from kaohe.reason.model import Doubt
from kaohe.recalculation import recalculate

pytestmark = pytest.mark.core

CODES = registered_codes()
RULES_FOLDER = Path(__file__).parents[3] / "src" / "kaohe" / "assessment" / "rules"


def split(lines: tuple[str, ...]) -> list[Sheets]:
    if any("|" in line for line in lines):
        return [sheets_of_lines(lines)]
    return [sheets_of_text(line) for line in lines]


def codes(sheets: Sheets) -> set[str]:
    return {each.code for each in recalculate(sheets).findings}


@pytest.mark.parametrize("code", CODES)
def test_page(code: str) -> None:
    page = manual_page(code)
    assert page.startswith(f"{code}　")
    assert "改法：" in page
    assert "  " not in page.splitlines()[0]


@pytest.mark.parametrize("code", [code for code in CODES if code not in ("X901", "S128", "S139", "C110", "T320")])
def test_examples(code: str) -> None:
    found = examples(code)
    assert found.bad
    assert found.good
    assert all(code in codes(each) for each in split(found.bad))
    assert not any(code in codes(each) for each in split(found.good))


def test_codes_are_unique_and_well_formed() -> None:
    assert len(set(CODES)) == len(CODES)
    assert all(code[0] in "SCTMPRX" and code[1:].isdigit() and len(code) == 4 for code in CODES)
    stages = {"S": "12", "C": "1", "T": "3", "P": "4", "M": "5", "R": "6", "X": "9"}
    assert all(code[1] in stages[code[0]] for code in CODES)


def test_every_rule_module_is_found_in_the_order_of_the_stages() -> None:
    modules = {path.stem[:4].upper() for path in RULES_FOLDER.glob("[a-z][0-9]*.py")}
    assert list(CODES) == sorted(modules, key=lambda code: ("SCTPMRX".index(code[0]), code))
    assert len(CODES) >= 67


@pytest.mark.parametrize("left", [*Doubt, *Concern, *Flaw, *GapKind, *ProblemKind, *Fault])
def test_every_gap_is_worded_by_a_rule(left: Doubt | Concern | Flaw | GapKind | ProblemKind | Fault) -> None:
    assert rule_for(left) in rules()


def test_severities_are_spread() -> None:
    assert {rule.severity for rule in rules()} == set(Severity)


def test_unknown_code() -> None:
    with pytest.raises(KeyError):
        manual_page("T999")
