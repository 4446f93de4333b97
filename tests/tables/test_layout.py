"""Finding tables in grids: headings, lists, settings, and whatever random sheets hold."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaohe.core.cells import CellRef, CellValue, ExcelError
from kaohe.core.schema import DATA_TABLE, Field, Sheet
from kaohe.core.table import Gap, GapKind, Layout, Sheets
from kaohe.tables import NamedArea, SheetGrid, find_tables
from kaohe.tables.heading import look_up, recognise, recognise_pair
from kaohe.tables.vocabulary import HeadingWord, shipped

pytestmark = pytest.mark.core

HEADS = ("序号", "被考核单位", "加扣分原因及分值", "考核得分", "名次")


def read(*rows: tuple[CellValue, ...], name: str = "考核表", **more: object) -> Sheets:
    return find_tables([SheetGrid(name, rows, **more)])  # type: ignore[arg-type]


# -- headings


@pytest.mark.parametrize("word", shipped().whole.values(), ids=lambda word: word.text)
def test_every_word_of_the_list_means_its_role(word: HeadingWord) -> None:
    found = look_up(word.text)
    assert found is not None
    assert (found.role, found.certainty) == (word.role, word.certainty)


@pytest.mark.parametrize(
    ("written", "field", "sign"),
    [
        ("加扣分原因及分值（示例）", Field.REASONS, None), ("考核得分\n（满分100分）", Field.SCORE, None),
        ("加（扣）分原因", Field.REASONS, None), ("扣（加）分事由", Field.REASONS, None), ("加/减分", Field.ADDED, None),
        ("扣分（原因）", Field.REASONS, -1), ("加分项目及分值", Field.REASONS, 1), ("存在问题及扣分情况", Field.REASONS, -1),
        ("得分/分", Field.SCORE, None), ("2024年度考核得分", Field.SCORE, None), ("序  号", Field.NUMBER, None),
        ("NO.", Field.NUMBER, None), ("部门（单位）", Field.UNIT, None), ("乡镇（街道）名称", Field.UNIT, None),
        ("*被考核单位：", Field.UNIT, None), ("一季度扣分", Field.DEDUCTED, -1), ("考核加分", Field.ADDED, 1), ("总 排 名", Field.RANK, None),
        ("扣分值\u200b（分）", Field.DEDUCTED, -1), ("ＮＯ", Field.NUMBER, None), ("【类别】", Field.CATEGORY, None),
    ],
)  # fmt: skip
def test_headings_are_understood_however_they_are_dressed(written: str, field: Field, sign: int | None) -> None:
    heading = recognise(written)
    assert heading is not None
    assert (heading.field, heading.sign) == (field, sign)


@pytest.mark.parametrize(
    "written",
    ["自评得分", "基础分", "考核实施单位", "牵头单位", "计量单位", "单位：分", "联系人", "扣分标准", "去年名次", "标准分", "满分",
     "登科街道", "迟报材料，扣0.1分", "", " ", "备注", "考核情况表", "得分" * 30, None, Decimal(1), ExcelError.NA],
)  # fmt: skip
def test_other_words_are_no_headings(written: CellValue) -> None:
    assert recognise(written) is None


@pytest.mark.parametrize(
    ("group", "below", "field", "sign"),
    [
        ("加分", "原因", Field.REASONS, 1), ("扣分", "分值", Field.DEDUCTED, -1), ("加扣分", "分值", Field.ADDED, None),
        ("加扣分原因及分值", "原因", Field.REASONS, None), ("考核结果", "名次", Field.RANK, None), ("考核", "得分", Field.SCORE, None),
        ("被考核单位", "名称", Field.UNIT, None), ("考核得分", "合计", Field.SCORE, None),
    ],
)  # fmt: skip
def test_a_heading_is_understood_under_its_group(group: str, below: str, field: Field, sign: int | None) -> None:
    heading = recognise_pair(group, below)
    assert heading is not None
    assert (heading.field, heading.sign) == (field, sign)


@pytest.mark.parametrize(("group", "below"), [("自查", "得分"), ("基本情况", "电话"), ("上年度", "名次")])
def test_a_heading_under_another_group_is_another_thing(group: str, below: str) -> None:
    assert recognise_pair(group, below) is None


# -- tables


def test_cells_of_further_lines_know_their_own_row() -> None:
    sheets = read(
        HEADS, (Decimal(1), "甲镇", "迟报，扣0.1分"), (None, None, "早退，扣0.1分"), (Decimal(2), "乙镇", "无")
    )
    (table,) = sheets.tables
    first, second = table.all(Field.REASONS)
    assert [table.where(first, index).a1 for index in (0, 1)] == ["C2", "C4"]
    assert table.where(second, 0) == CellRef("考核表", 3, 3)
    assert second.values == ("早退，扣0.1分", None)


def test_a_grid_may_start_anywhere() -> None:
    grid = SheetGrid(
        "考核表", [HEADS, (Decimal(1), "甲镇", "无")], formulas={(8, 6): "=1"}, first_row=7, first_column=4
    )
    (table,) = find_tables([grid]).tables
    assert (table.header_row, table.rows) == (7, (8,))
    assert [column.index for column in table.columns] == [4, 5, 6, 7, 8]
    assert table.all(Field.REASONS)[0].formulas == ("=1",)


def test_the_templates_own_table_is_known_by_its_name() -> None:
    heads = ("序号", "被考核单位", "类别", "加扣分原因及分值", "加分", "扣分", "考核得分", "名次", "核对")
    rows = (heads, (Decimal(1), "甲镇", "镇街", "无"), (Decimal(2), "乙镇", None, "迟报，扣0.1分"))
    for name, layout in ((DATA_TABLE, Layout.TEMPLATE), (f"{DATA_TABLE}3", Layout.TEMPLATE), ("Table1", Layout.OFFICE)):
        (table,) = read(*rows, tables=[NamedArea(name, (1, 1, 2, 9))]).tables  # type: ignore[arg-type]
        assert table.layout is layout
        assert table.rows == (2, 3)  # the row below the Excel Table counts too
        assert table.categories == ("镇街", None if layout is Layout.TEMPLATE else "镇街")


def test_text_in_the_templates_number_columns_leaves_them_what_they_are() -> None:
    heads = ("被考核单位", "加扣分原因及分值", "加分", "扣分", "考核得分", "名次")
    rows = (heads, ("甲镇", "无", "扣0.1分", "迟到"))
    (table,) = read(*rows, tables=[(DATA_TABLE, (1, 1, 2, 6))]).tables
    assert [column.field for column in table.columns][2:4] == [Field.ADDED, Field.DEDUCTED]


# -- lists and settings


def test_a_catalogue_is_found_by_its_name_or_by_its_headings() -> None:
    rows = (
        (),
        ("编号", "标准表述", "加扣", "分值", "别名", "备注"),
        ("A01", "迟报", "扣", Decimal("0.1"), "晚报|迟交", "注"),
        (),
    )
    for name in (Sheet.CATALOGUE, "原因库"):
        sheets = read(*rows, name=name)
        assert sheets.catalogue is not None
        (row,) = sheets.catalogue
        assert (row.where, row.code, row.wording, row.sign) == (CellRef(name, 3, 1), "A01", "迟报", "扣")
        assert (row.points, row.aliases, row.remark) == (Decimal("0.1"), "晚报|迟交", "注")
        assert (sheets.tables, sheets.gaps) == ((), ())


def test_a_catalogue_says_which_columns_it_lacks() -> None:
    sheets = read(("标准表述", "分值"), ("迟报", Decimal("0.1")), name=Sheet.CATALOGUE)
    assert [gap.values for gap in sheets.gaps] == [("编号",), ("加扣",)]
    assert sheets.catalogue is not None
    assert sheets.catalogue[0].wording == "迟报"
    bare = read(("随便",), name=Sheet.CATALOGUE)
    assert [gap.values for gap in bare.gaps] == [("编号",), ("标准表述",), ("加扣",), ("分值",)]
    assert bare.catalogue == ()


def test_no_catalogue_is_none() -> None:
    assert read(HEADS).catalogue is None


def test_rank_groups_and_settings() -> None:
    groups = SheetGrid(
        Sheet.CATEGORIES, [("说明",), ("类别", "排名组"), ("镇", "甲组"), ("街道", " 甲组 "), ("部门", None)]
    )
    names: dict[str, CellValue] = {"kaohe_base": Decimal(120), "kaohe_lowest": None, "other": "x"}
    sheets = find_tables([groups], names=names)
    assert sheets.rank_groups == {"镇": "甲组", "街道": "甲组"}
    assert sheets.settings == {"base": Decimal(120), "lowest": None}


@pytest.mark.parametrize("name", [Sheet.FINDINGS, Sheet.SETTINGS, Sheet.CATEGORIES, Sheet.GUIDE])
def test_kaohes_own_sheets_are_no_assessment_tables(name: Sheet) -> None:
    assert read(HEADS, (Decimal(1), "甲镇", "无", Decimal(100), Decimal(1)), name=name).tables == ()


def test_what_a_reader_left_over_is_said() -> None:
    grid = SheetGrid("文本", [HEADS, (Decimal(1), "甲镇", "无")], leftovers=["3", "4"])
    assert find_tables([grid]).gaps == (Gap(GapKind.UNPLACED, None, ("3",)), Gap(GapKind.UNPLACED, None, ("4",)))


def test_more_lines_than_a_unit_can_have_are_said_not_lost() -> None:
    lines = [(None, None, f"第{number}条，扣0.1分") for number in range(60)]
    sheets = read(HEADS, (Decimal(1), "甲镇", "迟报，扣0.1分"), *lines)
    assert len(sheets.tables[0].all(Field.REASONS)) + len(sheets.gaps) == 61
    assert {gap.kind for gap in sheets.gaps} == {GapKind.UNPLACED, GapKind.STRAY_LINE}


# -- whatever sheets hold

WORDS = st.sampled_from(
    [*HEADS, "类别", "加分", "扣分", "原因", "分值", "单位", "得分", "排名", "镇（街道）", "一、部门", "一", "合计", "平均分", "备注：无",
     "填表人：甲", "考核情况表", "登科街道", "迟报，扣0.1分", "无", "编号", "标准表述", "加扣", "排名组", "２", "1", "\u200b", " ", "=1"]
)  # fmt: skip
VALUES: st.SearchStrategy[CellValue] = st.one_of(
    st.none(),
    WORDS,
    st.text(max_size=5),
    st.decimals(-10, 1000, places=1),
    st.sampled_from(ExcelError),
    st.booleans(),
    st.just(datetime(2024, 12, 31)),
    st.just(date(2024, 12, 31)),
    st.just("长" * 32_767),
)
PLACES = st.tuples(*[st.integers(1, 14)] * 4)


@st.composite
def grids(draw: st.DrawFn) -> SheetGrid:
    rows = draw(st.lists(st.lists(VALUES, max_size=9), max_size=12))
    for _ in range(draw(st.integers(0, 2))):
        rows.insert(draw(st.integers(0, len(rows))), list(draw(st.permutations([*HEADS, "类别", "扣分"]))))
    names = st.sampled_from(["考核表", "镇街", *Sheet])
    return SheetGrid(
        draw(names),
        rows,
        merged=draw(st.lists(PLACES, max_size=6)),
        formulas=draw(st.dictionaries(st.tuples(st.integers(1, 14), st.integers(1, 9)), st.just("=1"), max_size=8)),
        first_row=draw(st.integers(1, 3)),
        first_column=draw(st.integers(1, 3)),
        tables=draw(st.lists(st.tuples(st.just(DATA_TABLE), PLACES), max_size=1)),
    )


@given(st.lists(grids(), max_size=3))
def test_any_sheets_are_read_without_an_exception_and_columns_fit_their_cells(sheets: list[SheetGrid]) -> None:
    found = find_tables(sheets)
    for table in found.tables:
        grid = next(grid for grid in sheets if grid.name == table.sheet)
        assert list(table.rows) == sorted(set(table.rows))
        assert len(table.categories) == len(table.rows)
        for column in table.columns:
            assert len(column.values) == len(table.rows)
            assert len(column.formulas) in (0, len(table.rows))
            if sum(each.name == table.sheet for each in sheets) > 1:
                continue
            for index, value in enumerate(column.values):
                where = table.where(column, index)
                held = {grid.value(row, where.column) for row in range(where.row + 1)} if grid.merged else set()
                assert value is None or value in {grid.value(where.row, where.column), *held}


@given(st.lists(grids(), max_size=3))
def test_reading_is_deterministic(sheets: list[SheetGrid]) -> None:
    assert find_tables(sheets) == find_tables(sheets)


UNIT_ROWS = st.lists(
    st.tuples(
        st.text("甲乙丙丁镇街道局", min_size=2, max_size=5),
        st.sampled_from(["无", "迟报，扣0.1分"]),
        st.integers(0, 100),
    ),
    min_size=1,
    max_size=10,
)


@given(
    UNIT_ROWS,
    st.permutations(range(6)),
    st.lists(st.sampled_from(["", "2024年度考核情况表", "填报单位：区委办"]), max_size=3),
)
def test_titles_extra_columns_and_the_order_of_columns_change_nothing(
    units: list[tuple[str, str, int]], order: list[int], above: list[str]
) -> None:
    plain = [(Decimal(number), *unit[:2], Decimal(unit[2]), None, "甲") for number, unit in enumerate(units, 1)]
    rows = [[line] for line in above] + [[row[index] for index in order] for row in [(*HEADS, "备注"), *plain]]
    (table,) = find_tables([SheetGrid("考核表", rows)]).tables
    assert {column.field: list(column.values) for column in table.columns} == {
        Field(head): [row[index] for row in plain] for index, head in enumerate(HEADS)
    }


@pytest.mark.parametrize("name", ["签字乡", "盖章村", "公章街道", "签名山社区"])
def test_a_unit_may_be_called_like_a_line_to_sign(name: str) -> None:
    grid = SheetGrid("考核表", [["单位", "扣分原因"], ["甲镇", "迟到，扣0.1分"], [name, "无"]])
    assert find_tables([grid]).tables[0].column(Field.UNIT).values == ("甲镇", name)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "line",
    ["签字：", "单位（盖章）", "主要领导签字", "负责人签字 ____", "盖章处", "签字单位", "盖章", "审核人签名（章）"],
)
def test_a_line_to_sign_is_no_unit(line: str) -> None:
    grid = SheetGrid("考核表", [["单位", "扣分原因"], ["甲镇", "迟到，扣0.1分"], [line, None]])
    assert find_tables([grid]).tables[0].column(Field.UNIT).values == ("甲镇",)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("headings", "unit"),
    [
        (["乡镇", "村"], "村"),
        (["村名", "乡镇"], "村名"),
        (["单位", "行政村"], "单位"),
        (["姓名", "所在单位"], "姓名"),
        (["乡镇", "类别"], "乡镇"),
    ],
)
def test_the_narrower_of_two_columns_names_the_unit(headings: list[str], unit: str) -> None:
    grid = SheetGrid("考核表", [[*headings, "扣分原因"], ["甲", "乙", "迟到，扣0.1分"]])
    column = find_tables([grid]).tables[0].column(Field.UNIT)
    assert column is not None
    assert column.header == unit


def test_a_row_with_only_a_town_is_no_further_line_of_the_village_above() -> None:
    rows = [["乡镇", "村", "扣分原因"], ["城关镇", "东村", "迟到，扣0.1分"], ["白石乡", None, "早退，扣0.2分"]]
    assert find_tables([SheetGrid("考核表", rows)]).tables[0].rows == (2, 3)
