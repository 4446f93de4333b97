"""``python -m tests.benchmarks``: every figure on speed, in one run, on one page.

It ends with 1 where a ratio that the README states is missed by more than a tenth.  Ratios are of CPU time (of all threads),
measured in turns, so that a busy computer slows both sides.  Some twenty minutes; ``--only start`` takes one.
``--only scaling``, which nothing else runs, takes ten: the commands on up to 200,000 units and on up to 200 files.
"""

from __future__ import annotations

import argparse
import csv
import platform
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.commands import FIRST_ANSWER, LOAD, LOAD_AND_SAVE, Cost, kaohe, make_book, python, side_by_side
from tests.benchmarks.matching_speed import catalogue, dated, named, reasons
from tests.benchmarks.pipeline import CONTENDERS, measure
from tests.benchmarks.stated import ROOT, Ratio, missed
from tests.departments import make_departments

from kaohe.matching import Matcher
from kaohe.matching.catalogue import Catalogue, builtin
from kaohe.reason import parse
from kaohe.reason.plain import read_plainly

LARGE, SMALL = 50_000, 75
FORM_UNITS = 10_000
Lines = Iterator[str | Ratio]


def start(folder: Path) -> Lines:
    """Yield what a command costs on the smallest table: mostly the start of Python and of the program."""
    book, out = make_book(folder / "small.xlsx", SMALL), folder / "out.xlsx"
    commands = {
        "python": python("pass"),
        "openpyxl": python(LOAD, book),
        "check": kaohe("check", book),
        "recalc": kaohe("recalc", book, "-o", out),
        "function server": python(FIRST_ANSWER),
    }
    found = side_by_side(commands, 15, lambda: out.unlink(missing_ok=True))
    yield from _costs(found)
    yield Ratio(
        f"from a cold start: `kaohe check`, {SMALL} units", "openpyxl loads the file", _of(found, "check", "openpyxl")
    )
    yield Ratio(
        f"from a cold start: `kaohe recalc -o`, {SMALL} units",
        "openpyxl loads the file",
        _of(found, "recalc", "openpyxl"),
    )
    yield Ratio(
        "from a cold start: the function server's first =CHECK_REASON",
        "openpyxl loads the file",
        _of(found, "function server", "openpyxl"),
    )


def files(folder: Path) -> Lines:
    """Yield what commands cost from file to file on a large table, beside openpyxl's reading and writing of it."""
    book, out = make_book(folder / "large.xlsx", LARGE), folder / "out.xlsx"
    commands = {
        "openpyxl loads": python(LOAD, book),
        "openpyxl loads and saves": python(LOAD_AND_SAVE, book, out),
        "check": kaohe("check", book),
        "recalc": kaohe("recalc", book, "-o", out),
    }
    found = side_by_side(commands, 3, lambda: out.unlink(missing_ok=True))
    yield from _costs(found)
    yield Ratio(
        f"from file to file: `kaohe check`, {LARGE:,} units",
        "openpyxl loads the file",
        _of(found, "check", "openpyxl loads"),
    )
    yield Ratio(
        f"from file to file: `kaohe recalc -o`, {LARGE:,} units", "openpyxl loads and saves it",
        _of(found, "recalc", "openpyxl loads and saves"),
    )  # fmt: skip


def reports(folder: Path) -> Lines:
    """Yield what each unit costs where much is made of it: the difference of two sizes, so without the start."""
    small, large = make_book(folder / "a.xlsx", 1_000), make_book(folder / "b.xlsx", FORM_UNITS)
    out, csv_out, docx = folder / "out.xlsx", folder / "out.csv", folder / "out.docx"

    def clear() -> None:
        for path in (out, csv_out, docx):
            path.unlink(missing_ok=True)

    parts = {units: _departments(folder, 10, units) for units in (100, 1_000)}
    pairs = {
        "check": (kaohe("check", small), kaohe("check", large), FORM_UNITS - 1_000),
        "form": (kaohe("form", small, "-o", out), kaohe("form", large, "-o", out), FORM_UNITS - 1_000),
        "export --docx": (
            kaohe("export", small, "--docx", docx), kaohe("export", large, "--docx", docx), FORM_UNITS - 1_000,
        ),
        "export --csv": (
            kaohe("export", small, "--csv", csv_out), kaohe("export", large, "--csv", csv_out), FORM_UNITS - 1_000,
        ),
        "merge of 10 files": (
            kaohe("merge", *parts[100], "-o", out), kaohe("merge", *parts[1_000], "-o", out), 9_000,
        ),
    }  # fmt: skip
    yield "| command | µs of CPU a unit | KB a unit |"
    yield "|---|--:|--:|"
    for name, (few, many, units) in pairs.items():
        found = side_by_side({"few": few, "many": many}, 3, clear)
        micro = (found["many"].cpu - found["few"].cpu) / units * 1e6
        memory = (found["many"].megabytes - found["few"].megabytes) / units * 1024
        yield f"| {name} | {micro:.0f} | {memory:.1f} |"


