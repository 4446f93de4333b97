"""What commands cost, from file to file: each in a process of its own, in turns, so that all meet the same load.

Python files are compiled beforehand, as an installation has them; a first round, which does that, is not counted.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.pipeline import CATEGORIES, make_texts

HEADINGS = ("序号", "类别", "被考核单位", "加扣分原因及分值", "考核得分", "名次")
#: As an office has it: without what came with the yardsticks and the tests, and what openpyxl and xlwings load where they
#: find it.
_PLAIN = "import sys; sys.modules.update(dict.fromkeys(['numpy', 'pandas', 'polars', 'PIL', 'lxml'])); "
_OPENPYXL = _PLAIN + "import openpyxl; "
LOAD = _OPENPYXL + "openpyxl.load_workbook(sys.argv[1])"
LOAD_AND_SAVE = _OPENPYXL + "openpyxl.load_workbook(sys.argv[1]).save(sys.argv[2])"
RUN = "import sys; from kaohe.cli import main; main(sys.argv[1:])"
#: What Excel waits for when it has started the function server: xlwings itself, and a first answer.
FIRST_ANSWER = f"""{_PLAIN}
import xlwings
from kaohe.core import prepared
from kaohe.excel.server import udfs
udfs.CHECK_REASON("迟到，扣0.1分；未按时报送材料，扣0.2分")
prepared.keep()
"""
#: What a process needed at most; what its parent passes on at its birth (in ``ru_maxrss``) is more than some ever need.
_PEAK = """import atexit
@atexit.register
def _tell():
    import sys
    with open("/proc/self/status") as status:
        sys.stderr.write("\\n" + next(line for line in status if line.startswith("VmHWM")))
"""


class Cost(NamedTuple):
    """CPU and wall time in seconds, the most memory in megabytes."""

    cpu: float
    wall: float
    megabytes: float


def make_book(path: Path, units: int, kind: str = "recombined") -> Path:
    """Write an office's table of so many units, with texts of a kind of :mod:`tests.benchmarks.pipeline`."""
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("考核表")
        sheet.write_row(0, 0, HEADINGS)
        for unit, text in enumerate(make_texts(kind, units)):
            sheet.write_row(unit + 1, 0, (unit + 1, CATEGORIES[unit % 3], f"第{unit}单位", text))
    return path


def kaohe(*arguments: str | Path) -> list[str]:
    """Return a command line that runs Kaohe's."""
    return python(RUN, *arguments)


def python(code: str, *arguments: str | Path) -> list[str]:
    """Return a command line that runs a line of Python and tells its peak of memory at the end."""
    return [sys.executable, "-c", _PEAK + code, *map(str, arguments)]


def side_by_side(
    commands: Mapping[str, Sequence[str]], rounds: int, before: Callable[[], None] = lambda: None
) -> dict[str, Cost]:
    """Run commands in turns; return the least of each cost.

    ``before`` is called before each command: it takes away what the last one wrote.
    """
    found: dict[str, list[Cost]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for number in range(rounds + 1):
            for name, command in commands.items():
                before()
                cost = _run(command, environment)
                if number:
                    found[name].append(cost)
    return {name: Cost(*map(min, zip(*costs, strict=True))) for name, costs in found.items()}


def _run(command: Sequence[str], environment: Mapping[str, str]) -> Cost:
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    said = process.stderr.read() if process.stderr else b""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):  # 1: there are findings
        raise RuntimeError(f"{command} ended with {process.returncode}: {said.decode(errors='replace')[-500:]}")
    peak = int(said.split()[-2]) / 1024  # VmHWM: 38124 kB
    return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - begun, peak)
