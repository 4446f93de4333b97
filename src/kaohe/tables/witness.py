"""Typed scores as witnesses: where most of them are others than the columns make, a column is read wrongly, and is asked about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from kaohe.core.reading import Role
from kaohe.tables import arithmetic
from kaohe.tables.making import NUMERIC_ROLES, REASON_ROLES, Making
from kaohe.tables.roles_by_scores import known_points
from kaohe.tables.tiles import SURE, Tile

_ZERO, _STANDARD = Decimal(0), Decimal(100)
#: Numbers under these may be points that typed scores hold all the same.
_MAY_COUNT = frozenset({Role.OUTSIDE, Role.COUNT, Role.SUM, Role.EARLIER, Role.OTHER_PERIOD, Role.REMARK})
#: Larger numbers are none of points.
_LARGEST = Decimal(1000)
#: So many columns are tried, alone and in pairs.
_MOST = 12

#: A column read otherwise: what its numbers add to a score then, and the words for it.
_Change = tuple[Tile, int, str]


def ask_what_scores_contradict(tiles: Sequence[Tile], making: Making) -> None:
    """Make columns a question that typed scores count otherwise, where most of them are not what the columns make."""
    score = next((tile for tile in tiles if tile.role is Role.SCORE), None)
    if score is None or score.answered or score.formula is not None or score.profile.numbers < arithmetic.FEWEST:
        return
    unsettled = any(not tile.sure and tile.profile.nonzero for tile in tiles) or making.coefficient is not None
    if unsettled or making.shared_by > 1 or any(tile.role in REASON_ROLES and tile.profile.texts for tile in tiles):
        return
    rows = [row for row, typed in enumerate(score.numbers) if typed is not None]
    off = _differences(score, tiles, making)
    _, usual = Counter(off[row] for row in rows).most_common(1)[0]
    if len(rows) < arithmetic.FEWEST or usual * 2 > len(rows):
        return
    changes = list(_changes(tiles, score))[: 3 * _MOST]
    for several in (1, 2):
        found = [each for each in combinations(changes, several) if _explains(each, off, rows)]
        if found:
            for tile, _, why in (change for each in found for change in each):
                tile.settle(tile.role, SURE - 20, f"{score.name}里填写的得分{why}")
            return


def scores_agree(tiles: Sequence[Tile], making: Making) -> bool:
    """Say whether typed scores are what the columns make, in all rows but a few."""
    score = next((tile for tile in tiles if tile.role is Role.SCORE), None)
    if score is None or making.coefficient is not None or making.shared_by > 1:
        return False
    off = _differences(score, tiles, making)
    rows = [row for row, typed in enumerate(score.numbers) if typed is not None]
    return len(rows) >= arithmetic.FEWEST and sum(not off[row] for row in rows) * 5 >= len(rows) * 4


def _differences(score: Tile, tiles: Sequence[Tile], making: Making) -> list[Decimal]:
    """Return by how much each typed score is more than the columns make."""
    base = next((tile for tile in tiles if tile.role is Role.BASE), None)
    start = making.base if making.base is not None else _STANDARD
    starts = [start] * len(score.numbers) if base is None else [number or _ZERO for number in base.numbers]
    made = known_points(tiles, score, set())
    rows = zip(score.numbers, starts, made, strict=True)
    return [(typed or _ZERO) - begin - (points or _ZERO) for typed, begin, points in rows]


def _changes(tiles: Sequence[Tile], score: Tile) -> Iterator[_Change]:
    for tile in tiles:
        if tile.fixed or tile is score or not tile.profile.is_numeric or not tile.profile.nonzero:
            continue
        if tile.role in NUMERIC_ROLES:
            counted = tile.role.sign or 1
            yield tile, -counted, "没有算它"
            yield tile, -2 * counted, f"是按{'扣分' if counted > 0 else '加分'}算的"
        elif tile.role in _MAY_COUNT and tile.profile.largest < _LARGEST and not tile.profile.is_date_or_phone:
            yield tile, -1, "像是扣了它"
            yield tile, 1, "像是加了它"


def _explains(changes: Sequence[_Change], off: Sequence[Decimal], rows: Sequence[int]) -> bool:
    """Say whether the typed scores are what the columns make once some are read otherwise, in all rows but a few."""
    if len({tile.column for tile, _, _ in changes}) < len(changes):
        return False
    told = wrong = 0
    for row in rows:
        points = [times * abs(tile.numbers[row] or _ZERO) * (tile.factor or 1) for tile, times, _ in changes]
        told += any(points)
        wrong += sum(points, _ZERO) != off[row]
    return told >= arithmetic.FEWEST and wrong * 5 <= len(rows)
