"""What cells cost in the function server: ratios measured side by side in one run, and times on this computer.

``python tests/benchmarks/sheet.py``
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[2]))

from kaohe.excel.server import udfs
from kaohe.matching.catalogue import builtin_rows

ASKED = 300
SCORES = (99.5, 99.6, 99.7, 100.0, 98.0)


def _column(rows: int) -> tuple[tuple[float], ...]:
    return tuple((SCORES[row % 5],) for row in range(rows))


def _groups(rows: int) -> tuple[tuple[str], ...]:
    return tuple((f"第{row % 4}组",) for row in range(rows))


def _microseconds(call: Callable[[int], object], times: int) -> float:
    """Return what a call costs, the best of five rounds."""
    rounds = []
    for _ in range(5):
        begun = process_time()
        for number in range(times):
            call(number)
        rounds.append((process_time() - begun) / times * 1e6)
    return min(rounds)


def _anew(rows: tuple[tuple[object, ...], ...]) -> tuple[tuple[object, ...], ...]:
    return tuple((*row,) for row in rows)


def rank(rows: int, *, anew: bool) -> float:
    """Return microseconds for one =RANK_UNIT(score, scores, category, categories)."""
    scores, groups = _column(rows), _groups(rows)
    handed = [(_anew(scores), _anew(groups)) for _ in range(20)] if anew else [(scores, groups)]

    def call(number: int) -> object:
        column, categories = handed[number % len(handed)]
        return udfs.RANK_UNIT(SCORES[number % 5], column, f"第{number % 4}组", categories)

    call(0)
    return _microseconds(call, ASKED)


def check() -> tuple[float, float]:
    """Return microseconds a cell for =CHECK_REASON(reasons, catalogue): cell by cell, and as one column."""
    fields = [(r.code, r.wording, r.sign, r.points, r.aliases, r.remark) for r in builtin_rows()]
    rows = [tuple(None if one is None else str(one) for one in row) for row in fields]
    catalogue = (("编号", "标准表述", "加扣", "分值", "别名", "备注"), *rows)
    texts = [f"第{n}次抽查台账更新不及时，扣0.{n % 9 + 1}分；会议迟到，扣0.1分" for n in range(ASKED)]
    column = tuple((text,) for text in texts)
    udfs.CHECK_REASON(column, catalogue)  # every text is known from here on
    for text in texts:
        udfs.CHECK_REASON(text, catalogue)
    single = _microseconds(lambda number: udfs.CHECK_REASON(texts[number], catalogue), ASKED)
    return single, _microseconds(lambda number: udfs.CHECK_REASON(column, catalogue), 5) / ASKED


def template(rows: int) -> float:
    """Return seconds in the server for the template's own columns, each asked for as the add-in does."""
    texts = [f"第{n % 60}次抽查台账更新不及时，扣0.{n % 9 + 1}分；会议迟到，扣0.1分" for n in range(rows)]
    scores, groups = _column(rows), _groups(rows)
    begun = process_time()
    for text in texts:
        udfs.ADDED_POINTS(text)
        udfs.DEDUCTED_POINTS(text)
        udfs.CHECK_REASON(text)
    udfs.RANK_UNIT(scores, scores, groups, groups)
    return process_time() - begun


if __name__ == "__main__":
    small, large = rank(500, anew=False), rank(5_000, anew=False)
    print(f"RANK_UNIT a row: {small:.0f} µs at 500 rows, {large:.0f} µs at 5,000: {large / small:.2f} ×")
    small, large = rank(500, anew=True), rank(5_000, anew=True)
    print(f"  columns handed over anew: {small:.0f} µs, {large:.0f} µs: {large / small:.2f} ×")
    single, column = check()
    print(
        f"CHECK_REASON a cell, text known: {single:.1f} µs alone, {column:.1f} µs in a column: {single / column:.2f} ×"
    )
    template(10)
    print(f"the template's columns at 7,500 rows, texts recombined: {template(7_500):.2f} s in the server")
