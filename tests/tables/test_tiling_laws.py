"""Laws of reading a table: no column of points is lost, no question enters a score, what says nothing changes nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaohe.core.cells import CellValue
from kaohe.core.points import read_points, shows_no_points
from kaohe.core.reading import Answers, ColumnAnswer, Role
from kaohe.recalculation import recalculate
from kaohe.tables import SheetGrid, find_tables

pytestmark = pytest.mark.core

D = Decimal
HEADINGS = [
    "扣分",
    "加分",
    "督查",
    "日常扣分",
    "党建",
    "备注",
    "联系电话",
    "上年扣分",
    "扣分合计",
    "系数",
    "一票否决",
    "加扣分",
    "",
    "处罚",
    "检查",
]
CELLS: st.SearchStrategy[CellValue] = st.sampled_from(
    [None, D("0.1"), D("0.3"), D(1), D(0), "无", "/", "0.2分", D("-0.5"), "见附件"]
)


@st.composite
def grids(draw: st.DrawFn) -> SheetGrid:
    headings = draw(st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=5))
    rows = draw(st.lists(st.lists(CELLS, min_size=len(headings), max_size=len(headings)), min_size=2, max_size=5))
    head: list[CellValue] = ["单位", *(heading or None for heading in headings), "得分"]
    body: list[list[CellValue]] = [[f"单位{at}镇", *row, None] for at, row in enumerate(rows)]
    return SheetGrid("考核表", [head, *body])


def scores(*sheets: SheetGrid, answers: Answers | None = None) -> list[Decimal | None]:
    return [unit.score for unit in recalculate(find_tables(sheets, answers=answers or Answers())).units]


@settings(max_examples=150, deadline=None)
@given(grids())
def test_every_filled_column_has_one_role_or_is_a_question(grid: SheetGrid) -> None:
    (reading,) = find_tables([grid]).readings
    columns = [column.column for column in reading.columns]
    assert len(set(columns)) == len(columns)
    if not reading.columns or reading.state != "已读":
        return
    filled = {at for row in grid.cells for at, value in enumerate(row, 1) if value is not None}
    assert filled <= set(columns)


@settings(max_examples=150, deadline=None)
@given(grids())
def test_no_number_under_a_question_enters_a_score(grid: SheetGrid) -> None:
    sheets = find_tables([grid])
    outcome = recalculate(sheets)
    asked = {column.column for reading in sheets.readings for column in reading.columns if not column.certain}
    for unit in outcome.units:
        for column in asked:
            value = grid.value(unit.row, column)
            points = read_points(value) if value is not None else None
            if value is None or shows_no_points(value) or (points is not None and not points.value):
                continue
            likely_one = points is not None and points.value == 1
            assert unit.score is None or likely_one


@settings(max_examples=100, deadline=None)
@given(grids())
def test_what_says_nothing_changes_no_score(grid: SheetGrid) -> None:
    before = scores(grid)
    phones = [[*row, "联系电话" if at == 0 else D(13800138000 + at)] for at, row in enumerate(grid.cells)]
    titled = [["某某县考核情况表"], *grid.cells]
    spaced = [grid.cells[0], [], *grid.cells[1:]]
    assert scores(SheetGrid("考核表", phones)) == before
    assert scores(SheetGrid("考核表", titled)) == before
    assert scores(SheetGrid("考核表", spaced)) == before


def test_an_answer_settles_a_question_and_is_void_when_the_heading_changes() -> None:
    rows: list[list[CellValue]] = [["单位", "督查", "得分"], ["甲镇", D("0.3"), None], ["乙镇", None, None]]
    grid = SheetGrid("考核表", rows)
    assert scores(grid)[0] is None
    answers = Answers().with_answer(ColumnAnswer("考核表", 2, "督查", Role.DEDUCTED))
    assert scores(grid, answers=answers) == [D("99.7"), D(100)]
    added = Answers().with_answer(ColumnAnswer("考核表", 2, "督查", Role.ADDED))
    assert scores(grid, answers=added) == [D("100.3"), D(100)]
    renamed = SheetGrid("考核表", [["单位", "检查", "得分"], *rows[1:]])
    outcome = recalculate(find_tables([renamed], answers=answers))
    assert outcome.units[0].score is None
    assert "S117" in {finding.code for finding in outcome.findings}


def test_the_fix_of_a_question_is_the_answer_that_ends_it() -> None:
    grid = SheetGrid("考核表", [["单位", "督查", "得分"], ["甲镇", D("0.3"), None], ["乙镇", None, None]])
    (finding,) = (each for each in recalculate(find_tables([grid])).findings if each.code == "S114")
    assert finding.fix is not None
    assert finding.fix.title == "把“督查”列当作扣分"
    assert finding.fix.answer is not None
    after = recalculate(find_tables([grid], answers=Answers().with_answer(finding.fix.answer)))
    assert "S114" not in {each.code for each in after.findings}


TABLE: list[list[CellValue]] = [
    ["单位", "扣分原因", "得分", None, None, None, None],
    ["甲镇", "迟报，扣0.1分", None, None, None, None, None],
    ["乙镇", "无", None, None, None, None, None],
    ["丙镇", "旷会，扣0.2分", None, None, None, None, None],
]
ALONE = [D("99.9"), D(100), D("99.8")]


def beside(*lines: list[CellValue]) -> SheetGrid:
    """The table with lines beside it from its header on, further than its own rows if there are more."""
    rows = [*TABLE, *([None] * 7 for _ in range(len(lines) - len(TABLE)))]
    return SheetGrid("考核表", [[*row, *line] for row, line in zip(rows, [*lines, *([],) * 4], strict=False)])


def test_points_in_words_beside_the_table_are_asked_about() -> None:
    """They were taken for a note: 甲镇 had 99.9 without a word."""
    grid = beside(["督查扣分原因"], ["漏报，扣0.3分"], [None], ["缺席，扣0.2分"])
    assert scores(grid) == [None, D(100), None]
    (finding,) = (each for each in recalculate(find_tables([grid])).findings if each.code == "S114")
    assert finding.fix is not None
    assert finding.fix.answer is not None
    assert scores(grid, answers=Answers().with_answer(finding.fix.answer)) == [D("99.6"), D(100), D("99.6")]
    note = Answers().with_answer(ColumnAnswer("考核表", 8, "督查扣分原因", Role.OUTSIDE))
    assert scores(grid, answers=note) == ALONE


def test_standard_points_beside_the_table_are_no_bases() -> None:
    grid = beside(["标准原因", "标准分值"], *(["迟报", D("0.1")] for _ in range(5)))
    assert scores(grid) == [None, None, None]
    note = Answers().with_answer(ColumnAnswer("考核表", 9, "标准分值", Role.OUTSIDE))
    outcome = recalculate(find_tables([grid], answers=note))
    assert [unit.score for unit in outcome.units] == ALONE


def test_a_numbered_list_beside_the_table_is_none_of_it_however_long() -> None:
    grid = beside(["序号", "扣分原因", "分值"], *([D(at), f"原因{at}，扣0.1分", D("0.1")] for at in range(1, 8)))
    outcome = recalculate(find_tables([grid]))
    assert [unit.score for unit in outcome.units] == ALONE
    assert not {"S106", "S114", "S123"} & {finding.code for finding in outcome.findings}


def test_a_remark_beside_the_table_that_holds_points_is_asked_about() -> None:
    assert scores(beside(["备注"], ["漏报，扣0.3分"], [None], [None])) == [None, D(100), D("99.8")]


def codes(grid: SheetGrid) -> set[str]:
    return {finding.code for finding in recalculate(find_tables([grid])).findings}


def test_points_under_headings_that_nobody_knows_are_asked_about_rather_than_refused() -> None:
    """班级 | 周一 | 周二 over signed numbers; 单位 | 考核结果 over words that name their points themselves is read."""
    week = SheetGrid("卫生", [["班级", "周一", "周二"], ["七1班", D("-0.2"), None], ["七2班", None, D("-0.5")]])
    result = SheetGrid("考核", [["单位", "考核结果"], ["甲局", "会风差扣1分"], ["乙局", "无"]])
    assert "S114" in codes(week)
    assert scores(week)[0] is None
    assert scores(result) == [D(99), D(100)]
    numbers = SheetGrid("人口", [["单位", "户数", "人数"], ["甲村", D(20), D(61)], ["乙村", D(31), D(88)]])
    assert find_tables([numbers]).tables == ()


def test_persons_who_each_stand_once_are_the_units_and_their_offices_are_not() -> None:
    rows: list[list[CellValue]] = [
        ["科室", "姓名", "扣分", "得分"],
        ["办公室", "张三", D("0.5"), None],
        ["办公室", "李四", D(1), None],
        ["财务科", "王五", None, None],
    ]
    outcome = recalculate(find_tables([SheetGrid("考核", rows)]))
    assert [(unit.unit, unit.score) for unit in outcome.units] == [
        ("张三", D("99.5")),
        ("李四", D(99)),
        ("王五", D(100)),
    ]


def test_typed_scores_that_all_show_one_base_are_taken_at_their_word() -> None:
    rows: list[list[CellValue]] = [["单位", "扣分", "得分"], ["甲局", D("0.5"), D("119.5")], ["乙局", D(1), D(119)]]
    grid = SheetGrid("考核", [*rows, ["丙局", D(0), D(120)]])
    assert scores(grid) == [D("119.5"), D(119), D(120)]
    assert scores(SheetGrid("考核", rows)) == [D("99.5"), D(99)]  # two rows show too little: P413 is said of each


class _Counted(list[CellValue]):
    """A row that counts how often it is asked for."""

    looks = 0

    def __iter__(self):  # type: ignore[no-untyped-def]
        _Counted.looks += 1
        return super().__iter__()


def test_reading_looks_at_each_row_a_few_times_however_far_down_a_value_stands() -> None:
    """Quadratic reading cost 16 s where one value stood 20,000 rows below the table."""

    def looks(blank: int) -> float:
        units = [[D(at), f"单位{at}镇", D("0.1"), None] for at in range(1, 200)]
        rows = [["序号", "单位", "扣分", "得分"], *units, *([] for _ in range(blank)), [None, None, "附注"]]
        _Counted.looks = 0
        find_tables([SheetGrid("考核表", [_Counted(row) for row in rows])])
        return _Counted.looks / len(rows)

    assert looks(20_000) <= looks(2_000) + 1
