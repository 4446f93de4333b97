"""What one 重新计算 asks of Excel: the same number of calls for 75 and for 7,500 units."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from tests.excel.desk import Desk
from tests.excel.engine.counter import calls

from kaohe.files.template import build_workbook, content_from
from kaohe.files.xlsx.reader import read_workbook

#: Those of Excel's own objects behind xlwings count as well.
MOST = 75

HEADER = ["序号", "被考核单位", "加扣分原因及分值", "考核得分", "名次"]
#: Findings of every level come up, each of which is coloured by itself.
TEXTS = (
    "个别帮扶干部未如实填写帮扶记录，扣0.1分",
    "暗访发现驻村工作队员未在岗被通报，扣0.2分",
    "无",
    "迟报材料，扣分",
    None,
)


def _office(path: Path, units: int) -> Path:
    """Write a table with a title, three merged bands, and blank scores and ranks."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "考核表"
    sheet.append(["年度考核表"])
    sheet.append(HEADER)
    for band in range(3):
        sheet.append([("镇街", "党群部门", "政府部门")[band]])
        sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=5)
        for number in range(units // 3):
            sheet.append([number + 1, f"单位{band}-{number}", TEXTS[number % 5]])
    sheet.merge_cells("A1:E1")
    book.save(path)
    return path


def _template(path: Path, units: int) -> Path:
    build_workbook(path, content_from(read_workbook(_office(path.with_suffix(".office.xlsx"), units))))
    return path


def _counted(desk: Desk) -> tuple[Counter[str], Counter[str]]:
    """Return reads and writes of the workbook, and those of Excel's own state (calculation, screen, status bar)."""
    calls.clear()
    assert "个单位" in desk.click("recalculate")
    both = calls.reads + calls.writes
    state = Counter({name: n for name, n in both.items() if name.startswith(("EngineApp", "Application"))})
    return both - state, state


@pytest.mark.parametrize(("write", "units"), [(_office, 7_500), (_template, 7_500)], ids=["office", "template"])
def test_calls_do_not_grow_with_the_table(tmp_path: Path, write: Any, units: int) -> None:
    small, large = Desk(write(tmp_path / "small.xlsx", 75)), Desk(write(tmp_path / "large.xlsx", units))
    first, first_of_large = _counted(small), _counted(large)
    assert first == first_of_large
    assert first[0].total() <= MOST, first[0]
    (of_small, state), of_large = _counted(small), _counted(large)
    assert (of_small, state) == of_large
    assert of_small.total() <= MOST, of_small
    assert state.total() <= MOST, state
