"""Findings on one text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kaohe.assessment.appraisal import Appraisal
from kaohe.assessment.rules import TextCheck, reading_findings
from kaohe.assessment.scoring import NOTHING
from kaohe.core.findings import Span
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