def scaling(folder: Path) -> Lines:
    """Yield what a unit costs on tables of all sizes, beyond what the same command takes on the smallest one."""
    out = folder / "out.xlsx"
    sizes = (SMALL, 1_000, 10_000, 50_000, 200_000)
    books = {size: make_book(folder / f"{size}.xlsx", size) for size in sizes}
    commands = {
        "check": [kaohe("check", books[size]) for size in sizes],
        "recalc": [kaohe("recalc", books[size], "-o", out) for size in sizes],
        "form": [kaohe("form", books[size], "-o", out) for size in sizes],
        "merge of 10 files": [kaohe("merge", *_departments(folder, 10, size // 10), "-o", out) for size in sizes],
    }
    yield "| µs of CPU and KB a unit | " + " | ".join(f"{size:,} units" for size in sizes[1:]) + " |"
    yield "|---|" + "--:|" * (len(sizes) - 1)
    for name, lines in commands.items():
        yield _grown(
            name, lines, [size if name in ("check", "recalc", "form") else size // 10 * 10 for size in sizes], out
        )
    files = (2, 20, 200)
    yield ""
    yield "| µs of CPU and KB a unit | " + " | ".join(f"{count} files" for count in files[1:]) + " |"
    yield "|---|" + "--:|" * (len(files) - 1)
    merges = [kaohe("merge", *_departments(folder, count, SMALL), "-o", out) for count in files]
    yield _grown(f"merge of files with {SMALL} units each", merges, [count * SMALL for count in files], out)


def _grown(name: str, lines: list[list[str]], units: list[int], out: Path) -> str:
    """Return a row: what each command line takes a unit beyond the first one."""
    found = [side_by_side({name: line}, 1, lambda: out.unlink(missing_ok=True))[name] for line in lines]
    cells = [
        f"{(cost.cpu - found[0].cpu) / (count - units[0]) * 1e6:.0f} µs, "
        f"{(cost.megabytes - found[0].megabytes) / (count - units[0]) * 1024:.1f} KB"
        for cost, count in zip(found[1:], units[1:], strict=True)
    ]
    return f"| {name} | {' | '.join(cells)} |"


def _departments(folder: Path, files: int, units: int) -> list[Path]:
    own = folder / f"{files} of {units}"
    own.mkdir()
    items = [f"{entry.wording}，扣{-(entry.points or 0)}分" for entry in builtin().entries]
    return list(make_departments(own, items, files, units))


def memory(folder: Path) -> Lines:
    """Yield the whole pipeline in memory beside data frames, which only extract the points, score and rank."""
    yield "| texts | units | Kaohe µs a unit | pandas | polars |"
    yield "|---|--:|--:|--:|--:|"
    ratios = []
    for kind, units, told in (
        ("recombined", 100_000, "items of the real table, recombined"),
        ("distinct", 100_000, "no two cells alike, of such items"),
        ("villages", 10_000, "every item a wording never seen before"),
    ):
        rounds = [{name: measure(name, kind, units)["cpu"] for name in CONTENDERS} for _ in range(3)]
        least = {name: min(each[name] for each in rounds) for name in CONTENDERS}
        cells = " | ".join(f"{least[name] / units * 1e6:.2f}" for name in CONTENDERS)
        yield f"| {told} | {units:,} | {cells} |"
        for other in CONTENDERS[1:]:
            ratios.append(Ratio(f"in memory, {units:,} units: {told}", other, least["kaohe"] / least[other]))
    yield from ratios


def cells(folder: Path) -> Lines:
    """Yield what one cell costs: of the plain pattern, outside it, the first one, and a new wording to match."""
    texts = _reading_cases()
    plain = [text for text in texts if read_plainly(text)] * 3
    other = [text for text in texts if not read_plainly(text)]
    yield "| cells | µs of CPU |"
    yield "|---|--:|"
    yield f"| of the plain pattern, read ({len(plain)}) | {_each(plain, parse):.1f} |"
    yield f"| outside it, read with the whole grammar ({len(other)}) | {_each(other, parse):.1f} |"
    code = f"import time; from kaohe.reason import parse; t = time.process_time(); parse({other[0]!r}); print(time.process_time() - t)"
    yield f"| the first one outside it in a process, its patterns compiled | {_printed(code) * 1e6:.0f} |"
    from rapidfuzz import fuzz, process

    large = catalogue()
    wordings = [entry.wording for entry in large.entries]
    asked = [text for text, _ in reasons(large.entries)]
    ours, theirs = _in_turns(asked, lambda: _matching(large), lambda: lambda text: process.extractOne(text, wordings, scorer=fuzz.ratio))  # fmt: skip
    yield f"| a reason matched on a catalogue of 2,000 entries | {ours:.0f} |"
    yield Ratio(
        "matching on a catalogue of 2,000 entries", "`rapidfuzz.process.extractOne`, plain ratio", ours / theirs
    )
    known = [entry.wording for entry in builtin().entries]
    for what, fresh in (("fresh dates", dated()), ("fresh place names", named())):
        ours, theirs = _in_turns(fresh[:6_000], lambda: _matching(builtin()), lambda: lambda text: process.extractOne(text, known, scorer=fuzz.WRatio))  # fmt: skip
        yield f"| a reason with {what}, matched on 22 entries | {ours:.0f} |"
        yield Ratio(f"matching reasons with {what}", "`rapidfuzz.process.extractOne`, WRatio", ours / theirs)


def sheet(folder: Path) -> Lines:
    """Yield what a row costs in the function server (without COM and VBA)."""
    from tests.benchmarks.sheet import rank

    few, many = rank(500, anew=False), rank(5_000, anew=False)
    yield f"`=RANK_UNIT()`: {few:.0f} µs a row at 500 rows, {many:.0f} µs at 5,000."
    yield Ratio("`=RANK_UNIT()`, a row of 5,000", "a row of 500", many / few)


SECTIONS: dict[str, tuple[str, Callable[[Path], Lines]]] = {
    "start": ("From a cold start", start),
    "files": ("From file to file", files),
    "reports": ("Forms and mergers, from file to file", reports),
    "memory": ("In memory, warm", memory),
    "cells": ("Cells, in memory", cells),
    "sheet": ("In a sheet", sheet),
    "scaling": ("Up to 200,000 units", scaling),
}


def _costs(found: dict[str, Cost]) -> Iterator[str]:
    yield "| command | CPU ms | wall ms | MB |"
    yield "|---|--:|--:|--:|"
    for name, cost in found.items():
        yield f"| {name} | {cost.cpu * 1e3:.0f} | {cost.wall * 1e3:.0f} | {cost.megabytes:.0f} |"


def _of(found: dict[str, Cost], ours: str, theirs: str) -> float:
    return found[ours].cpu / found[theirs].cpu


def _reading_cases() -> list[str]:
    """Return the texts of the cases on reading, in a random order that is the same each time."""
    texts = []
    for path in sorted((ROOT / "tests/cases/reading").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            texts += [row[1] for row in csv.reader(file) if len(row) > 1][1:]
    random.Random(20260104).shuffle(texts)
    return texts


def _each(texts: list[str], ask: Callable[[str], object]) -> float:
    """Return microseconds of CPU a text, the best of five rounds."""
    return min(_round(texts, ask) for _ in range(5))


def _round(texts: list[str], ask: Callable[[str], object]) -> float:
    begun = time.process_time()
    for text in texts:
        ask(text)
    return (time.process_time() - begun) / len(texts) * 1e6


def _in_turns(texts: list[str], *makers: Callable[[], Callable[[str], object]]) -> list[float]:
    """Return microseconds a text of each, asked anew (so that nothing is remembered) in turns; the best of three."""
    rounds = [[_round(texts, make()) for make in makers] for _ in range(3)]
    return [min(each) for each in zip(*rounds, strict=True)]


def _matching(entries: Catalogue) -> Callable[[str], object]:
    """Return a new matcher's ``match``, made ready by a first question; asked often, it is made ready once."""
    matcher = Matcher(entries)
    matcher.match("从来没有人写过的原因")
    return matcher.match


def _printed(code: str) -> float:
    import subprocess

    runs = (subprocess.run(python(code), capture_output=True, text=True, check=True) for _ in range(5))
    return min(float(run.stdout) for run in runs)


def main() -> int:
    """Write the page; return 1 where a stated ratio is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=[*SECTIONS], default=[*SECTIONS][:-1])
    parser.add_argument("--page", type=Path, default=Path("benchmarks.md"))
    given = parser.parse_args()
    ratios: list[Ratio] = []
    packages = ", ".join(f"{name} {version(name)}" for name in ("openpyxl", "pandas", "polars", "rapidfuzz"))
    with given.page.open("w", encoding="utf-8") as page:

        def tell(line: str) -> None:
            print(line, flush=True)
            print(line, file=page)

        tell(f"Python {platform.python_version()}, {platform.machine()}, {packages}.")
        for name in given.only:
            title, section = SECTIONS[name]
            tell(f"\n## {title}\n")
            with tempfile.TemporaryDirectory() as folder:
                own: list[Ratio] = []
                for line in section(Path(folder)):
                    own.append(line) if isinstance(line, Ratio) else tell(line)
            if own:
                tell("\n| what | beside | ratio |\n|---|---|--:|")
                for each in own:
                    tell(f"| {each.what} | {each.beside} | {each.ratio:.2f} |")
            ratios += own
        wrong = list(missed(ratios))
        tell("\n" + ("\n".join(["Missed:", *wrong]) if wrong else "Every ratio that the README states was reached."))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
