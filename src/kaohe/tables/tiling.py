"""The role of every column of a table, by all that speaks for it: words, content, formulas, sums, typed scores.

The weak comes first, the strong after it: what a formula shows is not changed by arithmetic or words, and a person's
answer by nothing.  What nothing explains stays a question.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kaohe.core.cells import CellRef
from kaohe.core.points import shows_no_points
from kaohe.core.reading import ANSWERS, Answers, Role
from kaohe.core.table import Gap, GapKind
from kaohe.tables.heading_numbers import says_counts
from kaohe.tables.making import NUMERIC_ROLES, REASON_ROLES, Making
from kaohe.tables.means import find_averages, find_means
from kaohe.tables.roles_by_formulas import read_formula_roles
from kaohe.tables.roles_by_scores import (
    find_base,
    find_bases_of_points,
    find_full_marks,
    find_marks,
    find_marks_in_lines,
    fit_typed_scores,
    part_scores,
)
from kaohe.tables.roles_by_sums import (
    find_differences,
    find_points_of_reasons,
    find_rates,
    find_sums,
    take_totals_for_points,
)
from kaohe.tables.roles_by_words import (
    ask_about_counts_in_groups,
    find_other_periods,
    find_running_totals,
    find_stages,
    read_words,
    take_texts_for_reasons,
    take_texts_for_remarks,
)
from kaohe.tables.tiles import SURE, Tile
from kaohe.tables.weights import ask_about_weights, find_weights


def settle(tiles: Sequence[Tile], titles: Sequence[str], answers: Answers, sheet: str) -> tuple[Making, list[Gap]]:
    """Give every column its role; return what else scores are made of, and answers that no longer hold."""
    making = Making()
    gaps = _answered(tiles, answers, sheet, making)
    for tile in tiles:
        read_words(tile)
    ask_about_counts_in_groups(tiles)
    take_texts_for_reasons(tiles)
    take_texts_for_remarks(tiles)
    find_other_periods(tiles, titles)
    find_stages(tiles)
    find_running_totals(tiles)
    find_points_of_reasons(tiles)
    take_totals_for_points(tiles)
    find_means(tiles, making)
    part_scores(tiles)
    read_formula_roles(tiles, making)
    find_sums(tiles)
    find_averages(tiles)
    find_rates(tiles)
    find_differences(tiles)
    find_weights(tiles, making)
    find_bases_of_points(tiles)
    find_marks_in_lines(tiles)
    find_marks(tiles)
    find_full_marks(tiles)
    fit_typed_scores(tiles, making)
    find_base(tiles, making)
    _counts_and_rates(tiles, titles)
    _bases(tiles, making)
    for tile in tiles:
        _last(tile)
    ask_about_weights(tiles)
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


def _counts_and_rates(tiles: Sequence[Tile], titles: Sequence[str]) -> None:
    """Cells under 迟到（每次扣0.1分） hold how often, if they are whole numbers; rates and counts without points are a question."""
    rated = [tile for tile in tiles if tile.factor is not None and not tile.fixed and tile.sense.rate is not None]
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
    counted = any(tile.role in NUMERIC_ROLES or tile.role in REASON_ROLES for tile in tiles)
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
        tile.role in REASON_ROLES and not all(map(shows_no_points, tile.values))
    )
