"""Files below one megabyte made to cost as much as they can; every command must stay below the limits on each."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable
from pathlib import Path

from tests.fuzz.books import small
from tests.fuzz.hostile_books import BOOKS
from tests.fuzz.hostile_documents import DOCUMENTS, LIMIT, TEXTS
from tests.fuzz.judging import require_readable
from tests.fuzz.running import spent, start, wait

#: What a command may take of CPU, in seconds, and of memory.
SECONDS, MEGABYTES = 10.0, 500


_KINDS = (
    (".xlsx", BOOKS), (".docx", DOCUMENTS), (".csv", TEXTS),
    (".txt", {name: TEXTS[name] for name in ("pasted", "one line", "blank lines", "quotes", "rows")}),
)  # fmt: skip
#: Tried first, where only a few are: they take a second.
_QUICK = ("100,000 merges.xlsx", "links.xlsx", "widths.xlsx")
_ALL = {f"{name}{suffix}": make for suffix, makers in _KINDS for name, make in makers.items()}
FILES: dict[str, Callable[[], bytes]] = {name: _ALL[name] for name in dict.fromkeys((*_QUICK, *_ALL))}
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("check", "{file}"), ("recalc", "{file}", "-o", "{out}/结果.xlsx"), ("form", "{file}", "-o", "{out}/结果.xlsx"),
    ("stats", "{file}", "-o", "{out}/结果.xlsx"), ("ranking", "{file}", "-o", "{out}/结果.xlsx"),
    ("columns", "{file}", "-o", "{out}/结果.xlsx"), ("merge", "{file}", "{good}", "-o", "{out}/汇总.xlsx"),
    ("merge", "{good}", "-o", "{out}/汇总.xlsx", "--roster", "{file}"), ("compare", "{file}", "{good}", "-o", "{out}/比较.xlsx"),
    ("new", "{out}/新.xlsx", "--from", "{file}"), ("export", "{file}", "--docx", "{out}/上报表.docx"),
    ("export", "{file}", "--csv", "{out}/表.csv"), ("check", "{file}", "--json"), ("catalogue", "{file}", "-o", "{out}/整理.xlsx"),
    ("notices", "{file}", "--docx", "{out}/反馈单.docx"), ("split", "{file}", "--by", "类别", "-o", "{out}"),
)  # fmt: skip
_ON_WORKBOOKS = frozenset({"recalc", "form", "stats", "ranking"})


def pairs() -> list[tuple[str, tuple[str, ...]]]:
    """Return each file with each command, so that any few in a row are of different files and commands."""
    files = list(FILES)
    found = (
        (file, COMMANDS[(turn + place) % len(COMMANDS)])
        for turn in range(len(COMMANDS))
        for place, file in enumerate(files)
    )
    return [(file, command) for file, command in found if file.endswith(".xlsx") or command[0] not in _ON_WORKBOOKS]


def name_of(number: int) -> str:
    """Return what a trial tries."""
    file, command = pairs()[number]
    return f"{' '.join((command[0], *(each for each in command[2:] if each.startswith('-'))))} {file}"


def is_bearable(folder: Path, number: int) -> None:
    """Run a command on a file, in a process of its own: it works or says why not, and writes nothing half."""
    name, command = pairs()[number]
    file, good, out = folder / f"考核{Path(name).suffix}", folder / "好.xlsx", folder / "另外"
    good.write_bytes(small())
    out.mkdir()
    wait(start((), lambda: _make(name, file)))  # what making it takes counts for nothing
    spent.seconds, spent.megabytes = 0.0, 0
    inherited = (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    )  # a fork is as large as what it was forked from
    assert file.stat().st_size < LIMIT, f"{name} is no small file: {file.stat().st_size:,}"
    status = wait(start(tuple(each.format(file=file, good=good, out=out) for each in command), _bounded))
    cost = f"{name_of(number)}: {spent.seconds:.1f} s, {spent.megabytes} MB, exit {status}"
    assert status in (0, 1, 2), cost
    assert spent.seconds <= SECONDS, cost
    assert spent.megabytes - inherited <= MEGABYTES, cost
    left = sorted(out.iterdir())
    assert not (status == 2 and left), f"refused, and yet written: {left}"
    for written in left[:3]:
        require_readable(written, whole=False)


def _make(name: str, file: Path) -> None:
    file.write_bytes(FILES[name]())
    os._exit(0)


def _bounded() -> None:
    """End a process that goes far beyond the limits, before the machine suffers."""
    resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
    resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
