"""Scenarios in LibreOffices of their own, each in another process."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from kaohe.excel.selftest.report import Verdict

_ROOT = Path(__file__).parents[3]
_LONGEST = 240


@dataclass(frozen=True, slots=True)
class Ending:
    """How a scenario ended, why, after how many seconds, and at which attempt."""

    verdict: Verdict
    why: str
    seconds: float
    attempts: int = 1


def play(title: str) -> Ending:
    """Play a scenario; once more where it does not pass, as LibreOffice now and then breaks down."""
    first = _play(title)
    if first.verdict is not Verdict.FAILED:
        return first
    second = _play(title)
    return Ending(second.verdict, second.why or f"（第一次：{first.why}）", second.seconds, 2)


def _play(title: str) -> Ending:
    done = run(title)
    if done.returncode != 0:
        return Ending(Verdict.FAILED, (done.stderr.strip().splitlines() or ["it ended without a word"])[-1], 0)
    said = json.loads(done.stdout.splitlines()[-1])
    return Ending(Verdict(said["verdict"]), said["why"], said["seconds"])


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run this package with arguments, in a Python of its own."""
    command = [sys.executable, "-m", "tests.excel.calc", *arguments]
    return subprocess.run(
        command, cwd=_ROOT, capture_output=True, text=True, encoding="utf-8", check=False, timeout=_LONGEST
    )
