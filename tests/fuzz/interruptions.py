"""Runs of the command line that are killed, that the system refuses something, or that meet each other or another program."""

from __future__ import annotations

import errno
import os
import random
import signal
import time
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

from tests.fuzz.books import ALIASED, VERIFIED, small
from tests.fuzz.calls import at_call, copied, failing, made_by, others, saving
from tests.fuzz.running import kill, quietly, start, wait

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EDQUOT, errno.EROFS, errno.EINTR)
#: Command → its arguments, and what must stand in the workbook once it has said that it wrote.
COMMANDS: dict[str, tuple[tuple[str, ...], tuple[str, str]]] = {
    "recalc": (("recalc", "{file}", "--in-place"), ("xl/workbook.xml", "核对结果")),
    "form": (("form", "{file}", "--in-place"), ("xl/workbook.xml", "上报表")),
    "stats": (("stats", "{file}", "--in-place"), ("xl/workbook.xml", "统计")),
    "ranking": (("ranking", "{file}", "--in-place"), ("xl/workbook.xml", "排名榜")),
    "columns": (("columns", "{file}", "--in-place"), ("xl/workbook.xml", "读表说明")),
    "accept alias": (("accept", "{file}", "--alias", ALIASED, "--in-place"), ("xl/worksheets/", ALIASED)),
    "accept verified": (("accept", "{file}", "--verified", VERIFIED, "--in-place"), ("xl/worksheets/", VERIFIED)),
}
_SAVED = b"saved by another program"


def fault_changes_nothing(folder: Path, rng: random.Random) -> None:
    """Let one call fail: the file is the old or the new one, success is told only of the new one, nothing is left."""
    file = copied(small(), folder)
    command, call, number = _moment(rng)
    error = rng.choice(ERRORS)
    what = f"{command}: {call} no. {number} fails with {errno.errorcode[error]}"
    status = wait(_start(command, file, at_call(call, number, failing(OSError(error, os.strerror(error))))))
    what = f"{what}, exit {status}"
    assert status in (0, 1, 2), what
    _require_whole(file, what)
    is_old = file.read_bytes() == small()
    assert is_old == (status == 2), f"{what}: {'nothing' if is_old else 'something'} was written"
    kept = others(file)
    if is_old:
        # A file that can't be removed stays until the next run.
        assert call == "unlink" or not kept, f"{what}: left {kept}"
    else:
        assert [(folder / name).read_bytes() for name in kept if "_备份_" in name] == [small()], f"{what}: {kept}"
    _require_clear_after_next(file, what)


def kill_leaves_old_or_new(folder: Path, rng: random.Random) -> None:
    """Kill a run at a random moment or at a call: old or new, and nothing is left after the next run."""
    file = copied(small(), folder)
    if rng.random() < 0.5:
        command, call, number = _moment(rng)
        what = f"{command} killed at {call} no. {number}"
        assert wait(_start(command, file, at_call(call, number, _end_at_once))) == -signal.SIGKILL, what
    else:
        command = rng.choice(tuple(COMMANDS))
        delay = rng.uniform(0.0, 1.3 * _usual_seconds(command))
        what = f"{command} killed after {delay:.3f} s"
        process = _start(command, file)
        time.sleep(delay)
        kill(process)
    _require_whole(file, what)
    is_old = file.read_bytes() == small()
    backups = [folder / name for name in others(file) if "_备份_" in name]
    assert all(path.read_bytes() == small() for path in backups), f"{what}: half a backup"
    assert is_old or backups, f"{what}: the old file is gone"
    _require_clear_after_next(file, what)


def save_is_kept(folder: Path, rng: random.Random) -> None:
    """Let another program save the file at a call: what it saved is there, and nothing computed from older content."""
    file = copied(small(), folder)
    command, call, number = _moment(rng, without=("replace",))  # the documented moment between comparison and rename
    in_place = rng.random() < 0.5
    saved = _saved_otherwise()
    what = f"{command}: saved {'in place' if in_place else 'anew'} by another program at {call} no. {number}"
    status = wait(_start(command, file, at_call(call, number, saving(saved, file, in_place=in_place))))
    what = f"{what}, exit {status}"
    assert status in (0, 1, 2), what
    _require_whole(file, what)
    assert _comment(file.read_bytes()) == _SAVED, f"{what}: what the other program saved is gone"
    if status == 2:
        assert file.read_bytes() == saved, f"{what}: refused, and yet written"
    _require_clear_after_next(file, what)


