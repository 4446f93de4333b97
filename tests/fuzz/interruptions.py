"""Runs of the command line that are killed, that the system refuses something, or that meet each other.

Each run is a forked process: its modules are there already, its system calls are real.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import random
import shutil
import signal
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kaohe.cli import main

#: What is done to a disk on the way from an old file to a new one.
CALLS = (
    "open", "replace", "link", "unlink", "chmod", "chown", "stat", "fsync", "utime", "scandir", "listdir", "rename",
    "listxattr", "close", "write",
)  # fmt: skip
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)
COMMANDS = ("recalc", "form", "stats", "ranking")
_PAGES = {"form": "上报表", "stats": "统计"}


def fault_changes_nothing(book: Path, folder: Path, rng: random.Random) -> None:
    """Let one call fail: the file is the old or the new one, success is told only of the new one, nothing is left."""
    file = Path(shutil.copy(book, folder / "考核.xlsx"))
    command, call, number, error = rng.choice(COMMANDS), rng.choice(CALLS), rng.randrange(1, 9), rng.choice(ERRORS)
    status = _wait(_start(command, file, _failing(call, number, OSError(error, os.strerror(error)))))
    what = f"{command}: {call} no. {number} fails with {errno.errorcode[error]}, exit {status}"
    assert status in (0, 1, 2), what
    old = file.read_bytes() == book.read_bytes()
    _require_whole(file, what)
    assert old == (status == 2), f"{what}: {'nothing' if old else 'something'} was written"
    kept = _others(file)
    if old:
        assert call == "unlink" or not kept, f"{what}: left {kept}"
    else:
        assert len([name for name in kept if "_备份_" in name]) == 1, f"{what}: {kept}"
    # A file that can't be removed stays until the next run.
    run_again(file)
    assert all("_备份_" in name for name in _others(file)), f"{what}: left {_others(file)}"
    assert all((folder / name).stat().st_size for name in _others(file)), what


def kill_leaves_old_or_new(book: Path, folder: Path, rng: random.Random) -> None:
    """Kill a run at a random moment or at a call: old or new, and nothing is left after the next run."""
    file = Path(shutil.copy(book, folder / "考核.xlsx"))
    command = rng.choice(COMMANDS)
    if rng.random() < 0.5:
        what = f"{command} killed at a call"
        _wait(_start(command, file, _failing(rng.choice(CALLS), rng.randrange(1, 9), None)))
    else:
        delay = rng.uniform(0.0, 0.4)
        what = f"{command} killed after {delay:.3f} s"
        process = _start(command, file)
        time.sleep(delay)
        os.kill(process, signal.SIGKILL)
        _wait(process)
    _require_whole(file, what)
    before = file.read_bytes()
    backups = [folder / name for name in _others(file) if "_备份_" in name]
    assert all(path.read_bytes() == book.read_bytes() for path in backups if path.stat().st_size), what
    run_again(file)
    left = _others(file)
    assert all("_备份_" in name for name in left), f"{what}: left {left}"
    assert before == book.read_bytes() or any((folder / name).read_bytes() == book.read_bytes() for name in left), what


def race_loses_nothing(book: Path, folder: Path, rng: random.Random) -> None:
    """Let two commands meet on one file, and sometimes another program that saves it: what was told is there."""
    file = Path(shutil.copy(book, folder / "考核.xlsx"))
    pair = [rng.choice(COMMANDS), rng.choice(COMMANDS)]
    runs = [_start(command, file) for command in pair]
    saved = rng.random() < 0.3
    if saved:
        other = file.with_suffix(".new")
        _save_otherwise(book, other)
        time.sleep(rng.uniform(0.0, 0.5))
        other.replace(file)
    statuses = [_wait(run) for run in runs]
    what = f"{pair}, {'saved by another program, ' if saved else ''}exit {statuses}"
    _require_whole(file, what)
    assert set(statuses) <= {0, 1, 2}, what
    found = _sheets(file)
    if saved:
        assert _marked(file), f"{what}: what the other program saved is gone"
        return
    assert 2 not in statuses, what
    for command in pair:
        assert command not in _PAGES or _PAGES[command] in found, f"{what}: {found}"


def run_again(file: Path) -> None:
    """Run a command to its end."""
    status = _wait(_start("recalc", file))
    assert status in (0, 1), f"the next run ends with {status}"


def _start(command: str, file: Path, prepare: Callable[[], None] | None = None) -> int:
    process = os.fork()
    if process:
        return process
    status = 70
    try:
        sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
        if prepare:
            prepare()
        main([command, str(file), "--in-place"])
    except SystemExit as left:
        status = int(left.code or 0)
    finally:
        os._exit(status)


def _wait(process: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def _failing(call: str, number: int, error: OSError | None) -> Callable[[], None]:
    """Return what lets the ``number``-th use of a call fail, or kill the process where there is no error."""

    def prepare() -> None:
        left = [number]

        def strike() -> None:
            left[0] -= 1
            if left[0] == 0:
                if error is None:
                    os.kill(os.getpid(), signal.SIGKILL)
                raise error  # type: ignore[misc]

        if call == "write":
            _strike_writes(strike)
            return
        real = getattr(os, call)

        def instead(*given: Any, **named: Any) -> Any:
            if call == "close":  # closed it is, whatever it says
                real(*given, **named)
                return strike()
            strike()
            return real(*given, **named)

        setattr(os, call, instead)
        if call == "open":
            opened = io.open
            io.open = lambda *given, **named: (strike(), opened(*given, **named))[1]  # type: ignore[assignment]
            builtins.open = io.open

    return prepare


def _strike_writes(strike: Callable[[], None]) -> None:
    fdopen = os.fdopen

    class Stream:
        def __init__(self, stream: Any) -> None:
            self._stream = stream

        def __enter__(self) -> Stream:
            return self

        def __exit__(self, *_: object) -> None:
            self._stream.close()

        def __getattr__(self, name: str) -> Any:
            return getattr(self._stream, name)

        def writelines(self, chunks: Any) -> None:
            for chunk in chunks:
                self._stream.write(chunk[: len(chunk) // 2])
                strike()
                self._stream.write(chunk[len(chunk) // 2 :])

    os.fdopen = lambda *given, **named: Stream(fdopen(*given, **named))  # type: ignore[assignment]


def _others(file: Path) -> list[str]:
    return sorted(path.name for path in file.parent.iterdir() if path != file)


def _require_whole(file: Path, what: str) -> None:
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None, what


def _sheets(file: Path) -> str:
    with zipfile.ZipFile(file) as archive:
        return archive.read("xl/workbook.xml").decode()


def _save_otherwise(book: Path, target: Path) -> None:
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.comment = b"saved by another program"


def _marked(file: Path) -> bool:
    with zipfile.ZipFile(file) as archive:
        return archive.comment == b"saved by another program"
