"""What a workbook asks of the function server: every worksheet function, with everything that cells can hold.

Values stand as JSON: a list of rows is a range, {"error": …} an error cell or an argument that was
left out, {"date": …} a date; numbers have a decimal point, as all of Excel's have.
"""

from __future__ import annotations

import csv
import re
from datetime import datetime
from typing import Any

from tests.conftest import DATA

from kaohe.excel.addin.sources import addin_folder
from kaohe.excel.server import udfs

Call = tuple[str, str, list[Any]]

NA, DIV0, REF = ({"error": -2146826288 + number} for number in (42, 7, 23))
LEFT_OUT = {"error": -2147352572}
DATE = {"date": "2024-05-01T00:00:00"}

TEXT = "未及时到村，扣0.1分；被通报，扣0.2分"
VARIANT = "个别帮扶干部没有如实填写帮扶记录，扣0.1分"
OPEN = "迟报材料，扣分"
BEYOND_BMP = "𠮷村未到岗，扣0.1分；奖励，加0.5分"
COLUMN = [[TEXT], [None], [""], ["无"], [OPEN], [NA], [REF], [5.0], [True], [DATE], [BEYOND_BMP], [VARIANT]]
ROW = [[TEXT, None, OPEN, BEYOND_BMP]]
LINES = [["第一行，扣0.1分\n第二行，扣0.2分\r\n第三行，加1分"]]
SCORES = [[99.7], [100.0], [None], [99.6], [NA], [99.70000000000002], ["缺考"], [100.0]]
GROUPS = [["镇"], ["镇"], ["镇"], [" 镇"], ["镇"], ["部门"], ["部门"], ["部门"]]
CATALOGUE = [
    ["编号", "标准表述", "加扣", "分值", "别名"],
    ["A01", "未及时到村", "扣", 0.1, None],
    ["A02", "被通报", "扣", 0.3, "受到通报"],
]

_REASONS = (
    "SCORE_UNIT",
    "CHECK_REASON",
    "STANDARD_REASON",
    "SPLIT_REASONS",
    "DEDUCTED_POINTS",
    "ADDED_POINTS",
    "EXPLAIN_SCORE",
)
_TEXTS = (
    TEXT,
    None,
    "",
    "无",
    OPEN,
    VARIANT,
    BEYOND_BMP,
    NA,
    REF,
    DIV0,
    5.0,
    0.0,
    True,
    DATE,
    COLUMN,
    ROW,
    LINES,
    [[TEXT]],
)


def _table() -> list[dict[str, str]]:
    with (DATA / "assessment_table.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def stated_scores_and_ranks() -> tuple[dict[str, list[float]], Call, Call]:
    """Return what the real table states, and the two calls that are to find it."""
    rows = _table()
    stated = {heading: [float(row[heading]) for row in rows] for heading in ("考核得分", "名次")}
    scores, groups = [[score] for score in stated["考核得分"]], [[row["类别"]] for row in rows]
    reasons = [[row["加扣分原因及分值"] or None] for row in rows]
    return stated, _call("SCORE_UNIT", reasons), _call("RANK_UNIT", scores, scores, groups, groups, LEFT_OUT)


def _call(function: str, *arguments: Any) -> Call:
    return "kaohe.excel.server.udfs", function, list(arguments)


def _calls() -> list[Call]:
    functions = [(name, [text]) for name in _REASONS for text in _TEXTS]
    functions += [(name, [text, 90.0]) for name in ("SCORE_UNIT", "EXPLAIN_SCORE") for text in (TEXT, COLUMN)]
    functions += [
        (name, [TEXT, base]) for name in ("SCORE_UNIT", "EXPLAIN_SCORE") for base in (LEFT_OUT, None, "百", NA, DATE)
    ]
    functions += [("CHECK_REASON", [TEXT, LEFT_OUT, score]) for score in (99.7, 99.6, None, LEFT_OUT, NA, "九十九")]
    functions += [
        (name, [text, CATALOGUE]) for name in ("CHECK_REASON", "STANDARD_REASON") for text in (TEXT, VARIANT, COLUMN)
    ]
    functions += [("RANK_UNIT", arguments) for arguments in _ranks()]
    _, scores, ranks = stated_scores_and_ranks()
    functions += [(name, scores[2]) for name in ("STANDARD_REASON", "CHECK_REASON", "SPLIT_REASONS")]
    functions += [("rank_rows", [[["单位", "得分"], ["甲", 99.0]]]), ("function_help", [])]
    return [*(_call(name, *arguments) for name, arguments in functions), scores, ranks]


def _ranks() -> list[list[Any]]:
    left_out = [LEFT_OUT] * 3
    ranked = [[score, SCORES, *left_out] for score in (99.7, 100.0, None, NA, "缺考", 12.0, True, DATE)]
    ranked += [[SCORES, SCORES, GROUPS, GROUPS, method] for method in (LEFT_OUT, "dense", "competition", "别的")]
    return [*ranked, [], [99.7, SCORES, "镇", GROUPS, LEFT_OUT], [99.7, SCORES, "镇", [["镇"]], LEFT_OUT]]


CALLS = _calls()


def bridge() -> dict[str, str]:
    """Return the libraries, for 64 and 32 bits, and the command line that stand in the VBA bridge, for its first start."""
    text = (addin_folder() / "vba" / "KaoheBridge.cls").read_text(encoding="ascii")
    library, library_32 = re.findall(r'ActivateServer Lib "([^"]+)"', text)
    line = re.search(r'COMMAND_LINE As String = "(.*)"\s*$', text, re.MULTILINE)
    assert line
    return {"library": library, "library 32": library_32, "line": line[1].replace('""', '"') + " 1"}


def expected(call: Call) -> object:
    """Return what the same function answers here, in the shape in which xlwings sends it."""
    _, function, arguments = call
    rows = getattr(udfs, function)(*map(_argument, arguments))
    if len(rows) > 1:
        return rows
    return rows[0][0] if len(rows[0]) == 1 else rows[0]


def _argument(value: Any) -> object:
    return tuple(tuple(map(_cell, row)) for row in value) if isinstance(value, list) else _cell(value)


def _cell(value: Any) -> object:
    if value == LEFT_OUT:
        return None
    if isinstance(value, dict):
        return value["error"] if "error" in value else datetime.fromisoformat(value["date"])
    return value
