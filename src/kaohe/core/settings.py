"""How points become scores and scores become ranks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from kaohe.core.cells import CellValue
from kaohe.core.grades import BoundaryTies, Grade, Rounding, read_grades
from kaohe.core.records import dataclass, field, replace
from kaohe.core.text import fold


class RankMethod(StrEnum):
    """How equal scores are ranked: 1,2,2,3 (dense, 中国式) or 1,2,2,4 (competition)."""

    DENSE = "dense"
    COMPETITION = "competition"


#: What a clerk chooses from in the sheet 参数设置; code and words mean the same wherever a method is read.
METHOD_WORDS = {RankMethod.DENSE: "中国式（1、2、2、3）", RankMethod.COMPETITION: "竞赛式（1、2、2、4）"}


class TieRule(StrEnum):
    """What tells equal scores apart before they share a rank."""

    SHARED = "名次并列"
    DEDUCTED = "扣分少的在前"
    COLUMN = "看“并列依据”一列"
    BOTH = "扣分少的在前，再看“并列依据”一列"

    @property
    def by_deductions(self) -> bool:
        """Whether the unit that lost fewer points stands first."""
        return self in (TieRule.DEDUCTED, TieRule.BOTH)

    @property
    def by_column(self) -> bool:
        """Whether a larger number in the column 并列依据 stands first."""
        return self in (TieRule.COLUMN, TieRule.BOTH)


class EarlierResults(StrEnum):
    """Whether the scores and ranks of an earlier table (原得分, 原名次) are held against what is computed."""

    COMPARED = "对照"
    PASSED = "不再对照"


class RankingColumn(StrEnum):
    """A column that the ranking list can have; the value is its heading."""

    RANK = "名次"
    UNIT = "被考核单位"
    CATEGORY = "类别"
    SCORE = "考核得分"
    GRADE = "等次"
    ADDED = "加分"
    DEDUCTED = "扣分"
    ITEMS = "加扣分条数"
    REASONS = "加扣分原因及分值"


#: What an office publishes where it has chosen nothing.
USUAL_RANKING = (RankingColumn.RANK, RankingColumn.UNIT, RankingColumn.SCORE, RankingColumn.GRADE)
_SHORT = {
    "单位": RankingColumn.UNIT,
    "得分": RankingColumn.SCORE,
    "条数": RankingColumn.ITEMS,
    "原因": RankingColumn.REASONS,
}


@dataclass(frozen=True, slots=True)
class Settings:
    """Scoring and ranking settings; all points in 分.

    ``decimals`` None leaves scores unrounded (else half up).  ``bonus_cap`` and
    ``deduction_cap`` limit a unit's sums.  A score below ``lowest`` or above
    ``highest`` is set to that bound.  ``rank_groups`` maps a category to the group
    it is ranked in; a category that is not in it is a group of its own.  ``grades`` are
    given from the first to the last; ``grade_rounding`` and ``grade_ties`` say who is within a share.
    ``ranking_columns`` are the columns of the ranking list.  ``stated`` says whether what an earlier table stated still matters, ``ties`` what tells equal scores apart.
    """

    base: Decimal = Decimal(100)
    decimals: int | None = None
    bonus_cap: Decimal | None = None
    deduction_cap: Decimal | None = None
    lowest: Decimal | None = Decimal(0)
    highest: Decimal | None = None
    method: RankMethod = RankMethod.DENSE
    rank_groups: Mapping[str, str] = field(default_factory=dict)
    grades: tuple[Grade, ...] = ()
    grade_rounding: Rounding = Rounding.HALF_UP
    grade_ties: BoundaryTies = BoundaryTies.IN
    ranking_columns: tuple[RankingColumn, ...] = USUAL_RANKING
    stated: EarlierResults = EarlierResults.COMPARED
    ties: TieRule = TieRule.SHARED


#: Words in a settings cell for "no such limit".
_NONE_WORDS = frozenset({"", "无", "不限", "不取整", "不取舍", "none", "-", "/"})
_MOST_DECIMALS = 10
_TOO_LARGE = Decimal(10) ** 9


def understand(
    values: Mapping[str, CellValue], rank_groups: Mapping[str, str] | None = None
) -> tuple[Settings, dict[str, CellValue]]:
    """Return the settings that raw cell values mean, and the values that mean nothing, by setting name.

    A setting that can't be understood keeps its default.  A blank cell means no such limit,
    as in the template's formulas; a blank base or method the default.
    """
    understood: dict[str, object] = {}
    misread: dict[str, CellValue] = {}
    for name, read in _READERS.items():
        value = values.get(name)
        if name not in values or (_is_blank(value) and name not in _LIMITS):
            continue
        try:
            understood[name] = read(value)
        except (ValueError, InvalidOperation):
            misread[name] = value
    settings = Settings(rank_groups=dict(rank_groups or {}), **understood)  # type: ignore[arg-type]
    if settings.highest is not None and settings.lowest is not None and settings.highest < settings.lowest:
        misread["highest"] = values["highest"]
        settings = replace(settings, highest=None)
    return settings, misread


def read_method(value: CellValue) -> RankMethod:
    """Return the ranking method that a cell names, by its code or by its words; ValueError for anything else."""
    text = _words(value)
    for method, words in METHOD_WORDS.items():
        folded = fold(words)
        if text in {method.value, folded, folded[: folded.index("(")]}:
            return method
    raise ValueError(text)


def _read_number(value: CellValue) -> Decimal:
    number = Decimal(_words(value).removesuffix("分"))
    if not number.is_finite() or abs(number) >= _TOO_LARGE:
        raise ValueError(value)
    return number


def _read_limit(value: CellValue) -> Decimal | None:
    return None if _words(value) in _NONE_WORDS else _read_number(value)


def _read_cap(value: CellValue) -> Decimal | None:
    limit = _read_limit(value)
    if limit is not None and limit < 0:
        raise ValueError(value)
    return limit


def _read_decimals(value: CellValue) -> int | None:
    limit = _read_limit(value)
    if limit is None:
        return None
    if limit != int(limit) or not 0 <= limit <= _MOST_DECIMALS:
        raise ValueError(value)
    return int(limit)


def _read_grades(value: CellValue) -> tuple[Grade, ...]:
    text = _words(value)
    return () if text in _NONE_WORDS else read_grades(text)


def _read_columns(value: CellValue) -> tuple[RankingColumn, ...]:
    words = re.split(r"[、,;\s]+", _words(value))
    columns = [_SHORT.get(word) or RankingColumn(word) for word in words if word]
    return tuple(dict.fromkeys((RankingColumn.RANK, RankingColumn.UNIT, *columns)))


def _read_ties(value: CellValue) -> TieRule:
    text = _words(value)
    for rule in TieRule:
        if fold(rule) == text:
            return rule
    raise ValueError(text)


def _words(value: CellValue) -> str:
    if value is None:
        return ""
    if isinstance(value, str | Decimal) and not isinstance(value, StrEnum):
        return fold(str(value)).strip()
    raise ValueError(value)


def _is_blank(value: CellValue) -> bool:
    return value is None or (isinstance(value, str) and not fold(value).strip())


_READERS: dict[str, Callable[[CellValue], object]] = {
    "base": _read_number,
    "decimals": _read_decimals,
    "bonus_cap": _read_cap,
    "deduction_cap": _read_cap,
    "lowest": _read_limit,
    "highest": _read_limit,
    "method": read_method,
    "grades": _read_grades,
    "grade_rounding": lambda value: Rounding(_words(value)),
    "grade_ties": lambda value: BoundaryTies(_words(value)),
    "ranking_columns": _read_columns,
    "stated": lambda value: EarlierResults(_words(value)),
    "ties": _read_ties,
}
_LIMITS = frozenset({"decimals", "bonus_cap", "deduction_cap", "lowest", "highest"})
