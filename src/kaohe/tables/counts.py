"""How often something happened, and what each case counts: 迟到（每次扣0.1分）, 投诉次数 | 每次扣分."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from decimal import Decimal

from kaohe.core.patterns import compile_on_use
from kaohe.core.points import shows_no_points
from kaohe.core.reading import Role
from kaohe.tables.heading import POINTS_BY_SIGN, sign_of
from kaohe.tables.heading_numbers import says_counts
from kaohe.tables.making import NUMERIC_ROLES, REASON_ROLES
from kaohe.tables.tiles import SURE, Tile

#: Points under these are of something else than the counts beside them.
_OF_OTHERS = compile_on_use("其他|其它|其余|另外")


def read_counts(tiles: Sequence[Tile], titles: Sequence[str]) -> None:
    """Cells under 迟到（每次扣0.1分） hold how often, if they are whole numbers; rates and counts without points are a question."""
    rated = [tile for tile in tiles if tile.factor is not None and not tile.fixed and tile.sense.rate is not None]
    told = any(map(says_counts, titles)) or any(says_counts(part) for tile in rated for part in tile.parts)
    doubtful = [tile for tile in rated if not _are_counts(tile)]
    told = told or any(tile.counted_in_words for tile in rated)
    proof = told or any(_must_be_counts(tile) for tile in rated)
    for tile in rated:
        if tile in doubtful and not told:
            if tile.profile.whole or tile.profile.numbers == 0:
                continue
            # 0.2 under 每次扣0.1分 is no number of times: the cells are points.
            tile.factor = None
        elif not proof and tile.profile.nonzero and tile.factor != 1:
            tile.settle(tile.role, 50, f"{tile.name}里是次数还是分值不清楚")
    for count, rate in itertools.pairwise(tiles):
        _multiply(count, rate, tiles)
    _ask_about_counts(tiles)


def _are_counts(tile: Tile) -> bool:
    return tile.profile.whole and not tile.profile.negative


def _must_be_counts(tile: Tile) -> bool:
    """Say whether cells can't be points: whole numbers that are no multiples of a whole rate, or of a rate below 1."""
    rate = tile.factor or Decimal(1)
    numbers = [number for number in tile.numbers if number]
    if not numbers or not _are_counts(tile):
        return False
    return rate < 1 or any(number % rate for number in numbers)


def _multiply(count: Tile, rate: Tile, tiles: Sequence[Tile]) -> None:
    """投诉次数 | 每次扣分 without points that are made of them: the rate that all rows name is what each case counts."""
    rates = {number for number in rate.numbers if number}
    sign = sign_of(rate.text)
    open_pair = count.role is Role.COUNT and rate.role is Role.RATE and not count.fixed
    if open_pair and sign is not None and len(rates) == 1 and not _are_counted(tiles) and _are_counts(count):
        count.settle(POINTS_BY_SIGN[sign], 80, f"按{rate.name}计分")
        count.factor = abs(rates.pop())


def _are_counted(tiles: Sequence[Tile]) -> bool:
    return any((tile.role in NUMERIC_ROLES and tile.factor is None) or tile.role in REASON_ROLES for tile in tiles)


def _ask_about_counts(tiles: Sequence[Tile]) -> None:
    """Make counts and rates a question where no points can be made of them: none are there, or they are of 其他, or stand in other rows."""
    points = [tile for tile in tiles if tile.role in NUMERIC_ROLES or tile.role in REASON_ROLES]
    of_others = bool(points) and all(_OF_OTHERS.search(tile.text) for tile in points)
    for tile in tiles:
        if tile.role not in (Role.COUNT, Role.RATE) or not tile.profile.nonzero or tile.fixed:
            continue
        if not points or (of_others and tile.role is Role.COUNT):
            tile.settle(Role.UNKNOWN, 30, "没有算出分值的列")
        elif tile.role is Role.COUNT and not _stands_with(tile, points):
            tile.settle(Role.COUNT, SURE - 1, "写了次数的单位多半没有分值，不知道是否按它计分")


def _stands_with(count: Tile, points: Sequence[Tile]) -> bool:
    """Say whether points stand in most rows that have a case, or every unit has some, as with 检查次数."""
    cases = [row for row, number in enumerate(count.numbers) if number]
    with_points = sum(
        any(not shows_no_points(tile.values[row]) and tile.values[row] for tile in points) for row in cases
    )
    return with_points * 2 >= len(cases) or len(cases) * 5 >= len(count.values) * 4
