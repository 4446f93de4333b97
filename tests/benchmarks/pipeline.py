"""Kaohe's whole pipeline beside pandas, polars and native formulas, in one run.

    python tests/benchmarks/pipeline.py [--units 75 10000 …] [--texts recombined …]

Kaohe reads, matches, scores, ranks, checks and plans; pandas (``str.extractall``, then
``groupby.rank("dense")``) and polars only score and rank; the native formula (``SUMPRODUCT``
over ``COUNTIFS``, recalculated by LibreOffice) only ranks.  Every figure is taken in a process of its
own: best of several runs, and the peak of memory above what the input itself takes.

The texts:

* recombined: items of the real table, one to five a unit as often as there;
* distinct:   no two texts alike: four real items a unit, each time another choice or order;
* villages:   no two items alike either: a village and a group before each real item
              (``石柳河村第3组…，扣0.2分``), so every reason has to be read and matched;
* dates:      likewise, with a day and a household in front (``督查组3月5日查第120户，…，扣0.2分``).
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "data"
SIZES = (75, 1_000, 10_000, 100_000, 213_300)
KINDS = ("recombined", "distinct", "villages", "dates")
CONTENDERS = ("kaohe", "pandas", "polars")
FORMULA_ROWS = 1_000
PLACES = "石柳河安泉峰溪岭坪湾桥塘坝沟坡梁岩林竹松柏梅兰荷莲清明文武龙凤虎鹤金银铜铁玉珠宝"
CATEGORIES = ("镇（街道）", "区党群部门", "区政府部门")


def real_items() -> tuple[list[str], list[int]]:
    """Return the items of the real table, and how many each of its units has."""
    with (DATA / "assessment_table.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [row["加扣分原因及分值"].rstrip("；").split("；") for row in csv.DictReader(file)]
    return [item for cell in cells for item in cell], [len(cell) for cell in cells]


def make_texts(kind: str, count: int) -> list[str]:
    """Return ``count`` reason texts of a kind; the same ones each time."""
    chance = random.Random(f"{kind} {count}")
    items, lengths = real_items()
    serial = itertools.count()

    def item() -> str:
        chosen = chance.choice(items)
        if kind == "villages":
            number = next(serial)
            village = "".join(PLACES[number // 9 // len(PLACES) ** place % len(PLACES)] for place in range(3))
            return f"{village}村第{number % 9 + 1}组{chosen}"
        if kind == "dates":
            number = next(serial)
            return f"督查组{number % 12 + 1}月{number % 28 + 1}日查第{number}户，{chosen}"
        return chosen

    def cell() -> str:
        length = 4 if kind == "distinct" else chance.choice(lengths)
        chosen: dict[str, None] = {}
        while len(chosen) < length:
            chosen[item()] = None
        return "；".join(chosen)

    if kind != "distinct":
        return [cell() for _ in range(count)]
    texts: dict[str, None] = {}
    while len(texts) < count:
        texts[cell()] = None
    return list(texts)


def prepare_kaohe(texts: list[str]) -> Callable[[], object]:
    from kaohe.core.schema import Field
    from kaohe.core.table import Column, Layout, Sheets, Table
    from kaohe.recalculation import recalculate

    count = len(texts)
    blank = [None] * count
    table = Table(
        "考核表",
        Layout.OFFICE,
        1,
        range(2, count + 2),
        [CATEGORIES[unit % 3] for unit in range(count)],
        (
            Column(Field.NUMBER, 1, "序号", [Decimal(unit + 1) for unit in range(count)]),
            Column(Field.UNIT, 2, "被考核单位", [f"第{unit}单位" for unit in range(count)]),
            Column(Field.REASONS, 3, "加扣分原因及分值", texts),
            Column(Field.SCORE, 4, "考核得分", blank),
            Column(Field.RANK, 5, "名次", blank),
        ),
    )
    return lambda: recalculate(Sheets((table,)))


def prepare_pandas(texts: list[str]) -> Callable[[], object]:
    import pandas as pd

    frame = pd.DataFrame({"text": texts, "category": [CATEGORIES[unit % 3] for unit in range(len(texts))]})

    def run() -> object:
        points = frame["text"].str.extractall(r"([扣加])\s*(\d+(?:\.\d+)?)\s*分")
        signed = points[1].astype(float).where(points[0] == "加", -points[1].astype(float))
        frame["score"] = (100 + signed.groupby(level=0).sum()).reindex(frame.index, fill_value=100).round(6)
        return frame.groupby("category")["score"].rank("dense", ascending=False)

    return run


def prepare_polars(texts: list[str]) -> Callable[[], object]:
    import polars as pl

    frame = pl.DataFrame({"text": texts, "category": [CATEGORIES[unit % 3] for unit in range(len(texts))]})

    def run() -> object:
        found = pl.col("text").str.extract_all(r"[扣加]\s*\d+(?:\.\d+)?\s*分")
        size = pl.element().str.extract(r"(\d+(?:\.\d+)?)").cast(pl.Float64)
        signed = pl.when(pl.element().str.starts_with("扣")).then(-size).otherwise(size)
        score = (100 + found.list.eval(signed).list.sum().fill_null(0)).round(6)
        return frame.with_columns(score=score).with_columns(
            rank=pl.col("score").rank("dense", descending=True).over("category")
        )

    return run


PREPARE = {"kaohe": prepare_kaohe, "pandas": prepare_pandas, "polars": prepare_polars}


def measure_here(contender: str, kind: str, count: int) -> dict[str, float]:
    """Measure in this process: seconds (best run) and megabytes above the input."""
    run = PREPARE[contender](make_texts(kind, count))
    before = peak_memory()
    times, cpu = [], []
    while not times or (sum(times) < 4 and len(times) < 20):
        start, used = time.perf_counter(), time.process_time()
        result = run()
        cpu.append(time.process_time() - used)
        times.append(time.perf_counter() - start)
        del result
    return {"seconds": min(times), "cpu": min(cpu), "megabytes": peak_memory() - before}


def peak_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(contender: str, kind: str, count: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--child", contender, kind, str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


#: LibreOffice recalculates a workbook on opening only when told to.
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def measure_formula(count: int) -> float | None:
    """Return LibreOffice's seconds for the native ranking formula on ``count`` rows, start-up taken off."""
    if shutil.which("soffice") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        user = Path(folder) / "profile" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")
        convert(folder, count, formulas=False)  # the first start fills the profile
        bare = convert(folder, count, formulas=False)
        return convert(folder, count, formulas=True) - bare


