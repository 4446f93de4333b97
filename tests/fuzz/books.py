"""The tables that trials work on; each is made once in a process."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz.running import quietly

DATA = Path(__file__).parents[1] / "data"
#: Wordings near an entry of the built-in catalogue: what ``accept`` decides on.
ALIASED, VERIFIED = "暗访发现驻村工作队员未在岗被通报", "检查发现驻村工作队员不在岗被批评"
_ROWS = (
    ("序号", "被考核单位", "加扣分原因及分值", "考核得分", "名次"),
    (1, "甲镇", "迟到3次，每次扣0.1分", None, None),
    (2, "乙镇", f"{ALIASED}，扣0.2分", None, None),
    (3, "丙街道", f"{VERIFIED}，扣0.1分", None, None),
    (4, "丁局", "获市级表彰，加0.5分", None, None),
    (5, "戊局", "无", None, None),
)


@cache
def small() -> bytes:
    """Return a workbook of five units, two of whose reasons wait for a decision: quick to compute."""
    from openpyxl import Workbook

    book = Workbook()
    for row in _ROWS:
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


@cache
def with_pages() -> bytes:
    """Return a workbook with every sheet that Kaohe makes: its own pages are read, refreshed and replaced, too."""
    with TemporaryDirectory() as folder:
        source, book = Path(folder, "源.xlsx"), Path(folder, "考核.xlsx")
        source.write_bytes(small())
        quietly("new", str(book), "--from", str(source))
        for command in ("form", "stats", "ranking", "columns"):
            quietly(command, str(book), "--in-place")
        return book.read_bytes()


@cache
def exported(suffix: str) -> bytes:
    """Return the small table as a Word form or a CSV file."""
    with TemporaryDirectory() as folder:
        source, made = Path(folder, "源.xlsx"), Path(folder, f"表{suffix}")
        source.write_bytes(small())
        quietly("export", str(source), f"--{suffix[1:]}", str(made))
        return made.read_bytes()


@cache
def stored(name: str) -> bytes:
    """Return a table that other programs wrote: the real one, or the small one in Excel's old format."""
    return (DATA / name).read_bytes()
