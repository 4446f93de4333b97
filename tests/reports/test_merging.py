"""Several files' tables as one: nothing is lost, and what clashes is named with every version of it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from tests.core.tables import by_chance, table

from kaohe.assessment.figures import shown
from kaohe.core.cells import CellRef, CellValue
from kaohe.core.roster import Roster
from kaohe.core.schema import Field
from kaohe.core.table import CatalogueRow, Gap, GapKind, Layout, Sheets, Table
from kaohe.recalculation import recalculate
from kaohe.reports.merging import ClashKind, Merged, Source, base_of, merge, rows

pytestmark = pytest.mark.core

D = Decimal
Unit = tuple[str | None, str, CellValue]


def part(units: Sequence[Unit], *, sheet: str = "考核表", **more: Sequence[CellValue]) -> Table:
    """Return a table of (category, unit, reasons) with further columns by the names of fields."""
    columns = {Field.UNIT: [unit for _, unit, _ in units], Field.REASONS: [reasons for *_, reasons in units]}
    columns |= {Field[name]: values for name, values in more.items()}
    return table(columns, categories=[category for category, *_ in units], sheet=sheet)


def merged(*files: Sequence[Unit]) -> Merged:
    """Return the merger of files 1.xlsx, 2.xlsx, … of one table each."""
    return merge([Source(f"{number}.xlsx", Sheets((part(units),))) for number, units in enumerate(files, 1)])


def units_of(result: Merged) -> list[tuple[str | None, CellValue, CellValue, CellValue]]:
    """Return (category, unit, reasons, source) of every row."""
    found = []
    for each in result.sheets.tables:
        cells = [each.column(name) for name in (Field.UNIT, Field.REASONS, Field.SOURCE)]
        found += list(zip(each.categories, *(column.values for column in cells if column), strict=True))
    return found


def clashes_of(result: Merged) -> list[tuple[ClashKind, str, list[tuple[str, str]]]]:
    return [
        (clash.kind, clash.subject, [(version.source, version.text) for version in clash.versions])
        for clash in result.clashes
    ]


# -- units


def test_units_stand_below_each_other_with_their_file() -> None:
    result = merged([("镇", "甲镇", "无")], [("镇", "乙镇", "迟到，扣1分"), ("部门", "区委办", "无")])
    assert units_of(result) == [
        ("镇", "甲镇", "无", "1.xlsx"),
        ("镇", "乙镇", "迟到，扣1分", "2.xlsx"),
        ("部门", "区委办", "无", "2.xlsx"),
    ]
    assert (result.clashes, result.counts) == ((), {"1.xlsx": 1, "2.xlsx": 2})
    numbers = [value for each in result.sheets.tables for value in each.all(Field.NUMBER)[0].values]
    assert numbers == [1, 2, 3]


def test_equal_categories_of_two_files_are_ranked_together() -> None:
    result = merged([("镇（街道）", "甲镇", "迟到，扣1分")], [("镇(街道) ", "乙镇", "无")])
    assert [unit.rank for unit in recalculate(result.sheets).units] == [2, 1]
    assert {category for category, *_ in units_of(result)} == {"镇（街道）"}


def test_quarters_of_one_file_stay_apart_and_join_those_of_another() -> None:
    quarters = Sheets((part([("镇", "甲镇", "无")], sheet="一季度"), part([("镇", "甲镇", "无")], sheet="二季度")))
    others = Sheets(tuple(part([("镇", "乙镇", "迟到，扣1分")], sheet=name) for name in ("一季度", "二季度")))
    result = merge([Source("1.xlsx", quarters), Source("2.xlsx", others)])
    assert [category for category, *_ in units_of(result)] == ["镇（一季度）", "镇（二季度）"] * 2
    assert [unit.rank for unit in recalculate(result.sheets).units] == [1, 1, 2, 2]
    assert result.clashes == ()


def test_two_contents_of_one_unit_are_both_taken() -> None:
    result = merged([("镇", "甲镇", "迟到，扣1分")], [("镇", "甲 镇", "早退，扣2分")])
    assert [source for *_, source in units_of(result)] == ["1.xlsx", "2.xlsx"]
    assert clashes_of(result) == []


def test_scores_typed_for_parts_of_a_unit_are_named() -> None:
    scored = [Source(name, Sheets((part([("镇", "甲镇", name)], SCORE=[D(99)]),))) for name in ("迟到", "早退")]
    assert clashes_of(merge(scored)) == [
        (ClashKind.UNIT_DIFFERS, "甲镇（镇）", [("迟到", "迟到（写着得分99）"), ("早退", "早退（写着得分99）")])
    ]


def test_a_unit_without_a_category_gets_the_one_that_another_file_gives_it() -> None:
    result = merged(
        [("镇", "甲镇", "无"), ("部门", "乙局", "无")], [(None, "甲镇", "迟到，扣1分"), (None, "丙局", "无")]
    )
    assert [category for category, *_ in units_of(result)] == ["镇", "部门", "镇", None]


def test_a_unit_in_two_categories_stays_two_and_is_named() -> None:
    result = merged([("镇", "甲镇", "无")], [("部门", "甲镇", "迟到，扣1分")], [(None, "甲镇", "早退，扣1分")])
    assert [category for category, *_ in units_of(result)] == ["镇", "部门", None]
    assert clashes_of(result) == [(ClashKind.CATEGORY_DIFFERS, "甲镇", [("1.xlsx", "镇"), ("2.xlsx", "部门")])]


def test_names_that_are_likely_one_unit_are_proposed_and_a_person_s_word_holds() -> None:
    files = [
        Source("1.xlsx", Sheets((part([("镇", "登科街道", "无")]),))),
        Source("2.xlsx", Sheets((part([("镇", "登科街道办事处", "迟到，扣1分")]),))),
    ]
    (found,) = clashes_of(merge(files))
    assert found == (ClashKind.LIKELY_SAME, "登科街道", [("1.xlsx", "登科街道"), ("2.xlsx", "登科街道办事处")])
    one = Roster({"登科街道办事处": "登科街道"})
    assert {unit for _, unit, *_ in units_of(merge(files, one))} == {"登科街道"}
    assert clashes_of(merge(files, one)) == []
    two = Roster(apart=frozenset({frozenset({"登科街道办事处", "登科街道"})}))
    assert clashes_of(merge(files, two)) == []
    assert len(units_of(merge(files, two))) == 2


def base(*units: tuple[str | None, str, CellValue]) -> Source:
    return base_of("去年.xlsx", Sheets((part(list(units)),)))


def test_units_of_a_base_have_its_names_and_categories_but_not_its_reasons() -> None:
    files = [Source("1.xlsx", Sheets((part([("乡镇", "甲  镇", "迟到，扣1分"), (None, "丁局", "无")]),)))]
    result = merge([base(("镇", "甲镇", "旷会，扣9分"), ("镇", "乙镇", "无")), *files])
    assert [row[:2] for row in units_of(result)] == [("镇", "甲镇"), (None, "丁局")]
    assert "旷会" not in str(units_of(result))
    assert clashes_of(result) == [
        (ClashKind.CATEGORY_SETTLED, "甲镇（镇）", [("1.xlsx", "乡镇")]),
        (ClashKind.NOT_TOLD, "1个单位", [("单位名册", "乙镇")]),
        (ClashKind.NOT_LISTED, "丁局", [("1.xlsx", "丁局")]),
    ]


def test_the_name_of_the_base_is_the_unit_s_and_two_of_its_names_are_two_units() -> None:
    files = [
        Source(
            "1.xlsx", Sheets((part([(None, "教育局", "无"), (None, "甲街道", "无"), (None, "甲街道办事处", "无")]),))
        )
    ]
    result = merge([base(("部门", "区教育局", "无"), ("镇", "甲街道", "无"), ("镇", "甲街道办事处", "无")), *files])
    (found,) = [each for each in clashes_of(result) if each[0] is ClashKind.LIKELY_SAME]
    assert found == (ClashKind.LIKELY_SAME, "区教育局", [("单位名册", "区教育局"), ("1.xlsx", "教育局")])


def test_a_unit_that_the_base_has_in_two_categories_keeps_what_files_say() -> None:
    files = [Source("1.xlsx", Sheets((part([("镇", "甲镇", "无")]),)))]
    result = merge([base(("一月", "甲镇", "无"), ("二月", "甲镇", "无")), *files])
    assert [row[:2] for row in units_of(result)] == [("镇", "甲镇")]


def test_a_base_s_texts_and_settings_hold_without_a_word_on_the_titles_of_files() -> None:
    last = base_of(
        "去年.xlsx",
        Sheets((part([("镇", "甲镇", "无")]),), settings={"base": Decimal(90)}, form_texts={"title": "去年"}),
    )
    files = [
        Source(
            "1.xlsx",
            Sheets((part([("镇", "甲镇", "无")]),), settings={"base": Decimal(100)}, form_texts={"title": "一局"}),
        )
    ]
    result = merge([last, *files])
    assert (result.sheets.settings["base"], result.sheets.form_texts["title"]) == (90, "去年")
    assert [each[0] for each in clashes_of(result)] == [ClashKind.SETTING]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甲镇", "乙镇"),
        ("城东街道", "城西街道"),
        ("第一中学", "第二中学"),
        ("甲镇", "甲乡"),
        ("市局", "区局"),
        ("教育局", "教育局办公室"),
    ],
)
def test_other_units_are_not_taken_for_likely_ones(one: str, other: str) -> None:
    assert clashes_of(merged([("镇", one, "无")], [("镇", other, "无")])) == []


def test_one_unit_with_one_content_is_taken_once_and_names_both_files() -> None:
    result = merged(
        [("镇", "甲镇", "迟到，扣1分")], [("镇", "甲镇", "迟到， 扣１分；")], [("镇", "甲镇", "迟到，扣1分")]
    )
    assert units_of(result) == [("镇", "甲镇", "迟到，扣1分", "1.xlsx、2.xlsx、3.xlsx")]
    assert clashes_of(result) == [
        (ClashKind.UNIT_REPEATED, "甲镇（镇）", [("1.xlsx、3.xlsx", "迟到，扣1分"), ("2.xlsx", "迟到， 扣１分；")])
    ]
    assert result.counts == {"1.xlsx": 1, "2.xlsx": 0, "3.xlsx": 0}


@pytest.mark.parametrize(
    ("one", "other"),
    [("迟到，-0.1分", "迟到，+0.1分"), ("迟到，扣1.5分", "迟到，扣15分"), ("无", None), ("迟到，扣1-3分", "迟到，扣13分")],
)  # fmt: skip
def test_contents_that_only_look_alike_are_two(one: CellValue, other: CellValue) -> None:
    assert len(units_of(merged([("镇", "甲镇", one)], [("镇", "甲镇", other)]))) == 2


def test_numbers_beside_the_reasons_and_typed_scores_make_another_content() -> None:
    units: list[Unit] = [("镇", "甲镇", "迟到")]
    deducted = [Source(str(points), Sheets((part(units, DEDUCTED=[points]),))) for points in (D(1), D(2))]
    assert len(units_of(merge(deducted))) == 2
    scored = [Source(str(points), Sheets((part(units, SCORE=[points]),))) for points in (D(99), D(98))]
    assert len(units_of(merge(scored))) == 2


def test_ranks_typed_within_a_file_stay_behind() -> None:
    sources = [
        Source(name, Sheets((part([("镇", f"{name}镇", "无")], RANK=[D(1)], SCORE=[D(100)]),))) for name in "甲乙"
    ]
    fields = {column.field for each in merge(sources).sheets.tables for column in each.columns}
    assert fields == {Field.UNIT, Field.REASONS, Field.SCORE, Field.NUMBER, Field.SOURCE}


def test_a_files_own_repetitions_and_nameless_rows_are_left_to_the_rules() -> None:
    result = merged([("镇", "甲镇", "无"), ("镇", "甲镇", "无"), ("镇", "", "无")], [("镇", "", "无")])
    assert len(units_of(result)) == 4
    assert result.clashes == ()


def test_a_merged_file_says_where_its_units_came_from() -> None:
    again = Sheets((part([("镇", "甲镇", "无"), ("镇", "乙镇", "无")], SOURCE=["甲.docx", None]),))
    result = merge([Source("片区.xlsx", again)])
    assert [source for *_, source in units_of(result)] == ["片区.xlsx：甲.docx", "片区.xlsx"]


# -- catalogues, settings, what found no place


def entry(code: str, wording: str, points: str, aliases: str | None = None, remark: str | None = None) -> CatalogueRow:
    return CatalogueRow(None, code, wording, "扣", D(points), aliases, remark)


def with_catalogues(*catalogues: Sequence[CatalogueRow] | None) -> Merged:
    base = Sheets((part([]),))
    return merge(
        [
            Source(f"{number}.xlsx", replace(base, catalogue=None if each is None else tuple(each)))
            for number, each in enumerate(catalogues, 1)
        ]
    )


def test_catalogues_join_with_their_confirmed_aliases_and_remarks() -> None:
    late, early, absent = entry("A01", "迟到", "1", "晚到"), entry("A02", "早退", "1"), entry("A03", "未在岗", "2")
    more = entry("a01", "迟 到", "1.0", "晚到|到得晚（2024-03-05确认）", "非本条：早到（2024-03-05）")
    result = with_catalogues(None, [late, early], [more, absent])
    assert result.sheets.catalogue == (
        replace(late, aliases="晚到|到得晚（2024-03-05确认）", remark="非本条：早到（2024-03-05）"), early, absent,
    )  # fmt: skip
    assert result.clashes == ()
    assert with_catalogues(None, None).sheets.catalogue is None


@pytest.mark.parametrize("other", [entry("A01", "迟到", "2"), entry("A01", "早退", "1"), entry("B07", "迟到", "1")])
def test_entries_that_contradict_each_other_are_named_and_the_first_holds(other: CatalogueRow) -> None:
    late = entry("A01", "迟到", "1")
    result = with_catalogues([late], [other])
    assert result.sheets.catalogue == (late,)
    text = f"{other.code} {other.wording}，扣{other.points}分"
    assert clashes_of(result) == [(ClashKind.CATALOGUE, other.code, [("1.xlsx", "A01 迟到，扣1分"), ("2.xlsx", text)])]


def test_settings_of_the_first_file_that_has_them_hold() -> None:
    none, usual, other = (
        Sheets((part([]),), settings=settings)
        for settings in ({}, {"base": D(100), "decimals": None}, {"base": D(120), "decimals": "不限"})
    )
    result = merge([Source(name, each) for name, each in (("无", none), ("甲", usual), ("乙", other), ("丙", usual))])
    assert result.sheets.settings == {"base": D(100), "decimals": None}
    assert clashes_of(result) == [(ClashKind.SETTING, "基准分", [("甲、丙", "100"), ("乙", "120")])]


def test_rank_groups_of_the_first_file_hold() -> None:
    files = [
        Source(name, Sheets((part([("镇", f"{name}镇", "无")]),), rank_groups=groups))
        for name, groups in (("甲", {}), ("乙", {"镇": "乡镇"}), ("丙", {"镇": "街道", "局": "局"}))
    ]
    result = merge(files)
    assert result.sheets.rank_groups == {"镇": "乡镇", "局": "局"}
    assert clashes_of(result) == [(ClashKind.RANK_GROUP, "镇", [("乙", "乡镇"), ("丙", "街道")])]


def test_what_found_no_place_is_named() -> None:
    gaps = (
        Gap(GapKind.UNPLACED, CellRef("考核表", 9, 2), ("请各单位于月底前反馈",)),
        Gap(GapKind.NO_TARGET, None, ("名次",)),
    )
    result = merge([Source("甲.xlsx", Sheets((part([]),), gaps=gaps))])
    assert [(row.subject, row.source, row.text) for row in rows(result.clashes)] == [
        ("考核表!B9", "甲.xlsx", "请各单位于月底前反馈")
    ]


# -- anything at all


@pytest.mark.parametrize("seed", range(30))
def test_no_text_is_lost_whatever_the_cells_hold(seed: int) -> None:
    chance = random.Random(seed)
    print(f"seed {seed}")

    def unit() -> Unit:
        return chance.choice(("镇", "部门", None)), chance.choice("甲乙丙"), by_chance(chance)

    files = [[unit() for _ in range(chance.randrange(1, 8))] for _ in range(5)]
    result = merged(*files)
    taken = units_of(result)
    assert sum(result.counts.values()) == len(taken)
    stated = {shown(reasons) for _, _, reasons, _ in taken if reasons is not None}
    stated |= {version.text for clash in result.clashes for version in clash.versions}
    assert {shown(reasons) for file in files for *_, reasons in file if reasons is not None} - {"", "无"} <= stated
    named = Counter(name for *_, source in taken for name in str(source).split("、"))
    assert set(named) == {f"{number}.xlsx" for number in range(1, 6)}
    recalculate(result.sheets)


def test_the_template_counts_only_what_is_typed() -> None:
    units: list[Unit] = [("镇", "甲镇", "迟到，扣1分")]
    files = [
        Source(name, Sheets((replace(part(units, SCORE=[score], DEDUCTED=[D(1)]), layout=Layout.TEMPLATE),)))
        for name, score in (("甲", D(99)), ("乙", None))
    ]
    assert len(units_of(merge(files))) == 1
