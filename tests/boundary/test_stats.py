"""``kaohe stats``: tables and charts in the workbook, once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl


def test_statistics_of_the_real_table(kaohe: Callable, data: Path, tmp_path: Path) -> None:
    made = tmp_path / "a.xlsx"
    run = kaohe("stats", data / "assessment_form.xlsx", "-o", made)
    assert run.code == 0
    assert run.out.splitlines()[-2:] == ["已生成统计：75个单位。", f"已写入：{made}"]
    assert len(openpyxl.load_workbook(made)["统计"]._charts) == 4
    again = kaohe("stats", made, "--in-place")
    assert again.out.splitlines()[-1] == f"无需改动：{made}"


def test_a_sheet_of_that_name_stays_the_user_s(kaohe: Callable, data: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(data / "assessment_form.xlsx")
    book.create_sheet("统计")["A1"] = "我的"
    book.save(tmp_path / "a.xlsx")
    assert kaohe("stats", tmp_path / "a.xlsx", "--in-place").code == 0
    found = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert found["统计"]["A1"].value == "我的"
    assert found["统计2"]["A1"].value == "统计"
