"""``python -m tests.fuzz``: the large run; prints what was tried, what failed and how to see it again."""

from __future__ import annotations

import argparse
import time

from tests.fuzz.trials import Tally, kinds, run


def main() -> int:
    """Run every kind for its share of the time, or as often as is many; return 1 where something failed."""
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    asked.add_argument("--minutes", type=float, default=30, help="the most that all kinds take (default: 30)")
    asked.add_argument("--seed", type=int, default=0, help="another seed tries other files")
    asked.add_argument("--kind", action="append", help="only this kind (repeatable)")
    asked.add_argument("--count", type=int, help="so many trials of each kind")
    given = asked.parse_args()
    chosen = {name: kind for name, kind in kinds().items() if not given.kind or name in given.kind}
    end = time.monotonic() + given.minutes * 60
    tallies = []
    print(f"{'kind':14} {'tried':>8} {'failed':>7} {'slowest s':>10} {'grew MB':>8}", flush=True)
    for left, (name, (_, many, trial)) in zip(range(len(chosen), 0, -1), chosen.items(), strict=True):
        share = time.monotonic() + (end - time.monotonic()) / left
        tallies.append(run(name, given.count or many, trial, seed=given.seed, deadline=share))
        print(_row(tallies[-1]), flush=True)
    failures = [failure for tally in tallies for failure in tally.failed]
    print(*failures[:40], sep="\n")
    return int(bool(failures))


def _row(tally: Tally) -> str:
    return f"{tally.name:14} {tally.tried:8,} {len(tally.failed):7,} {tally.slowest:10.2f} {tally.largest:8,}"


if __name__ == "__main__":
    raise SystemExit(main())
