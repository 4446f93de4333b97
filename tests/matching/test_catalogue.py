"""The catalogue: rows become entries, what is wrong with rows, what a person teaches them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaohe.core.cells import CellRef, CellValue, ExcelError
from kaohe.core.letters import letters
from kaohe.core.table import CatalogueRow
from kaohe.matching import Matcher
from kaohe.matching.catalogue import (
    MissingColumnError,
    ProblemKind,
    builtin,
    catalogue_from_rows,
    confirm,
    problems,
    reject,
    rows_from_csv,
)
from kaohe.matching.model import Verdict

pytestmark = pytest.mark.core

TODAY = date(2026, 11, 23)


def row(**cells: CellValue) -> CatalogueRow:
    values: dict[str, CellValue] = {
        "code": "A1",
        "wording": "迟报材料",
        "sign": "扣",
        "points": Decimal("0.5"),
        **cells,
    }
    return CatalogueRow(CellRef("标准目录", 2, 2), **values)


def points(**cells: CellValue) -> Decimal | None:
    return catalogue_from_rows([row(**cells)]).entries[0].points


def kinds(*rows: CatalogueRow) -> list[ProblemKind]:
    return [problem.kind for problem in problems(rows)]


def test_builtin() -> None:
    entries = builtin().entries
    assert len(entries) == 22
    assert (entries[0].code, entries[0].points) == ("A01", Decimal("-0.1"))
    assert entries[-1].where == CellRef("标准目录", 23, 2)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, "-0.5"),
        ({"sign": "加"}, "0.5"),
        ({"sign": "＋", "points": "１分"}, "1"),
        ({"sign": " 扣分 ", "points": " 0.2 分 "}, "-0.2"),
        ({"sign": None, "points": "扣0.2分"}, "-0.2"),
        ({"sign": None, "points": "-0.2"}, "-0.2"),
        ({"sign": None, "points": Decimal("-0.2")}, "-0.2"),
        ({"sign": "扣", "points": Decimal("-0.2")}, "-0.2"),
        ({"points": ".5"}, "-0.5"),
        ({"sign": None, "points": Decimal(0)}, "0"),
    ],
)
def test_points(cells: dict[str, CellValue], expected: str) -> None:
    assert points(**cells) == Decimal(expected)


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"points": None}, ProblemKind.NO_POINTS),
        ({"points": "待定"}, ProblemKind.POINTS_UNREADABLE),
        ({"points": "1-3"}, ProblemKind.POINTS_UNREADABLE),
        ({"points": True}, ProblemKind.POINTS_UNREADABLE),
        ({"points": ExcelError.NA}, ProblemKind.POINTS_UNREADABLE),
        ({"sign": "罚"}, ProblemKind.SIGN_UNKNOWN),
        ({"sign": None}, ProblemKind.NO_SIGN),
        ({"sign": "加", "points": Decimal("-0.1")}, ProblemKind.SIGN_CLASH),
    ],
)
def test_unclear_points_are_none_and_reported(cells: dict[str, CellValue], kind: ProblemKind) -> None:
    assert points(**cells) is None
    assert kinds(row(**cells)) == [kind]


def test_aliases_lose_bars_and_dates() -> None:
    entry = catalogue_from_rows([row(aliases="晚交材料（2026-11-23确认）｜材料迟交 | |拖交（注）")]).entries[0]
    assert entry.aliases == ("晚交材料", "材料迟交", "拖交（注）")


def test_rejections_are_read_among_other_remarks() -> None:
    entry = catalogue_from_rows([row(remark="2025年修订\n非本条：晚交作业（2026-11-23）\n非本条:缺交")]).entries[0]
    assert entry.rejected == ("晚交作业", "缺交")


def test_row_without_wording_is_no_entry() -> None:
    assert catalogue_from_rows([row(wording=None), row(wording="。")]).entries == ()


class TestProblems:
    def test_good_rows_have_none(self) -> None:
        assert (
            kinds(
                row(),
                row(code="A2", wording="缺席会议", aliases="会议缺席"),
                row(code=None, wording=None, sign=None, points=None),
            )
            == []
        )

    def test_builtin_has_none(self) -> None:
        assert problems([row(code=entry.code, wording=entry.wording) for entry in builtin().entries]) == ()

    def test_code_twice_names_the_other_row(self) -> None:
        first, second = row(), replace(row(wording="缺席会议"), where=CellRef("标准目录", 3, 2))
        (problem,) = problems([first, second])
        assert (problem.kind, problem.values, problem.where, problem.other) == (
            ProblemKind.CODE_TWICE,
            ("A1",),
            second.where,
            first.where,
        )

    def test_wording_twice_typography_aside(self) -> None:
        (problem,) = problems([row(), row(code="A2", wording="迟报，材料。")])
        assert (problem.kind, problem.values, problem.other_code) == (
            ProblemKind.WORDING_TWICE,
            ("迟报，材料。", "迟报材料"),
            "A1",
        )

    def test_alias_that_is_another_entry(self) -> None:
        assert kinds(row(aliases="缺席会议"), row(code="A2", wording="缺席会议")) == [ProblemKind.WORDING_TWICE]

    def test_alias_twice_in_one_row_is_harmless(self) -> None:
        assert kinds(row(aliases="迟报材料|晚报|晚 报")) == []

    def test_missing_code_and_wording(self) -> None:
        assert kinds(row(code=None)) == [ProblemKind.NO_CODE]
        assert kinds(row(wording="  ")) == [ProblemKind.NO_WORDING]


class TestCsv:
    def test_columns_in_any_order_with_byte_order_mark(self) -> None:
        (found,) = rows_from_csv("\ufeff备注,标准表述,编号,分值,加扣\n,“迟报”材料,A1,0.5,扣\n")
        assert (found.code, found.wording, found.points, found.sign, found.aliases) == (
            "A1",
            "“迟报”材料",
            "0.5",
            "扣",
            None,
        )
        assert found.where == CellRef("标准目录", 2, 2)

    def test_quoted_line_breaks_and_short_lines(self) -> None:
        found = rows_from_csv('编号,标准表述,加扣,分值\nA1,"迟报,\n材料",扣,0.5\nA2,缺席\n')
        assert [one.wording for one in found] == ["迟报,\n材料", "缺席"]

    @pytest.mark.parametrize("text", ["", "编号,表述\nA1,迟报\n"])
    def test_missing_column(self, text: str) -> None:
        with pytest.raises(MissingColumnError) as caught:
            rows_from_csv(text)
        assert caught.value.heading == "标准表述"


class TestTeaching:
    def test_confirmed_wording_becomes_an_alias_with_its_date(self) -> None:
        taught = confirm(row(aliases="晚报"), "材料晚交", TODAY)
        assert taught.aliases == "晚报|材料晚交（2026-11-23确认）"
        assert catalogue_from_rows([taught]).entries[0].aliases == ("晚报", "材料晚交")

    def test_rejected_wording_is_remembered_beside_other_remarks(self) -> None:
        taught = reject(row(remark="2025年修订"), "缺交材料", TODAY)
        assert taught.remark == "2025年修订\n非本条：缺交材料（2026-11-23）"
        assert catalogue_from_rows([taught]).entries[0].rejected == ("缺交材料",)

    def test_known_wording_changes_nothing(self) -> None:
        plain = row(aliases="晚报")
        assert confirm(plain, "迟报 材料。", TODAY) == plain
        assert confirm(plain, "晚报", TODAY) == plain

    def test_the_last_word_counts(self) -> None:
        changed = reject(confirm(row(), "材料晚交", TODAY), "材料晚交", TODAY)
        assert (changed.aliases, catalogue_from_rows([changed]).entries[0].rejected) == (None, ("材料晚交",))
        changed = confirm(changed, "材料晚交", TODAY)
        assert (changed.remark, catalogue_from_rows([changed]).entries[0].aliases) == (None, ("材料晚交",))

    def test_next_check_says_standard(self) -> None:
        taught = confirm(row(), "材料|拖着\n没交", TODAY)
        assert Matcher(catalogue_from_rows([taught])).match("材料|拖着\n没交").verdict is Verdict.STANDARD

    @given(st.text(min_size=1).filter(letters))
    def test_idempotent_and_read_back(self, wording: str) -> None:
        confirmed, rejected = confirm(row(), wording, TODAY), reject(row(), wording, TODAY)
        assert confirm(confirmed, wording, date(2027, 1, 1)) == confirmed
        assert reject(rejected, wording, date(2027, 1, 1)) == rejected
        entry = catalogue_from_rows([confirmed]).entries[0]
        assert letters(wording) in map(letters, (entry.wording, *entry.aliases))
        assert [letters(one) for one in catalogue_from_rows([rejected]).entries[0].rejected] == [letters(wording)]
