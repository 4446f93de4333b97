"""One thing, one word: CONTRIBUTING's glossary holds for every sentence that a clerk reads."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kaohe.assessment.rules import manual_page, registered_codes

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "kaohe"
#: What reads offices' own words, and the lists of these.
READERS = ("reason", "matching", "tables", "data")
_HAN = re.compile("[\u4e00-\u9fff]")
#: Said, not written.
SPOKEN = (
    *("看不懂", "没法", "读不了", "写不进", "说定", "不成一个数", "定不下来", "说不准", "的的", "没能", "搞定", "弄好"),
    *("那里的", "接不上", "没有接上", "绝不", "看一眼"),
)


def _glossary() -> Iterator[tuple[list[str], list[str]]]:
    """Yield the terms of each row, and the words that are not used for them."""
    table = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Glossary")[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in table.splitlines() if line.startswith("| ")]
    for chinese, _, _, unwanted in rows[1:]:
        yield chinese.strip().split("、"), [word for word in unwanted.strip().split("、") if word]


def _sentences() -> Iterator[tuple[str, str]]:
    """Yield every text of the source with its place, the readers' patterns apart; then the ribbon and the guide."""
    for path in sorted(SOURCE.rglob("*.py")):
        if path.relative_to(SOURCE).parts[0] not in READERS:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and _HAN.search(node.value):
                    yield f"{path.name}:{node.lineno}", node.value
    for path in (SOURCE / "data" / "ribbon.toml", *sorted((SOURCE / "files" / "guide").glob("*.md"))):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{path.name}:{number}", line


SENTENCES = list(_sentences())
GLOSSARY = list(_glossary())


def test_every_term_is_used() -> None:
    said = "\n".join(text for _, text in SENTENCES)
    assert [term for terms, _ in GLOSSARY for term in terms if term not in said] == []
    assert len(GLOSSARY) > 15


@pytest.mark.parametrize("word", [*(word for _, unwanted in GLOSSARY for word in unwanted), *SPOKEN])
def test_no_other_word_is(word: str) -> None:
    assert [f"{place} {text}" for place, text in SENTENCES if word in text] == []


def test_manual_pages_keep_to_it_too() -> None:
    pages = "\n".join(map(manual_page, registered_codes()))
    unwanted = [word for _, words in GLOSSARY for word in words]
    assert [word for word in (*unwanted, *SPOKEN) if word in pages] == []
