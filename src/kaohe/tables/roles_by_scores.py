"""What the column of scores tells of the others: marks, full marks, typed scores, the base."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from kaohe.core.patterns import compile_on_use
from kaohe.core.reading import Role
from kaohe.tables import arithmetic
from kaohe.tables.heading import keys
from kaohe.tables.heading_numbers import full_mark
from kaohe.tables.making import NUMERIC_ROLES, REASON_ROLES, Making
from kaohe.tables.tiles import Tile


def part_scores(tiles: Sequence[Tile]) -> None:
    """得分 under the groups of several items are marks, where another heading names the whole score."""
    scores = [tile for tile in tiles if tile.role is Role.SCORE]
    outer = [tile for tile in scores if not tile.group]
    grouped = [tile for tile in scores if tile.group]
    if outer and grouped and len({tile.group for tile in grouped}) > 1:
        for tile in grouped:
            _take_mark(tile, tiles, outer[-1])
        return
    if len(scores) < 2:
        return
    last = max(outer or scores, key=lambda tile: (not _is_partial(tile), tile.column))
    for tile in scores:
        if tile is last:
            continue
        if _is_start(tile, tiles):
            tile.settle(Role.BASE, 80, "每一行都一样，写在分值左边")
            continue
        if tile.profile.is_empty and _is_partial(tile):
            tile.settle(Role.SUM, 70, f"得分以{last.name}为准")
        elif tile.profile.is_empty or tile.numbers == last.numbers:
            continue  # which of the two is written into is said elsewhere
        elif stage := points_before(tile, tiles):
            tile.settle(Role.EARLIER, 85, f"等于{stage}，得分以{last.name}为准")
        else:
            tile.settle(Role.UNKNOWN, 30, f"{tile.name}和{last.name}都像得分")


def _take_mark(mark: Tile, tiles: Sequence[Tile], score: Tile) -> None:
    """Take 得分 under the group of an item for its mark; beside its own points only if it is known what it is of them."""
    if mark.profile.is_empty:
        mark.settle(Role.OUTSIDE, 80, f"没有填写，另有{score.name}")
        return
    beside = any(tile.group == mark.group and tile.role in (Role.DEDUCTED, Role.ADDED) for tile in tiles)
    mark.settle(Role.MARKS, 40 if beside else 85, f"“{mark.group[-1]}”的得分，另有{score.name}")


def _is_start(score: Tile, tiles: Sequence[Tile]) -> bool:
    """Say whether a score is the same in all rows and stands left of all points: 总分 | 扣分 | 加分 | 实得分."""
    numbers = set(score.numbers)
    return (
        len(numbers) == 1 < len(score.numbers)
        and None not in numbers
        and all(score.column < tile.column for tile in tiles if tile.role in NUMERIC_ROLES)
        and any(tile.role in NUMERIC_ROLES for tile in tiles)
    )


def points_before(score: Tile, tiles: Sequence[Tile]) -> str:
    """Return the sum that an earlier score is in all rows: 考核得分 is 100 less the deductions before it, 最终得分 comes later."""
    before = [tile for tile in tiles if tile.column < score.column and tile.role in NUMERIC_ROLES and tile.sure]
    rows = [row for row, number in enumerate(score.numbers) if number is not None]
    if not before or len(rows) < 2:
        return ""
    base = score.sense.full or Decimal(0 if any(tile.role is Role.MARKS for tile in before) else 100)
    made = known_points(before, score, set())
    if any(score.numbers[row] != base + (made[row] or Decimal(0)) for row in rows):
        return ""
    names = "、".join(tile.name for tile in before)
    return f"{base:f}加减{names}" if base else f"{names}之和"


def find_bases_of_points(tiles: Sequence[Tile]) -> None:
    """基础得分 right of 扣分 that is 100 less them in all rows has lost them already; where it differs otherwise, ask."""
    for tile in tiles:
        numbers = {number for number in tile.numbers if number is not None}
        if tile.role is not Role.BASE or tile.fixed or len(numbers) < 2:
            continue
        before = [other for other in tiles if other.column < tile.column and other.role in NUMERIC_ROLES]
        if stage := points_before(tile, tiles):
            tile.settle(Role.EARLIER, 85, f"等于{stage}")
        elif any(other.profile.nonzero for other in before):
            names = "、".join(other.name for other in before)
            tile.settle(Role.BASE, 40, f"不知道是否已经算过{names}")


_PARTIAL = compile_on_use(
    r"[加扣减]分?[前后]|初|平时|日常|基础|专项|民主|测评|现场|月|季度|半年|党建|业务|本职|定量|定性|满意"
)


def _is_partial(tile: Tile) -> bool:
    return bool(_PARTIAL.search(keys(tile.text)[-1]))


def find_marks(tiles: Sequence[Tile]) -> None:
    """Columns under full marks (医疗质量（30分）) hold marks where their numbers are nearer to the full mark than to 0."""
    full = [
        tile for tile in tiles if tile.sense.full is not None and tile.role is Role.UNKNOWN and tile.profile.is_numeric
    ]
    for tile in full:
        mark = tile.sense.full or Decimal(0)
        numbers = sorted(abs(number) for number in tile.numbers if number is not None)
        if not numbers or tile.profile.negative:
            continue
        median = numbers[len(numbers) // 2]
        over = sum(number > mark for number in numbers)
        if median * 2 > mark and over * 3 <= len(numbers):
            tile.settle(Role.MARKS, 80, f"表头写明满分{mark}，数字是得分")
    _marks_of_groups(tiles)


def _marks_of_groups(tiles: Sequence[Tile]) -> None:
    """业务（70分） over 完成率 | 及时率: marks where their sums are nearer to the full mark of the group than to 0, and none above it."""
    groups = dict.fromkeys(tile.group for tile in tiles if tile.group and full_mark(tile.group[-1]) is not None)
    for group in groups:
        mark = full_mark(group[-1]) or Decimal(0)
        members = [tile for tile in tiles if tile.group == group and tile.profile.nonzero]
        if any(tile.role is not Role.UNKNOWN or tile.profile.negative or tile.fixed for tile in members):
            continue
        rows = zip(*(tile.numbers for tile in members), strict=True)
        sums = sorted(sum((number for number in row if number), Decimal(0)) for row in rows)
        if sums and sums[len(sums) // 2] * 2 > mark >= sums[-1]:
            for tile in members:
                tile.settle(Role.MARKS, 75, f"“{group[-1]}”写明满分{mark:f}，合计不超过它")


_WHOLE = compile_on_use(r"(?:总|合计)(?:得|评|积)?分(?:数|值)?$|^(?:合计|总计|总成绩|得分合计)$")


def find_parts_of_total(tiles: Sequence[Tile]) -> None:
    """日常得分 | 年终得分 before an empty 总分 are its parts, where they come to more than half of the full mark and never above it."""
    total = next((tile for tile in tiles if tile.role is Role.SCORE), None)
    parts = [tile for tile in tiles if tile.role is Role.UNKNOWN and tile.sense.role is Role.SCORE and not tile.fixed]
    if total is None or total.profile.numbers or len(parts) < _FEWEST_PARTS or not _WHOLE.search(keys(total.text)[-1]):
        return
    if any(tile.column > total.column or tile.profile.negative for tile in parts):
        return
    most = total.sense.full or Decimal(100)
    rows = zip(*(tile.numbers for tile in parts), strict=True)
    sums = sorted(sum(filter(None, row), Decimal(0)) for row in rows if any(row))
    if sums and sums[0] * 2 > most >= sums[-1]:
        for tile in parts:
            tile.settle(Role.MARKS, 75, f"各列之和不超过{most:f}分，是{total.name}的一部分")


def find_inputs_of_marks(tiles: Sequence[Tile]) -> None:
    """目标值 | 完成值 left of 得分 under one group lead to it, as 日常 | 年终 do: what counts of the group is its 得分."""
    for mark in tiles:
        if mark.role is not Role.MARKS or not mark.group or mark.sense.role is not Role.SCORE:
            continue
        members = [tile for tile in tiles if tile.group == mark.group and tile is not mark]
        if any(tile.role in NUMERIC_ROLES for tile in members):
            continue
        for tile in members:
            if tile.role is Role.UNKNOWN and tile.column < mark.column:
                tile.settle(Role.OUTSIDE, 75, f"“{mark.group[-1]}”计入得分的是{mark.name}")


def find_full_marks(tiles: Sequence[Tile]) -> None:
    """满分 under a group that has marks beside it is the full mark of the item, no base."""
    with_marks = {tile.group for tile in tiles if tile.role is Role.MARKS and tile.group}
    for tile in tiles:
        if tile.role is Role.BASE and tile.group in with_marks:
            tile.settle(Role.OUTSIDE, 85, f"“{tile.group[-1]}”的满分")
    for group in with_marks:
        members = [tile for tile in tiles if tile.group == group]
        marks = [tile for tile in members if tile.role is Role.MARKS]
        losses = [tile for tile in members if tile.role is Role.DEDUCTED]
        if len(marks) == 1 and len(losses) == 1 and not marks[0].fixed:
            _marks_after_losses(marks[0], losses[0])


def _marks_after_losses(mark: Tile, loss: Tile) -> None:
    """Under 党建（50分）: 扣分 | 得分 the marks are what the deductions leave; both must not count."""
    rows = [(got, lost or Decimal(0)) for got, lost in zip(mark.numbers, loss.numbers, strict=True) if got is not None]
    sums = {got + abs(lost) for got, lost in rows}
    if len(sums) == 1 and any(lost for _, lost in rows) and len(rows) > 1:
        loss.settle(Role.OUTSIDE, 85, f"已从{mark.name}里扣除")
        mark.settle(Role.MARKS, 85, f"等于{sums.pop():f}减{loss.name}")


def fit_typed_scores(tiles: Sequence[Tile], making: Making) -> None:
    """Find what columns of unknown meaning are, and the base, by the typed scores that they must come to."""
    score = next((tile for tile in tiles if tile.role is Role.SCORE), None)
    if score is None or making.base is not None or score.profile.numbers < arithmetic.FEWEST:
        return
    if any(tile.role in REASON_ROLES and tile.profile.texts for tile in tiles) and not any(
        tile.role in NUMERIC_ROLES for tile in tiles
    ):
        return
    unknown = {tile.column: tile for tile in tiles if tile.profile.nonzero and not tile.fixed and open_to_scores(tile)}
    known = known_points(tiles, score, set(unknown))
    base_tiles = [tile for tile in tiles if tile.role is Role.BASE and tile.sure]
    bases: list[Decimal | arithmetic.Numbers] = [tile.numbers for tile in base_tiles] or [
        Decimal(100), *((score.sense.full,) if score.sense.full not in (None, Decimal(100)) else ()),
    ]  # fmt: skip
    has_marks = any(tile.role is Role.MARKS for tile in tiles)
    if has_marks or unknown:
        bases = [Decimal(0)] if has_marks else [*bases, Decimal(0)]
    if not unknown and not (score.sense.full not in (None, Decimal(100))):
        return
    found = arithmetic.fit(score.numbers, known, bases, {column: tile.numbers for column, tile in unknown.items()})
    if len(found) != 1:
        return
    base, signs = found[0]
    if isinstance(base, Decimal):
        making.base = base
    for column, sign in signs.items():
        tile = unknown[column]
        why = f"与{score.name}里填写的得分一致"
        if sign == 0:
            left_out = tile.role is Role.UNKNOWN or tile.role.counts
            tile.settle(Role.OUTSIDE if left_out else tile.role, 80, f"{score.name}里填写的得分没有算它")
        elif base == Decimal(0) and sign == 1:
            tile.settle(Role.MARKS, 85, why)
            tile.sense = tile.sense._replace(weight=None)  # what the score holds is weighed already
        else:
            tile.settle(Role.DEDUCTED if sign == -1 else Role.ADDED, 85, why)


#: Fewer parts make no whole.
_FEWEST_PARTS = 2
_MAKE_OTHERWISE = frozenset({Role.MARKS, Role.BASE, Role.COEFFICIENT})


def find_base(tiles: Sequence[Tile], making: Making) -> None:
    """Take the base from typed scores that (nearly) all show the same other one: 119.5 beside 0.5 deducted, 119 beside 1."""
    score = next((tile for tile in tiles if tile.role is Role.SCORE), None)
    if score is None or making.base is not None or any(tile.role in _MAKE_OTHERWISE for tile in tiles):
        return
    if any((tile.role in REASON_ROLES and tile.profile.texts) or open_to_scores(tile) for tile in tiles):
        return
    rows = [
        (typed, points or Decimal(0))
        for typed, points in zip(score.numbers, known_points(tiles, score, set()), strict=True)
        if typed is not None
    ]
    starts = Counter(typed - points for typed, points in rows)
    points_told = {points for _, points in rows}
    if not starts or len(points_told) < 2:
        return
    base, told = starts.most_common(1)[0]
    if told >= arithmetic.FEWEST and told * 5 >= len(rows) * 4:
        making.base = base


def open_to_scores(tile: Tile) -> bool:
    """Say whether typed scores may tell what a column is: a question so far."""
    if tile.role is Role.UNKNOWN:
        return tile.profile.is_numeric
    return tile.role in NUMERIC_ROLES and not tile.sure


def known_points(tiles: Sequence[Tile], score: Tile, unknown: set[int]) -> list[Decimal | None]:
    """Return what the columns that are understood come to in each row of ``score``, without those of ``unknown``; None for nothing."""
    total: list[Decimal | None] = [None] * len(score.values)
    for tile in tiles:
        if tile.role in NUMERIC_ROLES and tile.column not in unknown and tile.sure:
            for row, number in enumerate(tile.signed):
                if number is not None:
                    total[row] = (total[row] or Decimal(0)) + number * (tile.factor or 1)
    return total
