"""What findings say, kept beside their cases: the list "wording" of each case file.

Change a sentence, or add a case, and ``python -m tests.assessment.rules.test_wording`` writes these lists anew;
then read the difference.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.assessment.rules.test_cases import CASES, load, read

from kaohe.recalculation import recalculate

pytestmark = pytest.mark.core

_EXCEL_ERROR = re.compile(r"#[A-Z0-9/]+[!?]?|=[A-Z0-9(][^）。]*")
FILES = sorted(CASES.glob("*.json"))


def messages(path: Path) -> list[str]:
    """Every sentence of a case file, once."""
    found = (each for case in load(path.stem) for each in recalculate(read(case)).findings)
    return list(dict.fromkeys(each.message for each in found if each.code == path.stem))


def as_text(code: str, cases: list[dict[str, object]], wording: list[str]) -> str:
    """A case file: one line a case, one line a sentence."""
    lines = [",\n".join(f"    {json.dumps(each, ensure_ascii=False)}" for each in part) for part in (cases, wording)]
    return f'{{\n  "code": "{code}",\n  "cases": [\n{lines[0]}\n  ],\n  "wording": [\n{lines[1]}\n  ]\n}}\n'


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_wording(path: Path) -> None:
    """If this fails: see the head of this file."""
    written = messages(path)
    assert path.read_text(encoding="utf-8") == as_text(path.stem, load(path.stem), written)
    for message in written:
        assert message.endswith("。"), message
        assert len(message) <= 180, message
        said = _EXCEL_ERROR.sub("", message)
        assert not set("?!;,()") & set(said), message  # Chinese punctuation throughout


if __name__ == "__main__":
    for each in FILES:
        each.write_text(as_text(each.stem, load(each.stem), messages(each)), encoding="utf-8")
