"""``kaohe compare`` and ``kaohe merge`` as a person or a script calls them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from tests.departments import Record, make_departments
from tests.ooxml import problems

from kaohe.core.schema import Field, Sheet
from kaohe.matching.catalogue import builtin
from kaohe.reports.comparison import ChangeKind

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
    own = [unit for unit in found["units"] if unit["kinds"] != [ChangeKind.RANK]]
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


# -- merge

ITEMS = [f"{entry.wording}，扣{-(entry.points or 0)}分" for entry in builtin().entries]


def table_of(path: Path) -> list[dict[str, object]]:
    """Return the rows of a merged workbook by heading."""
    rows = openpyxl.load_workbook(path)[Sheet.DATA].iter_rows(min_row=3, values_only=True)
    headings = next(rows)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def state_of(path: Path) -> list[list[object]]:
    """Return the filled cells of the sheet that says what was merged, row by row."""
    page = openpyxl.load_workbook(path)[Sheet.MERGER]
    return [
        filled for row in page.iter_rows(values_only=True) if (filled := [cell for cell in row if cell is not None])
    ]


def merged_records(path: Path) -> dict[str, list[Record]]:
    """Return what a merged workbook holds of each file, sorted."""
    found: dict[str, list[Record]] = {}
    for row in table_of(path):
        record = (str(row[Field.CATEGORY]), str(row[Field.UNIT]), str(row[Field.REASONS]))
        found.setdefault(str(row[Field.SOURCE]), []).append(record)
    return {name: sorted(records) for name, records in found.items()}


def test_two_hundred_departments_one_corrupt_one_open(kaohe: Callable, tmp_path: Path) -> None:
    folder, out = tmp_path / "上报", tmp_path / "汇总.xlsx"
    folder.mkdir()
    written = make_departments(folder, ITEMS, units=3)
    corrupt, opened = (path for path in list(written)[:7] if path.name in ("部门001.xlsx", "部门007.xlsx"))
    corrupt.write_bytes(corrupt.read_bytes()[:2000])
    (folder / f"~${opened.name}").write_bytes(b"\x02ab".ljust(55, b" ") + "李四".encode("utf-16-le"))
    run = kaohe("merge", *sorted(folder.iterdir()), "-o", out)
    assert (run.code, run.out.splitlines()[-2]) == (1, "已汇总198个文件，594个单位。")
    assert [line for line in run.err.splitlines() if corrupt.name in line or opened.name in line] == [
        f"无法读取“{corrupt}”：文件不完整或已损坏（可能没有传输完）。请重新拷贝，或用 Excel 打开修复、另存后再试。",
        f"没有汇入“{opened.name}”：“李四”正在用 Excel 打开它，可能有未保存的内容。请保存并关闭后再试；"
        f"如已确认无人打开，请删除同一文件夹里的“~${opened.name}”。",
    ]
    expected = {path.name: sorted(records) for path, records in written.items() if path not in (corrupt, opened)}
    assert merged_records(out) == expected
    assert not problems(out)
    checked = kaohe("check", out, "--json").json
    assert len(checked["units"]) == 594
    assert all(unit["score"] is not None and unit["rank"] is not None for unit in checked["units"])
    assert checked["findings"] == []


def test_the_workbook_says_what_was_merged_and_what_clashes(kaohe: Callable, tmp_path: Path) -> None:
    for name, reasons in (("甲.csv", "迟到，扣1分"), ("乙.csv", "迟到，扣2分")):
        (tmp_path / name).write_text(f"被考核单位,加扣分原因及分值\n=甲镇,{reasons}\n", encoding="utf-8")
    (tmp_path / "坏.docx").write_bytes(b"PK")
    out = tmp_path / "汇总.xlsx"
    run = kaohe("merge", *(tmp_path / name for name in ("甲.csv", "乙.csv", "坏.docx")), "-o", out)
    assert run.code == 1
    assert "同一原因，分值不同：=甲镇：迟到（甲、乙）" in run.out
    state = state_of(out)
    assert state[2:6] == [["文件", "汇入行数", "情况"], ["坏.docx", run.err.splitlines()[0]],
                          ["甲.csv", 1, "已汇入"], ["乙.csv", 1, "已汇入"]]  # fmt: skip
    assert [row[:4] for row in state[7:]] == [
        ["甲", "=甲镇：迟到", "同一原因，分值不同", "扣1分"],
        ["乙", "=甲镇：迟到", "同一原因，分值不同", "扣2分"],
    ]
    assert all(cell.data_type != "f" for row in openpyxl.load_workbook(out)[Sheet.MERGER] for cell in row)


def test_merging_again_leaves_the_result_and_its_backups_out(kaohe: Callable, tmp_path: Path) -> None:
    make_departments(tmp_path, ITEMS, count=2, units=2)
    out = tmp_path / "汇总.xlsx"
    for _ in range(3):
        run = kaohe("merge", *sorted(tmp_path.glob("*.xlsx")), "-o", out)
        assert (run.code, len(table_of(out))) == (0, 4)
    assert "“汇总.xlsx”是汇总结果或它的备份，没有再汇入。" in run.err


def test_a_former_workbook_is_kept(kaohe: Callable, tmp_path: Path) -> None:
    (path,) = make_departments(tmp_path, ITEMS, count=1)
    out = tmp_path / "总表.xlsx"
    out.write_bytes(b"something of the user's")
    kaohe("merge", path, "-o", out)
    (kept,) = tmp_path.glob("总表_备份_*.xlsx")
    assert kept.read_bytes() == b"something of the user's"


def test_files_of_one_name_go_by_their_folders(kaohe: Callable, tmp_path: Path) -> None:
    for number, place in enumerate(("甲局", "乙局")):
        (tmp_path / place).mkdir()
        text = f"被考核单位,加扣分原因及分值\n{number}镇,无\n"
        (tmp_path / place / "考核表.csv").write_text(text, encoding="utf-8")
    paths = [tmp_path / place / "考核表.csv" for place in ("甲局", "乙局", "甲局")]
    kaohe("merge", *paths, "-o", tmp_path / "汇总.xlsx")
    assert [row[Field.SOURCE] for row in table_of(tmp_path / "汇总.xlsx")] == ["甲局/考核表.csv", "乙局/考核表.csv"]


def test_nothing_readable_writes_nothing(kaohe: Callable, tmp_path: Path) -> None:
    run = kaohe("merge", tmp_path / "没有.xlsx", tmp_path, "-o", tmp_path / "汇总.xlsx")
    assert (run.code, run.out, len(run.err.splitlines())) == (2, "", 3)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [("-o", "x.xlsx"), ("a.xlsx",), ("a.xlsx", "-o", "x.csv")])
def test_merge_wants_files_and_a_workbook(kaohe: Callable, arguments: tuple[str, ...]) -> None:
    run = kaohe("merge", *arguments)
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)


def test_a_workbook_without_sources_has_no_such_column(kaohe: Callable, data: Path, tmp_path: Path) -> None:
    kaohe("new", tmp_path / "x.xlsx", "--from", data / "assessment_form.xlsx")
    assert Field.SOURCE not in table_of(tmp_path / "x.xlsx")[0]


def test_names_are_asked_about_once(kaohe: Callable, tmp_path: Path) -> None:
    for name, unit in (("甲.csv", "登科街道"), ("乙.csv", "登科街道办事处")):
        (tmp_path / name).write_text(f"被考核单位,加扣分原因及分值\n{unit},{name}迟到，扣1分\n", encoding="utf-8")
    files, first, second = (tmp_path / "甲.csv", tmp_path / "乙.csv"), tmp_path / "一.xlsx", tmp_path / "二.xlsx"
    assert "可能是同一单位：登科街道" in kaohe("merge", *files, "-o", first).out
    assert len(table_of(first)) == 2
    book = openpyxl.load_workbook(first)
    book[Sheet.ROSTER]["D4"] = "是"
    book.save(first)
    run = kaohe("merge", *files, "-o", second, "--roster", first)
    assert "可能是同一单位" not in run.out
    assert [row[Field.UNIT] for row in table_of(second)] == ["登科街道"]
    assert "可能是同一单位" not in kaohe("merge", *files, "-o", first, "--roster", second).out
    assert "两版一致" not in kaohe("compare", files[1], second).out
    changes = kaohe("compare", files[1], second, "--json").json
    assert [unit["unit"] for unit in changes["units"]] == ["登科街道"]
