"""``python -m tests.fuzz``: the large run; prints what was tried, what failed and how to see it again.

Without options every kind gets its whole number of trials, however long that takes.  An interrupted run (Ctrl+C,
SIGTERM) prints the row of the kind that it was at, too.
"""

from __future__ import annotations

import argparse
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.fuzz.batches import Kind, Tally, run
from tests.fuzz.sabotage import SABOTAGES, sabotaged
from tests.fuzz.trials import kinds

_MOST_SHOWN = 40


def main() -> int:
    """Run the chosen kinds; return 1 where something failed, 130 where the run was interrupted."""
    given = _arguments()
    chosen = {name: kind for name, kind in kinds().items() if not given.kind or name in given.kind}
    tallies: list[Tally] = []
    print(f"{'kind':16} {'tried':>8} {'failed':>7} {'slowest s':>10} {'most MB':>8} {'took s':>7}", flush=True)
    interrupted = False
    with _terminable(), sabotaged(given.without):
        for tally, work in _planned(chosen, given):
            tallies.append(tally)
            began = time.monotonic()
            try:
                work()
            except KeyboardInterrupt:
                interrupted = True
                break
            finally:
                print(_row(tally, time.monotonic() - began), flush=True)
    for failure in [failure for tally in tallies for failure in tally.failed][:_MOST_SHOWN]:
        print(failure)
    return 130 if interrupted else int(any(tally.failed for tally in tallies))


def _arguments() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    asked.add_argument("--minutes", type=float, default=float("inf"), help="the most that all kinds take together")
    asked.add_argument("--count", type=int, help="so many trials of each kind, instead of its own number")
    asked.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="so many processes at a time")
    asked.add_argument("--kind", action="append", choices=kinds(), help="only this kind (repeatable)")
    asked.add_argument("--seed", type=int, default=0, help="another seed tries other files")
    asked.add_argument("--first", type=int, default=0, help="begin with this trial: its number stands in a failure")
    asked.add_argument(
        "--without", choices=SABOTAGES, help="switch one safeguard off, to see that the trials notice (they must fail)"
    )
    return asked.parse_args()


def _planned(chosen: dict[str, Kind], given: argparse.Namespace) -> Iterator[tuple[Tally, Callable[[], object]]]:
    """Yield each kind's tally and its work; each may take an equal share of the time that is left."""
    end = time.monotonic() + given.minutes * 60
    for left, (name, kind) in zip(range(len(chosen), 0, -1), chosen.items(), strict=True):
        tally, count = Tally(name), given.count or kind.many
        share = time.monotonic() + (end - time.monotonic()) / left

        def work(kind: Kind = kind, tally: Tally = tally, count: int = count, share: float = share) -> None:
            run(kind, range(given.first, given.first + count), tally, seed=given.seed, deadline=share, jobs=given.jobs)

        yield tally, work


@contextmanager
def _terminable() -> Iterator[None]:
    """Let a polite end (``kill``, ``timeout``) be the same as Ctrl+C."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _row(tally: Tally, took: float) -> str:
    return (
        f"{tally.name:16} {tally.tried:8,} {len(tally.failed):7,} {tally.slowest:10.2f} {tally.largest:8,} {took:7,.0f}"
    )


if __name__ == "__main__":
    raise SystemExit(main())