def race_loses_nothing(folder: Path, rng: random.Random) -> None:
    """Let two commands meet on one file, and sometimes another program that saves it: what was told is there."""
    file = copied(small(), folder)
    first, second = rng.choice(tuple(COMMANDS)), rng.choice(tuple(COMMANDS))
    if first == second and first.startswith("accept"):
        second = "recalc"  # a decision is taken once: the second is refused, rightly
    runs = [_start(command, file) for command in (first, second)]
    is_saved = rng.random() < 0.3
    if is_saved:
        time.sleep(rng.uniform(0.0, 2 * _usual_seconds(first)))
        saving(_saved_otherwise(), file, in_place=False)()
    statuses = [wait(run) for run in runs]
    what = f"{first} and {second}, {'saved by another program, ' if is_saved else ''}exit {statuses}"
    _require_whole(file, what)
    assert set(statuses) <= {0, 1, 2}, what
    if is_saved:
        assert _comment(file.read_bytes()) == _SAVED, f"{what}: what the other program saved is gone"
        return
    assert 2 not in statuses, what
    for command in (first, second):
        assert _shows_work(command, file), f"{what}: nothing of {command} is there"
    _require_clear_after_next(file, what)


def _end_at_once() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _start(command: str, file: Path, prepare: object = None) -> int:
    return start(_arguments(command, file), prepare)  # type: ignore[arg-type]


def _arguments(command: str, file: Path) -> tuple[str, ...]:
    return tuple(each.format(file=file) for each in COMMANDS[command][0])


def _moment(rng: random.Random, without: tuple[str, ...] = ()) -> tuple[str, str, int]:
    """Return a command, a call that it makes, and which of them."""
    command = rng.choice(tuple(COMMANDS))
    made = {call: count for call, count in made_by(COMMANDS[command][0], small()).items() if call not in without}
    call = rng.choice(tuple(made))
    return command, call, rng.randrange(made[call]) + 1


@cache
def _usual_seconds(command: str) -> float:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        file = copied(small(), Path(folder))
        began = time.monotonic()
        wait(_start(command, file))
        return time.monotonic() - began


def _require_clear_after_next(file: Path, what: str) -> None:
    """Require that after the next run nothing lies beside the file but whole backups."""
    status = wait(_start("recalc", file))
    assert status in (0, 1), f"{what}: the next run ends with {status}"
    left = others(file)
    assert all("_备份_" in name for name in left), f"{what}: left {left}"
    for name in left:
        _require_whole(file.with_name(name), what)


def _require_whole(file: Path, what: str) -> None:
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None, what


def _shows_work(command: str, file: Path) -> bool:
    """Say whether what a command writes stands in a workbook; decisions are remembered in its catalogue."""
    folder, words = COMMANDS[command][1]
    with zipfile.ZipFile(file) as archive:
        texts = [archive.read(name).decode() for name in archive.namelist() if name.startswith(folder)]
    wanted = [text for text in texts if words in text]
    return any(_remembers(text) for text in wanted) if command.startswith("accept") else bool(wanted)


def _remembers(sheet: str) -> bool:
    return "标准表述" in sheet and "别名" in sheet


@cache
def _saved_otherwise() -> bytes:
    """Return the workbook as another program would save it: packed anew, with a mark."""
    kept = BytesIO()
    with zipfile.ZipFile(BytesIO(small())) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.comment = _SAVED
    return kept.getvalue()


def _comment(content: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.comment


@cache
def warm() -> None:
    """Load and compile what the runs need, count their calls and take their time, before any is forked."""
    from tempfile import TemporaryDirectory

    for command in COMMANDS:
        with TemporaryDirectory() as folder:
            file = copied(small(), Path(folder))
            code, _, complained = quietly(*_arguments(command, file))
            assert code in (0, 1), complained
            assert _shows_work(command, file), f"nothing of {command} is there"
        made_by(COMMANDS[command][0], small())
        _usual_seconds(command)
    _saved_otherwise()
