"""Columns that are the mean of others: 1月得分 | 2月得分 | 3月得分 | 平均得分, or a mean beside the points it is taken of."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from kaohe.core.patterns import compile_on_use
from kaohe.core.reading import Role
from kaohe.tables.making import NUMERIC_ROLES, REASON_ROLES, Making
from kaohe.tables.tiles import Tile

_MEAN = compile_on_use(r"平均|均分|均值")
_PERIOD = compile_on_use(
    r"\d{1,2}月|[一二三四五六七八九十]{1,3}月|季度?|[上下]半年|第?[一二三四五六七八九十\d]+[周期次]|学期"
)
#: A mean that is more than the sum over the number.
_WEIGHTED = compile_on_use(r"加权|权重|占\s*\d|%|％|系数|去掉|比例")
_NOT_ALL = compile_on_use(r"全[区市县镇乡校局所院]|各单位|同类|本类|类别|小组|组内|片区")
_JUDGE = compile_on_use(r"评委|考官|专家|评分人|评审")
#: So many typed means are no chance; scores without them are above this.
_PROVEN, _LOW = 3, Decimal(50)
_MOST_PLACES, _WHOLE = 4, Decimal(100)
_FEWEST = 2
#: How far a mean that was rounded to two places may be off, times the columns it is taken of.
_ROUNDED = Decimal("0.02")


def find_means(tiles: Sequence[Tile], making: Making) -> None:
    """Take the mean of scores of several periods, or several judges, for the score; where points, not scores, are averaged, ask."""
    mean = next((tile for tile in reversed(tiles) if _names_mean(tile)), None) or _proven_mean(tiles)
    if mean is None or any(tile.role in REASON_ROLES for tile in tiles):
        return
    scores = [tile for tile in tiles if tile.role is Role.SCORE and tile is not mean]
    unknown = [tile for tile in tiles if tile.role is Role.UNKNOWN and tile.profile.is_numeric and tile is not mean]
    spent = {tile.column: part for part in scores for tile in _spent_on(part, tiles)}
    counted = [tile for tile in tiles if tile.role in NUMERIC_ROLES and tile.column not in spent]
    parts = [tile for tile in tiles if (tile in scores and _PERIOD.search(tile.text)) or tile in unknown]
    if any(_WEIGHTED.search(tile.text) for tile in (mean, *parts)):
        return
    if len(parts) >= _FEWEST and not counted and set(scores) <= set(parts) and _are_scores(mean, unknown):
        _take(mean, parts, making)
        for tile in tiles:
            if tile.column in spent and mean.role is Role.SCORE:
                tile.settle(Role.EARLIER, 80, f"已计入{spent[tile.column].name}")
    elif not scores and len(counted) >= _FEWEST and mean.profile.is_empty:
        for tile in counted:
            tile.settle(tile.role, 50, f"{mean.name}要取平均，不知道怎样平均")


def _proven_mean(tiles: Sequence[Tile]) -> Tile | None:
    """Return the score that typed numbers show to be the mean of those of all periods: 上半年得分 | 下半年得分 | 年度得分."""
    scores = [tile for tile in tiles if tile.role is Role.SCORE]
    unknown = [tile for tile in tiles if tile.role is Role.UNKNOWN and tile.profile.is_numeric]
    parts = [tile for tile in scores if _PERIOD.search(tile.text)] or unknown
    if len(parts) < _FEWEST or len(scores) != 1 + len(parts) * (parts is not unknown):
        return None
    mean = next(tile for tile in scores if tile not in parts)
    rows = zip(mean.numbers, *(part.numbers for part in parts), strict=True)
    typed = [(stated, numbers) for stated, *numbers in rows if stated is not None]
    right = sum(any(_is_mean(*each, place) for place in range(_MOST_PLACES + 1)) for each in typed)
    tell = sum(parts is not unknown or len(set(numbers)) > 1 for _, numbers in typed)
    return mean if tell >= _PROVEN and right == len(typed) and not mean.fixed else None


def _spent_on(score: Tile, tiles: Sequence[Tile]) -> list[Tile]:
    """Return the points under the same group that a score is made of in all rows: 1月 over 扣分 | 得分, 100 less them."""
    beside = [tile for tile in tiles if tile.group and tile.group == score.group and tile.role in NUMERIC_ROLES]
    made = [sum(filter(None, row), Decimal(0)) for row in zip(*(tile.signed for tile in beside), strict=True)]
    rows = zip(score.numbers, made, strict=False)
    return beside if all(number == _WHOLE + points for number, points in rows if number is not None) else []


def _are_scores(mean: Tile, unknown: Sequence[Tile]) -> bool:
    """Say whether columns under other words hold scores: typed means prove it, else periods or judges over numbers near 100."""
    if mean.profile.numbers >= _PROVEN:
        return True
    numbers = [number for tile in unknown for number in tile.numbers if number is not None]
    return all(_PERIOD.search(t.text) or _JUDGE.search(t.text) for t in unknown) and all(n > _LOW for n in numbers)


def _names_mean(tile: Tile) -> bool:
    said = _MEAN.search(tile.text) and not _NOT_ALL.search(tile.text)
    return bool(said) and tile.role in (Role.SCORE, Role.OUTSIDE, Role.UNKNOWN) and not tile.fixed


def _names_score(mean: Tile) -> bool:
    return "分" in mean.text or "成绩" in mean.text


def _take(mean: Tile, parts: Sequence[Tile], making: Making) -> None:
    """Make ``parts`` marks of which the score is the mean, unless typed means say otherwise."""
    rows = zip(mean.numbers, *(part.numbers for part in parts), strict=True)
    typed = [(stated, numbers) for stated, *numbers in rows if stated is not None]
    wrong = {place: sum(not _is_mean(*each, place) for each in typed) for place in range(_MOST_PLACES + 1)}
    places = [place for place, slips in wrong.items() if slips == min(wrong.values()) and slips * 5 <= len(typed)]
    if not places:
        return
    if not typed and any(part.role is Role.UNKNOWN for part in parts) and not _names_score(mean):
        return
    mean.settle(Role.SCORE, 85, f"是{'、'.join(part.name for part in parts)}的平均数")
    for part in parts:
        part.settle(Role.MARKS, 85, f"{mean.name}是它们的平均数")
    making.base, making.shared_by = Decimal(0), Decimal(len(parts))
    if typed and wrong[_MOST_PLACES] > min(wrong.values()):
        making.places = max(places)


def _is_mean(stated: Decimal, numbers: Sequence[Decimal | None], places: int) -> bool:
    if None in numbers:
        return False
    exact = sum((number for number in numbers if number is not None), Decimal(0)) / len(numbers)
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP) == stated


def find_averages(tiles: Sequence[Tile]) -> None:
    """A column that is the mean of counted ones beside it may be what counts, in their place: a question."""
    order = [tile.column for tile in tiles if tile.role in NUMERIC_ROLES or "平均" in tile.text]
    by_column = {tile.column: tile for tile in tiles}
    for tile in tiles:
        if "平均" not in tile.text or tile.profile.nonzero < 2 or tile.fixed or tile.role is Role.SCORE:
            continue
        at = order.index(tile.column)
        for length in range(2, at + 1):
            run = order[at - length : at]
            if _are_means(tile, [by_column[column] for column in run]):
                names = "、".join(by_column[column].name for column in run)
                tile.settle(by_column[run[0]].role, 30, f"等于{names}的平均数，按它计分就把那几列答成“无关”")


def _are_means(tile: Tile, parts: Sequence[Tile]) -> bool:
    rows = list(zip(tile.numbers, *(part.numbers for part in parts), strict=True))
    told = [(mean, [number or Decimal(0) for number in numbers]) for mean, *numbers in rows if mean]
    return len(told) > 1 and all(abs(mean * len(numbers) - sum(numbers)) <= _ROUNDED for mean, numbers in told)
