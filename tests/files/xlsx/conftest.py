"""The real table, and an outcome for it."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from tests.files.xlsx.packages import outcome, scores, unit, variant

from kaohe.assessment.outcome import Outcome


@pytest.fixture
def form(data: Path, tmp_path: Path) -> Path:
    """Return a copy of the real table as an office keeps it."""
    return Path(shutil.copyfile(data / "assessment_form.xlsx", tmp_path / "考核.xlsx"))


@pytest.fixture
def planned() -> Outcome:
    """Return new scores for two units, and findings."""
    units = [unit("考核表", row, f"单位{row}") for row in (7, 8)]
    return outcome(
        scores("考核表", {7: Decimal("88.8"), 8: Decimal("77.7")}), findings=[variant("考核表", 7)], units=units
    )
