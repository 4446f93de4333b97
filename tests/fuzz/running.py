"""The command line run in this process or in a forked one: its modules are there already, its system calls are real."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass

from kaohe.cli import main


@dataclass(slots=True)
class Spent:
    """What the forked runs of a trial needed: CPU seconds of the costliest, MB of the largest."""

    seconds: float = 0.0
    megabytes: int = 0


#: Of the trial that is under way.
spent = Spent()


def quietly(*arguments: str) -> tuple[int, str, str]:
    """Run the command line here; return its exit code and what it said on both streams."""
    said, complained = io.StringIO(), io.StringIO()
    code: object = 0
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
        try:
            main(arguments)
        except SystemExit as left:
            code = left.code or 0
    assert isinstance(code, int), code
    return code, said.getvalue(), complained.getvalue()


def start(arguments: tuple[str, ...], prepare: Callable[[], None] | None = None) -> int:
    """Run the command line in a forked process; ``prepare`` is called there first."""
    process = os.fork()
    if process:
        return process
    status = 70  # of a traceback
    try:
        if prepare:
            prepare()
        status = quietly(*arguments)[0]
    finally:
        os._exit(status)


def wait(process: int) -> int:
    """Return the exit status of a forked run, and note what it needed."""
    _, status, usage = os.wait4(process, 0)
    spent.seconds = max(spent.seconds, usage.ru_utime + usage.ru_stime)
    spent.megabytes = max(spent.megabytes, usage.ru_maxrss >> 10)
    return os.waitstatus_to_exitcode(status)


def kill(process: int) -> int:
    """Kill a forked run, as ``kill -9`` and the end of the power do; return its exit status."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
    return wait(process)


def imported() -> frozenset[str]:
    """Return which modules are loaded: a trial should find all it needs loaded, or it times their loading."""
    return frozenset(sys.modules)
