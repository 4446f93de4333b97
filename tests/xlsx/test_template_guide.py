"""The sheet 使用说明 names nothing that does not exist."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from kaohe.cli.words import COMMANDS
from kaohe.schema import CategoryField, Field, Sheet

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def lines() -> list[tuple[str, str]]:
    sheet = openpyxl.load_workbook(ROOT / "templates" / "kaohe.xlsx")[Sheet.GUIDE]
    return [(str(lead or ""), str(text or "")) for lead, text in sheet.iter_rows(max_col=2, values_only=True)]


def test_every_button_is_on_the_ribbon(lines: list[tuple[str, str]]) -> None:
    ribbon = (ROOT / "addin" / "customUI14.xml").read_text(encoding="utf-8")
    leads = [lead for lead, _ in lines]
    first, after = (next(at for at, lead in enumerate(leads) if lead.startswith(mark)) for mark in ("四、", "五、"))
    buttons = leads[first + 1 : after]
    assert len(buttons) == 7
    assert [name for name in [*buttons, "清除标记"] if f'"{name}|' not in ribbon] == []


def test_every_command_exists(lines: list[tuple[str, str]]) -> None:
    named = re.findall(r"kaohe (\w+)", " ".join(text for _, text in lines))
    assert named == ["recalc"]
    assert set(named) <= set(COMMANDS)


def test_every_quoted_place_exists(lines: list[tuple[str, str]]) -> None:
    quoted = set(re.findall(r"“([^”]+)”", " ".join(text for _, text in lines)))
    places = {*Sheet, *Field, *CategoryField, "别名", "设置值"}
    assert quoted - places == {"考核", "重新计算", "清除标记", "≠"}
