"""How long ``kaohe merge`` takes, and how much memory at most.

    python tests/benchmarks/merging.py [--files 200 1000 …] [--units 75]

Departments hand in .xlsx (an office's layout and the template), .xlsm, .csv, .txt and .docx in equal
parts; one file is cut off, one is open elsewhere.  Each figure is taken in a process of its own that
does nothing but merge; its first line is what starting Python and importing Kaohe takes.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.departments import make_departments

from kaohe.matching.catalogue import builtin

ITEMS = [f"{entry.wording}，扣{-(entry.points or 0)}分" for entry in builtin().entries]


def measure(arguments: list[str]) -> tuple[int, float, float, str]:
    """Run kaohe; return exit code, seconds, peak memory in MB, and the last lines it printed."""
    start = time.perf_counter()
    code = "import resource, sys; from kaohe.cli import main\ntry: main(sys.argv[1:])\nfinally: " \
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"  # fmt: skip
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    *lines, peak = done.stdout.splitlines()
    return done.returncode, time.perf_counter() - start, int(peak) / 1024, "　".join(lines[:1])


def main() -> None:
    """Print one line a size."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--files", type=int, nargs="*", default=[200])
    options.add_argument("--units", type=int, default=75)
    given = options.parse_args()
    _, seconds, peak, _ = measure(["--version"])
    print(f"start       {seconds:6.2f} s  peak {peak:6.1f} MB")
    for files in given.files:
        with tempfile.TemporaryDirectory() as folder:
            paths = list(make_departments(Path(folder), ITEMS, files, given.units))
            paths[0].write_bytes(paths[0].read_bytes()[:2000])
            Path(folder, f"~${paths[6].name}").write_bytes(b"")
            out = str(Path(folder, "汇总.xlsx"))
            code, seconds, peak, said = measure(["merge", *map(str, paths), "-o", out])
            print(f"{files:5} files {seconds:6.2f} s  peak {peak:6.1f} MB  exit {code}  {said}")


if __name__ == "__main__":
    main()
