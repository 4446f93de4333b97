"""Catalogues larger than any office's: reasons in the same words are found, no others, and that is said."""

from __future__ import annotations

from collections import Counter

import pytest

from kaohe.matching import Matcher, catalogue, matcher
from kaohe.matching.catalogue import (
    LONGEST_WORDING,
    Catalogue,
    CatalogueProblem,
    Entry,
    ProblemKind,
    problems,
    rows_from_csv,
)
from kaohe.matching.model import Verdict
from kaohe.matching.twins import find_twins

pytestmark = pytest.mark.core

HEAD = "编号,标准表述,加扣,分值,别名\n"


def told(text: str) -> list[tuple[ProblemKind, tuple[str, ...]]]:
    found: tuple[CatalogueProblem, ...] = problems(rows_from_csv(HEAD + text))
    return [(each.kind, each.values) for each in found]


def test_too_many_entries_match_in_their_own_words_only(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = tuple(
        Entry(f"A{number}", wording, None) for number, wording in enumerate(("迟到早退", "驻村队员脱岗", "未报材料"))
    )
    usual = Matcher(Catalogue(entries))
    assert usual.match("驻村队员脱岗。").verdict is Verdict.STANDARD
    assert usual.match("驻村队员未在岗").verdict is Verdict.VARIANT
    monkeypatch.setattr(matcher, "MOST_WORDINGS", 2)
    large = Matcher(Catalogue(entries))
    assert large.match("驻村队员脱岗。").verdict is Verdict.STANDARD
    assert large.match("驻村队员未在岗").verdict is Verdict.UNKNOWN
    assert large.looks("驻村队员未在岗") == []


def test_too_many_entries_are_named_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "MOST_WORDINGS", 2)
    lines = ["A01,迟到,扣,0.1,早到|晚到", "A02,早退,扣,0.1,"]
    assert told("\n".join(lines)) == [(ProblemKind.MANY_WORDINGS, ("4", "2"))]
    assert told(lines[1]) == []


def test_an_entry_longer_than_any_reason_is_named() -> None:
    long = "未按时报送材料" * LONGEST_WORDING
    assert told(f"A01,{long},扣,0.1,") == [(ProblemKind.LONG_WORDING, (str(len(long)), str(LONGEST_WORDING)))]
    found = Matcher(Catalogue((Entry("A01", long, None), Entry("A02", "迟到", None))))
    assert found.match(long).verdict is Verdict.STANDARD
    assert found.match("未按时报送材料").verdict is Verdict.UNKNOWN


def test_twins_are_looked_for_once_for_each_wording(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Counter[str] = Counter()
    real = Matcher.looks

    def counted(self: Matcher, reason: str) -> object:
        asked[reason] += 1
        return real(self, reason)

    monkeypatch.setattr(Matcher, "looks", counted)
    same = tuple(Entry(f"A{number}", "未按时报送材料", None) for number in range(50))
    find_twins(Matcher(Catalogue((*same, Entry("B", "迟到", None)))))
    assert asked == {"未按时报送材料": 1, "迟到": 1}
