"""``kaohe compare`` and ``kaohe merge`` as a person or a script calls them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from tests.ooxml import problems

from kaohe.comparison import Kind
from kaohe.schema import Sheet

MADE_UP = "获得省级表彰，加0.5分"


@pytest.fixture
def versions(kaohe: Callable, data: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Return the real table as a workbook, and one with an item more."""
    old, new = tmp_path / "上一版.xlsx", tmp_path / "本版.xlsx"
    kaohe("new", old, "--from", data / "assessment_form.xlsx")
    book = openpyxl.load_workbook(old)
    cells = book[Sheet.DATA]
    cells["D4"] = f"{cells['D4'].value}；{MADE_UP}"
    book.save(new)
    return old, new


# -- compare


@pytest.mark.parametrize("name", ["assessment_form.docx", "assessment_table.csv", "assessment_form.txt"])
def test_layouts_and_formats_are_no_change(kaohe: Callable, data: Path, name: str) -> None:
    run = kaohe("compare", data / "assessment_form.xlsx", data / name)
    assert (run.code, run.out) == (0, "两版一致：75个单位的条目、得分、名次都没有变动。\n")


def test_lines_say_what_changed_and_whom_it_moved(kaohe: Callable, versions: tuple[Path, Path]) -> None:
    run = kaohe("compare", *versions)
    lines = run.out.splitlines()
    assert run.code == 0
    assert lines[:2] == ["登科街道（镇（街道））　得分 99.6 → 100.1　名次 4 → 1", f"    ＋ 新增条目：{MADE_UP}"]
    assert lines[-1].startswith("有变动1个单位，")


def test_json_holds_before_and_after(kaohe: Callable, versions: tuple[Path, Path]) -> None:
    found = kaohe("compare", *versions, "--json").json
    own = [unit for unit in found["units"] if unit["kinds"] != [Kind.RANK]]
    assert found["count"] == 75
    assert [(unit["unit"], unit["score"], unit["rank"]) for unit in own] == [("登科街道", ["99.6", "100.1"], [4, 1])]
    (item,) = own[0]["items"]
    assert (item["kind"], item["before"], item["after"]["points"]) == ("item_added", None, "+0.5")


def test_the_sheet_holds_every_change_and_prints_on_a4(kaohe: Callable, versions: tuple[Path, Path]) -> None:
    target = versions[0].with_name("比较.xlsx")
    assert kaohe("compare", *versions, "-o", target).code == 0
    assert not problems(target)
    page = openpyxl.load_workbook(target)[Sheet.COMPARISON]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=5)]
    assert rows[1] == ["登科街道", "镇（街道）", "＋ 新增条目", None, MADE_UP, 99.6, 100.1, 4, 1]
    assert {row[2] for row in rows[2:]} == {"↕ 名次随他人变动"}
    assert "上一版.xlsx" in page["A2"].value
    assert (page.page_setup.paperSize, page.page_setup.orientation, page.print_title_rows) == (9, "landscape", "$5:$5")


def test_a_text_like_a_formula_stays_text(kaohe: Callable, tmp_path: Path) -> None:
    old, new, target = (tmp_path / name for name in ("旧.csv", "新.csv", "比较.xlsx"))
    old.write_text("被考核单位,加扣分原因及分值\n甲镇,无\n", encoding="utf-8")
    new.write_text("被考核单位,加扣分原因及分值\n甲镇,无\n=1+1镇,无\n", encoding="utf-8")
    kaohe("compare", old, new, "-o", target)
    cell = openpyxl.load_workbook(target)[Sheet.COMPARISON]["A6"]
    assert (cell.data_type, cell.value) == ("s", "=1+1镇")


def test_a_former_result_is_kept(kaohe: Callable, versions: tuple[Path, Path], tmp_path: Path) -> None:
    target = tmp_path / "比较.xlsx"
    target.write_bytes(versions[0].read_bytes())
    run = kaohe("compare", *versions, "-o", target)
    (kept,) = tmp_path.glob("比较_备份_*.xlsx")
    assert kept.read_bytes() == versions[0].read_bytes()
    assert str(kept) in run.out


def test_a_comparison_never_replaces_what_it_compares(kaohe: Callable, versions: tuple[Path, Path]) -> None:
    before = [path.read_bytes() for path in versions]
    run = kaohe("compare", *versions, "-o", versions[1])
    assert (run.code, [path.read_bytes() for path in versions]) == (2, before)
    assert "请换一个文件名" in run.err


def test_what_cannot_be_read_is_said_in_one_line(kaohe: Callable, versions: tuple[Path, Path], tmp_path: Path) -> None:
    damaged = tmp_path / "坏.xlsx"
    damaged.write_bytes(versions[0].read_bytes()[:5000])
    run = kaohe("compare", damaged, versions[1])
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("无法读取")
    assert run.err.count("\n") == 1
