"""What headings say of when the numbers of a column are from: another period, an earlier stage, all periods so far."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kaohe.core.patterns import compile_on_use
from kaohe.core.reading import Role
from kaohe.core.text import fold, once
from kaohe.tables.heading import keys, remarks_in
from kaohe.tables.making import NUMERIC_ROLES
from kaohe.tables.tiles import Tile

_PAST = compile_on_use(
    r"^(?:[上去往前](?:一?(?:年|期|月|季|周|次|学期|学年)|年度?|季度)|上年度?|去年|同期|历史(?!遗留|欠账|积案|问题)|往年|原(?:得分|名次|排名|扣分|加分))"
    r"|(?:去年|上年)同期|环比|同比"
)
#: The first half of what the table is about has its second beside it: 上学期 | 下学期, 前期 | 后期.
_SECOND_HALF = str.maketrans("上前", "下后")

_YEAR = compile_on_use(r"(?<!\d)(20\d{2})(?:年|(?!\d))")

#: Words after which points have been settled anew.
_SETTLED_ANEW = "封顶|核[减定查]|调整|抵扣|扣除|减免|折算|折合|修正|更正"

_STAGES: tuple[tuple[re.Pattern[str], int], ...] = (
    (compile_on_use(r"自评|自查|自测|自报|申报|上报"), 0),
    (compile_on_use(r"初始|原始|首次|初评|初审|初核|初查|初检|初步|建议|拟|应(?=[扣加])|第一次"), 1),
    (compile_on_use(rf"复评|复核后?|复审|复查|复检|二审|复议后?|整改后|申诉后|(?:{_SETTLED_ANEW})后"), 3),
    (compile_on_use(r"最终|最后|终评|终审|核定|认定|审定|确认|裁定|实(?=[扣加际])|实际|定(?=扣|加)"), 4),
)


_ALWAYS_EARLIER = compile_on_use(r"自评|自查|自测|自报")


_SCORES = frozenset({Role.SCORE, Role.RANK, Role.GRADE})


def find_other_periods(tiles: Sequence[Tile], titles: Sequence[str]) -> None:
    """Take columns of last year, or of other years than the title names, for what they are.

    Where all points are from then, so is the table: 2023年度扣分 | 2023年度得分 under a title of January 2024.
    """
    years = {tile.column: _years(" ".join(tile.parts)) for tile in tiles}
    known = [year for found in years.values() for year in found] + [year for text in titles for year in _years(text)]
    latest = max(known, default=0)
    past = {tile.column: why for tile in tiles if (why := _why_past(tile, tiles, years[tile.column], latest))}
    counted = [tile for tile in tiles if tile.role.counts] or [tile for tile in tiles if tile.role in _SCORES]
    if all(tile.column in past for tile in counted):
        return
    for tile in tiles:
        if tile.column in past and tile.role is not Role.OUTSIDE:
            tile.settle(Role.OTHER_PERIOD, 80, past[tile.column])


def _why_past(tile: Tile, tiles: Sequence[Tile], own: Sequence[int], latest: int) -> str:
    """Return why a column is one of another period, nothing where it is not."""
    for part in tile.parts:
        match = next(filter(None, map(_PAST.search, (keys(part)[-1], *remarks_in(part)))), None)
        if match is not None and not _has_second_half(match[0], tiles):
            return f"表头“{part}”是其他时期"
    if own and max(own) < latest and (tile.role.counts or tile.role in _SCORES or tile.role is Role.UNKNOWN):
        return f"表头写的是{max(own)}年，本表是{latest}年"
    return ""


def _has_second_half(word: str, tiles: Sequence[Tile]) -> bool:
    second = word.translate(_SECOND_HALF)
    return second != word and any(keys(part)[-1].startswith(second) for tile in tiles for part in tile.parts)


@once
def _years(text: str) -> tuple[int, ...]:
    return tuple(int(year) for year in _YEAR.findall(fold(text)))


def _stage_of(text: str) -> tuple[int, str]:
    """Return the stage that a heading names (2 where it names none), and the heading without the word for it."""
    key = keys(text)[-1]
    for pattern, stage in _STAGES:
        if pattern.search(key):
            return stage, pattern.sub("", key)
    said = "".join(remarks_in(text))
    return next((stage for pattern, stage in _STAGES if pattern.search(said)), 2), key


def find_stages(tiles: Sequence[Tile]) -> None:
    """Of headings that differ only in the stage (初评扣分, 复核扣分), the last stage counts."""
    kin: dict[tuple[object, ...], list[tuple[int, Tile]]] = {}
    for tile in tiles:
        if not (tile.role.counts or tile.role in (Role.SCORE, Role.RANK)):
            continue
        if tile.role is Role.SCORE and _ALWAYS_EARLIER.search(keys(tile.text)[0]):
            tile.settle(Role.EARLIER, 90, f"表头“{tile.text}”是自评")
            continue
        stage, stem = _stage_of(tile.parts[-1] if tile.parts else "")
        groups = tuple(_stage_of(group)[1] for group in tile.group)
        stage = max(stage, *(_stage_of(group)[0] for group in tile.group)) if stage == 2 and tile.group else stage
        kin.setdefault((tile.role, groups, stem), []).append((stage, tile))
    for found in kin.values():
        last = max(stage for stage, _ in found)
        if len({stage for stage, _ in found}) < 2:
            continue
        later = next(tile for stage, tile in found if stage == last)
        for stage, tile in found:
            if stage == last:
                continue
            points = any(tile.column < other.column < later.column and other.role.counts for other in tiles)
            if tile.role is Role.SCORE and points:
                tile.settle(Role.BASE, 30, f"{later.name}可能是从它加减来的")
            else:
                tile.settle(Role.EARLIER, 80, f"以{later.name}为准")


_RUNNING = compile_on_use(r"^(?:累计|至今|截至|共计|全部|历次|历年|历月)|累计(?:[加扣减]|$)")


_CARRIED = compile_on_use(r"积分|结余|余额|结存|余分")


def find_running_totals(tiles: Sequence[Tile]) -> None:
    """累计扣分 beside 本月扣分 may hold it or go on from it: it is not added, and what it is stays a question."""
    score = next((tile for tile in tiles if tile.role is Role.SCORE), None)
    for tile in tiles:
        key = keys(tile.parts[-1])[-1] if tile.parts else ""
        others = (other for other in tiles if other is not tile and other.role in NUMERIC_ROLES)
        running = any(map(_RUNNING.search, (key, *remarks_in(tile.parts[-1])))) if tile.parts else False
        if tile.role in NUMERIC_ROLES and running and any(o.role.sign == tile.role.sign for o in others):
            tile.settle(Role.SUM, 50, f"表头“{tile.text}”是累计数，不知道以哪一列为准")
        if tile.role is Role.OTHER_PERIOD and score and _CARRIED.search(key) and _CARRIED.search(score.text):
            tile.settle(Role.BASE, 30, f"{score.name}可能是从它加减来的")
