"""The role of every column of a table, by all that speaks for it: words, content, formulas, sums, typed scores.

The weak comes first, the strong after it: what a formula shows is not changed by arithmetic or words, and a person's
answer by nothing.  What nothing explains stays a question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from kaohe.core.cells import CellRef
from kaohe.core.patterns import compile_on_use
from kaohe.core.points import shows_no_points
from kaohe.core.reading import ANSWERS, Answers, Role
from kaohe.core.records import dataclass
from kaohe.core.schema import Field
from kaohe.core.table import Gap, GapKind
from kaohe.core.text import fold
from kaohe.tables import arithmetic
from kaohe.tables.content import remark_questions
from kaohe.tables.formulas import Relation, shown_formula
from kaohe.tables.heading import is_whole_sum, keys, points_role, reason_role, says_counts, sign_of
from kaohe.tables.terms import Limit, Told
from kaohe.tables.tiles import SURE, Tile

_NUMERIC_ROLES = frozenset({Role.ADDED, Role.DEDUCTED, Role.SIGNED, Role.MARKS})
_REASON_ROLES = frozenset({Role.REASONS, Role.DEDUCTION_REASONS, Role.BONUS_REASONS})
#: How far a mean that was rounded to two places may be off, times the columns it is taken of.
_ROUNDED = Decimal("0.02")
_MAKE_OTHERWISE = frozenset({Role.MARKS, Role.BASE, Role.COEFFICIENT})
_SCORES = frozenset({Role.SCORE, Role.RANK, Role.GRADE})

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
_TOTALS = frozenset({"合计", "总计", "小计", "共计", "累计"})


@dataclass(slots=True)
class Making:
    """What scores are made of besides the columns: the base, the factor, the places that a formula rounds to.

    ``base`` is None where the workbook's setting holds.  ``asked_base`` is a full mark that may be the base, or the
    base that a text around the table names (``base_told``), which may name ``limits`` and ``rules`` as well.
    """

    base: Decimal | None = None
    asked_base: Decimal | None = None
    coefficient: Tile | None = None
    places: int | None = None
    base_told: Told | None = None
    limits: tuple[Limit, ...] = ()
    rules: tuple[Told, ...] = ()


def settle(tiles: Sequence[Tile], titles: Sequence[str], answers: Answers, sheet: str) -> tuple[Making, list[Gap]]:
    """Give every column its role; return what else scores are made of, and answers that no longer hold."""
    making = Making()
    gaps = _answered(tiles, answers, sheet, making)
    for tile in tiles:
        _by_words(tile)
    _texts_are_reasons(tiles)
    _telling_texts(tiles)
    _other_periods(tiles, titles)
    _stages(tiles)
    _running_totals(tiles)
    _beside_reasons(tiles)
    _totals_as_points(tiles)
    _several_scores(tiles)
    _by_formulas(tiles, making)
    _sums(tiles)
    _averages(tiles)
    _marks(tiles)
    _full_marks(tiles)
    _by_typed_scores(tiles, making)
    _base_of_typed_scores(tiles, making)
    _counts_and_rates(tiles, titles)
    _bases(tiles, making)
    _caps(tiles)
    for tile in tiles:
        _last(tile)
    return making, gaps


def _answered(tiles: Sequence[Tile], answers: Answers, sheet: str, making: Making) -> list[Gap]:
    gaps = []
    for tile in tiles:
        answer = answers.columns.get((sheet, tile.column))
        if answer is None:
            continue
        if answer.heading != tile.text or answer.role not in ANSWERS:
            gaps.append(
                Gap(GapKind.VOID_ANSWER, CellRef(sheet, 0, tile.column), (answer.heading, answer.role, tile.text))
            )
            continue
        tile.fix(answer.role, "已由人确认")
        tile.answered = True
        if answer.base is not None:
            making.base = answer.base
    return gaps


def _by_words(tile: Tile) -> None:
    sense, profile = tile.sense, tile.profile
    role, certainty = sense.role, sense.certainty
    if sense.rate is not None:
        tile.factor = sense.rate
    if role in _NUMERIC_ROLES | _REASON_ROLES and tile.factor is None:
        role = _by_values(tile, role)
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


def _by_values(tile: Tile, role: Role) -> Role:
    """Return the role that a column's cells show: 扣分 may head numbers or reasons."""
    profile = tile.profile
    sign = role.sign if role.sign is not None else sign_of(keys(tile.text)[-1])
    if role in _REASON_ROLES and profile.numbers - profile.worded > profile.texts + profile.worded:
        return points_role(sign)
    return role


