"""The function server's log, and what it loads before Excel is told that it is there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kaohe.excel.server.serving import log_file

FAILING_CELL = """
from kaohe.excel.server import serving, udfs
from kaohe.excel.functions import points

def broken(reasons, base=None):
    raise KeyError("分值")

serving.start_log()
points.score_unit = broken
print(udfs.SCORE_UNIT("迟到，扣0.1分"))
"""


def run(script: str, home: Path) -> str:
    environment = os.environ | {"LOCALAPPDATA": str(home)}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.strip()


def test_a_bug_is_in_the_log_of_the_user(tmp_path: Path, monkeypatch) -> None:
    assert run(FAILING_CELL, tmp_path) == "[[2015]]"
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    log = log_file().read_text(encoding="utf-8")
    assert log_file().is_relative_to(tmp_path)
    assert "SCORE_UNIT failed" in log
    assert "KeyError: '分值'" in log


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk is played by /dev/full")
def test_a_full_disk_keeps_no_cell_from_being_answered(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    log_file().parent.mkdir()
    log_file().symlink_to("/dev/full")
    assert run(FAILING_CELL, tmp_path) == "[[2015]]"


def test_log_starts_anew_when_it_is_long(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    log_file().parent.mkdir()
    log_file().write_text("旧\n" * 500_000, encoding="utf-8")
    run(FAILING_CELL, tmp_path)
    assert "旧" not in log_file().read_text(encoding="utf-8")
    run(FAILING_CELL, tmp_path)
    assert log_file().read_text(encoding="utf-8").count("SCORE_UNIT failed") == 2


def test_only_what_a_cell_needs_first_is_loaded_at_once() -> None:
    script = (
        "import sys, kaohe.excel.server.udfs;"
        "print(*sorted({'rapidfuzz', 'pypinyin', 'kaohe.reason', 'kaohe.matching', 'openpyxl'} & set(sys.modules)))"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == ""


def test_builder_needs_no_xlwings() -> None:
    script = "import sys, kaohe.excel.addin.build; print('xlwings' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "False\n"
    )
