"""A table full of mistakes is imported, corrected and handed on, as a clerk would: no finding stays that nothing ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

HEADS = ("序号", "被考核单位", "加扣分原因及分值", "考核得分", "名次", "备注")


def book(path: Path, rows: Sequence[Sequence[object]], below: Sequence[Sequence[object]] = ()) -> Path:
    made = openpyxl.Workbook()
    for row in [HEADS, *rows, *below]:
        made.active.append(row)
    made.save(path)
    return path


def mistaken(path: Path) -> Path:
    rows = [
        ("乡镇",),
        (1, "甲镇", "迟到，扣0.1分", 99.9, 2),
        (2, "乙镇", "旷会，扣0.2分", 99.7, 3),
        (3, "丙镇", "无", 100, 1),
        (4, "丁镇", "迟报材料，扣分", 99.5, 4),
        (5, "戊镇", "工作不力，扣0.5分", 99.5, None, "今年新设，不参与排名"),
        ("部门",),
        (6, "教育局", "无", 100, 2),
        (7, "民政局", "旷会，扣0.2分", 99.8, 1),
    ]
    return book(path, rows, [("填表人：张三", "", "审核人：李四", "", "主要领导（签字）：")])


def shown(path: Path, sheet: str = "考核数据") -> list[tuple[object, ...]]:
    return [*openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows(values_only=True)]


def setting(path: Path, label: str) -> object:
    return next(row[1] for row in shown(path, "参数设置") if row[0] == label)


def test_differences_from_the_old_table_are_one_line_and_go_in_one_step(kaohe: Callable, tmp_path: Path) -> None:
    new = tmp_path / "new.xlsx"
    kaohe("new", new, "--from", mistaken(tmp_path / "a.xlsx"))
    said = kaohe("check", new).out.splitlines()
    assert [line[:6] for line in said if "原表" in line] == ["【R604】"]
    assert not [line for line in said if line.startswith(("【P413】", "【R601】", "【S108】"))]
    run = kaohe("recalc", new, "--in-place", "--forget-earlier")
    assert "原表" not in run.out
    assert setting(new, "与原得分、原名次对照") == "不再对照"
    assert "原表" not in kaohe("check", new).out
    assert kaohe("recalc", new, "--in-place").out.splitlines()[-1].startswith("无需改动")
    assert [row[11] for row in shown(new)[3:]] == [99.9, 99.7, 100, 99.5, 99.5, 100, 99.8], "nothing is lost"


def test_a_workbook_older_than_the_setting_keeps_it_too(kaohe: Callable, tmp_path: Path) -> None:
    new = tmp_path / "new.xlsx"
    kaohe("new", new, "--from", mistaken(tmp_path / "a.xlsx"))
    older = openpyxl.load_workbook(new)
    del older.defined_names["kaohe_stated"]
    older.save(new)
    assert "R604" in kaohe("check", new).out
    kaohe("recalc", new, "--in-place", "--forget-earlier")
    assert "R604" not in kaohe("check", new).out


def test_who_takes_no_part_has_a_score_and_no_rank_and_takes_no_place(kaohe: Callable, tmp_path: Path) -> None:
    new = tmp_path / "new.xlsx"
    kaohe("new", new, "--from", mistaken(tmp_path / "a.xlsx"))
    rows = {str(row[1]): row for row in shown(new)[3:]}
    assert rows["戊镇"][6:10] == (99.5, None, "无误（不参与排名）", "今年新设，不参与排名")
    assert [rows[name][7] for name in ("甲镇", "乙镇", "丙镇", "丁镇", "教育局", "民政局")] == [2, 3, 1, None, 1, 2]
    kaohe("export", new, "--csv", tmp_path / "a.csv")
    assert "1个单位的得分或名次尚未确定" in kaohe("export", new, "--csv", tmp_path / "a.csv").out
    kaohe("ranking", new, "--in-place")
    assert "注：丁镇的得分或名次尚未确定，未列入；戊镇不参与排名。" in [row[0] for row in shown(new, "排名榜")]


def test_lines_to_sign_below_the_table_come_along(kaohe: Callable, tmp_path: Path) -> None:
    new = tmp_path / "new.xlsx"
    run = kaohe("new", new, "--from", mistaken(tmp_path / "a.xlsx"))
    signing = [setting(new, f"签字栏第{row}行{side}") for row in "一二" for side in "左右"]
    assert signing == ["填表人：", "审核人：", "主要领导（签字）：", None]
    assert "张三　李四" in run.out or "张三 李四" in run.out, "a name that somebody wrote belongs to the old form"


@pytest.mark.parametrize("by", ["typed scores", "column"])
def test_the_base_comes_along(kaohe: Callable, tmp_path: Path, by: str) -> None:
    made = openpyxl.Workbook()
    more = ("基础分",) if by == "column" else ()
    made.active.append(["序号", "单位", *more, "加扣分原因及分值", "得分", "名次"])
    units = [("甲镇", "迟到，扣0.1分", 79.9, 2), ("乙镇", "旷会，扣0.2分", 79.8, 3), ("丙镇", "无", 80, 1)]
    for number, (unit, *rest) in enumerate(units, 1):
        made.active.append([number, unit, *([80] if more else []), *rest])
    made.save(tmp_path / "a.xlsx")
    run = kaohe("new", tmp_path / "new.xlsx", "--from", tmp_path / "a.xlsx")
    assert "原表从80分起算，“基准分”已设为80" in run.out
    assert setting(tmp_path / "new.xlsx", "基准分") == 80
    assert [row[6:8] for row in shown(tmp_path / "new.xlsx")[3:]] == [(79.9, 2), (79.8, 3), (80, 1)]
    check = kaohe("check", tmp_path / "new.xlsx")
    assert check.code == 0
    assert "R604" not in check.out


def test_typed_scores_from_another_base_are_one_question_that_an_answer_ends(kaohe: Callable, tmp_path: Path) -> None:
    rows = [
        (n, f"{name}镇", "无" if not n % 2 else f"迟到，扣0.{n}分", 80 - n % 2 * n / 10)
        for n, name in enumerate("甲乙丙丁戊", 1)
    ]
    book(tmp_path / "a.xlsx", rows)
    said = kaohe("check", tmp_path / "a.xlsx")
    assert [line[:6] for line in said.out.splitlines() if "P4" in line] == ["【P426】"]
    kaohe("columns", tmp_path / "a.xlsx", "--as", "Sheet!D=得分,80", "--in-place")
    assert "P4" not in kaohe("check", tmp_path / "a.xlsx").out


def test_a_category_that_is_called_like_a_heading_is_none(kaohe: Callable, tmp_path: Path) -> None:
    rows = [(1, "甲镇", "乡镇", "旷会，扣0.2分", 99.7, 1), (2, "乙镇", "乡镇", "旷会，扣0.2分", 99.7, 1)]
    made = openpyxl.Workbook()
    for row in [("序号", "被考核单位", "类别", "加扣分原因及分值", "考核得分", "名次"), *rows]:
        made.active.append(row)
    made.save(tmp_path / "a.xlsx")
    kaohe("new", tmp_path / "new.xlsx", "--from", tmp_path / "a.xlsx")
    assert "共2个单位" in kaohe("check", tmp_path / "new.xlsx").out


def test_no_rank_for_want_of_a_category_is_no_clean_row(kaohe: Callable, tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    for row in [(*HEADS[:2], "类别", HEADS[2]), (1, "甲镇", None, "无"), (2, "乙镇", "乡镇", "无")]:
        made.active.append(row)
    made.save(tmp_path / "a.xlsx")
    kaohe("new", tmp_path / "new.xlsx", "--from", tmp_path / "a.xlsx")
    assert [row[8] for row in shown(tmp_path / "new.xlsx")[3:]] == [
        "【S201】“甲镇”没有类别，不能排名。请补填类别。",
        "无误",
    ]


def test_what_stands_beside_a_unit_stays_with_it_when_another_row_is_taken_once(
    kaohe: Callable, tmp_path: Path
) -> None:
    for name, units in (
        ("a", [("甲镇", 80, None)]),
        ("b", [("甲镇", 80, None), ("乙镇", 90, "不参与排名"), ("丙镇", 70, None)]),
    ):
        made = openpyxl.Workbook()
        made.active.append(["序号", "被考核单位", "基础分", "扣分", "名次", "备注"])
        for number, (unit, base, rank) in enumerate(units, 1):
            made.active.append([number, unit, base, 1, rank, f"{unit}的备注"])
        made.save(tmp_path / f"{name}.xlsx")
    kaohe("merge", tmp_path / "a.xlsx", tmp_path / "b.xlsx", "-o", tmp_path / "m.xlsx")
    rows = {str(row[1]): row for row in shown(tmp_path / "m.xlsx")[3:]}
    assert [(name, row[9]) for name, row in rows.items()] == [
        ("甲镇", "甲镇的备注"),
        ("乙镇", "乙镇的备注；不参与排名"),
        ("丙镇", "丙镇的备注"),
    ]


@pytest.mark.parametrize("by", ["类别", "被考核单位"])
def test_parts_merged_again_are_the_whole_with_remarks_and_settings(kaohe: Callable, tmp_path: Path, by: str) -> None:
    whole = tmp_path / "whole.xlsx"
    kaohe("new", whole, "--from", mistaken(tmp_path / "a.xlsx"))
    kaohe("split", whole, "--by", by, "-o", tmp_path / "parts")
    kaohe("merge", *sorted((tmp_path / "parts").glob("*.xlsx")), "-o", tmp_path / "again.xlsx")
    assert "两版一致" in kaohe("compare", whole, tmp_path / "again.xlsx").out

    def told(path: Path) -> set[tuple[object, ...]]:
        return {row[1:10] for row in shown(path)[3:]}

    assert told(tmp_path / "again.xlsx") == told(whole)
