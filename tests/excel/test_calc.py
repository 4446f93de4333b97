"""The ribbon's scenarios on LibreOffice under xlwings' own Windows engine, a few in each process.

``python -m tests.excel.scenarios`` plays each in a process of its own, which takes some minutes.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from tests.excel.calc.office import import_uno
from tests.excel.calc.playing import play_some, run

from kaohe.excel.selftest.report import PlayVerdict
from kaohe.excel.selftest.scenarios import SCENARIOS

#: How many LibreOffices are started for all scenarios together.
_PARTS = 5

#: What LibreOffice can't show, with the true reason.
_NOT_APPLICABLE = {"新建考核表": "没有装考核加载项，模板里的公式不计算"}


@pytest.fixture(autouse=True, scope="module")
def _uno() -> None:
    """Skip where this Python can't talk to LibreOffice: its module is made for the system's own."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    try:
        import_uno()
    except ImportError as missing:
        pytest.skip(f"LibreOffice's module for Python {sys.version_info.major}.{sys.version_info.minor}: {missing}")


@pytest.mark.libreoffice
@pytest.mark.parametrize("part", range(_PARTS))
def test_scenarios_pass(part: int) -> None:
    endings = play_some([each.title for each in SCENARIOS[part::_PARTS]])
    for title, ended in endings.items():
        if ended.attempts > 1:
            print(f"{title}: at attempt {ended.attempts}, {ended.why}")
    failed = {title: ended.why for title, ended in endings.items() if ended.verdict is PlayVerdict.FAILED}
    assert failed == {}
    unfit = {title: ended.why for title, ended in endings.items() if ended.verdict is PlayVerdict.NOT_APPLICABLE}
    assert unfit.items() <= _NOT_APPLICABLE.items()


@pytest.mark.libreoffice
def test_a_decimal_comma_and_r1c1_make_no_difference() -> None:
    titles = ["重新计算，撤销", "核对原因，撤销", "固化为数值，撤销", "导出 CSV"]
    endings = play_some(titles, "--abroad")
    assert {title: ended.why for title, ended in endings.items() if ended.verdict is not PlayVerdict.PASSED} == {}


@pytest.mark.libreoffice
def test_the_command_line_writes_the_report(tmp_path: Path) -> None:
    """In one LibreOffice, and few scenarios: each alone is tried above."""
    target = tmp_path / "报告.txt"
    done = run("--report", str(target), "解释得分", "错误详情")
    assert done.returncode == 0, done.stderr
    text = target.read_text("utf-8-sig")
    assert "通过2项，没有通过0项，不适用0项" in text
    assert text.strip() in done.stdout
    assert f"已写入：{target}" in done.stdout
