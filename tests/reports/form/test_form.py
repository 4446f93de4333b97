"""The form's content: bands, numbers, what is left blank, and the check code."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from kaohe.core.schema import Field
from kaohe.reports.form import HEADINGS, FormLine, FormTexts, FormUnit, default_texts, make_form, untitled, words_from
from kaohe.reports.form.columns import KINDS, MARGIN, WIDTH, WIDTHS, ColumnKind
from kaohe.reports.form.paper import may_break

pytestmark = pytest.mark.core


@pytest.fixture
def real(data: Path) -> list[FormUnit]:
    """Return the 75 units of the real table."""
    with (data / "assessment_table.csv").open(encoding="utf-8", newline="") as file:
        return [
            entry(row["类别"], row["被考核单位"], row["加扣分原因及分值"], row["考核得分"], row["名次"], row["序号"])
            for row in csv.DictReader(file)
        ]


def entry(
    category: str | None = "镇",
    unit: str = "甲镇",
    reasons: str = "无",
    score: str = "",
    rank: str = "",
    number: str = "",
) -> FormUnit:
    return FormUnit(
        category, Decimal(number) if number else None, unit, reasons,
        Decimal(score) if score else None, int(rank) if rank else None,
    )  # fmt: skip


def text(line: FormLine, heading: str) -> str:
    return line.cells[HEADINGS.index(heading)]


def test_the_real_form_has_its_bands_and_rows(real: list[FormUnit]) -> None:
    form = make_form(real)
    assert [(band.category, len(band.lines)) for band in form.bands] == [
        ("镇（街道）", 18),
        ("区党群部门", 20),
        ("区政府部门、省市驻恩单位", 37),
    ]
    assert [text(line, Field.UNIT) for band in form.bands for line in band.lines] == [each.unit for each in real]
    assert form.bands[0].lines[0].cells[:5] == ("1", "登科街道", real[0].reasons, "99.6", "4")
    assert form.remark == ""


def test_scattered_units_of_a_category_stand_under_one_band() -> None:
    form = make_form([entry("乙", "一"), entry("甲", "二"), entry(None, "三"), entry("乙", "四")])
    found = [(band.category, [text(line, Field.UNIT) for line in band.lines]) for band in form.bands]
    assert found == [(None, ["三"]), ("乙", ["一", "四"]), ("甲", ["二"])]


def test_numbers_are_those_of_the_data() -> None:
    (band,) = make_form([entry(number="7"), entry(), entry(number="9.50")]).bands
    assert [text(line, Field.NUMBER) for line in band.lines] == ["7", "", "9.5"]


def test_units_without_any_number_are_counted_in_each_band() -> None:
    form = make_form([entry("甲"), entry("甲"), entry("乙")])
    assert [[text(line, Field.NUMBER) for line in band.lines] for band in form.bands] == [["1", "2"], ["1"]]


def test_what_is_open_is_blank_and_said_below_the_table() -> None:
    form = make_form([entry(unit="甲镇", score="99", rank="1"), entry(unit="乙镇", score="98"), entry(unit="丙镇")])
    assert [(text(line, Field.SCORE), text(line, Field.RANK)) for line in form.bands[0].lines] == [
        ("99", "1"),
        ("98", ""),
        ("", ""),
    ]
    assert form.remark == "注：乙镇、丙镇的得分或名次尚未确定，表中留空。"


def test_many_open_units_are_counted() -> None:
    remark = make_form([entry(unit=f"{number}镇") for number in range(1, 12)]).remark
    assert remark.endswith("、10镇等11个单位的得分或名次尚未确定，表中留空。")


def test_no_units_give_a_form_without_rows() -> None:
    form = make_form([])
    assert (form.bands, form.remark) == ((), "")


def test_words_are_those_of_the_workbook() -> None:
    assert words_from({}) == FormTexts()
    assert words_from(default_texts()) == FormTexts()
    said = words_from({"title": "2026年考核表", "left_1": "审核：", "right_1": None, "left_3": " ", "right_3": None})
    assert said == FormTexts("2026年考核表", (("审核：", ""), FormTexts().sign_off[1]))


def test_the_columns_fill_the_page() -> None:
    assert sum(WIDTHS) == WIDTH - 2 * MARGIN
    assert min(WIDTHS) > 0
    assert KINDS.count(ColumnKind.LONG) == 1


@pytest.mark.parametrize(("reasons", "breaks"), [("迟到，扣0.1分", False), ("字" * 200, False), ("字" * 500, True), ("行\n" * 40, True)])  # fmt: skip
def test_only_a_row_that_would_leave_much_of_a_page_empty_may_break(reasons: str, breaks: bool) -> None:
    ((line,),) = (band.lines for band in make_form([entry(reasons=reasons)]).bands)
    assert may_break(line) is breaks


def test_scores_have_one_number_of_decimals() -> None:
    form = make_form([entry(score="100", rank="1"), entry(score="99.65", rank="2"), entry(score="99.6", rank="3")])
    assert [text(line, Field.SCORE) for line in form.bands[0].lines] == ["100.00", "99.65", "99.60"]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("\\", "无"), ("——", "无"), ("/", "无"), ("-", "无"), ("无。", "无"), (" 无 ", "无"), ("", ""), ("  ", "  "),
        ("迟到，扣0.1分，", "迟到，扣0.1分"), ("迟到，扣0.1分；", "迟到，扣0.1分；"), ("迟到，扣0.1分、 \n", "迟到，扣0.1分"),
        ("未到岗，扣0.1分。", "未到岗，扣0.1分。"), ("无故缺席，扣0.1分", "无故缺席，扣0.1分"),
    ],
)  # fmt: skip
def test_signs_are_mended_on_paper_only(typed: str, printed: str) -> None:
    unit = entry(reasons=typed, score="100", rank="1")
    assert text(make_form([unit]).bands[0].lines[0], Field.REASONS) == printed
    assert unit.reasons == typed


def test_signs_of_an_open_unit_stay_as_they_are() -> None:
    assert text(make_form([entry(reasons="——")]).bands[0].lines[0], Field.REASONS) == "——"


def test_a_missing_title_is_said() -> None:
    assert untitled(FormTexts()) == "；没有标题，可在“参数设置”的“上报表标题”中填写"
    assert untitled(FormTexts("2026年考核表")) == ""
