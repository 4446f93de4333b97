"""What headings, and words in the cells, say of a column: its sign, its kind, its limit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from kaohe.core.patterns import compile_on_use
from kaohe.core.reading import Role
from kaohe.core.schema import POINTS_WORDS
from kaohe.core.text import fold
from kaohe.tables.content import mentions_points, remark_questions
from kaohe.tables.heading import keys, look_up, points_role, reason_role, sign_of
from kaohe.tables.making import NUMERIC_ROLES, REASON_ROLES
from kaohe.tables.tiles import Tile


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


def ask_about_numbers_of_reasons(tiles: Sequence[Tile]) -> None:
    """Numbers under 扣分项 beside 扣分 may be how many there are, or the points once more."""
    pointed = Counter((tile.role, tile.group) for tile in tiles if tile.sense.role in NUMERIC_ROLES)
    for tile in tiles:
        word = look_up(tile.parts[-1]) if tile.parts else None
        named = word is not None and word.role in REASON_ROLES
        beside = pointed[tile.role, tile.group] - (tile.sense.role in NUMERIC_ROLES)
        if named and tile.role in NUMERIC_ROLES and tile.profile.nonzero and beside:
            tile.settle(tile.role, 40, f"“{tile.text}”下面是数字，不知道是项数还是分值")


#: What a text says that names its points itself: 扣0.5分, 加1.
_NAMES_POINTS = compile_on_use(r"(?P<sign>[加奖]|[扣减罚])分?\s*:?\s*\d")


def take_texts_for_points(tiles: Sequence[Tile]) -> None:
    """Texts that say themselves what is added or deducted are reasons, whatever heads them: 存在问题 over 台账不全，扣1分.

    Where reasons have a column already that may say the same, it stays a question.
    """
    known = [tile for tile in tiles if tile.role in REASON_ROLES and tile.profile.texts]
    for tile in tiles:
        texts = [fold(value) for value in tile.values if isinstance(value, str) and mentions_points(value)]
        signs = {match["sign"] in "加奖" for text in texts for match in _NAMES_POINTS.finditer(text)}
        if (
            tile.role is not Role.UNKNOWN
            or tile.fixed
            or tile.profile.numbers
            or not signs
            or _ON_RULES.search(tile.text)
        ):
            continue
        told = sum(bool(_NAMES_POINTS.search(text)) for text in texts)
        again = any(other.role.sign is None or (other.role.sign == 1) in signs for other in known)
        if told == len(texts) and told * 2 > tile.profile.texts and not again:
            tile.settle(Role.REASONS, 80, "文字里写明了加扣多少分")
