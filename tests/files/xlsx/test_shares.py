"""Which cells of a workbook show their numbers in hundredths."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from kaohe.api import read, recalculate


def test_a_percent_format_is_what_a_person_reads(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["林场", "扣分", "得分"], ["东林场", 2], ["西林场", 0.05], ["南林场", 0.5]):
        sheet.append(row)
    sheet["B3"].number_format = "0%"
    sheet["B4"].number_format = '0.0"分"'
    book.save(tmp_path / "a.xlsx")
    outcome = recalculate(read(tmp_path / "a.xlsx"))
    assert [None if unit.score is None else str(unit.score) for unit in outcome.units] == ["98", None, "99.5"]
    assert [each.where.a1 for each in outcome.findings if each.code == "S104" and each.where] == ["B3"]
