"""The role of every column of a table, by all that speaks for it: words, content, formulas, sums, typed scores.

The weak comes first, the strong after it: what a formula shows is not changed by arithmetic or words, and a person's
answer by nothing.  What nothing explains stays a question.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kaohe.core.cells import CellRef
from kaohe.core.patterns import compile_on_use
from kaohe.core.points import shows_no_points
from kaohe.core.reading import ANSWERS, Answers, Role
from kaohe.core.table import Gap, GapKind
from kaohe.tables.conversions import find_conversions, find_scale, fit_coefficient
from kaohe.tables.counts import read_counts
from kaohe.tables.heading import keys
from kaohe.tables.lines import find_marks_in_lines
from kaohe.tables.making import REASON_ROLES, Making
from kaohe.tables.means import find_averages, find_means
from kaohe.tables.roles_by_formulas import read_formula_roles
from kaohe.tables.roles_by_notes import read_notes
from kaohe.tables.roles_by_scores import (
    find_base,
    find_bases_of_points,
    find_full_marks,
    find_inputs_of_marks,
    find_marks,
    find_parts_of_total,
    fit_typed_scores,
    part_scores,
)
from kaohe.tables.roles_by_sums import (
    find_differences,
    find_parts_within,
    find_points_of_reasons,
    find_rates,
    find_sums,
    take_totals_for_points,
)
from kaohe.tables.roles_by_time import find_other_periods, find_running_totals, find_stages
from kaohe.tables.roles_by_words import (
    ask_about_counts_in_groups,
    ask_about_numbers_of_reasons,
    read_words,
    take_texts_for_points,
    take_texts_for_reasons,
    take_texts_for_remarks,
)
from kaohe.tables.terms import Told
from kaohe.tables.tiles import SURE, Tile
from kaohe.tables.weights import ask_about_weights, find_weights
from kaohe.tables.witness import ask_what_scores_contradict, scores_agree
from kaohe.tables.word_formulas import read_word_formula


def settle(
    tiles: Sequence[Tile], titles: Sequence[str], notes: Sequence[Told], answers: Answers, sheet: str
) -> tuple[Making, list[Gap]]:
    """Give every column its role by itself, its ``titles`` and all ``notes`` around it; return what else scores are made of, and answers that no longer hold."""
    making = Making()
    gaps = _answered(tiles, answers, sheet, making)
    for tile in tiles:
        read_words(tile)
    ask_about_counts_in_groups(tiles)
    take_texts_for_reasons(tiles)
    ask_about_numbers_of_reasons(tiles)
    take_texts_for_remarks(tiles)
    find_other_periods(tiles, titles)
    find_stages(tiles)
    take_texts_for_points(tiles)
    read_notes(tiles, notes)
    find_running_totals(tiles)
    find_points_of_reasons(tiles)
    take_totals_for_points(tiles)
    find_means(tiles, making)
    part_scores(tiles)
    read_formula_roles(tiles, making)
    find_sums(tiles)
    find_parts_within(tiles)
    find_averages(tiles)
    find_rates(tiles)
    find_differences(tiles)
    find_conversions(tiles)
    find_weights(tiles, making)
    find_bases_of_points(tiles)
    find_marks_in_lines(tiles)
    find_marks(tiles)
    find_full_marks(tiles)
    find_inputs_of_marks(tiles)
    read_word_formula(tiles, making, notes)
    find_scale(tiles, making)
    fit_coefficient(tiles, making)
    fit_typed_scores(tiles, making)
    find_parts_of_total(tiles)
    find_base(tiles, making)
    read_counts(tiles, titles)
    _bases(tiles, making)
    proven = scores_agree(tiles, making)
    for tile in tiles:
        _last(tile, proven=proven)
    ask_about_weights(tiles)
    ask_what_scores_contradict(tiles, making)
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


def _bases(tiles: Sequence[Tile], making: Making) -> None:
    bases = [tile for tile in tiles if tile.role is Role.BASE]
    items = {_item(tile) for tile in bases}
    losing = {_item(tile) for tile in tiles if tile.role in (Role.DEDUCTED, Role.ADDED)}
    if len(bases) > 1 and len(items) == len(bases) and items <= losing - {()}:
        for tile in bases:
            tile.settle(Role.MARKS, 80, "各组的标准分相加，减去各组的扣分")
        bases = []
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


def _item(tile: Tile) -> tuple[str, ...]:
    """Return what a column is of: its group, else its heading without the word for points (安全 of 安全标准分)."""
    stem = _OF_POINTS.sub("", keys(tile.text)[-1])
    return tile.group or ((stem,) if stem else ())


_OF_POINTS = compile_on_use(r"(?:标准分值?|满分|分值|扣分|加分)$")


def _last(tile: Tile, *, proven: bool) -> None:
    """A question about nothing is none; a hidden column of points is one, unless typed scores prove that it counts."""
    if tile.hidden and tile.role.counts and not tile.answered and tile.profile.nonzero and not proven:
        tile.certainty, tile.fixed = 30, False
        tile.why.append("这一列是隐藏的")
    if not tile.sure and not _can_matter(tile):
        tile.settle(Role.OUTSIDE, SURE, "没有会影响得分的内容")


def _can_matter(tile: Tile) -> bool:
    return bool(tile.profile.nonzero or tile.profile.with_points or tile.profile.percents) or (
        tile.role in REASON_ROLES and not all(map(shows_no_points, tile.values))
    )
