"""How trials are run: in forked batches, several at a time, so that one that hangs or eats memory is found out."""

from __future__ import annotations

import os
import random
import resource
import select
import shutil
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz import running

#: A trial that takes longer (CPU), or a process that grows larger, has failed.
SECONDS, MEGABYTES = 10.0, 500
#: A batch's process that reports nothing for so long hangs, however busy the machine is.
_SILENCE_SECONDS = 600.0

#: Called with an empty folder, chance, and the trial's number.
Trial = Callable[[Path, random.Random, int], object]


def _nothing() -> None:
    """Load nothing."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How many trials are few and many, the trial, what is loaded before the first, and how many share a process."""

    few: int
    many: int
    trial: Trial
    warm: Callable[[], object] = _nothing
    batch: int = 50


@dataclass(slots=True)
class Tally:
    """What became of the trials of one kind."""

    name: str
    tried: int = 0
    failed: list[str] = field(default_factory=list)
    slowest: float = 0.0
    largest: int = 0


@dataclass(slots=True)
class _Batch:
    """Some trials in a process of their own: those left begin with ``at``."""

    process: int
    reading: int
    numbers: range
    at: int
    heard: float
    unfinished: bytes = b""
    killed: bool = False

    @property
    def left(self) -> range:
        """The trials that were not run."""
        return range(self.at, self.numbers.stop)

    def reports(self) -> list[str] | None:
        """Return what the process has reported since; None once it has ended."""
        piece = os.read(self.reading, 1 << 16)
        if not piece:
            return None
        self.heard = time.monotonic()
        *lines, self.unfinished = (self.unfinished + piece).split(b"\n")
        return [line.decode() for line in lines]

    def kill(self) -> None:
        """End the process at once."""
        os.kill(self.process, signal.SIGKILL)  # there until it is waited for
        self.killed = True


def run(
    kind: Kind, numbers: range, tally: Tally, *, seed: int = 0, deadline: float = float("inf"), jobs: int = 1
) -> None:
    """Run trials of one kind, in ``jobs`` processes, until all numbers were tried or the time (monotonic) is over."""
    kind.warm()
    prefix = f"{seed}/{tally.name}/"
    waiting = [range(at, min(at + kind.batch, numbers.stop)) for at in range(numbers.start, numbers.stop, kind.batch)][
        ::-1
    ]
    running_now: list[_Batch] = []
    with TemporaryDirectory() as folder:
        try:
            while running_now or (waiting and time.monotonic() < deadline):
                while waiting and len(running_now) < jobs and time.monotonic() < deadline:
                    running_now.append(_start(kind.trial, waiting.pop(), prefix, Path(folder), deadline))
                for batch in _heard(running_now):
                    if not _note_all(batch, tally, prefix):
                        running_now.remove(batch)
                        _end(batch, tally, prefix)
                        if batch.left:
                            waiting.append(batch.left)
        finally:
            for batch in running_now:
                batch.kill()
                _end(batch, tally, prefix)
    tally.failed.sort()


def _start(trial: Trial, numbers: range, prefix: str, folder: Path, deadline: float) -> _Batch:
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _run_all(trial, numbers, prefix, writing, folder, deadline)
        os._exit(0)
    os.close(writing)
    return _Batch(process, reading, numbers, numbers.start, time.monotonic())


def _heard(batches: list[_Batch]) -> Iterator[_Batch]:
    """Wait until some batch has something to say, or has been silent for too long; yield each of these."""
    ready = select.select([batch.reading for batch in batches], [], [], 1.0)[0]
    late = time.monotonic() - _SILENCE_SECONDS
    yield from [batch for batch in batches if batch.reading in ready or batch.heard < late]


def _note_all(batch: _Batch, tally: Tally, prefix: str) -> bool:
    """Note what a batch reports; say whether it goes on."""
    if batch.heard < time.monotonic() - _SILENCE_SECONDS and not select.select([batch.reading], [], [], 0)[0]:
        batch.kill()
        _fail(batch, tally, prefix, "hangs")
        return False
    reports = batch.reports()
    for report in reports or ():
        _note(tally, report, f"{prefix}{batch.at}")
        batch.at += 1
    return reports is not None


def _end(batch: _Batch, tally: Tally, prefix: str) -> None:
    os.close(batch.reading)
    status = os.waitstatus_to_exitcode(os.waitpid(batch.process, 0)[1])
    if status and not batch.killed:
        _fail(batch, tally, prefix, f"the process ends with {status}")


def _fail(batch: _Batch, tally: Tally, prefix: str, what: str) -> None:
    tally.failed.append(f"{prefix}{batch.at}: {what}")
    tally.tried += 1
    batch.at += 1


def _note(tally: Tally, report: str, name: str) -> None:
    seconds, megabytes, failure = report.split(" ", 2)
    tally.tried += 1
    tally.slowest = max(tally.slowest, float(seconds))
    tally.largest = max(tally.largest, int(megabytes))
    if failure:
        tally.failed.append(f"{name}: {failure}")


def _run_all(trial: Trial, numbers: range, prefix: str, writing: int, folder: Path, deadline: float) -> None:
    inherited = _peak()
    for number in numbers:
        place = folder / f"trial{os.getpid()}"
        place.mkdir()
        report, is_large = _report(trial, place, random.Random(f"{prefix}{number}"), number, inherited)
        shutil.rmtree(place)
        os.write(writing, report.encode("utf-8", "backslashreplace"))
        if is_large or time.monotonic() > deadline:  # what has grown stays so: the next trial gets a new process
            return


def _stop(*_: object) -> None:
    raise TimeoutError("takes far too long")


def _peak() -> int:
    """Return the most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def _report(trial: Trial, place: Path, rng: random.Random, number: int, inherited: int) -> tuple[str, bool]:
    """Run one trial; return the line on it, and whether the process has grown too large.

    ``inherited`` MB are those of the process that this one was forked from, as large as its own work made it.
    """
    failure = ""
    running.spent.seconds, running.spent.megabytes = 0.0, 0
    signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, 3 * SECONDS)
    began = time.process_time()
    try:
        trial(place, rng, number)
    except BaseException as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        failure = f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})".replace("\n", " ")
    signal.setitimer(signal.ITIMER_PROF, 0)
    seconds = max(time.process_time() - began, running.spent.seconds)
    megabytes = max(_peak(), running.spent.megabytes)
    too_large = megabytes - inherited > MEGABYTES
    if not failure and (seconds > SECONDS or too_large):
        failure = f"takes {seconds:.1f} s and {megabytes} MB"
    return f"{seconds:.3f} {megabytes} {failure}\n", too_large
