"""An office's own list of phrases: a line that can't be understood is named, and the built-in list is used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_the_command_line_names_the_broken_line(tmp_path: Path) -> None:
    file = tmp_path / "词语.csv"
    file.write_text("词语,位置,作用,说明\n新词,分值前,没了,", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "kaohe", "parse", "旷会，扣1分"],
        env={"KAOHE_PHRASES": str(file), "PYTHONUTF8": "1", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert "第2行的作用“没了”不认识" in done.stderr