def _texts_are_reasons(tiles: Sequence[Tile]) -> None:
    """Texts under 扣分 are reasons, unless reasons have a column of their own: then they are numbers spelled badly."""
    texts = any(tile.role in _REASON_ROLES and tile.profile.texts for tile in tiles)
    for tile in tiles:
        profile = tile.profile
        if tile.role in _NUMERIC_ROLES and profile.texts > profile.numbers and not (texts and profile.numbers):
            tile.settle(reason_role(tile.role.sign), tile.certainty)


#: Texts under these headings are of the rules, not of the unit.
_ON_RULES = compile_on_use(r"标准|依据|条款|细则|办法|规[则定]|指标|要求|说明|公式")


def _telling_texts(tiles: Sequence[Tile]) -> None:
    """Texts that hold points or take some back are remarks, whatever heads them: 状态 over 申诉中, 责任人 over 张三（扣0.5）."""
    for tile in tiles:
        if tile.role is not Role.OUTSIDE or not tile.profile.texts or _ON_RULES.search(tile.text):
            continue
        if any(isinstance(value, str) and remark_questions(value) for value in tile.values):
            tile.settle(Role.REMARK, 70, "有会影响得分的文字")


def _averages(tiles: Sequence[Tile]) -> None:
    """A column that is the mean of counted ones beside it may be what counts, in their place: a question."""
    order = [tile.column for tile in tiles if tile.role in _NUMERIC_ROLES or "平均" in tile.text]
    by_column = {tile.column: tile for tile in tiles}
    for tile in tiles:
        if "平均" not in tile.text or tile.profile.nonzero < 2 or tile.fixed:
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


def _other_periods(tiles: Sequence[Tile], titles: Sequence[str]) -> None:
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


def _years(text: str) -> list[int]:
    return [int(year) for year in _YEAR.findall(fold(text))]


def _stage_of(text: str) -> tuple[int, str]:
    """Return the stage that a heading names (2 where it names none), and the heading without the word for it."""
    key = keys(text)[-1]
    for pattern, stage in _STAGES:
        if pattern.search(key):
            return stage, pattern.sub("", key)
    return 2, key


def _stages(tiles: Sequence[Tile]) -> None:
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


def _running_totals(tiles: Sequence[Tile]) -> None:
    """累计扣分 beside 本月扣分 may hold it or go on from it: it is not added, and what it is stays a question."""
    score = next((tile for tile in tiles if tile.role is Role.SCORE), None)
    for tile in tiles:
        key = keys(tile.parts[-1])[-1] if tile.parts else ""
        others = (other for other in tiles if other is not tile and other.role in _NUMERIC_ROLES)
        if tile.role in _NUMERIC_ROLES and _RUNNING.search(key) and any(o.role.sign == tile.role.sign for o in others):
            tile.settle(Role.SUM, 50, f"表头“{tile.text}”是累计数，不知道以哪一列为准")
        if tile.role is Role.OTHER_PERIOD and score and _CARRIED.search(key) and _CARRIED.search(score.text):
            tile.settle(Role.BASE, 30, f"{score.name}可能是从它加减来的")


_CAP = compile_on_use(
    r"(?:最多|最高|不超过|封顶|上限)[^\d]{0,4}(\d+(?:\.\d+)?)\s*分?|(\d+(?:\.\d+)?)\s*分?(?:封顶|为限|以内)"
)


def _caps(tiles: Sequence[Tile]) -> None:
    """A number above what the heading allows (最多扣1分) is a question."""
    for tile in tiles:
        match = next((found for part in tile.parts if (found := _CAP.search(fold(part)))), None)
        if match is None or not tile.role.counts or tile.role in _REASON_ROLES:
            continue
        cap = Decimal(match[1] or match[2])
        if any(number is not None and abs(number) > cap for number in tile.numbers):
            tile.settle(tile.role, 50, f"表头写明最多{cap}分，有的数超过它")


