"""The kinds of trials, and how they are run: in forked batches, so that one that hangs or eats memory is found out."""

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

from tests.fuzz.interruptions import fault_changes_nothing, kill_leaves_old_or_new, race_loses_nothing
from tests.fuzz.judging import file_is_read_or_refused, text_is_read
from tests.fuzz.mutation import mutant

DATA = Path(__file__).parents[1] / "data"
#: A trial that takes longer (CPU), or a process that grows larger, has failed.
SECONDS, MEGABYTES = 10.0, 500
_BATCH = 50

Trial = Callable[[random.Random, Path], None]


@dataclass(slots=True)
class Tally:
    """What became of the trials of one kind."""

    name: str
    tried: int = 0
    failed: list[str] = field(default_factory=list)
    slowest: float = 0.0
    largest: int = 0


def kinds() -> dict[str, tuple[int, int, Trial]]:
    """Return for each kind how many trials are few, how many are many, and the trial."""
    return {
        "damaged .xlsx": (25, 3000, _damaged("assessment_form.xlsx")),
        "damaged .docx": (25, 3000, _damaged("assessment_form.docx")),
        "damaged .csv": (25, 3000, _damaged("assessment_table.csv")),
        "texts": (400, 100_000, lambda rng, _: text_is_read(rng)),
        "faults": (16, 1000, lambda rng, folder: fault_changes_nothing(_book(), folder, rng)),
        "kills": (8, 300, lambda rng, folder: kill_leaves_old_or_new(_book(), folder, rng)),
        "races": (3, 50, lambda rng, folder: race_loses_nothing(_book(), folder, rng)),
    }


def _book() -> Path:
    return DATA / "assessment_form.xlsx"


def _damaged(name: str) -> Trial:
    data = (DATA / name).read_bytes()

    def trial(rng: random.Random, folder: Path) -> None:
        path = folder / f"考核{Path(name).suffix}"
        path.write_bytes(mutant(data, rng.randrange(1 << 60)))
        file_is_read_or_refused(path, folder / "结果.xlsx")

    return trial


def run(name: str, count: int, trial: Trial, *, seed: int = 0, deadline: float = float("inf")) -> Tally:
    """Run trials of one kind until there are ``count`` or the time (monotonic) is over."""
    tally = Tally(name)
    first = 0
    while first < count and time.monotonic() < deadline:
        last = min(first + _BATCH, count)
        first = _batch(tally, trial, range(first, last), f"{seed}/{name}/")
    return tally


def _batch(tally: Tally, trial: Trial, numbers: range, prefix: str) -> int:
    """Run some trials in a process of their own; return the first that was not run."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        _run_all(trial, numbers, prefix, writing)
    os.close(writing)
    at = numbers.start
    with os.fdopen(reading, "rb") as reports:
        for report in _lines(reports.fileno()):
            if report is None:
                os.kill(process, signal.SIGKILL)
                tally.failed.append(f"{prefix}{at}: hangs")
                break
            seconds, megabytes, failure = report.split(" ", 2)
            tally.slowest = max(tally.slowest, float(seconds))
            tally.largest = max(tally.largest, int(megabytes))
            if failure:
                tally.failed.append(f"{prefix}{at}: {failure}")
            at += 1
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    if status and at < numbers.stop:
        if status != -signal.SIGKILL:
            tally.failed.append(f"{prefix}{at}: the process ends with {status}")
        at += 1
    tally.tried += at - numbers.start
    return at


def _lines(descriptor: int) -> Iterator[str | None]:
    """Yield each line that the process reports; None where it is silent for too long."""
    buffer = b""
    while True:
        if not select.select([descriptor], [], [], SECONDS * 12)[0]:
            yield None
            return
        piece = os.read(descriptor, 1 << 16)
        if not piece:
            return
        *lines, buffer = (buffer + piece).split(b"\n")
        yield from (line.decode() for line in lines)


def _run_all(trial: Trial, numbers: range, prefix: str, writing: int) -> None:
    start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with TemporaryDirectory() as folder:
        for number in numbers:
            place = Path(folder, "trial")
            place.mkdir()
            report = _report(trial, random.Random(f"{prefix}{number}"), place, start)
            shutil.rmtree(place)
            os.write(writing, report.encode("utf-8", "backslashreplace"))
    os._exit(0)


def _report(trial: Trial, rng: random.Random, place: Path, start: int) -> str:
    failure = ""
    began = time.process_time()
    try:
        trial(rng, place)
    except BaseException as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        failure = f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})".replace("\n", " ")
    seconds = time.process_time() - began
    megabytes = max(0, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - start) >> 10
    if not failure and (seconds > SECONDS or megabytes > MEGABYTES):
        failure = f"takes {seconds:.1f} s and {megabytes} MB"
    return f"{seconds:.3f} {megabytes} {failure}\n"
