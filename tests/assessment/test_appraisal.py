"""What is known of a text by its segments is what the whole grammar reads in it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.tables import PIECES

from kaohe.assessment.appraisal import Appraiser, Concern
from kaohe.assessment.scoring import tally
from kaohe.matching import Matcher
from kaohe.matching.catalogue import builtin
from kaohe.reason.parser import parse_closely

pytestmark = pytest.mark.core

DATA = Path(__file__).parents[1] / "data"
MATCHER = Matcher(builtin())


def real_texts() -> list[str]:
    with (DATA / "assessment_table.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row["加扣分原因及分值"] for row in csv.DictReader(file)]


REAL = real_texts()
ITEMS = sorted({item for text in REAL for item in text.split("；")})
SEGMENTS = st.one_of(
    st.sampled_from(ITEMS),
    st.sampled_from(ITEMS).map(lambda item: f"石门村{item}"),
    st.lists(st.sampled_from(PIECES), max_size=6).map("".join),
)


def compare_with_the_grammar(text: str) -> None:
    appraisal, reading = Appraiser(MATCHER)[text], parse_closely(text)
    expected = tally(reading)
    found = appraisal.tally
    assert (found and (found.added, found.deducted)) == (expected and (expected.added, expected.deducted))
    assert appraisal.notes == reading.notes
    assert appraisal.reading == reading
    assert [each.item.reason for each in appraisal.judgements] == [item.reason for item in reading.items]
    assert appraisal.matches == tuple(MATCHER.match(item.reason) for item in reading.items)
    for each in appraisal.concerned:
        start, end = each.judgement.wording_span
        assert text[start + each.offset : end + each.offset] == each.judgement.item.reason


@settings(deadline=None, max_examples=300)
@given(st.lists(SEGMENTS, max_size=5).map("；".join), st.sampled_from(("", "；", "。", "；；")))
def test_segments_come_to_what_the_grammar_reads(text: str, closing: str) -> None:
    compare_with_the_grammar(text + closing)


@pytest.mark.parametrize("text", REAL)
def test_real_texts(text: str) -> None:
    for closing in ("", "；", "。"):
        compare_with_the_grammar(text.rstrip("；。") + closing)


def test_most_of_the_real_table_is_read_by_segments() -> None:
    appraiser = Appraiser(MATCHER)
    assert sum(appraiser[text].whole is None for text in REAL) >= 70
    assert sum(appraiser[text.rstrip("；。") + "；"].whole is None for text in REAL) >= 70


def test_each_text_is_read_once() -> None:
    appraiser = Appraiser(MATCHER)
    assert appraiser["迟到，扣0.1分"] is appraiser["迟到，扣0.1分"]


def test_signs_of_headings_are_kept_apart() -> None:
    appraiser = Appraiser(MATCHER)
    assert appraiser["迟到0.1分"].tally is None
    under = appraiser.under(-1)["迟到（0.1分）"].tally
    assert under is not None
    assert str(under.deducted) == "0.1"
    assert appraiser.under(-1) is appraiser.under(-1)
    assert appraiser.under(None) is appraiser


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ITEMS[0], []),
        ("无", []),
        ("对驻村工作队考勤不规范，扣0.2分；对驻村工作队考勤不规范，扣0.2分", [Concern.REPEATED]),
        ("对驻村工作队考勤不规范，扣0.3分", [Concern.POINTS_DIFFER]),
        (
            "农家书屋开放时间不足，扣0.2分；农家书屋开放时间不足，扣0.2分",
            [Concern.UNKNOWN, Concern.UNKNOWN, Concern.REPEATED],
        ),
    ],
)
def test_concerns(text: str, expected: list[Concern]) -> None:
    appraisal = Appraiser(MATCHER)[text]
    assert [each.concern for each in appraisal.concerned] == expected
    assert appraisal.noisy == bool(expected)