def _beside_reasons(tiles: Sequence[Tile]) -> None:
    """分值 beside a column of reasons holds their points."""
    for left, right in pairwise(tiles):
        for reason, points in ((left, right), (right, left)):
            if reason.role not in _REASON_ROLES or points.role is not Role.BASE:
                continue
            if keys(points.parts[-1])[-1] in ("分值", "分数", "分") and points.group == reason.group:
                points.settle(points_role(reason.role.sign), 85, f"在{reason.name}旁边")


def _totals_as_points(tiles: Sequence[Tile]) -> None:
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
    return (tile.role in _NUMERIC_ROLES and (sign is None or tile.role.sign in (sign, None))) or (
        tile.role is Role.UNKNOWN and tile.profile.is_numeric
    )


def _several_scores(tiles: Sequence[Tile]) -> None:
    """得分 under the groups of several items are marks, where another heading names the whole score."""
    scores = [tile for tile in tiles if tile.role is Role.SCORE]
    outer = [tile for tile in scores if not tile.group]
    grouped = [tile for tile in scores if tile.group]
    if outer and grouped and len({tile.group for tile in grouped}) > 1:
        for tile in grouped:
            siblings = [
                other for other in tiles if other.group == tile.group and other.role in (Role.DEDUCTED, Role.ADDED)
            ]
            tile.settle(Role.MARKS, 40 if siblings else 85, f"“{tile.group[-1]}”的得分，另有{outer[-1].name}")
        return
    if len(scores) < 2:
        return
    last = max(outer or scores, key=lambda tile: (not _is_partial(tile), tile.column))
    for tile in scores:
        if tile is last:
            continue
        if _is_partial(tile) and tile.profile.is_empty:
            tile.settle(Role.SUM, 70, f"得分以{last.name}为准")
        elif _is_partial(tile):
            tile.settle(Role.UNKNOWN, 30, f"{tile.name}和{last.name}都像得分")


_PARTIAL = compile_on_use(
    r"[加扣减]分?[前后]|初|平时|日常|基础|专项|民主|测评|现场|月|季度|半年|党建|业务|本职|定量|定性|满意"
)


def _is_partial(tile: Tile) -> bool:
    return bool(_PARTIAL.search(keys(tile.text)[-1]))


def _by_formulas(tiles: Sequence[Tile], making: Making) -> None:
    by_column = {tile.column: tile for tile in tiles}
    for tile in tiles:
        relation = tile.formula.relation if tile.formula else None
        if relation is None or tile.formula is None:
            continue
        quoted = shown_formula(tile.column, tile.formula)
        if relation.ranked is not None:
            tile.fix(Role.RANK, quoted)
            if (ranked := by_column.get(relation.ranked)) is not None and ranked.role in (
                Role.SCORE,
                Role.SUM,
                Role.UNKNOWN,
            ):
                ranked.fix(Role.SCORE, f"{quoted} 按它排名")
    score = next((tile for tile in tiles if tile.role is Role.SCORE and tile.formula and tile.formula.relation), None)
    for tile in tiles:
        relation = tile.formula.relation if tile.formula else None
        if relation is None or tile.formula is None or tile is score or tile.role in (Role.RANK, Role.SCORE):
            continue
        if relation.is_sum and all(column in by_column for column in relation.terms) and len(relation.terms) > 1:
            tile.fix(Role.SUM, shown_formula(tile.column, tile.formula))
            tile.parts_summed = tuple(relation.terms)
    if score is not None and score.formula is not None and score.formula.relation is not None:
        _from_score(score, by_column, making)


