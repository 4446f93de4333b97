"""The ribbon's scenarios on LibreOffice under xlwings' own Windows engine, one process each."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from tests.excel.calc.office import import_uno
from tests.excel.calc.playing import play, run

from kaohe.excel.selftest.report import Verdict
from kaohe.excel.selftest.scenarios import SCENARIOS

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
@pytest.mark.parametrize("title", [each.title for each in SCENARIOS])
def test_a_scenario_passes(title: str, record_property: pytest.FixtureRequest) -> None:
    ended = play(title)
    record_property("attempts", ended.attempts)  # type: ignore[operator]
    if title in _NOT_APPLICABLE:
        assert (ended.verdict, ended.why) == (Verdict.NOT_APPLICABLE, _NOT_APPLICABLE[title])
    else:
        assert ended.verdict is Verdict.PASSED, ended.why


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
