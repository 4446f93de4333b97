"""What findings say, kept apart from where they stand: change a sentence and you see it in one file.

``python -m tests.assessment.rules.test_wording`` writes ``wording.txt`` anew; then read the difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.assessment.rules.test_cases import CASES, load, read

from kaohe.recalculation import recalculate

pytestmark = pytest.mark.core

_EXCEL_ERROR = re.compile(r"#[A-Z0-9/]+[!?]?")
SNAPSHOT = Path(__file__).with_name("wording.txt")


def messages() -> Iterator[str]:
    """Every sentence of the case files, once, code by code."""
    for path in sorted(CASES.glob("*.json")):
        found = (each for case in load(path.stem) for each in recalculate(read(case)).findings)
        yield from dict.fromkeys(each.message for each in found if each.code == path.stem)


def test_wording() -> None:
    assert list(messages()) == SNAPSHOT.read_text(encoding="utf-8").splitlines()


def test_voice() -> None:
    for message in messages():
        assert message.endswith("。"), message
        assert len(message) <= 180, message
        said = _EXCEL_ERROR.sub("", message)
        assert not set("?!;,()") & set(said), message  # Chinese punctuation throughout


if __name__ == "__main__":
    SNAPSHOT.write_text("".join(f"{message}\n" for message in messages()), encoding="utf-8")
