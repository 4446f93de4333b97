"""Cells and ribbon in LibreOffice: through the add-in's VBA to the real Python functions and back.

LibreOffice swallows VBA's errors, so every expected value is one that nothing else gives, and each
module has a canary.  An error that VBA returns (CVErr) shows as the text "Error 2042" there.
"""

from __future__ import annotations

import re

import pytest
from tests.excel.lab import LOST, Outcome, run_in_libreoffice
from tests.excel.lab_book import canaries
from xlsxwriter import Workbook

from kaohe.excel.controls import commands

pytestmark = pytest.mark.libreoffice

VALUE, NA, REF = "Error 2015", "Error 2042", "Error 2023"

ROWS = [
    ["单位", "类别", "加扣分原因及分值", "考核得分", "本行名次"],
    ["甲局", "县直", "未及时到村，扣0.1分；被通报，扣0.2分", 99.7, None],
    ["乙局", "县直", "无", 100, None],
    ["丙镇", "乡镇", None, 99.7, None],
    ["丁镇", "乡镇", "迟报材料，每次扣0.1分", None, None],
    ["戊镇", "乡镇", "加班值守，加0.5分", "缺考", None],
    ["己镇", "乡镇", 5, 98, None],
]
#: C8 and D8 are error cells.
ERROR_ROW = 8

#: What one formula shows; each stands in column G, from row 1 on.
SCALARS = {
    "=SCORE_UNIT(C2)": 99.7,
    "=SCORE_UNIT(C2,90)": 89.7,
    "=SCORE_UNIT(C3)": 100.0,
    "=SCORE_UNIT(C4)": 100.0,
    "=SCORE_UNIT(C5)": NA,
    "=SCORE_UNIT(C6)": 100.5,
    "=SCORE_UNIT(C7)": VALUE,
    "=SCORE_UNIT(C8)": NA,
    '=SCORE_UNIT("迟到，扣1分")': 99.0,
    "=DEDUCTED_POINTS(C2)": 0.3,
    "=DEDUCTED_POINTS(C5)": NA,
    "=ADDED_POINTS(C6)": 0.5,
    "=ADDED_POINTS(C7)": VALUE,
    "=EXPLAIN_SCORE(C2)": "100−0.1−0.2=99.7",
    "=EXPLAIN_SCORE(C2,50)": "50−0.1−0.2=49.7",
    "=EXPLAIN_SCORE(C5)": NA,
    "=RANK_UNIT(D2,D2:D8)": 2.0,
    "=RANK_UNIT(D2,D:D)": 2.0,
    "=RANK_UNIT(D7,D2:D8)": 3.0,
    "=RANK_UNIT(D4,D2:D8,B4,B2:B8)": 1.0,
    '=RANK_UNIT(D7,D2:D8,B7,B2:B8,"competition")': 2.0,
    '=RANK_UNIT(D7,D2:D8,B7,B2:B8,"最好")': VALUE,
    "=RANK_UNIT(D5,D2:D8)": NA,
    "=RANK_UNIT(D6,D2:D8)": VALUE,
    "=RANK_UNIT(D8,D2:D8)": NA,
    "=RANK_UNIT(D2,D2:D8,B2,B2:B7)": VALUE,
    '=CHECK_REASON("个别帮扶干部未如实填写帮扶记录，扣0.1分")': "无误",
    "=CHECK_REASON(C2,J1:K3)": "无误",
    "=CHECK_REASON(C8)": NA,
    "=STANDARD_REASON(C2,J1:K3)": "未及时到村，扣0.1分；被通报，扣0.2分",
    "=STANDARD_REASON(C7)": VALUE,
    "=IF(CHECK_REASON(C5)=CHECK_REASON(C3),1,2)": 2.0,
    "=LEFT(CHECK_REASON(C3,J1:K3,D2),3)": "【P4",
}
#: What a formula over several cells shows; the range that it fills.
ARRAYS = {
    ("M1:M7", "=SCORE_UNIT(C2:C8)"): [[99.7], [100.0], [100.0], [NA], [100.5], [VALUE], [NA]],
    ("N1:N7", "=RANK_UNIT(D2:D8,D2:D8,B2:B8,B2:B8)"): [[2.0], [1.0], [1.0], [NA], [VALUE], [2.0], [NA]],
    ("O1:P3", "=SPLIT_REASONS(C2:C5)"): [["未及时到村", -0.1], ["被通报", -0.2], ["迟报材料", NA]],
    ("Q1:Q2", "=STANDARD_REASON(C2:C3)"): [["未及时到村，扣0.1分；被通报，扣0.2分"], ["无"]],
    ("R1:R2", "=DEDUCTED_POINTS(C2:C3)"): [[0.3], [0.0]],
    ("S1:S2", "=ADDED_POINTS(C5:C6)"): [[NA], [0.5]],
    ("T1:T2", "=EXPLAIN_SCORE(C2:C3)"): [["100−0.1−0.2=99.7"], ["100"]],
    ("U1:U2", "=CHECK_REASON(C2:C3,J1:K3)"): [["无误"], ["无误"]],
}
CATALOGUE = [["标准表述", "分值"], ["未及时到村", -0.1], ["被通报", -0.2]]