def _from_score(score: Tile, by_column: dict[int, Tile], making: Making) -> None:
    """Take from the formula of the scores which columns count, with which sign, on what base."""
    formula = score.formula
    relation = formula.relation if formula else None
    if relation is None or formula is None or not (set(relation.terms) | {relation.factor} - {None}) <= set(by_column):
        return
    leaves = _leaves(relation, by_column)
    if leaves is None or any(by_column[column].role in _REASON_ROLES for column in leaves):
        return
    quoted = shown_formula(score.column, formula)
    score.fix(Role.SCORE, quoted)
    signs = {column: _formula_sign(by_column[column], coefficient) for column, coefficient in leaves.items()}
    marks = not relation.constant and all(sign == 1 for sign in signs.values())
    for column, coefficient in leaves.items():
        role = _leaf_role(by_column[column], signs[column], bool(relation.constant), marks)
        _fix_leaf(by_column[column], role, coefficient, quoted)
    for column in set(relation.terms) - set(leaves):
        by_column[column].fix(Role.SUM, quoted)
    if relation.factor is not None:
        making.coefficient = by_column[relation.factor]
        making.coefficient.fix(Role.COEFFICIENT, quoted)
    making.places, making.base = relation.places, relation.constant
    for tile in by_column.values():
        left_out = tile.role in _NUMERIC_ROLES and tile.column not in leaves and not tile.profile.is_empty
        if left_out:
            tile.settle(tile.role, 30, f"{quoted} 里没有这一列")


def _leaves(relation: Relation, by_column: dict[int, Tile]) -> dict[int, Decimal] | None:
    """Return the columns that a score is made of in the end, those of sums in their place; None where one is missing."""
    leaves: dict[int, Decimal] = {}
    for column, coefficient in relation.terms.items():
        formula = by_column[column].formula
        inner = formula.relation if formula else None
        if inner is not None and inner.is_sum and len(inner.terms) > 1 and set(inner.terms) <= set(by_column):
            leaves |= dict.fromkeys(inner.terms, coefficient)
            continue
        if formula is not None and inner is not None and not inner.constant and len(inner.terms) == 1:
            (only,) = inner.terms
            if only not in by_column:
                return None
            by_column[only].fix(Role.COUNT, shown_formula(column, formula))
        leaves[column] = coefficient
    return leaves


def _fix_leaf(tile: Tile, role: Role | None, coefficient: Decimal, quoted: str) -> None:
    if role is None:
        tile.settle(tile.role, 30, f"表头“{tile.text}”与{quoted} 相反")
        return
    said = bool(tile.why)
    tile.fix(role)
    tile.why.append(f"与{quoted} 一致" if said else quoted)
    tile.factor = abs(coefficient) if abs(coefficient) != 1 else None


def _formula_sign(tile: Tile, coefficient: Decimal) -> int:
    """Return the sign that a column has in a score: added negative numbers are deductions."""
    sign = 1 if coefficient > 0 else -1
    only_negative = tile.profile.negative and not tile.profile.positive
    return -sign if only_negative else sign


def _leaf_role(tile: Tile, sign: int, constant: bool, marks: bool) -> Role | None:
    mixed = tile.profile.negative and tile.profile.positive
    if mixed and sign == 1:
        return Role.SIGNED
    if sign == -1:
        return None if tile.role is Role.ADDED and tile.certainty >= SURE else Role.DEDUCTED
    if tile.role is Role.BASE:
        return Role.BASE
    if tile.role is Role.DEDUCTED and tile.certainty >= SURE:
        return None
    if marks and tile.role is not Role.ADDED:
        return Role.MARKS
    return Role.MARKS if not constant and tile.role is not Role.ADDED and tile.profile.largest > 20 else Role.ADDED


def _sums(tiles: Sequence[Tile]) -> None:
    """Find the columns that add up neighbours; name the parts of those that say so."""
    numeric = [tile for tile in tiles if _could_add_up(tile)]
    order = [tile.column for tile in numeric]
    by_column = {tile.column: tile for tile in numeric}
    numbers = {tile.column: tile.numbers for tile in numeric}
    for tile in numeric:
        if tile.parts_summed or tile.role in (Role.MARKS, Role.BASE) or tile.profile.nonzero < 2:
            continue
        fewest = (
            2
            if tile.role is Role.SUM or keys(tile.parts[-1] if tile.parts else "")[-1] in _TOTALS
            else arithmetic.FEWEST
        )
        found = [
            run
            for run in arithmetic.runs_beside(order, tile.column, numbers)
            if all(by_column[c].role is not Role.SUM for c in run)
            and sum(by_column[c].profile.nonzero > 0 for c in run) > 1
            and arithmetic.sum_of(tile.numbers, [by_column[c].numbers for c in run]) >= fewest
        ]
        run = max(found, key=len, default=())
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


