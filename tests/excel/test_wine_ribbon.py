"""Every button through pywin32 and xlwings' own Windows engine and server, on a program that answers COM as Excel does.

The tests read one record (tests/excel/wine/ribbon.py).
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.excel.bundle_downloads import require_downloads
from tests.excel.wine.record import Record, shared_folder
from tests.excel.wine.ribbon import STEPS, ribbon

from kaohe.excel.controls import commands
from kaohe.excel.selftest.scenarios import SCENARIOS

pytestmark = pytest.mark.wine


@pytest.fixture(scope="session")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Record:
    require_downloads()
    seen = ribbon(shared_folder(tmp_path_factory, "wine-ribbon"))
    assert "broken off" not in seen, seen["broken off"]
    return seen


def test_the_self_test_passes_in_full(seen: Record) -> None:
    assert seen["self-test"]["code"] == 0, seen["self-test"]["text"]
    assert f"通过{len(SCENARIOS)}项，没有通过0项，不适用0项" in seen["report"]
    assert re.findall("^通过　(.*?)（", seen["report"], re.MULTILINE) == [each.title for each in SCENARIOS]
    assert "语言：界面 86，小数点“.”" in seen["report"]


@pytest.mark.parametrize("who", ["self-test", "clicks"])
def test_nothing_is_asked_that_excel_does_not_know(seen: Record, who: str) -> None:
    asked = seen[f"{who} asked"]
    assert asked["refused"] == []
    assert asked["asked"]["Range.Value"] > 10
    assert asked["computed"] > 0, "the program never called the function server back"


def test_every_button_was_clicked() -> None:
    assert {command.macro for command in commands()} <= {step.get("macro") for step in STEPS}


def _of(seen: Record, macro: str, which: int = 0) -> dict[str, Any]:
    return [click for click in seen["clicks"] if click["macro"] == macro][which]


def test_no_click_fails_or_leaves_a_trace_in_excel(seen: Record) -> None:
    for click in seen["clicks"]:
        assert (click["raised"], click["unexpected"], click["left over"], click["state"]) == (None, [], [], {}), click
        assert "没有完成" not in "".join(click["boxes"])


def test_what_can_be_taken_back_is_as_before(seen: Record) -> None:
    undone = [click for click in seen["clicks"] if "undone" in click]
    assert len(undone) == sum(step.get("undo", False) for step in STEPS)
    for click in undone:
        assert click["changed"], click
        assert click["undo raised"] is None, click
        assert click["undo says"].startswith("已撤销："), click
        assert click["undone"], click


def test_buttons_say_what_they_did(seen: Record) -> None:
    said = {click["macro"]: click["status"] for click in seen["clicks"] if click["status"]}
    assert said["recalculate"] == "共5个单位，提示3条，其中错误1条"
    assert said["import_table"].startswith("已导入5个单位")
    assert "没有可以处理的工作簿" in _of(seen, "recalculate")["boxes"][0]
    assert "√ 计算程序应答" in _of(seen, "self_check")["boxes"][0]  # the server itself is asked
    assert "99.8" in _of(seen, "explain_score")["boxes"][0]
    assert _of(seen, "new_workbook")["sheets"][0] == "考核数据"


def test_files_are_written_where_the_dialogue_says(seen: Record) -> None:
    begins = {name: seen["files"].get(name) for name in ("上报.pdf", "答复.docx", "上报.docx", "上报.csv")}
    assert begins == {
        "上报.pdf": b"%PDF".hex(),
        "答复.docx": b"PK\3\4".hex(),
        "上报.docx": b"PK\3\4".hex(),
        "上报.csv": "efbbbf" + begins["上报.csv"][-2:],
    }


def test_files_are_locked_and_replaced_on_windows_as_they_are_here(seen: Record) -> None:
    done = seen["disk laws"]
    assert done["code"] == 0, done["text"]
    passed, skipped = re.search(r"(\d+) passed, (\d+) skipped", done["text"]).groups()  # type: ignore[union-attr]
    assert int(passed) >= 19
    assert int(skipped) <= 8, done["text"]  # what POSIX alone has, and streams, which Wine has not
