"""The kinds of trials, and how they are run: in forked batches, so that one that hangs or eats memory is found out."""

from __future__ import annotations

import contextlib
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

from tests.fuzz import books, interruptions, running
from tests.fuzz.judging import commands_hold, file_is_read_or_refused, text_is_read
from tests.fuzz.mutation import mutant
from tests.fuzz.words import words_stay_words

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


def kinds() -> dict[str, Kind]:
    """Return the kinds of trials by name."""
    return {
        "damaged .xlsx": _damaged(".xlsx", books.small, lambda: books.stored("assessment_form.xlsx")),
        "damaged pages": _damaged(".xlsx", books.with_pages),
        "damaged .docx": _damaged(
            ".docx", lambda: books.exported(".docx"), lambda: books.stored("assessment_form.docx")
        ),
        "damaged .csv": _damaged(".csv", lambda: books.exported(".csv"), lambda: books.stored("assessment_table.csv")),
        "damaged .xls": _damaged(".xls", lambda: books.stored("old_format.xls")),
        "words": Kind(8, 1000, lambda folder, rng, _: words_stay_words(folder, rng)),
        "texts": Kind(400, 100_000, lambda _, rng, number: text_is_read(rng, number), batch=5000),
        "faults": _interrupted(12, 1000, interruptions.fault_changes_nothing),
        "kills": _interrupted(8, 300, interruptions.kill_leaves_old_or_new),
        "saves": _interrupted(8, 300, interruptions.save_is_kept),
        "races": _interrupted(3, 50, interruptions.race_loses_nothing),
    }


def _interrupted(few: int, many: int, trial: Callable[[Path, random.Random], None]) -> Kind:
    return Kind(few, many, lambda folder, rng, _: trial(folder, rng), interruptions.warm)


def _damaged(suffix: str, small: Callable[[], bytes], large: Callable[[], bytes] | None = None) -> Kind:
    """Return the trials that damage a small file, one time in ten a larger one (which takes ten times longer)."""

    def trial(folder: Path, rng: random.Random, _: int) -> None:
        book = large if large and rng.random() < 0.1 else small
        _judge(folder, mutant(book(), rng.randrange(1 << 60)), suffix, rng)

    def warm() -> None:
        with TemporaryDirectory() as folder:
            _judge(Path(folder), small(), suffix, random.Random(0))

    return Kind(10, 3000, trial, warm)


def _judge(folder: Path, content: bytes, suffix: str, rng: random.Random) -> None:
    path = folder / f"考核{suffix}"
    path.write_bytes(content)
    file_is_read_or_refused(path, folder / "结果.xlsx")
    commands_hold(path, folder / "另外", rng)


def run(kind: Kind, numbers: range, tally: Tally, *, seed: int = 0, deadline: float = float("inf")) -> None:
    """Run trials of one kind until all numbers were tried or the time (monotonic) is over."""
    kind.warm()
    at = numbers.start
    while at < numbers.stop and time.monotonic() < deadline:
        last = min(at + kind.batch, numbers.stop)
        at = _batch(tally, kind.trial, range(at, last), f"{seed}/{tally.name}/", deadline)


def _batch(tally: Tally, trial: Trial, numbers: range, prefix: str, deadline: float) -> int:
    """Run some trials in a process of their own; return the first that was not run."""
    with TemporaryDirectory() as folder:
        reading, writing = os.pipe()
        process = os.fork()
        if process == 0:
            os.close(reading)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            _run_all(trial, numbers, prefix, writing, Path(folder), deadline)
            os._exit(0)
        os.close(writing)
        return _listen(tally, process, reading, numbers, prefix)


def _listen(tally: Tally, process: int, reading: int, numbers: range, prefix: str) -> int:
    at = numbers.start
    try:
        with os.fdopen(reading, "rb") as reports:
            for report in _lines(reports.fileno()):
                if report is None:
                    tally.failed.append(f"{prefix}{at}: hangs")
                    at += 1
                    break
                _note(tally, report, f"{prefix}{at}")
                at += 1
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
        status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    if status > 0 or (status < 0 and status != -signal.SIGKILL):
        tally.failed.append(f"{prefix}{at}: the process ends with {status}")
        tally.tried += 1
        at += 1
    return at


def _note(tally: Tally, report: str, name: str) -> None:
    seconds, megabytes, failure = report.split(" ", 2)
    tally.tried += 1
    tally.slowest = max(tally.slowest, float(seconds))
    tally.largest = max(tally.largest, int(megabytes))
    if failure:
        tally.failed.append(f"{name}: {failure}")


def _lines(descriptor: int) -> Iterator[str | None]:
    """Yield each line that the process reports; None where it is silent for too long."""
    buffer = b""
    while True:
        if not select.select([descriptor], [], [], _SILENCE_SECONDS)[0]:
            yield None
            return
        piece = os.read(descriptor, 1 << 16)
        if not piece:
            return
        *lines, buffer = (buffer + piece).split(b"\n")
        yield from (line.decode() for line in lines)


def _run_all(trial: Trial, numbers: range, prefix: str, writing: int, folder: Path, deadline: float) -> None:
    inherited = _peak()
    for number in numbers:
        place = folder / "trial"
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
