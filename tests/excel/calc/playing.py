"""Scenarios in LibreOffices that are started for them, each in another process."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kaohe.excel.selftest.report import PlayVerdict

_ROOT = Path(__file__).parents[3]
_LONGEST = 240

#: 统计 breaks LibreOffice 7.4 down in two runs of five.
_MOST_ATTEMPTS = 6


@dataclass(frozen=True, slots=True)
class Ending:
    """How a scenario ended, why, after how many seconds, and at which attempt."""

    verdict: PlayVerdict
    why: str
    seconds: float
    attempts: int = 1


def play(title: str) -> Ending:
    """Play a scenario in a LibreOffice of its own; see :func:`play_some`."""
    return play_some([title])[title]


def play_some(titles: Sequence[str], *options: str) -> dict[str, Ending]:
    """Play scenarios in one LibreOffice; those that do not pass there once more, each in one of its own.

    LibreOffice now and then breaks down, and more likely so the longer it runs.
    """
    first = _play(titles, *options)
    return {
        title: first[title] if first[title].verdict is not PlayVerdict.FAILED else _again(title, first, *options)
        for title in titles
    }


def _again(title: str, first: dict[str, Ending], *options: str) -> Ending:
    """Play a scenario alone: once more where it failed, some times more where LibreOffice itself broke down."""
    attempts, last = 1, first[title]
    while last.verdict is PlayVerdict.FAILED and attempts < (_MOST_ATTEMPTS if _broke_down(last) else 2):
        attempts, last = attempts + 1, _play([title], *options)[title]
    return Ending(last.verdict, last.why or f"（第一次：{first[title].why}）", last.seconds, attempts)


def _broke_down(ending: Ending) -> bool:
    """Say whether it was the bridge to LibreOffice that failed; what stands wrongly in a workbook is told in Chinese."""
    return "com.sun.star" in ending.why


def _play(titles: Sequence[str], *options: str) -> dict[str, Ending]:
    done = run(*options, *titles)
    why = (done.stderr.strip().splitlines() or ["it ended without a word"])[-1]
    endings = dict.fromkeys(titles, Ending(PlayVerdict.FAILED, why, 0))
    for line in done.stdout.splitlines():
        said = json.loads(line)
        endings[said["title"]] = Ending(PlayVerdict(said["verdict"]), said["why"], said["seconds"])
    return endings


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run this package with arguments, in a Python of its own."""
    command = [sys.executable, "-m", "tests.excel.calc", *arguments]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "encoding": "utf-8"}
    with subprocess.Popen(command, cwd=_ROOT, **pipes) as child:
        try:
            said, troubles = child.communicate(timeout=_LONGEST)
        except BaseException:
            child.terminate()  # not killed: it has a LibreOffice to end
            raise
    return subprocess.CompletedProcess(command, child.returncode, said, troubles)
