"""Tables in which a unit has several lines, one for each item or period, with a score in each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from kaohe.core.patterns import compile_on_use
from kaohe.core.reading import Role
from kaohe.core.text import fold
from kaohe.tables import arithmetic
from kaohe.tables.roles_by_scores import known_points, open_to_scores
from kaohe.tables.tiles import SURE, Tile

#: A unit's lines with marks that are more than a slip.
_FEWEST_LINES = 2
_PERIOD = compile_on_use(
    r"(?:\d{4}年)?(?:第?[一二三四1-4]季度?|[上下]半年|[上下]学期|\d{1,2}月份?|[一二三四五六七八九十]{1,2}月份?|第[一二三四五六七八九十\d]{1,2}[周期次月])"
)


def find_marks_in_lines(tiles: Sequence[Tile]) -> None:
    """得分 in each of a unit's lines (one for each 指标) is marks: 满分 beside it is that of the line, the unit has their sum.

    A row is only a line where no column names a unit: 行政村 does so below a 乡镇 that is written once.  Where the 得分 of
    each line has parts of its own, each is that of somebody, and whose is asked.
    """
    lines = _lines(tiles)
    scores = [tile for tile in tiles if tile.sense.role is Role.SCORE and _filled(tile, lines) and not tile.fixed]
    whole = [tile for tile in tiles if tile.role is Role.SCORE and tile not in scores]
    points = [tile for tile in tiles if tile.role.counts]
    full = next((tile for tile in tiles if tile.role is Role.BASE and not tile.fixed and _filled(tile, lines)), None)
    if points and full is not None:
        _settle_lines(full, points, scores, whole)
    elif points and (period := next((tile for tile in tiles if _names_periods(tile, lines)), None)) is not None:
        _ask_about_periods(period, points, [*scores, *whole])
    elif len(scores) == 1 and not whole and not points:
        _take_marks(scores[0], tiles)


def _lines(tiles: Sequence[Tile]) -> list[int]:
    """Return the further lines of units, by index among all rows: no column names a unit there."""
    units = [tile for tile in tiles if tile.role is Role.UNIT]
    named = zip(*(unit.values for unit in units), strict=True)
    return [row for row, names in enumerate(named) if not any(names)]


def _filled(tile: Tile, lines: Sequence[int]) -> bool:
    return sum(tile.numbers[row] is not None for row in lines) >= _FEWEST_LINES


def _take_marks(score: Tile, tiles: Sequence[Tile]) -> None:
    if _has_parts(score, tiles):
        unit = next(tile for tile in tiles if tile.role is Role.UNIT)
        score.settle(Role.UNKNOWN, 30, f"{unit.name}空着的几行各有得分，不知道是谁的")
        return
    score.settle(Role.MARKS, 85, "一个单位有几行得分")
    for tile in tiles:
        if tile.role is Role.BASE:
            tile.settle(Role.OUTSIDE, 85, "各行的满分")


def _settle_lines(full: Tile, points: Sequence[Tile], scores: Sequence[Tile], whole: Sequence[Tile]) -> None:
    """标准分 | 扣分 | 得分 in each line: the unit has the sum of what is left, whether 得分 states it or not."""
    if not scores:
        full.settle(Role.MARKS, 85, "一个单位有几行，各行的标准分相加")
        return
    if len(scores) > 1 or len(whole) > 1 or not _leaves(full, points, scores[0]):
        for tile in points:
            tile.settle(tile.role, SURE - 1, f"{full.name}减去它不等于{scores[0].name}")
        return
    scores[0].settle(Role.MARKS, 85, f"一个单位有几行得分，各等于{full.name}加减分值")
    for tile in (full, *points):
        tile.settle(Role.OUTSIDE, 85, f"已计入{scores[0].name}")


def _leaves(full: Tile, points: Sequence[Tile], score: Tile) -> bool:
    made = known_points(points, score, set())
    rows = zip(full.numbers, made, score.numbers, strict=True)
    return all(start is not None and start + (plus or 0) == got for start, plus, got in rows if got is not None)


def _names_periods(tile: Tile, lines: Sequence[int]) -> bool:
    shown = [value for row in lines if isinstance(value := tile.values[row], str)]
    return len(shown) >= _FEWEST_LINES and all(_PERIOD.fullmatch(fold(value).strip()) for value in shown)


def _ask_about_periods(period: Tile, points: Sequence[Tile], scores: Sequence[Tile]) -> None:
    """Ask whether a unit's lines of several periods make one score, unless one cell over them has it."""
    if any(tile.merged_down or tile.profile.numbers for tile in scores):
        return
    for tile in points:
        tile.settle(tile.role, SURE - 1, f"一个单位有几行（{period.name}不同），不知道合起来计分还是各行分别计分")


def _has_parts(score: Tile, tiles: Sequence[Tile]) -> bool:
    """Say whether a score is the sum of two and more columns, or stands beside as many with full marks of their own."""
    if sum(tile.sense.full is not None for tile in tiles if tile is not score) > 1:
        return True
    numbers = {tile.column: tile.numbers for tile in tiles if tile is score or open_to_scores(tile)}
    runs = chain.from_iterable(arithmetic.Neighbours(numbers).runs_beside(score.column))
    return any(arithmetic.sum_of(score.numbers, [numbers[c] for c in run]) >= arithmetic.FEWEST for run in runs)
