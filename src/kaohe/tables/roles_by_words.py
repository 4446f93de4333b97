"""What headings, and words in the cells, say of a column: its sign, its period, its stage, its limit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from kaohe.core.patterns import compile_on_use
from kaohe.core.reading import Role
from kaohe.core.schema import POINTS_WORDS
from kaohe.core.text import fold, once
from kaohe.tables.content import remark_questions
from kaohe.tables.heading import keys, points_role, reason_role, sign_of
from kaohe.tables.making import NUMERIC_ROLES, REASON_ROLES
from kaohe.tables.tiles import Tile

_PAST = compile_on_use(
    r"^(?:[上去往前](?:一?(?:年|期|月|季|周|次|学期|学年)|年度?|季度)|上年度?|去年|同期|历史|往年|原(?:得分|名次|排名|扣分|加分))|(?:去年|上年)同期|环比|同比"
)


_YEAR = compile_on_use(r"(?<!\d)(20\d{2})(?:年|(?!\d))")


_STAGES: tuple[tuple[re.Pattern[str], int], ...] = (
    (compile_on_use(r"自评|自查|自测|自报|申报|上报"), 0),
    (compile_on_use(r"初评|初审|初核|初查|初检|初步|建议|拟|应(?=[扣加])|第一次"), 1),
    (compile_on_use(r"复评|复核后?|复审|复查|复检|二审|复议后?|整改后|申诉后"), 3),
    (compile_on_use(r"最终|最后|终评|终审|核定|认定|审定|确认|裁定|实(?=[扣加际])|实际|定(?=扣|加)"), 4),
)


_ALWAYS_EARLIER = compile_on_use(r"自评|自查|自测|自报")


def read_words(tile: Tile) -> None:
    """Take the role of a column from its heading and from what kind of cells it has."""
    sense, profile = tile.sense, tile.profile
    role, certainty = sense.role, sense.certainty
    if sense.rate is not None:
        tile.factor = sense.rate
    if role in NUMERIC_ROLES | REASON_ROLES and tile.factor is None:
        role = _by_values(tile, role)
    if role not in _SAID and _holds_figures(tile) and (found := _as_points(tile)) is not None:
        tile.settle(*found)
        return
    if profile.worded and profile.worded == profile.nonzero and role in (Role.BASE, Role.UNKNOWN):
        tile.settle(Role.SIGNED, 85, "每个分值都写着加或扣")
        return
    if role is Role.GRADE and profile.with_points:
        tile.settle(Role.UNKNOWN, 30, f"“{tile.text}”下面写着分值")
        return
    if role is not Role.UNKNOWN:
        tile.settle(role, certainty, *sense.why)
        return
    if profile.is_empty or (profile.numbers and not profile.nonzero and not profile.texts):
        tile.settle(Role.OUTSIDE, 90, "没有内容" if profile.is_empty else "全是0")
    elif profile.is_date_or_phone:
        tile.settle(Role.OUTSIDE, 90, "内容是日期或号码")
    elif not profile.numbers and not profile.with_points and not profile.percents:
        tile.settle(Role.OUTSIDE, 70, "内容是文字，没有分值")
    else:
        tile.settle(
            Role.UNKNOWN,
            certainty,
            *sense.why,
            "没有表头" if not tile.text else f"表头“{tile.text}”没有写明是加分、扣分还是其他",
        )


#: Roles that say of numbers below them what they are; under every other word they may be points of what it names.
_SAID = NUMERIC_ROLES | REASON_ROLES | {Role.SCORE, Role.RANK, Role.BASE, Role.SUM, Role.VETO, Role.UNKNOWN} | {
    Role.OTHER_PERIOD, Role.EARLIER, Role.STATED_SCORE, Role.STATED_RANK
}  # fmt: skip
#: Roles whose numbers are no points where nothing speaks for it.
_COUNTING = frozenset(
    {
        Role.NUMBER,
        Role.UNIT,
        Role.CATEGORY,
        Role.COUNT,
        Role.RATE,
        Role.COEFFICIENT,
        Role.GRADE,
        Role.SOURCE,
        Role.CHECK,
    }
)
#: Smaller numbers may be points.
_TOO_LARGE = Decimal(1000)


def _holds_figures(tile: Tile) -> bool:
    profile = tile.profile
    return profile.is_numeric and profile.nonzero > 0 and not profile.is_date_or_phone


def _as_points(tile: Tile) -> tuple[Role, int, str] | None:
    """Return the role of numbers under a word that names no points (满意度), where they may be points all the same.

    What stands around the word is stronger than the word: a full mark, a group of points.  Without either, only words
    for numbers (人数) say that these are none.
    """
    sense = tile.sense
    if sense.full is not None and (not sense.figures or "分" in tile.text):
        return Role.UNKNOWN, 0, f"表头写明{sense.full:f}分"
    if sense.expected is not None and sense.role not in _COUNTING and not sense.figures:
        group = tile.group[-1] if tile.group else ""
        return sense.expected, 75, f"上级表头“{group}”"
    if sense.role in _COUNTING or sense.figures or _are_large(tile):
        return None
    return Role.UNKNOWN, 30, f"“{tile.text}”下面是数字"


def _are_large(tile: Tile) -> bool:
    return all(abs(number) >= _TOO_LARGE for number in tile.numbers if number)


def ask_about_counts_in_groups(tiles: Sequence[Tile]) -> None:
    """扣分 over 出勤 | 次数 may mean points by both, unless the group names its points itself: 次数 | 分值."""
    for tile in tiles:
        if tile.role.counts or tile.sense.expected is None or tile.sense.expected is Role.UNKNOWN or tile.fixed:
            continue
        if tile.role in (Role.SUM, Role.UNKNOWN, Role.SCORE, Role.RANK) or not _holds_figures(tile):
            continue
        beside = [other for other in tiles if other is not tile and other.group == tile.group]
        if not any(keys(other.parts[-1])[-1] in POINTS_WORDS or sign_of(keys(other.parts[-1])[-1]) for other in beside):
            tile.settle(Role.UNKNOWN, 30, f"上级表头“{tile.group[-1]}”下面的数字，可能是分值")


def _by_values(tile: Tile, role: Role) -> Role:
    """Return the role that a column's cells show: 扣分 may head numbers or reasons."""
    profile = tile.profile
    sign = role.sign if role.sign is not None else sign_of(keys(tile.text)[-1])
    if role in REASON_ROLES and profile.numbers - profile.worded > profile.texts + profile.worded:
        return points_role(sign)
    return role