def fill(book: Workbook) -> None:
    """Write the table, a catalogue, and the formulas."""
    sheet = book.add_worksheet("考核数据")
    for number, row in enumerate(ROWS):
        sheet.write_row(number, 0, row)
    sheet.write_formula(ERROR_ROW - 1, 2, "=NA()")
    sheet.write_formula(ERROR_ROW - 1, 3, "=NA()")
    for number, row in enumerate(CATALOGUE):
        sheet.write_row(number, 9, row)
    for number, formula in enumerate(SCALARS):
        sheet.write_formula(number, 6, formula)
    for (area, formula), _ in ARRAYS.items():
        sheet.write_array_formula(area, f"{{{formula}}}")


def addresses(area: str) -> list[list[str]]:
    """Return the cells of a range, row by row."""
    first, last = area.split(":")
    rows = range(int(first[1:]), int(last[1:]) + 1)
    return [[f"{chr(column)}{row}" for column in range(ord(first[0]), ord(last[0]) + 1)] for row in rows]


SCALAR_CELLS = [f"G{number}" for number in range(1, len(SCALARS) + 1)]
ARRAY_CELLS = [cell for area, _ in ARRAYS for row in addresses(area) for cell in row]
WORDS = ":重新计算|Recalculate|提示|Tip|说明|More"
COMMANDS = {command.macro: (command.callback, f"{command.macro}{WORDS}") for command in commands()}
COMMANDS["insert_reason"] = ("InsertReason", "A05")  # a line of the menu: its tag is the code of the entry
PRESSES = [*COMMANDS.values(), *((f"Get{part}", WORDS) for part in ("Label", "Screentip", "Supertip", "ReasonMenu"))]


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return run_in_libreoffice(
        tmp_path_factory.mktemp("lab"),
        fill,
        SCALAR_CELLS + ARRAY_CELLS,
        before=[["KaoheLab.Canaries"]],
        after=[["KaoheLab.Press", *press] for press in PRESSES]
        + [["KaoheLab.RankHere", f"E{row}"] for row in range(1, 9)],
    )


def pressed(outcome: Outcome, name: str) -> object:
    """Return what a ribbon callback gave back."""
    return outcome.macros[1 + PRESSES.index((name, WORDS))]


def test_every_module_compiles(outcome: Outcome) -> None:
    assert outcome.macros[0].split() == canaries()


@pytest.mark.parametrize(("cell", "formula"), list(zip(SCALAR_CELLS, SCALARS, strict=True)), ids=list(SCALARS))
def test_formula_in_one_cell(cell: str, formula: str, outcome: Outcome) -> None:
    assert outcome.cells[cell] == SCALARS[formula]


@pytest.mark.parametrize(("area", "formula"), list(ARRAYS), ids=[formula for _, formula in ARRAYS])
def test_formula_over_a_column_is_one_call(area: str, formula: str, outcome: Outcome) -> None:
    assert [[outcome.cells[cell] for cell in row] for row in addresses(area)] == ARRAYS[area, formula]


@pytest.mark.parametrize("macro", COMMANDS)
def test_command_reaches_its_macro(macro: str, outcome: Outcome) -> None:
    asked = [(name, arguments) for kind, name, arguments in outcome.asked if kind == "macro"]
    arguments = {"insert_reason": ["A05"], "error_details": [""]}
    assert (macro, arguments.get(macro, [])) in asked


def test_ribbon_speaks_chinese_and_asks_python_for_the_menu(outcome: Outcome) -> None:
    assert [pressed(outcome, f"Get{part}") for part in ("Label", "Screentip", "Supertip")] == [
        "重新计算",
        "提示",
        "说明",
    ]
    assert pressed(outcome, "GetReasonMenu") == "reason_menu done"


def test_row_form_ranks_the_row_that_it_stands_in(outcome: Outcome) -> None:
    assert outcome.macros[-8:] == [NA, 2.0, 1.0, 1.0, NA, NA, 2.0, NA]
    assert [name for _, name, _ in outcome.asked].count("rank_rows") == 1


@pytest.fixture(scope="module")
def without_server(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return run_in_libreoffice(
        tmp_path_factory.mktemp("lost"),
        fill,
        SCALAR_CELLS,
        after=[["KaoheLab.Trouble"], ["KaoheLab.Press", "GetReasonMenu", ""], ["KaoheLab.RankHere", "E2"]],
        lost=["SCORE_UNIT", "rank_rows", "reason_menu"],
    )


def test_lost_server_shows_as_value_error_and_is_remembered(without_server: Outcome) -> None:
    assert without_server.cells[SCALAR_CELLS[0]] == VALUE
    calls = [name for _, name, _ in without_server.asked].count("SCORE_UNIT")
    assert re.match(rf"\d\d:\d\d:\d\d SCORE_UNIT: .*{LOST}.* \({calls}\)$", without_server.macros[0], re.DOTALL)


def test_lost_server_leaves_a_menu_and_the_row_form_an_error(without_server: Outcome) -> None:
    assert 'label="标准目录暂时读不出来，请稍后再试"' in without_server.macros[1]
    assert without_server.macros[2] == VALUE