def _counted_role(tile: Tile) -> Role | None:
    """Return what the parts of a sum are by its own heading: 扣分, 扣分合计."""
    if tile.role in (Role.DEDUCTED, Role.ADDED, Role.SIGNED) and tile.certainty >= SURE:
        return tile.role
    sign = _sum_sign(tile) if tile.role is Role.SUM and tile.parts else None
    return None if sign is None else points_role(sign)


def _could_add_up(tile: Tile) -> bool:
    return (tile.role in _NUMERIC_ROLES or tile.role in (Role.UNKNOWN, Role.SUM)) and tile.profile.numbers > 0


def _parts_by_words(tile: Tile, tiles: Sequence[Tile]) -> tuple[int, ...]:
    """Return what a sum adds up as its headings say: its group's columns, else all of its sign."""
    sign = _sum_sign(tile)
    parts = [other for other in tiles if other is not tile and other.role in _NUMERIC_ROLES]
    if tile.group:
        return tuple(other.column for other in parts if other.group[: len(tile.group)] == tile.group)
    if not is_whole_sum(tile.parts or ("",)):
        return ()
    return tuple(other.column for other in parts if sign is None or other.role.sign in (sign, None))


def _marks(tiles: Sequence[Tile]) -> None:
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


def _full_marks(tiles: Sequence[Tile]) -> None:
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


def _by_typed_scores(tiles: Sequence[Tile], making: Making) -> None:
    score = next((tile for tile in tiles if tile.role is Role.SCORE), None)
    if score is None or making.base is not None or score.profile.numbers < arithmetic.FEWEST:
        return
    if any(tile.role in _REASON_ROLES and tile.profile.texts for tile in tiles) and not any(
        tile.role in _NUMERIC_ROLES for tile in tiles
    ):
        return
    unknown = {tile.column: tile for tile in tiles if tile.profile.nonzero and not tile.fixed and _open_to_scores(tile)}
    known = _known(tiles, score, set(unknown))
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
            tile.settle(
                Role.OUTSIDE if tile.role is Role.UNKNOWN else tile.role, 80, f"{score.name}里填写的得分没有算它"
            )
        elif base == Decimal(0) and sign == 1:
            tile.settle(Role.MARKS, 85, why)
        else:
            tile.settle(Role.DEDUCTED if sign == -1 else Role.ADDED, 85, why)


def _base_of_typed_scores(tiles: Sequence[Tile], making: Making) -> None:
    """Take the base from typed scores that all show the same other one: 119.5 beside 0.5 deducted, 119 beside 1."""
    score = next((tile for tile in tiles if tile.role is Role.SCORE), None)
    if score is None or making.base is not None or any(tile.role in _MAKE_OTHERWISE for tile in tiles):
        return
    if any((tile.role in _REASON_ROLES and tile.profile.texts) or _open_to_scores(tile) for tile in tiles):
        return
    rows = [
        (typed, points or Decimal(0))
        for typed, points in zip(score.numbers, _known(tiles, score, set()), strict=True)
        if typed is not None
    ]
    bases = {typed - points for typed, points in rows}
    points_told = {points for _, points in rows}
    if len(bases) == 1 and len(rows) >= arithmetic.FEWEST and len(points_told) > 1:
        making.base = bases.pop()


def _open_to_scores(tile: Tile) -> bool:
    """Say whether typed scores may tell what a column is: a question so far."""
    if tile.role is Role.UNKNOWN:
        return tile.profile.is_numeric
    return tile.role in _NUMERIC_ROLES and not tile.sure