def convert(folder: str, count: int, *, formulas: bool) -> float:
    """Return the seconds that LibreOffice takes to open, recalculate and save as CSV."""
    import xlsxwriter

    path = Path(folder) / f"native-{formulas}.xlsx"
    scores, groups = f"$B$1:$B${count}", f"$A$1:$A${count}"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row in range(count):
            sheet.write(row, 0, CATEGORIES[row % 3])
            sheet.write(row, 1, 100 - (row * 7 % 40) / 10)
            if formulas:
                better = f"({groups}=A{row + 1})*({scores}>B{row + 1})/COUNTIFS({groups},{groups},{scores},{scores})"
                sheet.write_formula(row, 2, f"=SUMPRODUCT({better})+1")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "csv", "--outdir", folder, str(path)]
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return time.perf_counter() - start


def report(sizes: list[int], kinds: list[str]) -> Iterator[str]:
    yield "| texts | units | Kaohe s | µs/unit | pandas s | polars s | formula s | Kaohe ÷ pandas | Kaohe ÷ polars | Kaohe MB | pandas MB | polars MB |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
    for kind in kinds:
        for count in sizes:
            found = {contender: measure(contender, kind, count) for contender in CONTENDERS}
            seconds = {contender: found[contender]["seconds"] for contender in CONTENDERS}
            formula = measure_formula(count) if count <= FORMULA_ROWS and kind == "recombined" else None
            ours = seconds["kaohe"]
            memory = " | ".join(f"{found[contender]['megabytes']:.0f}" for contender in CONTENDERS)
            native = "" if formula is None else f"{formula:.1f}" if formula >= 0.1 else "<0.1"
            yield (
                f"| {kind} | {count:,} | {ours:.4f} | {ours / count * 1e6:.2f} | {seconds['pandas']:.4f}"
                f" | {seconds['polars']:.4f} | {native} | {ours / seconds['pandas']:.2f}"
                f" | {ours / seconds['polars']:.2f} | {memory} |"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    parser.add_argument("--units", nargs="+", type=int, default=[*SIZES])
    parser.add_argument("--texts", nargs="+", choices=KINDS, default=[*KINDS])
    options = parser.parse_args()
    if options.child:
        contender, kind, count = options.child
        sys.stdout.write(json.dumps(measure_here(contender, kind, int(count))))
        return
    for line in report(options.units, options.texts):
        print(line, flush=True)


if __name__ == "__main__":
    main()
