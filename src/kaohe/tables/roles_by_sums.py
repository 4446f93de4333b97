"""Columns that are the sum or the mean of others, or the points of the reasons beside them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import chain, islice, pairwise

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

#: Fewer parts make no sum; runs of columns that are tried for one with slips.
_FEWEST_PARTS, _MOST_NEARLY = 2, 12
_TOTALS = frozenset({"合计", "总计", "小计", "共计", "累计"})


def find_rates(tiles: Sequence[Tile]) -> None:
    """A column that is one column divided by another (9 of 10: 90, 0.9) is a share, none of points."""
    numeric = [tile for tile in tiles if tile.profile.nonzero > 1 and tile.profile.is_numeric]
    for tile in numeric:
        mean_rate = tile.role is Role.RATE and "均" in tile.text
        if (
            (tile.role is not Role.UNKNOWN and not mean_rate)
            or tile.fixed
            or len(set(tile.numbers) - {None}) < _FEWEST_SHARES
        ):
            continue
        others = [other for other in numeric[: _MOST_BESIDE + 1] if other is not tile][:_MOST_BESIDE]
        pairs = ((part, whole) for part in others for whole in others if part is not whole)
        part, whole = next(((part, whole) for part, whole in pairs if _is_share(tile, part, whole)), (None, None))
        if part is None or whole is None or tile.sense.role is Role.SCORE:
            continue
        if part.role in NUMERIC_ROLES or part.role is Role.SUM:
            role = part.role if part.role in NUMERIC_ROLES else points_role(_sum_sign(part))
            for each in (part, tile):
                each.settle(role, 30, f"{tile.name}等于{part.name}除以{whole.name}，不知道按哪一列计分")
        else:
            tile.settle(Role.OUTSIDE, 85, f"等于{part.name}除以{whole.name}")


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
    """Find the columns that add up neighbours, but for slips where the heading says so; name the parts of those that say so."""
    numeric = {tile.column: tile for tile in tiles if _could_add_up(tile)}
    neighbours = arithmetic.Neighbours({column: tile.numbers for column, tile in numeric.items()})
    of_parts = _by_ending(tiles)
    for tile in numeric.values():
        if tile.parts_summed or tile.role in (Role.MARKS, Role.BASE) or tile.profile.nonzero < 2:
            continue
        said = tile.role is Role.SUM or keys(tile.parts[-1] if tile.parts else "")[-1] in _TOTALS
        fewest = 2 if said else arithmetic.FEWEST
        before, after = (
            next((run for run in runs if _told(tile, run, numeric) >= fewest), ())
            for runs in neighbours.runs_beside(tile.column)
        )
        run = after if len(after) > len(before) else before
        if run:
            _take_sum(tile, [numeric[column] for column in run], "每一行都")
        elif tile.role in NUMERIC_ROLES or tile.role is Role.SUM:
            runs = chain.from_iterable(
                islice(each, _MOST_NEARLY) for at in (0, 1) for each in neighbours.runs_beside(tile.column, at=at)
            )
            nearly = [run for run in runs if _told(tile, run, numeric, slips=True)]
            if nearly:
                _take_sum(tile, [numeric[column] for column in max(nearly, key=len)], "几乎每一行都")
            elif tile.role in NUMERIC_ROLES and _heads_all(tile, of_parts):
                tile.settle(tile.role, SURE - 1, "不知道是不是前面几列的合计")
    _take_sums_of_sums(tiles)
    for tile in tiles:
        if tile.role is Role.SUM and not tile.parts_summed:
            tile.parts_summed = _parts_by_words(tile, tiles)


def _told(tile: Tile, run: Sequence[int], by_column: Mapping[int, Tile], *, slips: bool = False) -> int:
    """Return in how many rows a column is the sum of others; 0 where a row, or with ``slips`` a fourth of them, contradicts."""
    parts = [by_column[column] for column in run]
    if any(part.role is Role.SUM for part in parts) or sum(part.profile.nonzero > 0 for part in parts) < _FEWEST_PARTS:
        return 0
    known = all(part.role is not Role.UNKNOWN for part in parts)
    if slips and any(part.role not in (tile.role, Role.UNKNOWN) for part in parts):
        return 0
    allowed = 0 if not slips else max(tile.profile.nonzero // 4, int(known))
    told = arithmetic.sum_of(tile.numbers, [part.numbers for part in parts], slips=allowed)
    return told if told > allowed and (known or not slips or told >= arithmetic.FEWEST) else 0


def _take_sum(tile: Tile, parts: Sequence[Tile], rows: str) -> None:
    """Let a column be the sum of ``parts``, which are what it says where nothing says what they are."""
    unknown = [part for part in parts if part.role is Role.UNKNOWN]
    counted = Role.MARKS if tile.sense.role is Role.SCORE and tile.role is Role.UNKNOWN else _counted_role(tile)
    if counted is not None:
        for part in unknown:
            part.settle(counted, 85, f"{tile.name}是它们的合计")
    elif tile.role is Role.UNKNOWN and unknown:
        return
    tile.fix(Role.SUM, f"{rows}等于{'、'.join(part.name for part in parts)}之和")
    tile.parts_summed = tuple(part.column for part in parts)


def _heads_all(tile: Tile, of_parts: Mapping[str, Sequence[Tile]]) -> bool:
    """Say whether a heading says of all what several left of it say of a part: 扣分 behind 日常扣分 | 年终扣分, or 卫生/扣分 | 纪律/扣分."""
    key = keys(tile.parts[-1])[-1] if tile.parts and not tile.group else ""
    left = (part for part in of_parts.get(key, ()) if part.column < tile.column and part.role is tile.role)
    return bool(key) and len([*islice(left, 2)]) > 1


def _by_ending(tiles: Sequence[Tile]) -> Mapping[str, Sequence[Tile]]:
    """Return the columns by what their headings end with, and those under groups by their whole headings too."""
    found: defaultdict[str, list[Tile]] = defaultdict(list)
    for tile in tiles:
        said = keys(tile.parts[-1])[-1] if tile.parts else ""
        for at in range(0 if tile.group else 1, len(said)):
            found[said[at:]].append(tile)
    return found


def _take_sums_of_sums(tiles: Sequence[Tile]) -> None:
    """What 总扣分 says holds for the parts of the 小计 that it adds up."""
    sums = [tile for tile in tiles if tile.role is Role.SUM and tile.parts_summed]
    for tile in tiles:
        if (role := _counted_role(tile)) is None or tile.parts_summed:
            continue
        inner = [other for other in sums if other is not tile]
        if len(inner) < 2:
            continue
        if arithmetic.sum_of(tile.numbers, [other.numbers for other in inner]) < 2:
            continue
        parts = {column for other in inner for column in other.parts_summed}
        for part in tiles:
            if part.column in parts and part.role is Role.UNKNOWN:
                part.settle(role, 85, f"{tile.name}是它们的合计")
        tile.fix(Role.SUM, f"每一行都等于{'、'.join(other.name for other in inner)}之和")
        tile.parts_summed = tuple(sorted(parts))


_WITHIN = "其中"


def find_parts_within(tiles: Sequence[Tile]) -> None:
    """扣分 | 其中：迟到扣分 counts once: what is 其中 stands in another column already, wherever it is not more than that."""
    summed = {column for tile in tiles for column in tile.parts_summed}
    for tile in tiles:
        if not any(part.startswith(_WITHIN) for part in tile.parts) or tile.fixed or tile.column in summed:
            continue
        if tile.role not in NUMERIC_ROLES and tile.role is not Role.UNKNOWN:
            continue
        wholes = [t for t in tiles if t.role in NUMERIC_ROLES and not any(part.startswith(_WITHIN) for part in t.parts)]
        whole = next((other for other in reversed(wholes) if _holds(other, tile)), None)
        if whole is not None:
            tile.settle(Role.OUTSIDE, 80, f"已计入{whole.name}")
        else:
            tile.settle(tile.role, SURE - 1, "不知道它在哪一列之中")


def _holds(whole: Tile, part: Tile) -> bool:
    rows = zip(whole.numbers, part.numbers, strict=True)
    return whole.column < part.column and all(abs(of) <= abs(in_all or _ZERO) for in_all, of in rows if of is not None)


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