def _known(tiles: Sequence[Tile], score: Tile, unknown: set[int]) -> list[Decimal | None]:
    total: list[Decimal | None] = [None] * len(score.values)
    for tile in tiles:
        if tile.role in _NUMERIC_ROLES and tile.column not in unknown and tile.sure:
            for row, number in enumerate(tile.numbers):
                if number is not None:
                    signed = number if tile.role.sign is None else abs(number) * tile.role.sign
                    total[row] = (total[row] or Decimal(0)) + signed * (tile.factor or 1)
    return total


def _counts_and_rates(tiles: Sequence[Tile], titles: Sequence[str]) -> None:
    """Cells under 迟到（每次扣0.1分） hold how often, if they are whole numbers; rates and counts without points are a question."""
    rated = [tile for tile in tiles if tile.factor is not None and not tile.fixed]
    told = any(map(says_counts, titles)) or any(says_counts(part) for tile in rated for part in tile.parts)
    doubtful = [tile for tile in rated if not _are_counts(tile)]
    proof = told or any(_must_be_counts(tile) for tile in rated)
    for tile in rated:
        if tile in doubtful and not told:
            if tile.profile.whole or tile.profile.numbers == 0:
                continue
            # 0.2 under 每次扣0.1分 is no number of times: the cells are points.
            tile.factor = None
        elif not proof and tile.profile.nonzero and tile.factor != 1:
            tile.settle(tile.role, 50, f"{tile.name}里是次数还是分值不清楚")
    counted = any(tile.role in _NUMERIC_ROLES or tile.role in _REASON_ROLES for tile in tiles)
    if not counted:
        for tile in tiles:
            if tile.role in (Role.COUNT, Role.RATE) and tile.profile.nonzero and not tile.fixed:
                tile.settle(Role.UNKNOWN, 30, "没有算出分值的列")


def _are_counts(tile: Tile) -> bool:
    return tile.profile.whole and not tile.profile.negative


def _must_be_counts(tile: Tile) -> bool:
    """Say whether cells can't be points: whole numbers that are no multiples of a whole rate, or of a rate below 1."""
    rate = tile.factor or Decimal(1)
    numbers = [number for number in tile.numbers if number]
    if not numbers or not _are_counts(tile):
        return False
    return rate < 1 or any(number % rate for number in numbers)


def _bases(tiles: Sequence[Tile], making: Making) -> None:
    bases = [tile for tile in tiles if tile.role is Role.BASE]
    for tile in bases[1:]:
        tile.settle(Role.UNKNOWN, 30, f"{bases[0].name}也是基础分")
    if bases and bases[0].profile.is_empty:
        bases[0].settle(Role.OUTSIDE, 90, "没有内容")
        bases = []
    for tile in bases[:1]:
        if tile.certainty < 80 and not tile.fixed:
            tile.settle(Role.BASE, max(tile.certainty, SURE) if tile.certainty >= SURE else 30)
    score = next((tile for tile in tiles if tile.role is Role.SCORE), None)
    if score is None or making.base is not None or score.answered or bases:
        return
    if any(tile.role is Role.MARKS for tile in tiles):
        making.base = Decimal(0)
    elif score.sense.full not in (None, Decimal(100)):
        making.asked_base = score.sense.full


def _last(tile: Tile) -> None:
    """A question about nothing is none; a hidden column of points is one."""
    if tile.hidden and tile.role.counts and not tile.answered and tile.profile.nonzero:
        tile.certainty, tile.fixed = 30, False
        tile.why.append("这一列是隐藏的")
    if not tile.sure and not _can_matter(tile):
        tile.settle(Role.OUTSIDE, SURE, "没有会影响得分的内容")


def _can_matter(tile: Tile) -> bool:
    return bool(tile.profile.nonzero or tile.profile.with_points or tile.profile.percents) or (
        tile.role in _REASON_ROLES and not all(map(shows_no_points, tile.values))
    )


def field_of(role: Role) -> Field | None:
    """Return the field under which a column of this role enters the assessment."""
    return _FIELDS.get(role)


_FIELDS = {
    Role.REASONS: Field.REASONS,
    Role.DEDUCTION_REASONS: Field.REASONS,
    Role.BONUS_REASONS: Field.REASONS,
    Role.ADDED: Field.ADDED,
    Role.DEDUCTED: Field.DEDUCTED,
    Role.SIGNED: Field.ADDED,
}
