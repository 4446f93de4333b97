"""Findings on one text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kaohe.assessment.appraisal import Appraisal
from kaohe.assessment.rules import TextCheck, reading_findings
from kaohe.assessment.rules.text_check import MOST_ALIKE, as_one
from kaohe.assessment.scoring import NOTHING
from kaohe.core.findings import Severity, Span
from kaohe.reason.model import Doubt, Filler, Note, Reading

pytestmark = pytest.mark.core


def test_open_points_without_a_doubt_are_kaohes_own_fault() -> None:
    remarks = TextCheck()[Appraisal("迟到，扣0.1分", None, ())]
    assert [remark.code for remark in remarks] == ["X901"]


def test_open_points_with_a_harmless_doubt_only_are_as_well() -> None:
    note = Note(Doubt.TRAILING_SEPARATOR, Span(8, 9), ("；",))
    remarks = TextCheck()[Appraisal("迟到，扣0.1分；", None, (), (note,))]
    assert [remark.code for remark in remarks] == ["X901", "T306"]


def test_known_points_are_not() -> None:
    assert TextCheck()[Appraisal("无", NOTHING, ())] == ()


def test_a_bare_text_has_no_place() -> None:
    text = "迟到，扣0.1分；"
    reading = Reading(text, (Filler(Span(0, 9)),), (Note(Doubt.TRAILING_SEPARATOR, Span(8, 9)),), Decimal("-0.1"))
    (found,) = reading_findings(reading)
    assert found.where is None
    assert found.message == "【T306】末尾多出“；”。没有漏写的，请删去。"
    assert found.span == (8, 9)
    assert found.fix is not None
    assert found.fix.apply(text) == "迟到，扣0.1分"


def test_what_is_left_out_is_counted() -> None:
    notes = tuple(Note(Doubt.INVISIBLE, Span(place, place + 1), ("\u200b",)) for place in range(MOST_ALIKE + 7))
    notes += (Note(Doubt.UNCLEAR, Span(3, 5)),)
    remarks = TextCheck()[Appraisal("\u200b" * 200, None, (), notes)]
    assert [remark.code for remark in remarks].count("T307") == MOST_ALIKE + 1
    assert [remark.code for remark in remarks].count("P409") == 1
    more = remarks[-1]
    assert more.span == (MOST_ALIKE, MOST_ALIKE + 1)
    assert more.headline == "本单元格这类提示共107条，只列出前100条。其余7条请照样改正。"


def test_the_remarks_on_a_cell_as_one() -> None:
    remarks = TextCheck()[
        Appraisal("扣1.", None, (), (Note(Doubt.INVISIBLE, Span(0, 1)), Note(Doubt.UNCLEAR, Span(0, 3))))
    ]
    one = as_one(remarks)
    assert (one.code, one.severity) == ("P409", Severity.ERROR)
    assert one.headline.startswith("全表提示太多，本单元格的提示（P409、T307）没有逐条列出。")
    assert as_one(remarks[:1]) == remarks[0]
