"""Every rule, by hand: a code that is here is never given to another rule."""

from __future__ import annotations

from kaohe.assessment.rules.c101_code_repeated import code_repeated
from kaohe.assessment.rules.c102_wording_repeated import wording_repeated
from kaohe.assessment.rules.c103_no_catalogue_points import no_catalogue_points
from kaohe.assessment.rules.c104_twin_entries import twin_entries
from kaohe.assessment.rules.c105_sign_missing import sign_missing
from kaohe.assessment.rules.c106_catalogue_column import catalogue_column
from kaohe.assessment.rules.c107_no_code import no_code
from kaohe.assessment.rules.c108_no_wording import no_wording
from kaohe.assessment.rules.c109_catalogue_points_unreadable import catalogue_points_unreadable
from kaohe.assessment.rules.m501_points_differ import points_differ
from kaohe.assessment.rules.m502_variant import variant
from kaohe.assessment.rules.m503_unknown import unknown
from kaohe.assessment.rules.m504_opposite import opposite
from kaohe.assessment.rules.m505_merged import merged
from kaohe.assessment.rules.m506_repeated import repeated
from kaohe.assessment.rules.m507_foreign_catalogue import foreign_catalogue
from kaohe.assessment.rules.m508_ambiguous import ambiguous
from kaohe.assessment.rules.p401_per_count import per_count
from kaohe.assessment.rules.p402_point_range import point_range
from kaohe.assessment.rules.p403_discretion import discretion
from kaohe.assessment.rules.p404_cap_without_count import cap_without_count
from kaohe.assessment.rules.p405_veto import veto
from kaohe.assessment.rules.p406_alternatives import alternatives
from kaohe.assessment.rules.p407_pending import pending
from kaohe.assessment.rules.p408_money import money
from kaohe.assessment.rules.p409_unclear import unclear
from kaohe.assessment.rules.p410_total_differs import total_differs
from kaohe.assessment.rules.p411_below_lowest import below_lowest
from kaohe.assessment.rules.p412_above_highest import above_highest
from kaohe.assessment.rules.p413_stated_score_differs import stated_score_differs
from kaohe.assessment.rules.p414_figure_differs import figure_differs
from kaohe.assessment.rules.p415_sum_capped import sum_capped
from kaohe.assessment.rules.p416_figure_alone import figure_alone
from kaohe.assessment.rules.p417_negative_bonus import negative_bonus
from kaohe.assessment.rules.p418_sign_unsaid import sign_unsaid
from kaohe.assessment.rules.p419_other_base import other_base
from kaohe.assessment.rules.r601_stated_rank_differs import stated_rank_differs
from kaohe.assessment.rules.r602_other_method import other_method
from kaohe.assessment.rules.rule import Left, Rule, SearchRule, WordingRule
from kaohe.assessment.rules.s101_missing_column import missing_column
from kaohe.assessment.rules.s102_no_units import no_units
from kaohe.assessment.rules.s103_error_cell import error_cell
from kaohe.assessment.rules.s104_not_points import not_points
from kaohe.assessment.rules.s105_setting import setting
from kaohe.assessment.rules.s106_unplaced import unplaced
from kaohe.assessment.rules.s107_not_reason import not_reason
from kaohe.assessment.rules.s108_not_score import not_score
from kaohe.assessment.rules.s109_no_target import no_target
from kaohe.assessment.rules.s110_other_column import other_column
from kaohe.assessment.rules.s111_unread_table import unread_table
from kaohe.assessment.rules.s112_not_calculated import not_calculated
from kaohe.assessment.rules.s113_stale_form import stale_form
from kaohe.assessment.rules.s201_no_category import no_category
from kaohe.assessment.rules.s202_unit_repeated import unit_repeated
from kaohe.assessment.rules.s203_numbering import numbering
from kaohe.assessment.rules.s204_padded_name import padded_name
from kaohe.assessment.rules.s205_blank_reason import blank_reason
from kaohe.assessment.rules.s206_no_name import no_name
from kaohe.assessment.rules.s207_unlisted_category import unlisted_category
from kaohe.assessment.rules.t301_no_points import no_points
from kaohe.assessment.rules.t302_no_reason import no_reason
from kaohe.assessment.rules.t303_unreadable_number import unreadable_number
from kaohe.assessment.rules.t304_no_unit import no_unit
from kaohe.assessment.rules.t305_sign_clash import sign_clash
from kaohe.assessment.rules.t306_trailing_separator import trailing_separator
from kaohe.assessment.rules.t307_invisible_characters import invisible_characters
from kaohe.assessment.rules.t308_residue import residue
from kaohe.assessment.rules.t309_heading_clash import heading_clash
from kaohe.assessment.rules.x901_unexplained import unexplained

# fmt: off
RULES: tuple[Rule, ...] = (
    # S1: the sheet; S2: its rows
    missing_column, no_units, error_cell, not_points, setting, unplaced, not_reason, not_score, no_target, other_column,
    unread_table, not_calculated, stale_form, no_category, unit_repeated, numbering, padded_name, blank_reason, no_name,
    unlisted_category,
    # C: the catalogue
    code_repeated, wording_repeated, no_catalogue_points, twin_entries, sign_missing, catalogue_column, no_code, no_wording,
    catalogue_points_unreadable,
    # T: the text
    no_points, no_reason, unreadable_number, no_unit, sign_clash, trailing_separator, invisible_characters, residue,
    heading_clash,
    # P: points and scores
    per_count, point_range, discretion, cap_without_count, veto, alternatives, pending, money, unclear, total_differs,
    below_lowest, above_highest, stated_score_differs, figure_differs, sum_capped, figure_alone, negative_bonus,
    sign_unsaid, other_base,
    # M: reasons and catalogue
    points_differ, variant, unknown, opposite, merged, repeated, foreign_catalogue, ambiguous,
    # R: ranks
    stated_rank_differs, other_method,
    # X: Kaohe itself
    unexplained,
)
# fmt: on

BY_CODE = {rule.code: rule for rule in RULES}
SEARCHES = tuple(rule for rule in RULES if isinstance(rule, SearchRule))
_WORDINGS: dict[tuple[type, str], WordingRule] = {
    (type(left), left): rule for rule in RULES if isinstance(rule, WordingRule) for left in rule.left
}


def rule_for(left: Left) -> WordingRule:
    """Return the one rule that words a gap of this kind."""
    return _WORDINGS[type(left), left]
