"""What could not be computed lately, and why: read by the command 错误详情."""

from __future__ import annotations

import logging
from collections import deque
from datetime import datetime

from kaohe.core.cells import ExcelError
from kaohe.core.records import dataclass

_LOG = logging.getLogger(__name__)

#: Enough for a screen of error cells; older ones are forgotten.
_KEPT = 200


@dataclass(frozen=True, slots=True)
class FailedCell:
    """A cell that shows an error: when, which function, which error, and why in one Chinese sentence."""

    time: datetime
    function: str
    error: ExcelError
    why: str


_recent: deque[FailedCell] = deque(maxlen=_KEPT)


def keep(function: str, error: ExcelError, why: str) -> None:
    """Remember why a cell shows an error; the same reason again only once."""
    if not _recent or (_recent[-1].function, _recent[-1].why) != (function, why):
        _recent.append(FailedCell(datetime.now(), function, error, why))


def keep_bug(function: str, problem: Exception) -> None:
    """Remember, and log with its traceback, a failure that no cell is to blame for.  Call it while handling it."""
    _LOG.exception("%s failed", function)
    keep(
        function, ExcelError.VALUE, f"程序内部出错（{type(problem).__name__}：{problem}）。请把日志文件发给信息化人员。"
    )


def recent_failures() -> tuple[FailedCell, ...]:
    """Return what could not be computed, the latest first."""
    return tuple(reversed(_recent))