def take_texts_for_reasons(tiles: Sequence[Tile]) -> None:
    """Texts under 扣分 are reasons, unless reasons have a column of their own: then they are numbers spelled badly."""
    texts = any(tile.role in REASON_ROLES and tile.profile.texts for tile in tiles)
    for tile in tiles:
        profile = tile.profile
        if tile.role in NUMERIC_ROLES and profile.texts > profile.numbers and not (texts and profile.numbers):
            tile.settle(reason_role(tile.role.sign), tile.certainty)


#: Texts under these headings are of the rules, not of the unit.
_ON_RULES = compile_on_use(r"标准|依据|条款|细则|办法|规[则定]|指标|要求|说明|公式")


def take_texts_for_remarks(tiles: Sequence[Tile]) -> None:
    """Texts that hold points or take some back are remarks, whatever heads them: 状态 over 申诉中, 责任人 over 张三（扣0.5）."""
    for tile in tiles:
        if tile.role is not Role.OUTSIDE or not tile.profile.texts or _ON_RULES.search(tile.text):
            continue
        if any(isinstance(value, str) and remark_questions(value) for value in tile.values):
            tile.settle(Role.REMARK, 70, "有会影响得分的文字")


_SCORES = frozenset({Role.SCORE, Role.RANK, Role.GRADE})


def find_other_periods(tiles: Sequence[Tile], titles: Sequence[str]) -> None:
    """Take columns of last year, or of other years than the title names, for what they are."""
    years = {tile.column: _years(" ".join(tile.parts)) for tile in tiles}
    known = [year for found in years.values() for year in found] + [year for text in titles for year in _years(text)]
    latest = max(known, default=0)
    for tile in tiles:
        past = next((part for part in tile.parts if _PAST.search(keys(part)[-1])), None)
        own = years[tile.column]
        if past and tile.role is not Role.OUTSIDE:
            tile.settle(Role.OTHER_PERIOD, 90, f"表头“{past}”是其他时期")
        elif own and max(own) < latest and (tile.role.counts or tile.role in _SCORES or tile.role is Role.UNKNOWN):
            tile.settle(Role.OTHER_PERIOD, 80, f"表头写的是{max(own)}年，本表是{latest}年")


@once
def _years(text: str) -> tuple[int, ...]:
    return tuple(int(year) for year in _YEAR.findall(fold(text)))


def _stage_of(text: str) -> tuple[int, str]:
    """Return the stage that a heading names (2 where it names none), and the heading without the word for it."""
    key = keys(text)[-1]
    for pattern, stage in _STAGES:
        if pattern.search(key):
            return stage, pattern.sub("", key)
    return 2, key


def find_stages(tiles: Sequence[Tile]) -> None:
    """Of headings that differ only in the stage (初评扣分, 复核扣分), the last stage counts."""
    kin: dict[tuple[object, ...], list[tuple[int, Tile]]] = {}
    for tile in tiles:
        if not (tile.role.counts or tile.role in (Role.SCORE, Role.RANK)):
            continue
        if tile.role is Role.SCORE and _ALWAYS_EARLIER.search(keys(tile.text)[-1]):
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
        if tile.role in NUMERIC_ROLES and _RUNNING.search(key) and any(o.role.sign == tile.role.sign for o in others):
            tile.settle(Role.SUM, 50, f"表头“{tile.text}”是累计数，不知道以哪一列为准")
        if tile.role is Role.OTHER_PERIOD and score and _CARRIED.search(key) and _CARRIED.search(score.text):
            tile.settle(Role.BASE, 30, f"{score.name}可能是从它加减来的")
