"""Columns that count for a share of the score: 系统考核得分（占40%）, a row 权重 under the headings."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kaohe.core.decimals import is_rounded, places
from kaohe.core.reading import Role
from kaohe.tables.making import Making
from kaohe.tables.roles_by_scores import known_points
from kaohe.tables.tiles import Tile

_ZERO, _ONE = Decimal(0), Decimal(1)
#: Typed scores that are more than chance.
_FEWEST = 2
_MAY_BE_MARKS = frozenset({Role.UNKNOWN, Role.SCORE, Role.MARKS, Role.OUTSIDE, Role.SIGNED, Role.ADDED})


def find_weights(tiles: Sequence[Tile], making: Making) -> None:
    """Weigh marks as their headings say, if the shares make up the whole; whether they are weighed already is a question.

    Typed scores answer it, and so does a mark that is more than its share: 95 can be no part of 40.
    """
    weighed = [tile for tile in tiles if _weight(tile) != _ONE and tile.profile.nonzero and not tile.fixed]
    if len(weighed) < _FEWEST or any(tile.role not in _MAY_BE_MARKS or tile.profile.negative for tile in weighed):
        return
    score = next((tile for tile in reversed(tiles) if tile.role is Role.SCORE and tile not in weighed), None)
    if score is None or sum(map(_weight, weighed)) != _ONE:
        return
    known = known_points(tiles, score, {tile.column for tile in weighed})
    typed, plain = _agreeing(score, weighed, known, weigh=True), _agreeing(score, weighed, known, weigh=False)
    if plain > typed:
        _leave_as_weighed(weighed, f"各列之和与{score.name}里填写的得分一致，已按权重折算")
    elif typed >= _FEWEST and typed * 5 >= score.profile.numbers * 4:
        _weigh(weighed, f"按权重折算后与{score.name}里填写的得分一致")
        making.places = making.places if making.places is not None else places(score.numbers)
    elif not score.profile.numbers and any(map(_is_more_than_its_share, weighed)):
        _weigh(weighed, "表头写明权重，数字是百分制")


def ask_about_weights(tiles: Sequence[Tile]) -> None:
    """Points that are said to be weighed, and are not, count otherwise than they stand there: a question."""
    for tile in tiles:
        weight = _weight(tile)
        if weight != _ONE and tile.factor is None and (tile.role.counts or tile.role is Role.UNKNOWN):
            tile.settle(tile.role, 40, f"表中写着它的权重是{weight.normalize():f}，没有按权重折算")


def _weight(tile: Tile) -> Decimal:
    return _ONE if tile.sense.weight is None else tile.sense.weight


def _weigh(weighed: Sequence[Tile], why: str) -> None:
    for tile in weighed:
        tile.settle(Role.MARKS, 85, why)
        tile.factor = _weight(tile)


def _leave_as_weighed(weighed: Sequence[Tile], why: str) -> None:
    for tile in weighed:
        tile.settle(Role.MARKS, 85, why)
        tile.sense = tile.sense._replace(weight=None)


def _agreeing(score: Tile, weighed: Sequence[Tile], known: Sequence[Decimal | None], *, weigh: bool) -> int:
    """Return in how many rows the typed score is what the columns make, to the places it was rounded to."""
    decimals = places(score.numbers)
    count = 0
    for row, typed in enumerate(score.numbers):
        if typed is not None:
            marks = ((tile.numbers[row] or _ZERO) * (_weight(tile) if weigh else 1) for tile in weighed)
            count += is_rounded(typed, sum(marks, known[row] or _ZERO), decimals)
    return count


def _is_more_than_its_share(tile: Tile) -> bool:
    return any(number is not None and number > _weight(tile) * 100 for number in tile.numbers)
