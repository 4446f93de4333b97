"""Runs the scenarios and writes the report that can be sent back."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import xlwings as xw

from kaohe import __version__
from kaohe.core.records import dataclass
from kaohe.excel.selftest.scenarios import SCENARIOS, Scenario
from kaohe.excel.selftest.stage import FailedError, NotApplicableError, staged
from kaohe.excel.session import failures
from kaohe.excel.session.refusal import LeftBehindError, RefusalError, reason_of

_UNKNOWN = "不清楚"


class PlayVerdict(StrEnum):
    """How a scenario ended."""

    PASSED = "通过"
    FAILED = "没有通过"
    NOT_APPLICABLE = "不适用"


@dataclass(frozen=True, slots=True)
class Played:
    """A scenario that was played, how it ended and why, and how long it took in seconds."""

    title: str
    verdict: PlayVerdict
    why: str
    seconds: float


def play_all(
    app: xw.App, say: Callable[[str], None] = lambda text: None, scenarios: Sequence[Scenario] = SCENARIOS
) -> list[Played]:
    """Play every scenario, each in a workbook of its own; none that fails keeps the others from being played."""
    played = []
    for number, scenario in enumerate(scenarios, 1):
        say(f"完整检查 {number}/{len(scenarios)} {scenario.title}")
        begun = time.perf_counter()
        verdict, why = _play(app, scenario)
        played.append(Played(scenario.title, verdict, why, time.perf_counter() - begun))
    return played


def _play(app: xw.App, scenario: Scenario) -> tuple[PlayVerdict, str]:
    try:
        with staged(app) as stage:
            scenario.play(stage)
    except NotApplicableError as reason:
        return PlayVerdict.NOT_APPLICABLE, str(reason)
    except FailedError as problem:
        return PlayVerdict.FAILED, str(problem)
    except RefusalError as refusal:
        return PlayVerdict.FAILED, f"命令没有执行：{refusal.message}"
    except LeftBehindError as left:
        return PlayVerdict.FAILED, f"未能还原：{'、'.join(left.places)}（{reason_of(left.why)}）"
    except Exception as problem:  # whatever it is, the others are still to be played
        failures.keep_bug(f"完整检查 {scenario.title}", problem)
        return PlayVerdict.FAILED, reason_of(problem)
    return PlayVerdict.PASSED, ""


def report(app: xw.App, played: Sequence[Played]) -> str:
    """Return the report in Chinese: what passed and what did not, and where it was tried."""
    count = {verdict: sum(each.verdict is verdict for each in played) for verdict in PlayVerdict}
    lines = [
        "考核（Kaohe for Excel）完整检查报告",
        f"时间：{datetime.now():%Y-%m-%d %H:%M:%S}，用时{sum(each.seconds for each in played):.1f}秒",
        *_surroundings(app),
        "",
        "，".join(f"{verdict}{number}项" for verdict, number in count.items()),
        "",
    ]
    for each in played:
        lines.append(f"{each.verdict}　{each.title}（{each.seconds:.1f}秒）" + (f"：{each.why}" if each.why else ""))
    if count[PlayVerdict.FAILED]:
        lines += ["", "请把这个文件发给信息化人员。"]
    return "\n".join(lines) + "\n"


def save_report(text: str, target: Path) -> Path:
    """Write the report where Notepad reads it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8-sig")
    return target


def _surroundings(app: xw.App) -> list[str]:
    return [
        f"考核：{__version__}，Python {platform.python_version()}",
        f"系统：{platform.platform()}",
        f"Excel：版本 {_said(lambda: app.api.Version)}，内部版本 {_said(lambda: app.api.Build)}，{_bits()}",
        f"语言：界面 {_international(app, 1)}，小数点“{_international(app, 3)}”",
        f"计算方式：{_said(lambda: app.calculation)}，引用样式：{_said(lambda: app.api.ReferenceStyle)}",
    ]


def _said(ask: Callable[[], object]) -> str:
    try:
        return str(ask())
    except Exception:  # a program that is not quite Excel
        return _UNKNOWN


def _international(app: xw.App, number: int) -> str:
    """Return one of Excel's words and signs; with pywin32's classes a property's arguments go to a method beside it."""
    early = _said(lambda: app.api.GetInternational(number))
    return _said(lambda: app.api.International(number)) if early == _UNKNOWN else early


def _bits() -> str:
    from kaohe.excel.windows.doctor import examine

    return next((each.detail for each in examine() if each.check == "excel_bits"), _UNKNOWN)
