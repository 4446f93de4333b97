"""The add-in on Windows, side by side with bare xlwings, under Wine: sizes, starts, calls, installation.

    python -m tests.benchmarks.windows

Starts and imports run in turn and are given in seconds.  A start lasts from the call of xlwings' library to the
COM object (the library looks for it some times a second, so starts come in steps); both servers run in the same
installed interpreter.  Ranking one cell hands over the
whole column of scores each time, as the formula does, so a few hundred of the 10,000 cells are asked and
their time is scaled up.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.excel.wine.pc import Pc
from tests.excel.wine.prefix import windows_path

from kaohe.excel.bundle import make_bundle
from kaohe.excel.windows.place import LIBRARY, PYTHON, ROOT, START_LINE

ROWS, CALLS, TURNS = 10_000, 200, 9

_BARE = START_LINE.replace("from kaohe.excel.server.serving import serve", "from xlwings import serve")
_IMPORT = "import time; start = time.perf_counter(); import {module}; print(time.perf_counter() - start)"


def main() -> None:
    """Print the figures."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        bundle = folder / "kaohe-windows.zip"
        manifest = make_bundle(bundle)
        print(f"bundle: {bundle.stat().st_size / 1e6:.1f} MB, {len(manifest.files)} files")
        _live(Pc(folder / "prefix"), bundle, folder / "job.json")


def _live(pc: Pc, bundle: Path, job: Path) -> None:
    pc.prefix.create()
    start = time.monotonic()
    pc.unpack(bundle)
    print(f"unpacked: {time.monotonic() - start:.1f}")
    with pc.switched_on():
        installed = pc.command("install.cmd")["seconds"]
        print(f"installed: {installed:.1f}")
        _print_imports(pc)
        _print_calls(pc, job)
        removal = time.monotonic()
        pc.command("uninstall.cmd")
        pc.wait_until_gone()
        print(f"uninstalled: {time.monotonic() - removal:.1f}")


def _print_imports(pc: Pc) -> None:
    modules = ("xlwings", "kaohe.excel.server.udfs")
    python = pc.root / PYTHON / "python.exe"
    taken: dict[str, list[float]] = {module: [] for module in modules}
    for _ in range(TURNS):
        for module in modules:
            done = pc.prefix.run(python, "-I", "-B", "-c", _IMPORT.format(module=module))
            taken[module].append(float(done.text))
    _compare("import", {"xlwings": taken["xlwings"], "kaohe": taken["kaohe.excel.server.udfs"]})


def _print_calls(pc: Pc, file: Path) -> None:
    lines = {"xlwings": _BARE, "kaohe": START_LINE}
    job = {"library": str(ROOT / PYTHON / LIBRARY), "lines": lines, "rows": ROWS, "calls": CALLS, "turns": TURNS}
    file.write_text(json.dumps(job), encoding="utf-8")
    figures = json.loads(pc.inside("figures.py", windows_path(file), seconds=1200))
    _compare("start of the server", figures["starts"])
    calls = figures["calls"]
    each = ROWS * median(calls["each"])
    print(f"RANK_UNIT, {ROWS} cells one by one: {each:.0f} (from {CALLS}); as one column: {calls['whole']:.2f}")
    print(f"  ratio {each / calls['whole']:.0f}")
    print(f"SCORE_UNIT of one cell: {1000 * calls['score']:.1f} ms")


def _compare(what: str, taken: dict[str, list[float]]) -> None:
    for name, pick in (("median", median), ("fastest", min)):
        bare, ours = pick(taken["xlwings"]), pick(taken["kaohe"])
        print(f"{what}, {name}: xlwings {bare:.2f}, kaohe {ours:.2f}, ratio {ours / bare:.2f}")


if __name__ == "__main__":
    main()
