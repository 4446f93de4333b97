"""``kaohe stats``: tables and charts in the workbook, once."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from tests.libreoffice import convert
from tests.ooxml import problems


def test_statistics_of_the_real_table(kaohe: Callable, data: Path, tmp_path: Path) -> None:
    made = tmp_path / "a.xlsx"
    run = kaohe("stats", data / "assessment_form.xlsx", "-o", made)
    assert run.code == 0
    assert run.out.splitlines()[-2:] == ["已生成统计：75个单位。", f"已写入：{made}"]
    assert len(openpyxl.load_workbook(made)["统计"]._charts) == 1
    again = kaohe("stats", made, "--in-place")
    assert again.out.splitlines()[-1] == f"无需改动：{made}"


def test_a_sheet_of_that_name_stays_the_user_s(kaohe: Callable, data: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(data / "assessment_form.xlsx")
    book.create_sheet("统计")["A1"] = "我的"
    book.save(tmp_path / "a.xlsx")
    assert kaohe("stats", tmp_path / "a.xlsx", "--in-place").code == 0
    found = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert found["统计"]["A1"].value == "我的"
    assert found["统计2"]["A1"].value == "考核结果统计"


def test_changes_since_a_version_are_said_in_a_sentence(kaohe: Callable, data: Path, tmp_path: Path) -> None:
    old, new = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    assert kaohe("new", old, "--from", data / "assessment_form.xlsx").code == 0
    book = openpyxl.load_workbook(old)
    book["考核数据"]["D4"] = "暗访发现驻村工作队员未在岗，扣0.9分"
    book.save(new)
    assert kaohe("stats", new, "--in-place", "--since", old).code in (0, 1)
    said = [str(row[0]) for row in openpyxl.load_workbook(new)["统计"].iter_rows(values_only=True) if row[0]]
    assert any("与上一版相比，有变动1个单位" in line and line.endswith("由99.6分变为99.1分。") for line in said)
    missing = kaohe("stats", new, "--in-place", "--since", tmp_path / "none.xlsx")
    assert missing.code == 2


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of ``kaohe demo``: table, findings, form and statistics together."""
    path = tmp_path_factory.mktemp("demo") / "考核演示.xlsx"
    command = [sys.executable, "-c", "from kaohe.cli import main; main()", "demo", "-o", str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return path


@pytest.mark.node
def test_a_workbook_with_every_page_is_valid(demonstration: Path) -> None:
    assert problems(demonstration) == []


@pytest.mark.libreoffice
def test_libreoffice_saves_a_workbook_with_every_page_whole(demonstration: Path, tmp_path: Path) -> None:
    saved = convert(demonstration, "xlsx", tmp_path / "out")
    with zipfile.ZipFile(saved) as archive:
        parts = archive.namelist()
        sheets = re.findall(r'<sheet name="([^"]+)"', archive.read("xl/workbook.xml").decode())
    assert sheets == ["考核数据", "标准目录", "类别设置", "参数设置", "使用说明", "核对结果", "上报表", "统计"]
    assert len([name for name in parts if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]) == 1
    with zipfile.ZipFile(demonstration) as archive:
        pictures = [name for name in archive.namelist() if name.startswith("xl/media/")]
    assert len([name for name in parts if name.startswith("xl/media/")]) == len(pictures) > 1
