"""Tables that ribbon commands are tried on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import Workbook

FORM = Path(__file__).parents[1] / "data" / "assessment_form.xlsx"
HEADER = ["序号", "被考核单位", "加扣分原因及分值", "考核得分", "名次"]
VARIANT = "暗访发现驻村工作队员未在岗被通报，扣0.2分"
STANDARD = "暗访发现驻村工作队员未在岗，扣0.2分"


def office(path: Path, *rows: list[Any]) -> Path:
    """Write a small table of an office's own."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "考核表"
    for row in (HEADER, *rows):
        sheet.append(row)
    book.save(path)
    return path


def small(tmp_path: Path) -> Path:
    return office(tmp_path / "small.xlsx", [1, "登科街道", VARIANT], [2, "文治街道", "无"], [3, "司城街道", None])
