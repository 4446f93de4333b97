"""Text of cells and file names on a terminal: shown, never obeyed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from tests.cli.conftest import Run

import kaohe.cli
from kaohe.cli.saying import visible

#: Orders to a terminal: to clear the screen, in seven and in eight bits, to ring, to go back, to turn the direction.
ORDERS = "\x1b[2J", "\x9b2J", "\x07", "\b\b", "\u202e", "\x7f", "\u2066"
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(params=ORDERS)
def hostile(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    order = request.param
    path = tmp_path / f"考核{order}.xlsx"
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet("考核表")
        sheet.write_row(0, 0, ["序号", "被考核单位", "类别", "加扣分原因", "考核得分", "名次"])
        escaped = "".join(f"_x{ord(char):04X}_" for char in order)
        sheet.write_row(1, 0, [1, f"甲{escaped}", f"镇{escaped}", f"迟到{escaped}，扣分{escaped}", 99, 1])
    return (tmp_path / "a.xlsx").rename(path)


def test_nothing_is_obeyed(kaohe: Callable[..., Run], hostile: Path, tmp_path: Path) -> None:
    for arguments in (
        ("check", hostile), ("recalc", hostile, "--dry-run"), ("compare", hostile, hostile), ("new", tmp_path / "n.xlsx", "--from", hostile),
        ("merge", hostile, "-o", tmp_path / "m.xlsx"), ("check", tmp_path / f"没有{hostile.stem}.xlsx"),
        ("parse", f"迟到{hostile.stem}，扣0.1分"), ("match", f"迟到{hostile.stem}"),
    ):  # fmt: skip
        run = kaohe(*arguments)
        assert not _OBEYED.search(run.out + run.err), arguments


def test_json_says_the_same_without_orders(kaohe: Callable[..., Run], hostile: Path) -> None:
    run = kaohe("check", hostile, "--json")
    assert not _OBEYED.search(run.out)
    assert json.loads(run.out)["units"][0]["unit"] != "甲"


def test_tables_of_a_terminal(on_terminal: Callable[..., str], hostile: Path) -> None:
    colours = re.compile(r"\x1b\[[0-9;]*m|\r\n|\x1b\[\?25[lh]|\r?\x1b\[[12][AK]")
    assert not _OBEYED.search(colours.sub("", on_terminal("check", hostile)))


def test_words_stay_as_they_are() -> None:
    assert visible("迟到，扣0.1分。\n　甲\t乙") == "迟到，扣0.1分。\n　甲\t乙"


def test_everything_is_said_through_one_door() -> None:
    folder = Path(kaohe.cli.__file__).parent
    direct = [path.name for path in folder.rglob("*.py") if re.search(r"click\.s?echo\(", path.read_text("utf-8"))]
    assert direct == ["saying.py"]
