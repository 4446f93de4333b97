"""The formulas of the template, as stored in a file: native Excel around Kaohe's worksheet functions.

In the file a structured reference is spelled out: what Excel shows as ``[@考核得分]`` is
``kaohe_units[[#This Row],[考核得分]]``.  Every formula has the scalar form, which works from Excel
2016 on.  A named setting that is left blank does not count in MIN and MAX: no cap, no bound.
"""

from __future__ import annotations

from kaohe.core.functions import BY_NAME
from kaohe.core.schema import CATALOGUE_TABLE, CATEGORIES_TABLE, DATA_TABLE, SETTING_NAMES, CategoryField, Field
from kaohe.core.settings import Settings

#: Said in 核对 where a reason cell holds an Excel error, or Excel does not know Kaohe's functions.
NOT_COMPUTED = "未能核对：请检查本行有无错误值，并确认已启用考核加载项"


def this_row(column: str) -> str:
    """Return the reference to this row's cell of a column of the data table."""
    return f"{DATA_TABLE}[[#This Row],[{column}]]"


def formulas(*, audited: bool) -> dict[str, str]:
    """Return the formula of each computed column; ``audited`` where the table has the column 原得分."""
    return {
        Field.ADDED: _points("ADDED_POINTS"),
        Field.DEDUCTED: _points("DEDUCTED_POINTS"),
        Field.SCORE: _score(),
        Field.RANK: _rank(),
        Field.CHECK: _check(audited),
        CategoryField.RANK_GROUP: _rank_group(),
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
    """A unit without a category has no rank where others have one; in a table without categories all are one group."""
    score, group = Field.SCORE, CategoryField.RANK_GROUP
    scores, groups = f"{DATA_TABLE}[{score}]", f"{DATA_TABLE}[{group}]"
    rank = BY_NAME["RANK_UNIT"].call(this_row(score), scores, this_row(group), groups, SETTING_NAMES["method"])
    unplaced = f'IF({this_row(group)}="",COUNTIF({groups},"?*")>0)'
    return f'=IF(OR({this_row(score)}="",{unplaced}),"",{rank})'


def _check(audited: bool) -> str:
    """An earlier score is audited unless it is the score of this row, as CHECK_REASON knows no settings."""
    stated = this_row(Field.STATED_SCORE)
    audit = [f'IF({stated}={this_row(Field.SCORE)},"",{stated})'] if audited else []
    check = BY_NAME["CHECK_REASON"].call(_REASONS, f"{CATALOGUE_TABLE}[#All]", *audit)
    return f'=IFERROR(IF({_UNUSED},"",{check}),"{NOT_COMPUTED}")'


def _rank_group() -> str:
    category = this_row(Field.CATEGORY)
    row = f"MATCH({category},{CATEGORIES_TABLE}[{CategoryField.CATEGORY}],0)"
    group = f"INDEX({CATEGORIES_TABLE}[{CategoryField.RANK_GROUP}],{row})"
    return f'=IFERROR(IF({group}="",{category},{group}),{category}&"")'
