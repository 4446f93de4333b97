"""The formulas of the template, as stored in a file: native Excel around Kaohe's worksheet functions.

In the file a structured reference is spelled out: what Excel shows as ``[@考核得分]`` is
``kaohe_units[[#This Row],[考核得分]]``.  Every formula has the scalar form, which works from Excel
2016 on.  A named setting that is left blank does not count in MIN and MAX: no cap, no bound.
"""

from __future__ import annotations

from kaohe.assessment.planning import CLEAN, CLEAN_UNRANKED
from kaohe.assessment.rules.s201_no_category import NO_CATEGORY
from kaohe.core.functions import BY_NAME
from kaohe.core.schema import (
    CATALOGUE_TABLE,
    CATEGORIES_TABLE,
    DATA_TABLE,
    SETTING_NAMES,
    TIE_KEY,
    CategoryField,
    Field,
)
from kaohe.core.settings import Settings, TieRule
from kaohe.core.ties import JOINT
from kaohe.core.unranked import UNRANKED, words

#: Said in 核对 where a reason cell holds an Excel error, or Excel does not know Kaohe's functions.
NOT_COMPUTED = "未能核对：请检查本行有无错误值，并确认已启用考核加载项"


def this_row(column: str) -> str:
    """Return the reference to this row's cell of a column of the data table."""
    return f"{DATA_TABLE}[[#This Row],[{column}]]"


def formulas() -> dict[str, str]:
    """Return the formula of each computed column."""
    return {
        Field.ADDED: _points("ADDED_POINTS"),
        Field.DEDUCTED: _points("DEDUCTED_POINTS"),
        Field.SCORE: _score(),
        Field.RANK: _rank(),
        Field.CHECK: _check(),
        CategoryField.RANK_GROUP: _rank_group(),
        TIE_KEY: _tie_key(),
    }


_REASONS = this_row(Field.REASONS)
#: True in rows that nobody has filled yet.
_UNUSED = f'AND({this_row(Field.UNIT)}="",{_REASONS}="")'


def _points(function: str) -> str:
    return f'=IFERROR(IF({_UNUSED},"",{BY_NAME[function].call(_REASONS)}),"")'


def _score() -> str:
    """Caps on both sums, then rounding, then the lowest and the highest score, as in the core."""
    added, deducted = this_row(Field.ADDED), this_row(Field.DEDUCTED)
    name = SETTING_NAMES
    base = f'IF({name["base"]}="",{Settings().base},{name["base"]})'
    points = f"{base}+MIN({added},{name['bonus_cap']})-MIN({deducted},{name['deduction_cap']})"
    # Ten decimals take away what doubles add: 100-99.95 is 0.04999999999999716, to be rounded as 0.05.
    rounded = f"ROUND(ROUND({points},10),IF(ISNUMBER({name['decimals']}),{name['decimals']},10))"
    bounded = f"MAX({name['lowest']},MIN({name['highest']},{rounded}))"
    return f'=IF(OR({added}="",{deducted}=""),"",{bounded})'


def _rank() -> str:
    score, group = Field.SCORE, CategoryField.RANK_GROUP
    scores, groups = f"{DATA_TABLE}[{score}]", f"{DATA_TABLE}[{group}]"
    ties = (this_row(TIE_KEY), f"{DATA_TABLE}[{TIE_KEY}]")
    rank = BY_NAME["RANK_UNIT"].call(this_row(score), scores, this_row(group), groups, SETTING_NAMES["method"], *ties)
    return f'=IF(OR({this_row(score)}="",{_IS_UNRANKED},{_is_unplaced()}),"",{rank})'


_GROUP = this_row(CategoryField.RANK_GROUP)
_IS_UNRANKED = f'{_GROUP}="{UNRANKED}"'


def _is_unplaced() -> str:
    """A unit without a category has no rank where others have one; in a table without categories all are one group."""
    groups = f"{DATA_TABLE}[{CategoryField.RANK_GROUP}]"
    return f'IF({_GROUP}="",COUNTIF({groups},"?*")>COUNTIF({groups},"{UNRANKED}"))'


def _check() -> str:
    """What CHECK_REASON says, and behind it why a unit with a score has no rank: as recalculation words both."""
    check = BY_NAME["CHECK_REASON"].call(_REASONS, f"{CATALOGUE_TABLE}[#All]")
    no_category = f"【S201】{NO_CATEGORY}"
    before, behind = no_category.split("{unit}")
    unplaced = f'"{before}“"&TRIM({this_row(Field.UNIT)})&"”{behind}"&SUBSTITUTE({check},"{CLEAN}","")'
    unranked = f'SUBSTITUTE("{UNRANKED}。"&{check},"{UNRANKED}。{CLEAN}","{CLEAN_UNRANKED}")'
    said = f"IF({_IS_UNRANKED},{unranked},IF({_is_unplaced()},{unplaced},{check}))"
    return f'=IFERROR(IF({_UNUSED},"",{said}),"{NOT_COMPUTED}")'


def _rank_group() -> str:
    """The category's rank group; another one for units that are not ranked, so that they take nobody's place."""
    category = this_row(Field.CATEGORY)
    row = f"MATCH({category},{CATEGORIES_TABLE}[{CategoryField.CATEGORY}],0)"
    group = f"INDEX({CATEGORIES_TABLE}[{CategoryField.RANK_GROUP}],{row})"
    placed = f'IFERROR(IF({group}="",{category},{group}),{category}&"")'
    said = f"{this_row(Field.REMARK)}&{this_row(Field.UNIT)}"
    listed = ",".join(f'"{word}"' for word in words())
    return f'=IF(OR(ISNUMBER(SEARCH({{{listed}}},{said}))),"{UNRANKED}",{placed})'


def _tie_key() -> str:
    """What equal scores are told apart by, the larger first: points lost below zero, the number in 并列依据, or both."""
    rule, deducted, stated = SETTING_NAMES["ties"], this_row(Field.DEDUCTED), this_row(Field.TIE)
    lost = f'IF({deducted}="","",0-{deducted})'
    both = f'IF({rule}="{TieRule.BOTH}",{lost}&"{JOINT}"&{stated},"")'
    return f'=IF({rule}="{TieRule.DEDUCTED}",{lost},IF({rule}="{TieRule.COLUMN}",{stated}&"",{both}))'
