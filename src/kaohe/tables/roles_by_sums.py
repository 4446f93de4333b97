"""Columns that are the sum or the mean of others, or the points of the reasons beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from kaohe.core.reading import Role
from kaohe.tables import arithmetic
from kaohe.tables.heading import is_whole_sum, keys, points_role, sign_of
from kaohe.tables.making import NUMERIC_ROLES, REASON_ROLES
from kaohe.tables.tiles import SURE, Tile

#: Shares are written as they are or in hundredths, and rounded.
_SCALES, _ROUNDED_SHARE = (Decimal(1), Decimal(100)), Decimal("0.01")
_ZERO = Decimal(0)
#: Shares that differ, so that they are no constant; columns that are tried for one.
_FEWEST_SHARES = 2
_MOST_BESIDE = 12

_TOTALS = frozenset({"合计", "总计", "小计", "共计", "累计"})


def find_rates(tiles: Sequence[Tile]) -> None:
    """A column that is one column divided by another (9 of 10: 90, 0.9) is a share, none of points."""
    numeric = [tile for tile in tiles if tile.profile.nonzero > 1 and tile.profile.is_numeric]
    for tile in numeric:
        if tile.role is not Role.UNKNOWN or tile.fixed or len(set(tile.numbers) - {None}) < _FEWEST_SHARES:
            continue
        others = [other for other in numeric[: _MOST_BESIDE + 1] if other is not tile][:_MOST_BESIDE]
        pairs = ((part, whole) for part in others for whole in others if part is not whole)
        found = next(((part, whole) for part, whole in pairs if _is_share(tile, part, whole)), None)
        if found is not None:
            tile.settle(Role.OUTSIDE, 85, f"等于{found[0].name}除以{found[1].name}")


def find_differences(tiles: Sequence[Tile]) -> None:
    """What leads from an earlier stage to the one that counts (应扣 3 − 核减 1 = 实扣 2) is in the latter already."""
    counted = [tile for tile in tiles if tile.role in NUMERIC_ROLES]
    earlier = [tile for tile in tiles if tile.role is Role.EARLIER]
    for tile in tiles:
        if tile.role is not Role.UNKNOWN or tile.profile.nonzero < 2:
            continue
        for before, after in ((before, after) for before in earlier for after in counted):
            rows = zip(before.numbers, tile.numbers, after.numbers, strict=True)
            told = [(abs(b or _ZERO), abs(t), abs(a or _ZERO)) for b, t, a in rows if t is not None]
            if all(b - t == a for b, t, a in told) or all(b + t == a for b, t, a in told):
                tile.settle(Role.EARLIER, 80, f"已计入{after.name}")
                break


def _is_share(tile: Tile, part: Tile, whole: Tile) -> bool:
    rows = zip(tile.numbers, part.numbers, whole.numbers, strict=True)
    told = [(share, of, all_) for share, of, all_ in rows if share is not None and of is not None and all_]
    if len({share for share, _, _ in told}) < _FEWEST_SHARES:
        return False
    return any(
        all(abs(share * all_ - of * scale) <= _ROUNDED_SHARE * scale for share, of, all_ in told) for scale in _SCALES
    )


def find_points_of_reasons(tiles: Sequence[Tile]) -> None:
    """分值 beside a column of reasons holds their points."""
    for left, right in pairwise(tiles):
        for reason, points in ((left, right), (right, left)):
            if reason.role not in REASON_ROLES or points.role is not Role.BASE:
                continue
            if keys(points.parts[-1])[-1] in ("分值", "分数", "分") and points.group == reason.group:
                points.settle(points_role(reason.role.sign), 85, f"在{reason.name}旁边")


def take_totals_for_points(tiles: Sequence[Tile]) -> None:
    """A sum without parts is what counts itself: 扣分合计 where no column of deductions stands beside it."""
    for tile in tiles:
        if tile.role is not Role.SUM:
            continue
        sign = _sum_sign(tile)
        parts = [other for other in tiles if other is not tile and _is_part(other, sign)]
        says_points = sign is not None or re.search(r"[加扣减奖罚]", "".join(tile.parts))
        if not parts and says_points and not (tile.profile.texts > tile.profile.numbers):
            tile.settle(points_role(sign), 80, f"{tile.name}没有分项列")


def _sum_sign(tile: Tile) -> int | None:
    if "净" in tile.text:  # 净加分 is bonuses less deductions
        return None
    return sign_of("".join(keys(part)[-1] for part in tile.parts))


def _is_part(tile: Tile, sign: int | None) -> bool:
    return (tile.role in NUMERIC_ROLES and (sign is None or tile.role.sign in (sign, None))) or (
        tile.role is Role.UNKNOWN and tile.profile.is_numeric
    )


def find_sums(tiles: Sequence[Tile]) -> None:
    """Find the columns that add up neighbours; name the parts of those that say so."""
    numeric = [tile for tile in tiles if _could_add_up(tile)]
    by_column = {tile.column: tile for tile in numeric}
    neighbours = arithmetic.Neighbours({tile.column: tile.numbers for tile in numeric})
    for tile in numeric:
        if tile.parts_summed or tile.role in (Role.MARKS, Role.BASE) or tile.profile.nonzero < 2:
            continue
        fewest = (
            2
            if tile.role is Role.SUM or keys(tile.parts[-1] if tile.parts else "")[-1] in _TOTALS
            else arithmetic.FEWEST
        )
        before, after = (
            next((run for run in runs if _adds_up(tile, [by_column[c] for c in run], fewest)), ())
            for runs in neighbours.runs_beside(tile.column)
        )
        run = after if len(after) > len(before) else before
        if not run:
            continue
        names = "、".join(by_column[c].name for c in run)
        unknown = [by_column[c] for c in run if by_column[c].role is Role.UNKNOWN]
        if (counted := _counted_role(tile)) is not None:
            for part in unknown:
                part.settle(counted, 85, f"{tile.name}是它们的合计")
        elif tile.role is Role.UNKNOWN and unknown:
            continue
        tile.fix(Role.SUM, f"每一行都等于{names}之和")
        tile.parts_summed = run
    for tile in tiles:
        if tile.role is Role.SUM and not tile.parts_summed:
            tile.parts_summed = _parts_by_words(tile, tiles)


def _adds_up(tile: Tile, parts: Sequence[Tile], fewest: int) -> bool:
    """Say whether a column is the sum of others, none of them a sum, in each row."""
    return (
        all(part.role is not Role.SUM for part in parts)
        and sum(part.profile.nonzero > 0 for part in parts) > 1
        and arithmetic.sum_of(tile.numbers, [part.numbers for part in parts]) >= fewest
    )


def _counted_role(tile: Tile) -> Role | None:
    """Return what the parts of a sum are by its own heading: 扣分, 扣分合计."""
    if tile.role in (Role.DEDUCTED, Role.ADDED, Role.SIGNED) and tile.certainty >= SURE:
        return tile.role
    sign = _sum_sign(tile) if tile.role is Role.SUM and tile.parts else None
    return None if sign is None else points_role(sign)


def _could_add_up(tile: Tile) -> bool:
    return (tile.role in NUMERIC_ROLES or tile.role in (Role.UNKNOWN, Role.SUM)) and tile.profile.numbers > 0


def _parts_by_words(tile: Tile, tiles: Sequence[Tile]) -> tuple[int, ...]:
    """Return what a sum adds up as its headings say: its group's columns, else all of its sign."""
    sign = _sum_sign(tile)
    parts = [other for other in tiles if other is not tile and other.role in NUMERIC_ROLES]
    if tile.group:
        return tuple(other.column for other in parts if other.group[: len(tile.group)] == tile.group)
    if not is_whole_sum(tile.parts or ("",)):
        return ()
    return tuple(other.column for other in parts if sign is None or other.role.sign in (sign, None))
