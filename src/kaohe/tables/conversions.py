"""Scores that are made of an earlier one: 考核得分 × 难度系数, 折算分（60%）."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kaohe.core.decimals import is_rounded, places
from kaohe.core.patterns import compile_on_use
from kaohe.core.reading import Role
from kaohe.core.text import fold
from kaohe.tables import arithmetic
from kaohe.tables.heading_numbers import weight_in
from kaohe.tables.making import NUMERIC_ROLES, Making
from kaohe.tables.roles_by_scores import known_points, points_before
from kaohe.tables.tiles import Tile

_ZERO, _ONE, _STANDARD = Decimal(0), Decimal(1), Decimal(100)


def find_conversions(tiles: Sequence[Tile]) -> None:
    """折算分（60%） that is 0.6 of the score beside it in all rows stands for that score, and for the points it was made of."""
    for tile in tiles:
        own = tile.sense.weight
        share = weight_in(tile.group[-1]) if own is None and tile.group and _ON_OTHER_SCALE.search(tile.text) else own
        if share is None or tile.fixed or tile.profile.nonzero < 2:
            continue
        before = [t for t in tiles if t.column < tile.column and t.sense.role is Role.SCORE]
        near = [t for t in before if own is not None or t.group == tile.group]
        score = next((t for t in near if _is_share(tile, t, share)), None)
        if score is None:
            continue
        made_of = [t for t in tiles if t.column < score.column and t.role in NUMERIC_ROLES]
        if points_before(score, tiles):
            for part in made_of:
                part.settle(Role.EARLIER, 80, f"已计入{score.name}")
        score.settle(Role.EARLIER, 80, f"已折算为{tile.name}")
        tile.settle(Role.MARKS, 80, f"等于{score.name}的{share * 100:f}%".replace(".0%", "%"))
        tile.sense = tile.sense._replace(weight=None)


def _is_share(tile: Tile, score: Tile, share: Decimal) -> bool:
    rows = [(part, of) for part, of in zip(tile.numbers, score.numbers, strict=True) if part is not None]
    decimals = places(tile.numbers)
    return len({part for part, _ in rows}) > 1 and all(
        of is not None and is_rounded(part, of * share, decimals) for part, of in rows
    )


#: 折算得分（百分制，总分÷1.5）
_ON_OTHER_SCALE = compile_on_use(r"折[算合]|换算|百分制")
_DIVIDED = compile_on_use(r"[÷/]\s*(\d+(?:\.\d+)?)")


def find_scale(tiles: Sequence[Tile], making: Making) -> None:
    """折算得分 behind 总分（150分） is the sum of the marks on another scale, as the heading says or typed scores prove."""
    score = next((tile for tile in tiles if tile.role is Role.SCORE and not tile.fixed), None)
    total = next((tile for tile in tiles if tile.role is Role.SUM and tile.sense.role is Role.SCORE), None)
    counted = [tile for tile in tiles if tile.role in NUMERIC_ROLES]
    if score is None or total is None or making.base is not None or not _ON_OTHER_SCALE.search(score.text):
        return
    if {tile.column for tile in counted} != set(total.parts_summed) or any(
        tile.role is not Role.MARKS for tile in counted
    ):
        return
    said = _DIVIDED.search(fold(score.text))
    divisor = Decimal(said[1]) if said else total.sense.full and total.sense.full / _STANDARD
    if not divisor:
        return
    made = [None if number is None else number / divisor for number in total.numbers]
    if _agreeing(score, made) * 5 >= score.profile.numbers * 4:
        making.base, making.shared_by = _ZERO, divisor
        if score.profile.numbers:
            making.places = max(places(score.numbers), 2)


def fit_coefficient(tiles: Sequence[Tile], making: Making) -> None:
    """Let typed scores say whether they are multiplied by the coefficients beside them."""
    score = next((tile for tile in tiles if tile.role is Role.SCORE), None)
    factors = [tile for tile in tiles if tile.role is Role.COEFFICIENT and not tile.fixed]
    if score is None or score.fixed or score.profile.numbers < arithmetic.FEWEST or len(factors) != 1:
        return
    factor = factors[0]
    earlier = next((t for t in tiles if t.role is Role.UNKNOWN and t.sense.role is Role.SCORE and not t.fixed), None)
    start = earlier or next((tile for tile in tiles if tile.role is Role.BASE), None)
    added = [t for t in tiles if earlier is None or t.column > earlier.column or not points_before(earlier, tiles)]
    starts = [_STANDARD] * len(score.numbers) if start is None else start.numbers
    known = known_points(added, score, set())
    sums = [None if begin is None else begin + (points or _ZERO) for begin, points in zip(starts, known, strict=True)]
    weighed = _agreeing(
        score, [None if each is None else each * (by or _ONE) for each, by in zip(sums, factor.numbers, strict=True)]
    )
    plain = _agreeing(score, sums)
    if weighed <= plain or weighed * 5 < score.profile.numbers * 4:
        if plain * 5 >= score.profile.numbers * 4 and earlier is None:
            factor.settle(Role.OUTSIDE, 85, f"{score.name}里填写的得分没有乘它")
        return
    factor.settle(Role.COEFFICIENT, 90, f"与{score.name}里填写的得分一致")
    making.coefficient, making.places = factor, places(score.numbers)
    if earlier is not None:
        more = any(tile.role in NUMERIC_ROLES and tile in added for tile in tiles)
        earlier.settle(Role.BASE if more else Role.MARKS, 85, f"{score.name}从它算起")
        for tile in tiles:
            if tile.role in NUMERIC_ROLES and tile not in added:
                tile.settle(Role.EARLIER, 80, f"已计入{earlier.name}")


def _agreeing(score: Tile, made: Sequence[Decimal | None]) -> int:
    decimals = places(score.numbers)
    rows = zip(score.numbers, made, strict=True)
    return sum(typed is not None and own is not None and is_rounded(typed, own, decimals) for typed, own in rows)
