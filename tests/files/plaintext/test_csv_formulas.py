"""Texts that a spreadsheet program would compute: made safe in CSV files, and read back as they were."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaohe.core.cells import CellValue
from kaohe.files.plaintext import grids_from_csv
from kaohe.files.plaintext.formulas import guarded, unguarded

pytestmark = pytest.mark.core

DANGEROUS = (
    "=1+1", "+1", "-0.5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＋1", "－1", "＠x", "'=1", "''+1", "' -1",
    '=HYPERLINK("http://x","y")', "\u00a0=1", "\u200b=1", "\ufeff=1", "\u2060@x",
)  # fmt: skip
CHANGED = (
    "1-1", "3-5", "2/3", "2025-3-5", "2025/3/5", "10:30", "3月5日", "2025年3月", "5-Mar", "mar 5", "003", "0012", "12E5",
    "1e-3", "1.10", "1 1/2", "12345678901234567", "TRUE", " 1-1 ", "\u00a0003", "１－１", "'1-1", "3 pm",
)  # fmt: skip
HARMLESS = (
    "-", "+", "=", "3", "30", "0", "0.5", "1.25", "第3-5项", "3-5名", "3分", "1-1-1-1", "A1-1", "decision", "mary",
    "", "无", "迟到，扣0.1分", "'", "'甲", " 甲", "“=”",
)  # fmt: skip


@pytest.mark.parametrize("text", DANGEROUS + CHANGED)
def test_what_excel_would_compute_is_marked_as_text(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text
    assert unguarded(text) == text


@given(st.text(st.sampled_from("'=+-@＝ \t\r\n　a甲01/:.eE月\u00a0"), max_size=8))
def test_reading_gives_the_text_that_was_written(text: str) -> None:
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize(
    ("written", "read"),
    [("'=1+1", "=1+1"), ("'-0.5", "-0.5"), ("-0.5", Decimal("-0.5")), ("''+1", "'+1"), ("'甲", "'甲")],
)
def test_an_apostrophe_in_a_file_means_text(written: str, read: CellValue) -> None:
    (grid,) = grids_from_csv(f"序号,被考核单位,加扣分原因及分值\n1,甲,{written}\n".encode())
    assert grid.value(2, 3) == read
